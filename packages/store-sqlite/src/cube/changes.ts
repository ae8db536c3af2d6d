import type { Database } from '@pegel/sqlite';

export const millisecondsAnHour = 3_600_000;

/** An hour since 1970 of an organisation, cut towards 1970. */
export type Hour = readonly [organisation: number, hour: number];

/** What is different since somebody last asked. */
export interface Changes {
  /** Hours from which facts went, or in which they became others. */
  readonly hours: readonly Hour[];
  /** Hours to which facts came. */
  readonly addedTo: readonly Hour[];
  /** Organisations in which somebody became somebody else, with the first reference that is of them now; or nought, where somebody is called otherwise. */
  readonly people: readonly (readonly [organisation: number, reference: number])[];
}

/** A fact that came: whose it is, when it began and ended, and the row that a day would have of it alone. */
export type Added<Row extends readonly unknown[]> = readonly [organisation: number, at: number, until: number, ...row: Row];

/** What is noted of the events that are facts of a kind, each where it comes. */
export interface Noted {
  readonly fact: string;
  /** Columns of events, besides where an event belongs and when it was. */
  readonly columns: readonly string[];
  /** Which events are such facts, as SQL over one that is called `new`. */
  readonly condition: string;
  /** What a row is, as SQL over an event that is called `f`. */
  readonly row: string;
}

/** More facts than these at once are not noted one by one. */
export const additionsMax = 10_000;

/**
 * Has the database itself note what is changed: triggers of this connection alone write into tables of its own, which are
 * rolled back with what they tell of. So nobody who writes has to think of whoever keeps something of what is written.
 */
export function changesIn(database: Database): () => Changes {
  const noted = (when: string, row: 'new' | 'old', table: string) => `
    CREATE TEMP TRIGGER IF NOT EXISTS note_${when.toLowerCase()}_of_${row} AFTER ${when} ON main.events WHEN ${row}.count IS NOT NULL OR ${row}.amount IS NOT NULL BEGIN
      INSERT INTO ${table} (organisation, hour) VALUES (${row}.organisation, ${row}.at / ${millisecondsAnHour}) ON CONFLICT DO NOTHING;
    END;`;
  const renamed = (name: string, columns: string, table: string, reference: string) => `
    CREATE TEMP TRIGGER IF NOT EXISTS note_${name} AFTER UPDATE OF ${columns} ON main.${table} BEGIN
      INSERT INTO changed_people (organisation, reference) VALUES (new.organisation, ${reference}) ON CONFLICT DO UPDATE SET reference = min(reference, excluded.reference);
    END;`;
  const hoursIn = (table: string) => `CREATE TEMP TABLE IF NOT EXISTS ${table} (organisation INTEGER NOT NULL, hour INTEGER NOT NULL, PRIMARY KEY (organisation, hour)) STRICT, WITHOUT ROWID;`;
  database.exec(`
    ${hoursIn('changed_hours')}${hoursIn('added_hours')}
    CREATE TEMP TABLE IF NOT EXISTS changed_people (organisation INTEGER PRIMARY KEY, reference INTEGER NOT NULL) STRICT;
    ${noted('INSERT', 'new', 'added_hours')}${noted('UPDATE', 'new', 'changed_hours')}${noted('UPDATE', 'old', 'changed_hours')}${noted('DELETE', 'old', 'changed_hours')}
    ${renamed('links', 'person', 'person_references', 'new.id')}${renamed('names', 'key', 'people', '0')}`);
  const hours = taking<Hour>(database, 'changed_hours', 'organisation, hour');
  const addedTo = taking<Hour>(database, 'added_hours', 'organisation, hour');
  const people = taking<readonly [number, number]>(database, 'changed_people', 'organisation, reference');
  return () => ({ hours: hours(), addedTo: addedTo(), people: people() });
}

/** Has the database note the facts that come, and takes those since it was asked last; `null`: there are more than are noted. */
export function additionsIn<Row extends readonly unknown[]>(database: Database, { fact, columns, condition, row }: Noted): () => readonly Added<Row>[] | null {
  const table = `added_${fact}`;
  const names = ['organisation', 'at', 'until_at', ...columns];
  database.exec(`
    CREATE TEMP TABLE IF NOT EXISTS ${table} AS SELECT ${names.join(', ')} FROM main.events LIMIT 0;
    CREATE TEMP TRIGGER IF NOT EXISTS note_${table} AFTER INSERT ON main.events
    WHEN new.retracted = 0 AND ${condition} AND coalesce((SELECT max(rowid) FROM temp.${table}), 0) <= ${additionsMax} BEGIN
      INSERT INTO ${table} VALUES (${names.map((name) => `new.${name}`).join(', ')});
    END;`);
  const take = taking<Added<Row>>(database, table, `f.organisation, f.at, f.until_at, ${row}`);
  return () => {
    const rows = take();
    return rows.length > additionsMax ? null : rows;
  };
}

/** Raised by whoever else commits to the file, of whom no trigger of this connection hears; and where what was noted may have been taken back after it was taken. */
export function otherCommitsIn(database: Database): (hasTaken: boolean) => boolean {
  const versionOf = database.prepare<[], number>('PRAGMA data_version').pluck();
  let version = versionOf.get();
  let isUnsure = false;
  return (hasTaken) => {
    const [before, wasUnsure] = [version, isUnsure];
    version = versionOf.get();
    isUnsure = database.inTransaction && (hasTaken || wasUnsure);
    return wasUnsure || version !== before;
  };
}

/** Reads what stands in a table of this connection, and empties it. */
function taking<Row>(database: Database, table: string, columns: string): () => Row[] {
  const read = database.prepare<[], Row>(`SELECT ${columns} FROM temp.${table} f`).raw();
  const clear = database.prepare(`DELETE FROM temp.${table}`);
  return () => {
    const rows = read.all();
    if (rows.length > 0) clear.run();
    return rows;
  };
}
