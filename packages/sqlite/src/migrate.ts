import { existsSync } from 'node:fs';
import { backUp, removeOldBackups } from './backup.js';
import { isCoded, isOutOfRoom } from './coded.js';
import { hashOf, MigrationError, type Component, type Migration } from './component.js';
import { openDatabase, openWithoutKey, type Database } from './database.js';
import { appliedIn, prepareJournal, record, type AppliedStep } from './journal.js';
import { removeBackups } from './erasure.js';
import { attachKey } from './seal-database.js';
import { differences, tallyOf, type Tally } from './tally.js';
import { noteTraces, rewrite, tracesIn } from './traces.js';

export interface Upgrade {
  /** The version of the program, which is recorded with each step. */
  readonly program: string;
  /** Hears what happens to a database that is not new, as it happens: it can take minutes. */
  readonly announce?: (news: UpgradeNews) => void;
  /** Where the key of the names lies, if not beside the database. */
  readonly keyFile?: string | undefined;
}

export type UpgradeNews =
  /** Everything in the file is about to be counted and backed up. */
  | { readonly kind: 'begins'; readonly file: string; readonly steps: number }
  | { readonly kind: 'backed-up'; readonly backup: string }
  | { readonly kind: 'applies'; readonly component: string; readonly step: string }
  /** The file is written anew, so that nothing of what was replaced is found in it; the backup still has it. */
  | { readonly kind: 'rewrites'; readonly file: string; readonly backup: string | null };

/**
 * Opens the connection that writes to a file and brings it up to date: what every component needs is known before
 * anything is changed, so that a file of a newer program is refused as it is. `components` names all there are, in the
 * order in which they are brought up to date.
 */
