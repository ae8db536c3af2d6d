import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintIn, openDatabase, sealOf, type Database } from '@pegel/sqlite';
import type { Findings } from './findings.js';

const problemsMax = 10;
/** SQLite's number for `synchronous = FULL`. */
const full = 2;

/** Their rows are numbered one after the other, and none is ever removed. */
const neverDeleted = ['ledgers', 'sources', 'runs', 'people', 'person_references', 'quarantine', 'deliveries'] as const;

/** The file as SQLite understands it: pages, indexes, types, and rows that refer to others. */
export function verifyFile(database: Database, findings: Findings): void {
  const problems = database.prepare<[], string>(`PRAGMA integrity_check(${problemsMax})`).pluck().all();
  findings.looked('file');
  for (const problem of problems) if (problem !== 'ok') findings.offends('file', `${problem}.`);

  const broken = database.prepare<[], { table: string; rowid: number | null; parent: string }>('SELECT "table", rowid, parent FROM pragma_foreign_key_check').iterate();
  findings.looked('foreign-keys');
  for (const { table, rowid, parent } of broken) findings.offends('foreign-keys', `${table}${rowid === null ? '' : ` ${rowid}`} refers to a row of ${parent} that is not there.`);

  findings.demand('file', fingerprintIn(database)?.equals(sealOf(database).fingerprint) === true, () => 'It says that its names are sealed with another key than the one they are opened with.');

  for (const table of neverDeleted) {
    const { rows, first, last } = database.prepare<[], { rows: number; first: number; last: number }>(`SELECT count(*) AS rows, coalesce(min(id), 1) AS first, coalesce(max(id), 0) AS last FROM ${table}`).get() ?? { rows: 0, first: 1, last: 0 };
    findings.demand('file', first === 1 && rows === last, () => `${table} has ${rows} rows, and its last one has the number ${last}: rows are missing, or have other numbers than they were given.`);
  }

  const journal = database.pragma('journal_mode', { simple: true });
  findings.demand('durability', journal === 'wal', () => `The file is kept in journal mode ${String(journal)} instead of wal.`);
  const reader = database.pragma('synchronous', { simple: true });
  findings.demand('durability', reader === full, () => `This connection has synchronous = ${String(reader)} instead of ${full} (FULL).`);
  writtenLevel ??= levelAfterWriting();
  const writer = writtenLevel;
  findings.demand('durability', writer === full, () => `After its first write a connection of this program has synchronous = ${String(writer)} instead of ${full} (FULL): a power cut would lose acknowledged facts.`);
}

/** It is this program's, not a file's, so it is asked once. */
let writtenLevel: unknown;

/** What a connection that is opened as the server opens its own says after it has written; asked of a file beside this one's business. */
function levelAfterWriting(): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-verify-'));
  try {
    const database = openDatabase(join(folder, 'scratch.sqlite'));
    database.exec('CREATE TABLE written (n INTEGER) STRICT; INSERT INTO written VALUES (1)');
    const level = database.pragma('synchronous', { simple: true });
    database.close();
    return level;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
