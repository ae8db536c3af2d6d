import { createHash } from 'node:crypto';

/**
 * What a step may do to the rows of a table that was there before: lose some, gain some, lose them all with the table,
 * or change what these columns hold.
 */
export type TableChange = 'deletes rows' | 'adds rows' | 'drops the table' | readonly string[];

/** One step of a schema, as SQL text without transactions and pragmas. Its name orders it for people; the list orders it for the program. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** Everything it does to rows, by table. Whatever is not said here must be as before, or the step is refused. */
  readonly changes?: Readonly<Record<string, TableChange>>;
  /** Nobody may find what it replaced, so the whole file is written anew behind it. */
  readonly leavesNoTrace?: true;
}

/** A part of the program that keeps tables in the database file, and the steps that make them, oldest first. */
export interface Component {
  readonly name: string;
  readonly steps: readonly Migration[];
}

/** A database file and a program that do not fit together, in a sentence for whoever runs the program. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** What tells the text of a step from every other: a step that was released is never edited. */
export const hashOf = ({ sql }: Migration): string => createHash('sha256').update(sql).digest('hex');
