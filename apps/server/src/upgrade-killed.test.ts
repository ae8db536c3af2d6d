import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openUpToDate, schemaOf, type Component, type Migration } from '@pegel/sqlite';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { components } from './components.js';
import { everyMoment } from './testing/every-moment.js';
import { backupsIn, goBack, inFile, makePast, outlineOf, pastSchemas, schemaTextOf, unchanged, valuesOf, type Outline } from './testing/past/folders.js';
import { temporaryFolder } from './testing/served.js';

const scratch = mkdtempSync(join(tmpdir(), 'pegel-killed-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const program = join(scratch, 'upgrade.mjs');
beforeAll(async () => {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  await build({
    entryPoints: [here('testing/upgrade-child.ts')], outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20', conditions: ['pegel-source'],
    alias: { 'better-sqlite3': here('testing/moments.ts') },
  });
});

interface Ending {
  readonly signal: NodeJS.Signals | null;
  readonly moments: readonly string[];
  readonly refused: string | null;
}

/** Brings a file up to date in a process of its own, as a start of the server does. */
async function upgrade(file: string, to: readonly Component[], environment: Readonly<Record<string, string>> = {}, limit?: number): Promise<Ending> {
  const list = join(scratch, 'components.json');
  writeFileSync(list, JSON.stringify(to));
  const command = [process.execPath, program, file, list];
  const real = createRequire(new URL('../../../packages/sqlite/package.json', import.meta.url)).resolve('better-sqlite3');
  // In blocks of 512 bytes, as POSIX has it.
  const [name = '', ...values] = limit === undefined ? command : ['sh', '-c', `ulimit -f ${Math.ceil(limit / 512)}; exec "$@"`, 'sh', ...command];
  const child = spawn(name, values, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, REAL_SQLITE: real, ...environment } });
  let said = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => { said += String(chunk); });
  child.stderr.on('data', (chunk) => { complaints += String(chunk); });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, by) => resolve(by)));
  expect(complaints).toBe('');
  return { signal, moments: [], refused: null, ...(said === '' ? {} : (JSON.parse(said) as Partial<Ending>)) }; // The child writes it.
}

/** What drizzle-kit calls a rebuild, of a table with everything that hangs on it. */
function rebuild(table: string): string {
  const file = join(scratch, 'newest.sqlite');
  openUpToDate(file, components, { program: '0.0.0' }).close();
  return inFile(file, (database) => {
    const made = database.prepare<[string], string>(`SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'index', name`).pluck().all(table);
    const [own = '', ...indexes] = made;
    return [own.replace(new RegExp(`^CREATE TABLE "?${table}"?`), `CREATE TABLE new_${table}`), `INSERT INTO new_${table} SELECT * FROM ${table}`, `DROP TABLE ${table}`, `ALTER TABLE new_${table} RENAME TO ${table}`, ...indexes].join(';\n');
  });
}

const later: Readonly<Record<string, readonly Migration[]>> = {
  ledger: [
    { name: '9001-ledger', sql: `${rebuild('sources')}; ALTER TABLE events ADD COLUMN remark TEXT; CREATE INDEX events_remarks ON events (remark)` },
    { name: '9002-ledger', sql: `${rebuild('ledgers')}; DELETE FROM quarantine WHERE id % 2 = 0`, changes: { quarantine: 'deletes rows' } },
  ],
  accounts: [{ name: '9001-accounts', sql: `${rebuild('user')}; CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT` }],
};
/** A version after this one. It rebuilds the tables that most others refer to. */
const newer: readonly Component[] = components.map(({ name, steps }) => ({ name, steps: [...steps, ...(later[name] ?? [])] }));

const wholeSchemas = pastSchemas.filter(({ components: past }) => past.every(({ steps }) => steps.length > 0));
/** From one schema to another: out of nothing, from the oldest (or every) one that had both components, and from this one to a newer one. */
const upgrades = [
  { title: 'nothing in it', past: [], to: components },
  ...wholeSchemas.slice(0, everyMoment ? wholeSchemas.length : 1).map(({ title, components: past }) => ({ title, past, to: components })),
  { title: 'the schema of this version', past: components, to: newer },
]
  .map((one) => ({ ...one, pending: pendingOf(one.past, one.to) }))
  .filter(({ pending }) => pending.length > 0);

function pendingOf(past: readonly Component[], to: readonly Component[]): readonly { readonly component: string; readonly step: Migration }[] {
  const has = new Set(past.flatMap(({ steps }) => steps.map(({ name }) => name)));
  return to.flatMap(({ name: component, steps }) => steps.filter(({ name }) => !has.has(name)).map((step) => ({ component, step })));
}

/** A small folder of the past: most of its events are left out, since it is copied often. */
async function pastFolder(past: readonly Component[]): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = await temporaryFolder();
  const file = makePast(folder, { components: past });
  if (past.length > 0) inFile(file, (database) => database.exec(`DELETE FROM events WHERE substr(id, 3) + 0 > 150; DELETE FROM event_history WHERE substr(id, 3) + 0 > 150; VACUUM`));
  return { folder, file };
}

