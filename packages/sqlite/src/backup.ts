import { closeSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isOutOfRoom } from './coded.js';
import { MigrationError } from './component.js';
import { openWithoutKey, type Database } from './database.js';
import { appliedIn } from './journal.js';
import { syncFile, syncFolder } from './sync.js';
import { differences, tallyOf, type Tally } from './tally.js';

/** How many schemas are kept a backup of, beside a database that was upgraded. */
const backupsKept = 3;

/**
 * Writes all of a database into one file beside it and returns its path. The file has its name only once everything in
 * it was counted and is on the disk; nobody but its owner may read it.
 */
export function backUp(database: Database, expected: Tally): string {
  const folder = dirname(database.name);
  const path = join(folder, `${prefixOf(database)}${stamp()}-${schemaIn(database)}.sqlite`);
  const partial = `${path}.partial`;
  removeUnfinished(database);
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    database.prepare('VACUUM INTO ?').run(partial);
    verify(partial, expected);
    syncFile(partial);
    renameSync(partial, path);
    syncFolder(folder);
    return path;
  } catch (error) {
    rmSync(partial, { force: true });
    if (error instanceof MigrationError) throw error;
    if (isOutOfRoom(error)) {
      const megabytes = Math.ceil((Number(database.pragma('page_count', { simple: true })) * Number(database.pragma('page_size', { simple: true }))) / 1e6);
      throw new MigrationError(`There is no room in ${folder} for the backup that is made before an upgrade: it needs up to ${megabytes} MB. Make room and start again; nothing was changed.`, { cause: error });
    }
    throw new MigrationError(`The backup that is made before an upgrade could not be written to ${folder} (${messageOf(error)}); nothing was changed.`, { cause: error });
  }
}

/** Keeps the newest backup of each schema, and of those the newest few; always the one just made. */
export function removeOldBackups(database: Database, justMade: string): void {
  const newest = new Map<string, string>();
  for (const name of [...backupsOf(database).filter((name) => name !== basename(justMade)), basename(justMade)]) {
    const schema = name.slice(name.indexOf('-', prefixOf(database).length));
    newest.delete(schema);
    newest.set(schema, name);
  }
  const kept = new Set([...newest.values()].slice(-backupsKept));
  for (const name of backupsOf(database)) if (!kept.has(name)) rmSync(join(dirname(database.name), name), { force: true });
}

/** Names of finished backups, oldest first. */
export function backupsOf(database: Database): readonly string[] {
  const pattern = /^\d{8}T\d{6}\.\d{3}Z-.+\.sqlite$/;
  return namesBeside(database).filter((name) => pattern.test(name.slice(prefixOf(database).length)));
}

/** What a process that was killed has left. Nobody else writes here: the folder is held by this process. */
function removeUnfinished(database: Database): void {
  for (const name of namesBeside(database)) if (/\.partial(-journal)?$/.test(name)) rmSync(join(dirname(database.name), name), { force: true });
}

const namesBeside = (database: Database): readonly string[] => readdirSync(dirname(database.name)).filter((name) => name.startsWith(prefixOf(database))).sort();

const prefixOf = (database: Database): string => `${basename(database.name, '.sqlite')}-before-upgrade-`;

const stamp = (): string => new Date().toISOString().replaceAll(/[-:]/g, '');

/** Such as "ledger-0001-accounts-0001": the newest step of each component, by its number. */
function schemaIn(database: Database): string {
  const newest = new Map(appliedIn(database).map(({ component, name }) => [component, name.split('-', 1)[0] ?? name]));
  return [...newest].map(([component, number]) => `${component}-${number}`).join('-') || 'empty';
}

/** A backup that cannot be opened or counts differently is none. */
function verify(path: string, expected: Tally): void {
  const copy = openWithoutKey(path);
  try {
    const [difference] = differences(expected, tallyOf(copy));
    if (difference !== undefined) throw new MigrationError(`The backup that is made before an upgrade is not what the database holds (${difference}); nothing was changed.`);
  } finally {
    copy.close();
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
