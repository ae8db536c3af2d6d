/** Where a finding belongs, in the order of the report. */
export const areas = ['terminal', 'program', 'server', 'access', 'data', 'folder'] as const;
export type Area = (typeof areas)[number];

export type Level = 'ok' | 'note' | 'problem';

/** Something looked at, and what to do about it where it is not as it should be. */
export interface Finding {
  readonly area: Area;
  /** Names what was looked at, in every language, for scripts. */
  readonly check: string;
  readonly level: Level;
  readonly says: string;
  readonly advice: string | null;
}

/** Makes the findings of one area. */
export function findingsOf(area: Area) {
  return {
    ok: (check: string, says: string): Finding => ({ area, check, level: 'ok', says, advice: null }),
    note: (check: string, says: string, advice: string): Finding => ({ area, check, level: 'note', says, advice }),
    problem: (check: string, says: string, advice: string): Finding => ({ area, check, level: 'problem', says, advice }),
  };
}
