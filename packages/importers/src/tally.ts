import type { ImportSummary, Problem } from './importer.js';

/** The summary counts those beyond it. */
export const problemsMax = 1_000;

/** Counts what a pass reads and leaves out. */
export interface Tally {
  readonly problems: readonly Problem[];
  line(): void;
  file(): void;
  skip(problem: Problem): void;
  /** Counts what a problem already speaks of. */
  again(reason: string): void;
  summary(): ImportSummary;
}

export function makeTally(source: string): Tally {
  const problems: Problem[] = [];
  const skipped = new Map<string, number>();
  let files = 0;
  let read = 0;

  const again = (reason: string) => void skipped.set(reason, (skipped.get(reason) ?? 0) + 1);

  return {
    problems,
    line() {
      read += 1;
    },
    file() {
      files += 1;
    },
    again,
    skip(problem) {
      again(problem.reason);
      if (problems.length < problemsMax) problems.push(problem);
    },
    // Object.fromEntries defines properties instead of assigning them, so no reason can reach a prototype.
    summary: () => ({ source, files, read, skipped: Object.fromEntries(skipped) }),
  };
}
