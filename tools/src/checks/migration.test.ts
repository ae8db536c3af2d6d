import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase, migrate, type Component } from '@pegel/sqlite';
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { expect, onTestFinished, test } from 'vitest';
import { described, type Described } from '../migration/described.js';
import { snapshotOf, statementsBetween } from '../migration/generate.js';
import { differences, shapeOf } from '../migration/shape.js';
import { nextStep, note, standingOf, write } from '../migration/step.js';

test.each(described)('the steps of $component.name make what its tables say', async (one) => {
  const made = shapeOf(one.component.steps.map((step) => step.sql));
  expect(Object.keys(made).length).toBeGreaterThan(5);
  expect(differences(shapeOf(await statementsBetween(null, await snapshotOf(one), one)), made)).toEqual([]);
});

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ts|tsx|json|sql)$/.test(path) && !path.includes('.test.')).map((path) => join(folder, path));

test('no source and no step deletes rows with others, but by saying so', () => {
  const top = fileURLToPath(new URL('../../../', import.meta.url));
  const sources = ['apps', 'packages'].flatMap((group) => readdirSync(join(top, group)).flatMap((name) => filesIn(join(top, group, name, 'src'))));
  expect(sources.length).toBeGreaterThan(200);
  // Those of the audit journal only say no, those of sealed days only throw away what is made of events: the test of the steps
  // reads what they do. Whoever reads them knows them by their name.
  const cascading = /ON\s+(DELETE|UPDATE)\s+(CASCADE|SET\s)|onDelete['"]?:\s*['"](cascade|set )|CREATE\s+(TEMP\w*\s+)?TRIGGER(?! \(?audit_journal_(\w+ BEFORE (INSERT|UPDATE|DELETE) ON audit_journal BEGIN SELECT RAISE|\\w\+\))| sealed_days_\w+ AFTER (INSERT|UPDATE|DELETE) ON events WHEN )/i;
  // Those of a connection only note that something was written, by a function or in a table of that connection.
  const noting = /CREATE TEMP TRIGGER IF NOT EXISTS [^;]+? BEGIN\s+(SELECT note_\w+\(\)|INSERT INTO (changed_\w+|\$\{table\}) [^;]+);?\s+END/g;
  const elsewhere = sources.filter((path) => {
    const text = readFileSync(path, 'utf8');
    return [...text.matchAll(noting)].some(([trigger]) => trigger.includes('${table}')) && !text.includes('CREATE TEMP TABLE IF NOT EXISTS ${table}');
  });
  expect(elsewhere).toEqual([]);
  expect(sources.filter((path) => cascading.test(readFileSync(path, 'utf8').replaceAll(noting, '')))).toEqual([]);
});

test.each([
  ['a INTEGER CHECK (a > 0)', ['things: only in the tables: CHECK (a > 1)', 'things: only in the steps: CHECK (a > 0)'], 'a INTEGER CHECK (a > 1)'],
  ['a INTEGER NOT NULL', ['things: only in the tables: column a INTEGER', 'things: only in the steps: column a INTEGER NOT NULL'], 'a INTEGER'],
  ["a TEXT DEFAULT 'A'", ["things: only in the tables: column a TEXT DEFAULT 'a'", "things: only in the steps: column a TEXT DEFAULT 'A'"], "a TEXT DEFAULT 'a'"],
  ['a INTEGER REFERENCES others (id) ON DELETE RESTRICT', ['things: only in the tables: FOREIGN KEY (a) REFERENCES others (id) ON DELETE CASCADE ON UPDATE NO ACTION', 'things: only in the steps: FOREIGN KEY (a) REFERENCES others (id) ON DELETE RESTRICT ON UPDATE NO ACTION'], 'a INTEGER REFERENCES others (id) ON DELETE CASCADE'],
  ['a INTEGER UNIQUE', ['things: only in the steps: UNIQUE (a)'], 'a INTEGER'],
])('a step with %s is not what other tables say', (made, found, wanted) => {
  const table = (column: string) => [`CREATE TABLE things (id INTEGER PRIMARY KEY, ${column}) STRICT`];
  expect(differences(shapeOf(table(wanted)), shapeOf(table(made)))).toEqual(found);
});

test('nor is one that leaves out STRICT, WITHOUT ROWID, the condition of an index or a table', () => {
  const made = ['CREATE TABLE things (a INTEGER PRIMARY KEY, b TEXT)', 'CREATE INDEX by_b ON things (b)'];
  const wanted = ['CREATE TABLE things (a INTEGER PRIMARY KEY, b TEXT) STRICT, WITHOUT ROWID', `CREATE INDEX by_b ON things ("b") WHERE b <> 'a  B'`, 'CREATE TABLE others (a INTEGER PRIMARY KEY) STRICT'];
  expect(differences(shapeOf(wanted), shapeOf(made))).toEqual([
    'others: only in the tables: STRICT', 'others: only in the tables: column a INTEGER KEY 1', 'things: only in the tables: STRICT', 'things: only in the tables: WITHOUT ROWID',
    `things: only in the tables: index by_b (b) WHERE b <> 'a  B'`, 'things: only in the steps: index by_b (b)',
  ]);
});

const parents = sqliteTable('parents', { id: integer('id').primaryKey(), name: text('name') });
const children = sqliteTable('children', { id: integer('id').primaryKey(), parent: integer('parent').notNull().references(() => parents.id) });
const before = { parents, children };
/** The parent is made anew, because of its rule; the child gains a column; there is a new table. */
const after = {
  parents: sqliteTable('parents', { id: integer('id').primaryKey(), name: text('name') }, (table) => [check('named', sql`name <> ''`), index('by_name').on(table.name).where(sql`name IS NOT NULL`)]),
  children: sqliteTable('children', { id: integer('id').primaryKey(), parent: integer('parent').notNull().references(() => parents.id), note: text('note') }),
  marks: sqliteTable('marks', { child: integer('child').notNull().references(() => children.id), mark: text('mark').notNull() }, (table) => [primaryKey({ columns: [table.child, table.mark] }), unique().on(table.mark)]),
};

/** A workspace with one component, whose tables were these. */
async function workspace(): Promise<{ readonly top: string; readonly first: Described }> {
  const top = `${mkdtempSync(join(tmpdir(), 'pegel-migration-'))}/`;
  onTestFinished(() => rmSync(top, { recursive: true }));
  mkdirSync(join(top, 'src/migrations'), { recursive: true });
  writeFileSync(join(top, 'src/migrations.ts'), "import type { Component } from '@pegel/sqlite';\nimport { first } from './migrations/0001-first.js';\n\nexport const family: Component = { name: 'family', steps: [first] };\n");
  const made = await statementsBetween(null, await snapshotOf({ tables: before }), { withoutRowid: [] });
  const component: Component = { name: 'family', steps: [{ name: '0001-first', sql: made.join(';') }] };
  const first: Described = { component, tables: before, withoutRowid: [], source: 'src' };
  await note(top, first);
  return { top, first };
}

test('the step from what there is to what the tables say is written, and keeps the rows of a table that it makes anew', async () => {
  const { top, first } = await workspace();
  expect(await standingOf(top, first)).toEqual({ differences: [], isNoted: true });
  const wanted: Described = { ...first, tables: after, withoutRowid: ['marks'] };
  expect((await standingOf(top, wanted)).differences).toContain('marks: only in the tables: WITHOUT ROWID');

  const step = await nextStep(top, wanted, 'marks-of-children');
  expect([step.name, step.left]).toEqual(['0002-marks-of-children', []]);
  expect(step.sql).not.toMatch(/PRAGMA|CASCADE|`/);
  expect(await nextStep(top, wanted, 'marks-of-children')).toEqual(step);

  const database = openDatabase(':memory:');
  onTestFinished(() => { database.close(); });
  migrate(database, first.component);
  database.exec(`INSERT INTO parents VALUES (1, 'a'), (2, NULL); INSERT INTO children VALUES (1, 1), (2, 1), (3, 2)`);
  migrate(database, { name: 'family', steps: [...first.component.steps, step] });
  expect(database.prepare('SELECT p.name, count(*) FROM parents p JOIN children c ON c.parent = p.id GROUP BY 1 ORDER BY 1').raw().all()).toEqual([[null, 1], ['a', 2]]);

  expect(write(top, wanted, step)).toBe('src/migrations/0002-marks-of-children.ts');
  expect(readFileSync(join(top, 'src/migrations.ts'), 'utf8')).toBe(
    "import type { Component } from '@pegel/sqlite';\nimport { first } from './migrations/0001-first.js';\nimport { marksOfChildren } from './migrations/0002-marks-of-children.js';\n\nexport const family: Component = { name: 'family', steps: [first, marksOfChildren] };\n",
  );
  const written = readFileSync(join(top, 'src/migrations/0002-marks-of-children.ts'), 'utf8');
  expect(written).toBe(`import type { Migration } from '@pegel/sqlite';\n\nexport const marksOfChildren: Migration = {\n  name: '0002-marks-of-children',\n  sql: \`${step.sql}\`,\n};\n`);
});

test('what drizzle-kit has no working statement for is said, to be finished by hand', async () => {
  const { top, first } = await workspace();
  const required = sqliteTable('parents', { id: integer('id').primaryKey(), name: text('name'), since: integer('since').notNull() }, () => [check('named', sql`name <> ''`)]);
  const step = await nextStep(top, { ...first, tables: { parents: required, children } }, 'since');
  expect(step.left).toEqual([expect.stringMatching(/^The step does not run: .+\.$/)]);
});
