import { createHash } from 'node:crypto';
import type { TableChange } from './component.js';
import type { Database } from './database.js';
import { journalTable } from './journal.js';

/** A table as it is to be counted: its columns, and those of its key in the key's order. */
interface Outline {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly isInteger: boolean }[];
  readonly key: readonly string[];
}

/** What one column holds: how many values are known, and their sum, or the bytes of texts. */
interface Total {
  readonly known: bigint;
  readonly total: bigint;
}

/** What a table holds, in few words: no row can come, go or change its numbers without one of them changing. */
interface TableTally {
  readonly outline: Outline;
  readonly rows: number;
  /** SHA-256 of all keys in their order; null where a column of the key is gone. */
  readonly keys: string | null;
  /** By organisation, or under null for tables that know none; then by column. */
  readonly totals: ReadonlyMap<string | null, ReadonlyMap<string, Total>>;
}

export type Tally = readonly TableTally[];

/**
 * Counts everything: rows, keys, and each column by organisation. Money and tokens are columns like others. With what
 * was counted before it counts the same again, as far as it is still there.
 */
export function tallyOf(database: Database, before?: Tally): Tally {
  const now = outlinesOf(database);
  if (before === undefined) return now.map((outline) => count(database, outline, outline.key));
  return before.flatMap(({ outline }) => {
    const found = now.find(({ table }) => table === outline.table);
    if (found === undefined) return [];
    const columns = outline.columns.filter(({ name }) => found.columns.some((column) => column.name === name));
    const isKeyed = outline.key.every((name) => columns.some((column) => column.name === name));
    return [count(database, { ...outline, columns }, isKeyed ? outline.key : [])];
  });
}

/** What differs that no change explains, each as the second half of a sentence: "events would have 9 rows instead of 10". */
export function differences(before: Tally, after: Tally, changes: Readonly<Record<string, TableChange>> = {}): readonly string[] {
  return before.flatMap((was) => {
    const { table } = was.outline;
    const change = Object.hasOwn(changes, table) ? changes[table] : [];
    const is = after.find(({ outline }) => outline.table === table);
    if (is === undefined) return change === 'drops the table' ? [] : [`${table} would be gone with its ${was.rows} rows`];
    if (change === 'deletes rows' || (change === 'adds rows' && is.rows >= was.rows)) return [];
    if (was.rows !== is.rows) return [`${table} would have ${is.rows} rows instead of ${was.rows}`];
    const declared = typeof change === 'object' ? change : [];
    const keys = was.keys === is.keys || was.outline.key.some((name) => declared.includes(name)) ? [] : [`${table} would have rows under other keys`];
    return [...keys, ...columnDifferences(was, is, declared)];
  });
}

function columnDifferences(was: TableTally, is: TableTally, declared: readonly string[]): readonly string[] {
  const { table, columns } = was.outline;
  return columns.filter(({ name }) => !declared.includes(name)).flatMap(({ name, isInteger }) => {
    for (const [organisation, totals] of was.totals) {
      const before = totals.get(name) ?? nothing;
      const after = is.totals.get(organisation)?.get(name) ?? nothing;
      const place = `${name} of ${table}${organisation === null ? '' : ` for organisation ${organisation}`}`;
      if (before.known !== after.known) return [`${place} would be known in ${after.known} rows instead of ${before.known}`];
      if (before.total !== after.total) return [`${place} would ${isInteger ? 'sum up to' : 'have bytes:'} ${after.total} instead of ${before.total}`];
    }
    return [];
  });
}

const nothing: Total = { known: 0n, total: 0n };

/** Every table with rows of the program, the journal of steps aside. */
function outlinesOf(database: Database): readonly Outline[] {
  const tables = database
    .prepare<[string], string>(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@' AND name <> ? ORDER BY name`)
    .pluck()
    .all(journalTable);
  const columnsOf = database.prepare<[string], { name: string; type: string; key: number }>('SELECT name, type, pk AS key FROM pragma_table_info(?)');
  return tables.map((table) => {
    const columns = columnsOf.all(table);
    return {
      table,
      columns: columns.map(({ name, type }) => ({ name, isInteger: type.toUpperCase() === 'INTEGER' })),
      key: columns.filter(({ key }) => key > 0).sort((a, b) => a.key - b.key).map(({ name }) => name),
    };
  });
}

function count(database: Database, outline: Outline, key: readonly string[]): TableTally {
  const { rows, totals } = totalsOf(database, outline);
  return { outline, rows, keys: key.length === 0 ? null : keysOf(database, outline.table, key), totals };
}

function totalsOf(database: Database, { table, columns }: Outline): Pick<TableTally, 'rows' | 'totals'> {
  const organisation = columns.some(({ name }) => name === 'organisation') ? 'organisation' : 'NULL';
  // In two halves, of which neither can overflow: an amount may be as large as an integer gets.
  const sums = columns.map(({ name, isInteger }) => {
    const column = quoted(name);
    return isInteger ? `count(${column}), sum(${column} >> 32), sum(${column} & 4294967295)` : `count(${column}), 0, sum(octet_length(${column}))`;
  });
  const found = database
    .prepare<[], readonly unknown[]>(`SELECT ${[organisation, 'count(*)', ...sums].join(', ')} FROM ${quoted(table)} GROUP BY 1`)
    .raw()
    .safeIntegers()
    .all();
  let rows = 0;
  const totals = new Map<string | null, Map<string, Total>>();
  for (const [group, size, ...numbers] of found) {
    rows += Number(size);
    const byColumn = columns.map(({ name }, at): [string, Total] => {
      const [known = 0n, high = 0n, low = 0n] = numbers.slice(at * 3, at * 3 + 3).map(asInteger);
      return [name, { known, total: (high << 32n) + low }];
    });
    totals.set(group === null ? null : String(group), new Map(byColumn));
  }
  return { rows, totals };
}

/** Sums of nothing are NULL. */
const asInteger = (value: unknown): bigint => (typeof value === 'bigint' ? value : 0n);

function keysOf(database: Database, table: string, key: readonly string[]): string {
  const hash = createHash('sha256');
  const names = key.map(quoted);
  const one = names.map((name) => `hex(${name})`).join(` || ',' || `);
  for (const keys of database.prepare<[], string>(`SELECT ${one} FROM ${quoted(table)} ORDER BY ${names.join(', ')}`).pluck().iterate()) hash.update(`${keys}\n`);
  return hash.digest('hex');
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
