import type { Report } from '@pegel/domain';

/** Another engine that has the same events in a table of its own. */
export interface Engine {
  readonly name: string;
  /** How many events a second it took from the file of lines, until they were as durable as it makes them. */
  readonly eventsASecond: number;
  /** What it answers, row by row. Whole numbers may be of any kind. */
  rows(sql: string): Promise<readonly (readonly unknown[])[]>;
  /** Of the table and what belongs to it on the disk. */
  bytes(): Promise<number>;
  /** Lets go of everything it has in memory and opens what it has on the disk, where it lives in this process. */
  reopen?(): Promise<void>;
  close(): Promise<void>;
}

/** What says the same numbers as a report. */
export interface Answering {
  readonly name: string;
  /** By the names that `compareAnswers` knows. */
  answer(report: Report): Promise<ReadonlyMap<string, bigint>> | ReadonlyMap<string, bigint>;
}

/** How every engine may use the machine. */
export const threads = 2;
/** How much memory an engine in the measuring process may take, so that all of them and the file’s own cache have room beside each other. */
export const memory = '8GB';
