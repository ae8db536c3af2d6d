import type { Day } from './days.js';

/** What somebody would get as a file, before they take it: its first rows, and how much there is. */
export interface FilePreview {
  /** What it would be called. */
  readonly file: string;
  readonly from: Day;
  readonly to: Day;
  /** The last day that everything is known of. */
  readonly completeThrough: Day | null;
  readonly columns: readonly string[];
  /** Cells as they stand in the file. */
  readonly rows: readonly (readonly string[])[];
  /** How many rows and bytes there are, as far as they were counted. */
  readonly count: number;
  readonly bytes: number;
  /** Whether all of it was counted. */
  readonly isWhole: boolean;
}

export const previewLimits = { rows: 5, counted: 10_000 } as const;
