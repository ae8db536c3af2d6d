import type { Feeds, WireDirectory, WireEvent, Words } from '@pegel/domain';

/** Reads what one other system leaves behind and maps it to events and directories. It never writes, and no text of anybody leaves it. */
export interface Importer {
  /** The source's name on the wire, part of every event's key: never change it. */
  readonly name: string;
  /** What people call the system. */
  readonly label: string;
  readonly feeds: Feeds;
  /** What it can be told; where it is told anything else, somebody is mistaken. */
  readonly takes?: readonly (keyof ImportOptions)[];
  /** Looks at what is there, and throws an `ImportError` before the first event if it cannot be imported at all. */
  open(path: string, options?: ImportOptions): Promise<ImportRun>;
}

export interface ImportOptions {
  /** The e-mail address of the one person everything belongs to. */
  readonly person?: string;
  /** Of several of the vendor's organisations the one that is meant. */
  readonly organisationId?: string;
  /** Longer lines and elements are skipped and counted, so that no file can fill the memory. */
  readonly lineBytesMax?: number;
  /** Which columns of a table hold what, as `email="E-Mail",department=Abteilung`. */
  readonly columns?: string;
  /** What stands between groups in one cell. */
  readonly separator?: string;
  /** The seat of everybody who is active, where the list does not say who has one. */
  readonly seat?: string;
  /** When the files were taken: a day or an instant. */
  readonly taken?: string;
  /** That the files list some people only, and nobody who is missing has left. */
  readonly partial?: boolean;
}

/** One pass over the files that were found when it was opened. */
export interface ImportRun {
  /**
   * Every event, with the same content however the files are split, named or ordered. One that parts repeat may come again,
   * the same, where a source cannot remember all it has sent. It can be read through once.
   */
  events(): AsyncIterable<WireEvent>;
  /** After the events, who had a seat and when, oldest first; missing where the source cannot know. It can be read through once. */
  snapshots?(): AsyncIterable<WireDirectory>;
  /** Where the pass stands; it moves while it is read. */
  readonly progress: Progress;
  /** What came of the pass so far; final after the last event and snapshot. */
  summary(): ImportSummary;
  /** How it was read, where that was a guess somebody may want to see; final after the last event and snapshot. */
  readonly notes?: readonly Words[];
  /** The first thousand problems, in the order they were met; the summary counts them all. */
  readonly problems: readonly Problem[];
}

export interface Progress {
  readonly files: number;
  readonly filesTotal: number;
  readonly bytes: number;
  /** As it was on opening; a file that is still being written may hold more. */
  readonly bytesTotal: number;
}

export interface ImportSummary {
  readonly source: string;
  /** Files read to their end. */
  readonly files: number;
  /** What was read and understood to be an item of its own: lines without empty ones, rows, elements of a list. */
  readonly read: number;
  /** Per reason, how often something was left out or sent incomplete. What a source holds besides use is no reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** Something that was left out, and where. The message never quotes the file. */
export interface Problem {
  readonly file: string;
  /** Counted from 1; `null` when it concerns the whole file or folder. */
  readonly line: number | null;
  /** In a list, counted from 1, where it is about one element of it. */
  readonly element?: number;
  readonly reason: string;
  readonly message: Words;
}

/** Nothing was sent, and the message says what to do about it. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  constructor(readonly words: Words) {
    super(words.en);
  }
}
