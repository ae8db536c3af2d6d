import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, expect, test } from 'vitest';
import * as schema from './schema.js';
import { openStore } from './testing-store.js';

const { database, close } = openStore();
afterAll(close);

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** The place in the primary key; 0 for none. */
  readonly key: number;
}
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

function declared(table: SQLiteTable): Column[] {
  const { columns, primaryKeys } = getTableConfig(table);
  const composite = primaryKeys.flatMap((key) => key.columns.map(({ name }) => name));
  return columns
    .map(({ name, notNull, primary, getSQLType }, at) => ({
      name, type: getSQLType.call(columns[at]).toUpperCase(), isRequired: notNull, key: primary ? 1 : composite.indexOf(name) + 1,
    }))
    .sort(byName);
}

const migrated = (table: string): Column[] =>
  database
    .prepare<[string], { name: string; type: string; required: number; key: number }>('SELECT name, type, "notnull" AS required, pk AS key FROM pragma_table_info(?)')
    .all(table)
    .map(({ name, type, required, key }) => ({ name, type, isRequired: required === 1, key }))
    .sort(byName);

const foreignKeysDeclared = (table: SQLiteTable): string[] =>
  getTableConfig(table)
    .foreignKeys.map((key) => key.reference())
    .map(({ columns, foreignColumns, foreignTable }) => `${columns.map(({ name }) => name).join()} -> ${getTableConfig(foreignTable).name}.${foreignColumns.map(({ name }) => name).join()}`)
    .sort();

const foreignKeysMigrated = (table: string): { text: string; onDelete: string }[] =>
  database
    .prepare<[string], { text: string; onDelete: string }>(`SELECT "from" || ' -> ' || "table" || '.' || "to" AS text, on_delete AS onDelete FROM pragma_foreign_key_list(?) ORDER BY text`)
    .all(table);

const uniqueDeclared = (table: SQLiteTable): string[] => {
  const { columns, uniqueConstraints } = getTableConfig(table);
  return [...columns.filter(({ isUnique }) => isUnique).map(({ name }) => name), ...uniqueConstraints.map((constraint) => constraint.columns.map(({ name }) => name).join())].sort();
};

const uniqueMigrated = (table: string): string[] =>
  database
    .prepare<[string], string>(`SELECT (SELECT group_concat(name) FROM pragma_index_info(list.name)) FROM pragma_index_list(?) list WHERE origin = 'u' ORDER BY 1`)
    .pluck()
    .all(table);

const tables = Object.values(schema);

test.each(tables.map((table) => [getTableConfig(table).name, table] as const))('%s is declared as it was migrated', (name, table) => {
  expect(declared(table)).toEqual(migrated(name));
  expect(foreignKeysDeclared(table)).toEqual(foreignKeysMigrated(name).map(({ text }) => text));
  expect(uniqueDeclared(table)).toEqual(uniqueMigrated(name));
});

test('every table is declared, strict, and deletes nothing with another', () => {
  const found = database.prepare<[], { name: string; strict: number }>(`SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).all();
  expect(found.map(({ name }) => name)).toEqual([...tables.map((table) => getTableConfig(table).name), 'schema_migrations'].sort());
  expect(found.filter(({ strict }) => strict !== 1)).toEqual([]);
  expect(found.flatMap(({ name }) => foreignKeysMigrated(name)).filter(({ onDelete }) => onDelete !== 'NO ACTION')).toEqual([]);
});

test('a repeat is recognised by the key of the row itself', () => {
  expect(migrated('events').filter(({ key }) => key > 0).sort((a, b) => a.key - b.key).map(({ name }) => name)).toEqual(['organisation', 'source', 'id']);
  expect(migrated('event_history').filter(({ key }) => key > 0).sort((a, b) => a.key - b.key).map(({ name }) => name)).toEqual(['organisation', 'source', 'id', 'revision']);
});
