import { openDatabase, type Database } from '@pegel/sqlite';

/** What makes a table, one line each, without what two ways of writing it may differ in: order, case, quotes, names of constraints. */
export type Shape = Readonly<Record<string, readonly string[]>>;

/** The shape of what this SQL makes out of nothing. */
export function shapeOf(sql: readonly string[]): Shape {
  const database = openDatabase(':memory:');
  try {
    for (const statement of sql) database.exec(statement);
    const tables = database.prepare<[], { name: string; strict: number; wr: number; sql: string }>(
      `SELECT l.name, l.strict, l.wr, s.sql FROM pragma_table_list l JOIN sqlite_schema s ON s.name = l.name WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY l.name`,
    );
    return Object.fromEntries(
      tables.all().map((table) => [
        table.name,
        [
          ...(table.strict === 1 ? ['STRICT'] : []), ...(table.wr === 1 ? ['WITHOUT ROWID'] : []),
          ...columns(database, table.name), ...references(database, table.name), ...indexes(database, table.name), ...checks(table.sql),
        ].sort(),
      ]),
    );
  } finally {
    database.close();
  }
}

/** What one says and the other does not: "events: only in the tables: column note TEXT". */
export function differences(tables: Shape, steps: Shape): readonly string[] {
  const names = [...new Set([...Object.keys(tables), ...Object.keys(steps)])].sort();
  return names.flatMap((name) => {
    const [wanted, made] = [tables[name] ?? [], steps[name] ?? []];
    return [
      ...wanted.filter((line) => !made.includes(line)).map((line) => `${name}: only in the tables: ${line}`),
      ...made.filter((line) => !wanted.includes(line)).map((line) => `${name}: only in the steps: ${line}`),
    ];
  });
}

const columns = (database: Database, table: string): readonly string[] =>
  database
    .prepare<[string], { name: string; type: string; required: number; initial: string | null; key: number; hidden: number }>(
      'SELECT name, type, "notnull" AS required, dflt_value AS initial, pk AS key, hidden FROM pragma_table_xinfo(?)',
    )
    .all(table)
    // A key is required, whether that is said or not.
    .map(({ name, type, required, initial, key, hidden }) =>
      [`column ${name} ${type.toUpperCase()}`, ...(key > 0 ? [`KEY ${key}`] : required === 1 ? ['NOT NULL'] : []), ...(initial === null ? [] : [`DEFAULT ${initial}`]), ...(hidden === 0 ? [] : ['GENERATED'])].join(' '),
    );

const references = (database: Database, table: string): readonly string[] =>
  database
    .prepare<[string], string>(
      `SELECT 'FOREIGN KEY (' || group_concat("from", ', ' ORDER BY seq) || ') REFERENCES ' || "table" || ' (' || group_concat("to", ', ' ORDER BY seq) || ') ON DELETE ' || on_delete || ' ON UPDATE ' || on_update
       FROM pragma_foreign_key_list(?) GROUP BY id`,
    )
    .pluck()
    .all(table);

/** By name, unless it is a UNIQUE constraint: Drizzle makes an index of one, which is the same. */
function indexes(database: Database, table: string): readonly string[] {
  const list = database.prepare<[string], { name: string; isUnique: number; isPartial: number; origin: string; sql: string | null }>(
    `SELECT l.name, l."unique" AS isUnique, l.partial AS isPartial, l.origin, s.sql FROM pragma_index_list(?) l LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name WHERE l.origin <> 'pk'`,
  );
  const parts = database.prepare<[string], string | null>('SELECT name FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno').pluck();
  return list.all(table).map(({ name, isUnique, isPartial, origin, sql }) => {
    const names = parts.all(name);
    const isPlain = isUnique === 1 && isPartial === 0 && names.every((part) => part !== null) && (origin === 'u' || name.endsWith('_unique'));
    if (isPlain) return `UNIQUE (${names.join(', ')})`;
    return `${isUnique === 1 ? 'unique ' : ''}index ${name} ${plain((sql ?? '').slice((sql ?? '').indexOf('(')))}`;
  });
}

/** The expression of every CHECK, whatever it is called. */
function checks(sql: string): readonly string[] {
  const found: string[] = [];
  for (const { index } of sql.matchAll(/\bCHECK\s*\(/gi)) {
    const start = sql.indexOf('(', index);
    found.push(`CHECK ${plain(sql.slice(start, closing(sql, start) + 1))}`);
  }
  return found;
}

/** Where the bracket that opens here closes again. */
function closing(sql: string, start: number): number {
  let depth = 0;
  for (const { 0: token, index } of sql.slice(start).matchAll(/'(?:[^']|'')*'|[()]/g)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) return start + index;
  }
  throw new Error(`A bracket is never closed: ${sql.slice(start)}`);
}

/** Without quotes around names, and with one space wherever there are some; texts stay as they are. */
const plain = (sql: string): string =>
  sql
    .split(/('(?:[^']|'')*')/)
    .map((part, at) => (at % 2 === 1 ? part : part.replaceAll(/["`]/g, '').replaceAll(/\s+/g, ' ').replaceAll(/\s*,\s*/g, ', ').replaceAll(/\(\s+/g, '(').replaceAll(/\s+\)/g, ')')))
    .join('')
    .trim();