/** Every schema that an upgrade passes through, from the old one to the new one, by the number of steps it has. */
function stagesOf(file: string, past: readonly Component[], { pending }: (typeof upgrades)[number]): readonly (readonly unknown[])[] {
  const steps = (count: number): readonly Component[] =>
    [...new Set([...past.map(({ name }) => name), ...pending.slice(0, count).map(({ component }) => component)])].map((name) => ({
      name,
      steps: [...(past.find((one) => one.name === name)?.steps ?? []), ...pending.slice(0, count).filter(({ component }) => component === name).map(({ step }) => step)],
    }));
  return Array.from({ length: pending.length + 1 }, (_, count) => {
    openUpToDate(file, steps(count), { program: '0.0.0' }).close();
    return inFile(file, schemaTextOf);
  });
}

/**
 * Where to kill. In the usual run before and after every step, and inside of the last one; where there are rows to lose, also inside of
 * those that move them from one table to another, and of every third. There eleven of twelve statements that are alike are left out,
 * since the disk has nothing of a transaction before its end.
 */
function killsAt(moments: readonly string[], { hasRows }: { readonly hasRows: boolean }): readonly (readonly [at: number, moment: string])[] {
  const all = [...moments.entries()];
  if (everyMoment) return all;
  const begins = all.flatMap(([at, moment]) => (moment.startsWith('BEGIN') ? [at] : []));
  const steps = begins.map((begin) => ({ begin, end: moments.indexOf('COMMIT', begin) }));
  const isLookedInto = (place: number): boolean => {
    const { begin = 0, end = 0 } = steps[place] ?? {};
    if (!hasRows) return place === steps.length - 1;
    return (steps.length - 1 - place) % 3 === 0 || moments.slice(begin, end).some((moment) => moment.startsWith('DROP TABLE'));
  };
  const isSchema = (moment = ''): boolean => /^(--|CREATE|ALTER|INSERT|DROP)/.test(moment);
  return all.filter(([at, moment]) => {
    const place = steps.findIndex(({ begin, end }) => begin < at && at <= end);
    if (place === -1) return true;
    return isLookedInto(place) && (at % 12 === 0 || !isSchema(moment) || !isSchema(moments[at - 1]));
  });
}

const withoutQuarantine = (outline: Outline): Outline => Object.fromEntries(Object.entries(outline).filter(([table]) => table !== 'quarantine'));

test.each(upgrades)('killed at any moment, a folder with $title has the old schema or the new one and everything in it, and the next start succeeds', { timeout: 900_000 }, async (one) => {
  const { folder, file } = await pastFolder(one.past);
  const outline = withoutQuarantine(unchanged(inFile(file, outlineOf), one.pending.map(({ step }) => step)));
  const everything = inFile(file, outlineOf);
  const before = inFile(file, (database) => valuesOf(database, outline));
  const beforeAll = inFile(file, (database) => valuesOf(database, everything));
  const copyOf = async (): Promise<string> => {
    const copy = await temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    return copy;
  };
  const stages = stagesOf(join(await copyOf(), 'pegel.sqlite'), one.past, one);
  const applied = (at: string): number => schemaOf(at).length - one.past.reduce((total, { steps }) => total + steps.length, 0);

  const { moments } = await upgrade(join(await copyOf(), 'pegel.sqlite'), one.to);
  for (const { step } of one.pending) expect(moments.filter((moment) => step.sql.replaceAll(/\s+/g, ' ').includes(moment.slice(0, 40).trimEnd())).length).toBeGreaterThan(0);

  const reached = new Set<number>();
  for (const [at, moment] of killsAt(moments, { hasRows: one.past.length > 0 })) {
    const data = await copyOf();
    const killed = join(data, 'pegel.sqlite');
    expect([moment, (await upgrade(killed, one.to, { KILL_AT: String(at) })).signal]).toEqual([moment, 'SIGKILL']);

    const count = applied(killed);
    reached.add(count);
    expect([moment, inFile(killed, schemaTextOf)]).toEqual([moment, stages[count]]);
    expect([moment, inFile(killed, (database) => valuesOf(database, outline))]).toEqual([moment, before]);

    openUpToDate(killed, one.to, { program: '99.0.0' }).close();
    expect([moment, inFile(killed, schemaTextOf)]).toEqual([moment, stages.at(-1)]);
    expect([moment, inFile(killed, (database) => valuesOf(database, outline))]).toEqual([moment, before]);
    const backups = backupsIn(data);
    expect([moment, backups.filter((name) => !name.endsWith('.sqlite'))]).toEqual([moment, []]);
    const [first] = backups;
    if (one.past.length > 0 && first !== undefined) expect([moment, inFile(join(data, first), (database) => valuesOf(database, everything))]).toEqual([moment, beforeAll]);
    else expect(one.past).toEqual([]);
    rmSync(data, { recursive: true });
  }
  expect([...reached].sort((a, b) => a - b)).toEqual(stages.map((_, count) => count));
});

