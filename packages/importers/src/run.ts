import type { Problem } from './importer.js';
import type { Tally } from './tally.js';

/** How much there is to read. */
export interface Total {
  readonly files: number;
  readonly bytes: number;
}

export const totalOf = (files: readonly { readonly bytes: number }[]): Total => ({ files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) });

/** What the runs of all importers have in common: how far they are, what they left out, and that each is read through once. */
export class TalliedRun {
  readonly progress: { files: number; readonly filesTotal: number; bytes: number; readonly bytesTotal: number };
  #begun = false;

  constructor(
    protected readonly tally: Tally,
    total: Total,
  ) {
    this.progress = { files: 0, filesTotal: total.files, bytes: 0, bytesTotal: total.bytes };
  }

  get problems(): readonly Problem[] {
    return this.tally.problems;
  }

  summary() {
    return this.tally.summary();
  }

  /** Before the first item is read. */
  protected begin(): void {
    if (this.#begun) throw new Error('A run is read through once; open another one.');
    this.#begun = true;
  }
}
