import type { Day, Instant, Organisation } from '@pegel/domain';
import type { DaySegment, Run, Vocabulary } from './columns.js';

/** How the days of a fact are made. */
export interface DayReader<Row extends readonly unknown[]> {
  /** Reads a day out of the ledger, in steps, each of one of so many parts of its time. What comes to it between two of them may be in it or not. */
  reading(ledger: number, organisation: Pick<Organisation, 'timeZone'>, day: Day, vocabulary: Vocabulary, parts: number): Generator<void, DaySegment>;
  /** The day that has a fact; `isWithin` is false of what begins on it and belongs to more than it. */
  placeOf(at: Instant, until: Instant, organisation: Pick<Organisation, 'timeZone'>): { readonly number: number; readonly isWithin: boolean };
  /** What a day has besides, once there are some facts more within it; `null` where it has to be read anew. */
  added(segment: DaySegment, rows: readonly Row[], vocabulary: Vocabulary): readonly Run[] | null;
}

/** A time in so many parts, one after the other. */
export const partsOf = ({ from, to }: { readonly from: Instant; readonly to: Instant }, parts: number): { readonly from: Instant; readonly to: Instant }[] => {
  const border = (part: number): Instant => from + Math.floor(((to - from) * part) / parts);
  return Array.from({ length: parts }, (_, part) => ({ from: border(part), to: border(part + 1) }));
};
