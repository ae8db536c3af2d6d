import { staleAfterMilliseconds, staleIn, type ReportContract, type Stale } from '@pegel/domain';
import { Unreadable, type OptionDeclaration } from './command-line/declaration.js';
import { exitCodes, Failure } from './failure.js';
import type { Sentences } from './words.js';

export interface WithFreshness {
  /** The age in milliseconds, `true` for the usual one. */
  readonly failStale?: number | true;
}

const unitMilliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export const failStaleOption: OptionDeclaration = {
  flags: '--fail-stale [age]',
  says: {
    en: `End with 4 when the newest complete day ended longer ago than this, or a live source has delivered nothing for as long, such as 90m, 36h or 3d; ${hours(staleAfterMilliseconds)}h without an age. What there is is still printed.`,
    de: `Mit 4 enden, wenn der neueste vollständige Tag länger als so lange vorbei ist oder eine laufende Quelle so lange nichts geliefert hat, etwa 90m, 36h oder 3d; ohne Angabe ${hours(staleAfterMilliseconds)}h. Was es gibt, wird dennoch ausgegeben.`,
  },
  suggests: ['24h', '36h', '3d', '7d'],
  parse: ageFrom,
};

function ageFrom(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const milliseconds = unitMilliseconds[unit];
  if (milliseconds === undefined || Number(count) === 0) throw new Unreadable({ en: 'An age is a number with m, h or d, such as 36h.', de: 'Ein Alter ist eine Zahl mit m, h oder d, etwa 36h.' });
  return Number(count) * milliseconds;
}

function hours(milliseconds: number): number {
  return milliseconds / 3_600_000;
}

/** Fails for stale data where that was asked for; whoever calls has printed the data. */
export function demandFresh(contract: Pick<ReportContract, 'completeThrough' | 'timeZone' | 'sources'>, { failStale }: WithFreshness, words: Sentences): void {
  if (failStale === undefined) return;
  const stale = staleIn(contract, Date.now(), failStale === true ? undefined : failStale);
  if (stale.length > 0) throw new Failure(exitCodes.stale, words.stale(stale.map((one) => staleText(one, words))));
}

function staleText(stale: Stale, words: Sentences): string {
  switch (stale.kind) {
    case 'nothing-complete':
      return words.nothingComplete;
    case 'complete-day':
      return words.staleDay(stale.day, ageText(stale.age));
    case 'source':
      return words.staleSource(stale.name, ageText(stale.age));
  }
}

/** An age in the one unit that says it best, in the form `--fail-stale` takes. */
export function ageText(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 120) return `${minutes}m`;
  return minutes < 72 * 60 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 1440)}d`;
}
