import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, openUpToDate, sealOf, type Component, type Database, type Migration } from '@pegel/sqlite';
import { components } from '../../components.js';
import { keptFolder } from '../kept.js';
import { accounts0001 } from './accounts-0001.js';
import { accounts0002 } from './accounts-0002.js';
import { accounts0003 } from './accounts-0003.js';
import { accounts0004 } from './accounts-0004.js';
import { accounts0005 } from './accounts-0005.js';
import { accounts0006 } from './accounts-0006.js';
import { ledger0001 } from './ledger-0001.js';
import { ledger0002 } from './ledger-0002.js';
import { ledger0003 } from './ledger-0003.js';
import { ledger0004 } from './ledger-0004.js';
import { ledger0005 } from './ledger-0005.js';
import { ledger0006 } from './ledger-0006.js';
import { ledger0007 } from './ledger-0007.js';
import { ledger0008 } from './ledger-0008.js';

/**
 * What a folder held when a step was the newest, in SQL of that time. It is as frozen as the step itself. A step that
 * makes a table or a column adds rows here that fill it, because what no folder holds is not tested.
 */
export const contents: Readonly<Record<string, string>> = { '0001-ledger': ledger0001, '0002-quarantine-decisions': ledger0002, '0003-days': ledger0003, '0004-directory-fields': ledger0004, '0005-sealed': ledger0005, '0006-erased': ledger0006, '0007-expired': ledger0007, '0008-sealed-days': ledger0008, '0001-accounts': accounts0001, '0002-settings': accounts0002, '0003-access': accounts0003, '0004-privacy': accounts0004, '0005-sealed-accounts': accounts0005, '0006-budget': accounts0006 };

/** A schema that a folder may have: these steps of these components. */
export interface PastSchema {
  readonly title: string;
  readonly components: readonly Component[];
}

const cut = (name: string, count: number): readonly Component[] => components.map((component) => (component.name === name ? { name, steps: component.steps.slice(0, count) } : component));

/** Every prefix of every component's steps, beside all of the others. The newest schema is the last one of each. */
export const pastSchemas: readonly PastSchema[] = components.flatMap(({ name, steps }) =>
  [null, ...steps].map((last, count) => ({ title: last === null ? `nothing of ${name} yet` : `${last.name} as the newest of ${name}`, components: cut(name, count) })),
);

/** A folder of the past for each list of steps that was asked for, and for each list that it begins with. */
const made = new Map<string, string>();

/** Makes the database of a folder of the past, step by step, each followed by what was sent while it was the newest. Each step is taken once a process, and copied from then on. */
export function makePast(folder: string, { components: past }: Pick<PastSchema, 'components'>): string {
  const newest = past.findLastIndex(({ steps }) => steps.length > 0);
  const { name = '', steps = [] } = past[newest] ?? {};
  const step = steps.at(-1);
  if (step !== undefined) cpSync(pastOf(past.slice(0, newest), name, steps, step), folder, { recursive: true });
  return join(folder, 'pegel.sqlite');
}

function pastOf(before: readonly Component[], name: string, steps: readonly Migration[], step: Migration): string {
  const own = [...before, { name, steps }];
  const key = own.flatMap((component) => component.steps.map((one) => `${component.name} ${one.name}`)).join();
  const known = made.get(key);
  if (known !== undefined) return known;
  const folder = keptFolder();
  made.set(key, folder);
  const file = makePast(folder, { components: [...before, { name, steps: steps.slice(0, -1) }] });
  openUpToDate(file, own, { program: `0.0.${steps.length}` }).close();
  inFile(file, (database) => database.exec(`BEGIN; ${contents[step.name] ?? ''}; COMMIT`));
  for (const backup of backupsIn(folder)) rmSync(join(folder, backup));
  return folder;
}

/** What upgrades have left beside a database. */
export const backupsIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('pegel-before-upgrade-'));