export function openUpToDate(file: string, components: readonly Component[], upgrade: Upgrade): Database {
  return inWords(file, () => {
    // Opening for writing already writes.
    const reader = existsSync(file) ? openWithoutKey(file) : null;
    try {
      if (reader !== null) {
        pendingIn(reader, components, { isAll: true, program: upgrade.program });
        attachKey(reader, upgrade.keyFile);
      }
    } finally {
      reader?.close();
    }
    const database = openDatabase(file, upgrade.keyFile);
    try {
      bringUpToDate(database, components, { ...upgrade, isAll: true });
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Brings the tables of one component up to date, in a file that others may keep theirs in too. */
export function migrate(database: Database, component: Component): void {
  bringUpToDate(database, [component], { program: null, isAll: false });
}

interface Terms {
  readonly program: string | null;
  /** Whether these are all the components that may have tables in the file. */
  readonly isAll: boolean;
}

interface Pending {
  readonly component: string;
  readonly step: Migration;
}

function bringUpToDate(database: Database, components: readonly Component[], terms: Terms & Pick<Upgrade, 'announce'>): void {
  const pending = pendingIn(database, components, terms);
  const isNew = appliedIn(database).length === 0;
  const announce = (isNew ? undefined : terms.announce) ?? (() => undefined);
  if (pending.length === 0) {
    prepareJournal(database, components);
    if (tracesIn(database) !== null) leaveNoTrace(database, null, announce);
    return;
  }
  announce({ kind: 'begins', file: database.name, steps: pending.length });
  let before = tallyOf(database);
  let backup: string | null = null;
  if (before.some(({ rows }) => rows > 0) && !database.memory) {
    backup = backUp(database, before);
    removeOldBackups(database, backup);
    announce({ kind: 'backed-up', backup });
  }
  prepareJournal(database, components);
  for (const [done, { component, step }] of pending.entries()) {
    announce({ kind: 'applies', component, step: step.name });
    if (done > 0) before = tallyOf(database);
    try {
      apply(database, component, step, before, terms.program);
    } catch (error) {
      const earlier = done === 0 ? '' : ` by it, but the ${done === 1 ? 'step before it was' : `${done} steps before it were`} applied`;
      const asItWas = backup === null ? '' : ` ${database.name} as it was is in ${backup}.`;
      throw new MigrationError(`${whyNot(error, component, step)}; nothing was changed${earlier}.${asItWas}`, { cause: error });
    }
  }
  if (tracesIn(database) !== null) leaveNoTrace(database, backup, announce);
}

function leaveNoTrace(database: Database, backup: string | null, announce: (news: UpgradeNews) => void): void {
  // A process was stopped between erasing somebody and taking them off the disk.
  if (tracesIn(database) === 'erasure') removeBackups(database);
  announce({ kind: 'rewrites', file: database.name, backup });
  try {
    rewrite(database);
  } catch (error) {
    if (!isOutOfRoom(error)) throw error;
    throw new MigrationError(`${database.name} is up to date, and has to be written anew so that nothing is left in it of what was sealed. There is no room on the disk for that. Make room and start again.`, { cause: error });
  }
}

/** What a file still needs, or a refusal where it has what this program does not know. Reads only. */
function pendingIn(database: Database, components: readonly Component[], { program, isAll }: Terms): readonly Pending[] {
  const applied = appliedIn(database);
  const known = new Map(components.map(({ name, steps }) => [name, steps]));
  const unknown = applied.filter(({ component, name }) => (known.has(component) ? !known.get(component)?.some((step) => step.name === name) : isAll));
  if (unknown.length > 0) throw new MigrationError(newer(database, unknown, program));
  return components.flatMap(({ name: component, steps }) => {
    const has = new Map(applied.filter((one) => one.component === component).map((one) => [one.name, one]));
    for (const [at, step] of steps.entries()) {
      const one = has.get(step.name);
      if (one === undefined && at < has.size) throw new MigrationError(`${database.name} lacks ${step.name} of ${component} but has a later step: no released Pegel wrote it. Restore a backup; nothing was changed.`);
      if (one !== undefined && one.hash !== null && one.hash !== hashOf(step)) {
        throw new MigrationError(`${database.name} had ${step.name} of ${component} applied ${by(one)} with another text than this version has. Run the version that applied it, or restore a backup; nothing was changed.`);
      }
    }
    return steps.filter((step) => !has.has(step.name)).map((step) => ({ component, step }));
  });
}

function newer(database: Database, unknown: readonly AppliedStep[], program: string | null): string {
  const last = unknown.reduce((newest, one) => (one.appliedAt > newest.appliedAt ? one : newest));
  const steps = unknown.map(({ component, name }) => `${name} of ${component}`).join(' and ');
  return `${database.name} was written by a newer Pegel${last.program === null ? '' : `, ${last.program}`}: it has ${steps}, which this version${program === null ? '' : `, ${program},`} does not know. Run the newer version again, or put the backup it made before its upgrade in place of the file; nothing was changed.`;
}

const by = ({ program }: AppliedStep): string => (program === null ? 'by an earlier version' : `by Pegel ${program}`);

/** One step, whole or not at all: what it may not change is compared before it counts. */
function apply(database: Database, component: string, step: Migration, before: Tally, program: string | null): void {
  // TRICKY: inside a transaction this pragma does nothing, and with it on, rebuilding a table deletes what refers to it.
  const enforced = database.pragma('foreign_keys', { simple: true });
  database.pragma('foreign_keys = OFF');
  if (database.pragma('foreign_keys', { simple: true }) !== 0) throw new Error('A schema cannot be changed inside a transaction.');
  try {
    database
      .transaction(() => {
        database.exec(step.sql);
        demandUnbroken(database);
        const found = differences(before, tallyOf(database, before), step.changes);
        if (found.length > 0) throw new Refused(found.slice(0, differencesMax).join(', and '));
        record(database, component, step, program);
        if (step.leavesNoTrace === true && before.some(({ rows }) => rows > 0)) noteTraces(database);
      })
      .immediate();
  } finally {
    database.pragma(`foreign_keys = ${enforced === 1 ? 'ON' : 'OFF'}`);
  }
}

const differencesMax = 3;

/** What a step would have done, without being allowed to. */
class Refused extends Error {}

function demandUnbroken(database: Database): void {
  const broken = database
    .prepare<[], { table: string; parent: string; rows: number }>('SELECT "table", parent, count(*) AS rows FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2')
    .all();
  if (broken.length > 0) throw new Refused(broken.map(({ table, parent, rows }) => `${rows} rows of ${table} would refer to nothing in ${parent}`).join(', and '));
}

function whyNot(error: unknown, component: string, { name }: Migration): string {
  const step = `${name} of ${component}`;
  if (error instanceof Refused) return `${step} was refused: ${error.message}`;
  if (isOutOfRoom(error)) return `There is no room on the disk for ${step}. Make room and start again`;
  if (isCoded(error) && error.code.startsWith('SQLITE')) return `${step} failed: ${error.message}`;
  throw error;
}

/** Whatever SQLite finds before a step is begun, as a sentence. A full disk refuses already the first look: a log lies beside the file, also for readers. */
function inWords<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (isOutOfRoom(error)) throw new MigrationError(`There is no room on the disk of ${file}, and a database that is opened has to write. Make room and start again; nothing was changed.`, { cause: error });
    if (isCoded(error) && error.code === 'SQLITE_NOTADB') throw new MigrationError(`${file} is not a database: it is damaged, or something else. Put a backup in its place; nothing was changed.`, { cause: error });
    if (isCoded(error) && error.code.startsWith('SQLITE_CORRUPT')) throw new MigrationError(`${file} is damaged (${error.message}). Put a backup in its place; nothing was changed.`, { cause: error });
    throw error;
  }
}
