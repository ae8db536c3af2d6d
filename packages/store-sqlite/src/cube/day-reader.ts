import type { Day, Instant, Organisation } from '@pegel/domain';
import type { DaySegment, Run, Vocabulary } from './columns.js';

/** How the days of a fact are made. */
export interface DayReader<Row extends readonly unknown[]> {
  /** Reads a day out of the ledger. */
  read(ledger: number, organisation: Pick<Organisation, 'timeZone'>, day: Day, vocabulary: Vocabulary): DaySegment;
  /** The day that has a fact; `isWithin` is false of what begins on it and belongs to more than it. */
  placeOf(at: Instant, until: Instant, organisation: Pick<Organisation, 'timeZone'>): { readonly number: number; readonly isWithin: boolean };
  /** What a day has besides, once there are some facts more within it; `null` where it has to be read anew. */
  added(segment: DaySegment, rows: readonly Row[], vocabulary: Vocabulary): readonly Run[] | null;
}