/** Does what docs/operations.md says about going back. */
export function goBack(folder: string, backup: string): void {
  const operations = readFileSync(new URL('../../../../../docs/operations.md', import.meta.url), 'utf8');
  const commands = /^## Going back$.+?```sh\ncd pegel-data\n(.+?)```/ms.exec(operations)?.[1];
  if (commands === undefined) throw new Error('docs/operations.md does not say how to go back.');
  execFileSync('sh', ['-ec', commands.replaceAll(/pegel-before-upgrade-\S+/g, backup)], { cwd: folder });
}

/** Asks a file, as nobody of the program does. */
export function inFile<T>(file: string, ask: (database: Database) => T): T {
  const database = openDatabase(file);
  try {
    return ask(database);
  } finally {
    database.close();
  }
}

const journal = 'schema_migrations';
const tablesOf = (database: Database): readonly string[] =>
  database.prepare<[string], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> ? ORDER BY name`).pluck().all(journal);
const columnsOf = (database: Database, table: string): readonly { name: string; pk: number }[] => database.prepare<[string], { name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)').all(table);

/** The columns of every table. */
export type Outline = Readonly<Record<string, readonly string[]>>;
export const outlineOf = (database: Database): Outline =>
  Object.fromEntries(tablesOf(database).map((table) => [table, columnsOf(database, table).map(({ name }) => name)]));

/** What a step says it changes, and only seals: opened, it is what it was. */
const sealedOnly: Readonly<Record<string, readonly string[]>> = { people: ['handle'], person_references: ['external_id', 'email', 'name'], quarantine: ['content', 'decided_by', 'replaced'], account: ['account_id'], invitations: ['email'], organisations: ['pseudonym_secret'], reader_tokens: ['label'], setting_changes: ['changed_by'], user: ['name', 'email', 'image'] };

/** What is left of an outline when everything is taken out that a step says it changes. */
export function unchanged(outline: Outline, pending: readonly Migration[]): Outline {
  const changes = pending.flatMap((step) => Object.entries(step.changes ?? {}));
  return Object.fromEntries(
    Object.entries(outline).flatMap(([table, columns]) => {
      const own = changes.filter(([name]) => name === table).map(([, change]) => change);
      if (own.some((change) => typeof change === 'string')) return [];
      return [[table, columns.filter((name) => !own.flat().includes(name) || sealedOnly[table]?.includes(name) === true)]];
    }),
  );
}

/** Every value of these columns, as the number of rows and a hash, sealed or not: what is sealed is opened. It shares nothing with what the runner counts by. */
export function valuesOf(database: Database, outline: Outline): Readonly<Record<string, string>> {
  const { fingerprint, unseal } = sealOf(database);
  database.function('as_text', { safeIntegers: true }, (value: unknown) => (Buffer.isBuffer(value) && value.length > 32 && value.subarray(0, 4).equals(fingerprint.subarray(0, 4)) ? unseal(value) : value));
  return Object.fromEntries(
    Object.entries(outline).map(([table, columns]) => {
      const key = columnsOf(database, table).filter(({ pk }) => pk > 0).map(({ name }) => `"${name}"`);
      const rows = database.prepare<[], string>(`SELECT ${columns.map((name) => `quote(as_text("${name}"))`).join(` || ',' || `)} FROM "${table}" ORDER BY ${key.join(', ')}`).pluck().all();
      return [table, `${rows.length} rows, ${createHash('sha256').update(rows.join('\n')).digest('hex')}`];
    }),
  );
}

/** Everything that makes a schema, as SQLite has it. */
export const schemaTextOf = (database: Database): readonly unknown[] => database.prepare<[string], unknown>('SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name <> ? ORDER BY type, name').all(journal);

/** Columns in which no row knows anything, and tables without rows. */
export const unfilled = (database: Database): readonly string[] =>
  Object.entries(outlineOf(database)).flatMap(([table, columns]) =>
    columns.filter((name) => database.prepare(`SELECT count("${name}") FROM "${table}"`).pluck().get() === 0).map((name) => `${table}.${name}`),
  );