test('the way back leads back also from a server that was killed, whose log lies beside the database', async () => {
  const { folder, file } = await pastFolder(components);
  const [outline, schema] = [inFile(file, outlineOf), inFile(file, schemaTextOf)];
  const before = inFile(file, (database) => valuesOf(database, outline));
  const copy = await temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  const { moments } = await upgrade(join(copy, 'pegel.sqlite'), newer);
  expect((await upgrade(file, newer, { KILL_AT: String(moments.length - 1) })).signal).toBe('SIGKILL');
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
  const [backup = ''] = backupsIn(folder);
  goBack(folder, backup);
  openUpToDate(file, components, { program: '0.0.0' }).close();
  expect(inFile(file, (database) => [schemaTextOf(database), valuesOf(database, outline)])).toEqual([schema, before]);
});

/** A folder of this version whose database has some megabytes. */
async function largeFolder(): Promise<{ readonly folder: string; readonly file: string }> {
  const made = await pastFolder(components);
  inFile(made.file, (database) => database.exec(`UPDATE quarantine SET content = sealed(json_object('text', hex(randomblob(150000))), organisation)`));
  return made;
}

test('killed in the middle of writing the backup, a folder is as it was, and the next start makes another', { timeout: 900_000 }, async () => {
  const { folder, file } = await largeFolder();
  const [outline, schema] = [inFile(file, outlineOf), inFile(file, schemaTextOf)];
  const before = inFile(file, (database) => valuesOf(database, outline));
  let inTheMiddle = 0;
  // Whoever is killed while others work may be killed too late; that has to go well too, but is not what is asked here.
  for (let attempt = 0; inTheMiddle < 3 && attempt < 30; attempt += 1) {
    const { signal } = await upgrade(file, newer, { KILL_DURING_BACKUP: String(1 + inTheMiddle * 4_000_000) });
    if (inFile(file, schemaTextOf).length !== schema.length || signal === null) {
      cpSync(join(folder, backupsIn(folder).find((name) => name.endsWith('.sqlite')) ?? ''), file);
    } else if (backupsIn(folder).every((name) => !name.endsWith('.sqlite'))) {
      inTheMiddle += 1;
      expect(inFile(file, (database) => [schemaTextOf(database), valuesOf(database, outline)])).toEqual([schema, before]);
    }
    for (const name of backupsIn(folder)) if (name.endsWith('.sqlite')) rmSync(join(folder, name));
  }
  expect(inTheMiddle).toBe(3);
  expect((await upgrade(file, newer)).refused).toBe(null);
  const [backup = '', ...others] = backupsIn(folder);
  expect([others, inFile(join(folder, backup), (database) => valuesOf(database, outline))]).toEqual([[], before]);
});

/** What the file system gives a process: no file larger than this. SQLite then fails as on a disk that is full. */
const megabytes = (count: number): number => count * 1_000_000;

test('without room for the backup an upgrade says so and changes nothing; with room it goes on', async () => {
  const { folder, file } = await largeFolder();
  const [outline, schema] = [inFile(file, outlineOf), inFile(file, schemaTextOf)];
  const before = inFile(file, (database) => valuesOf(database, outline));
  const { refused } = await upgrade(file, newer, {}, megabytes(5));
  expect(refused?.replaceAll(folder, '…')).toMatch(/^There is no room in … for the backup that is made before an upgrade: it needs up to \d+ MB\. Make room and start again; nothing was changed\.$/);
  expect(readdirSync(folder).filter((name) => name.includes('before-upgrade'))).toEqual([]);
  expect(inFile(file, (database) => [schemaTextOf(database), valuesOf(database, outline)])).toEqual([schema, before]);
  expect((await upgrade(file, newer)).refused).toBe(null);
});

test('without room for a step an upgrade says so and takes it back; the backup stays, and with room it goes on', async () => {
  const { folder, file } = await largeFolder();
  const rewriting: readonly Component[] = components.map(({ name, steps }) => ({
    name,
    steps: [...steps, { name: `9001-${name}`, sql: `CREATE TABLE copies_${name} (id INTEGER PRIMARY KEY, content BLOB) STRICT; INSERT INTO copies_${name} SELECT NULL, a.content FROM quarantine a, quarantine b LIMIT 200` }],
  }));
  const [outline, schema] = [inFile(file, outlineOf), inFile(file, schemaTextOf)];
  const before = inFile(file, (database) => valuesOf(database, outline));
  const { refused } = await upgrade(file, rewriting, {}, megabytes(40));
  expect(refused?.replaceAll(folder, '…')).toMatch(
    /^There is no room on the disk for 9001-ledger of ledger\. Make room and start again; nothing was changed\. …\/pegel\.sqlite as it was is in …\/pegel-before-upgrade-\S+\.sqlite\.$/,
  );
  expect(inFile(file, (database) => [schemaTextOf(database), valuesOf(database, outline)])).toEqual([schema, before]);
  expect((await upgrade(file, rewriting)).refused).toBe(null);
});

test('without room to write anything at all a start says so', async () => {
  const { file } = await pastFolder(components);
  const { refused } = await upgrade(file, newer, {}, 512);
  expect(refused).toBe(`There is no room on the disk of ${file}, and a database that is opened has to write. Make room and start again; nothing was changed.`);
});
