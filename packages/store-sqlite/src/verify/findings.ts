/** What is proved of a ledger, each recomputed from what it stands on. */
const checkNames = [
  'file', 'foreign-keys', 'durability', 'content', 'derived-columns', 'revisions', 'account', 'rows-by-delivery', 'counts-by-type', 'quarantine', 'coverage', 'people', 'directory', 'money', 'sealed-days',
] as const;
export type CheckName = (typeof checkNames)[number];

/** What was found of one check. */
export interface CheckResult {
  readonly name: CheckName;
  /** How many things were looked at. */
  readonly looked: number;
  readonly offending: number;
  /** The first that offend, in sentences. */
  readonly first: readonly string[];
}

/** Whether a ledger is what it says it is. */
export interface Verdict {
  readonly isSound: boolean;
  readonly checks: readonly CheckResult[];
}

const shown = 10;

/** Collects what offends; only the first of each check are kept, so that a ruined file costs no memory. */
export class Findings {
  private readonly found = new Map<CheckName, { looked: number; offending: number; first: string[] }>();

  looked(name: CheckName, things = 1): void {
    this.at(name).looked += things;
  }

  /** Something that is not as it must be. */
  offends(name: CheckName, sentence: string): void {
    const found = this.at(name);
    found.offending += 1;
    if (found.first.length < shown) found.first.push(sentence);
  }

  /** Looks at one thing, which offends unless it is as it must be. */
  demand(name: CheckName, holds: boolean, sentence: () => string): void {
    this.looked(name);
    if (!holds) this.offends(name, sentence());
  }

  verdict(): Verdict {
    const checks = checkNames.map((name) => ({ name, ...this.at(name) }));
    return { isSound: checks.every(({ offending }) => offending === 0), checks };
  }

  private at(name: CheckName): { looked: number; offending: number; first: string[] } {
    const known = this.found.get(name) ?? { looked: 0, offending: 0, first: [] };
    this.found.set(name, known);
    return known;
  }
}
