import { journalHeadText, type JournalHead } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { beginning, chainOf, hashOfRow, organisationOf } from './journal.js';
import { access } from './migrations/0003-access.js';

/** What was found of the audit journal, as other checks are told. */
export interface JournalVerdict {
  readonly looked: number;
  readonly offending: number;
  /** The first that offend, in sentences. */
  readonly first: readonly string[];
}

/** A row as its bytes are, whatever they are. */
interface RawRow {
  readonly number: number;
  readonly at: number;
  readonly chain: Buffer;
  readonly happening: Buffer;
  readonly actor: Buffer;
  readonly actorId: Buffer | null;
  readonly address: Buffer | null;
  readonly about: Buffer;
  readonly hash: Buffer;
}

const firstMax = 10;

/**
 * Recomputes every chain from its first entry on: numbers without a gap, each hash from the bytes that are there, and the
 * triggers that keep everybody from changing any. An end that was cut off shows where somebody has kept a head from before.
 */
export function verifyJournal(database: Database, kept: readonly JournalHead[] = []): JournalVerdict {
  const found = { looked: 0, offending: 0, first: [] as string[] };
  const offends = (sentence: string): void => {
    found.offending += 1;
    if (found.first.length < firstMax) found.first.push(sentence);
  };
  for (const sentence of wrongTriggers(database)) offends(sentence);
  verifyChains(database, kept, found, offends);
  return found;
}

/** Those that were made with the table, by name. */
const triggers: ReadonlyMap<string, string> = new Map([...access.sql.matchAll(/(CREATE TRIGGER (audit_journal_\w+) .*? END);/g)].map(([, sql = '', name = '']) => [name, sql]));

function wrongTriggers(database: Database): string[] {
  const there = new Map(database.prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_journal'").all().map(({ name, sql }) => [name, sql]));
  return [
    ...[...triggers].filter(([name, sql]) => there.get(name) !== sql).map(([name]) => `The trigger ${name} is ${there.has(name) ? 'another than it was made as' : 'missing'}: entries can be changed.`),
    ...[...there.keys()].filter((name) => !triggers.has(name)).map((name) => `There is a trigger ${JSON.stringify(name)} on the audit journal, which is none of its own.`),
  ];
}

function verifyChains(database: Database, kept: readonly JournalHead[], found: { looked: number }, offends: (sentence: string) => void): void {
  const rows = database.prepare<[], RawRow>(
    `SELECT number, at, ${['chain', 'happening', 'actor', 'about', 'hash', 'address'].map((name) => `CAST(${name} AS BLOB) AS ${name}`).join(', ')}, CAST(actor_id AS BLOB) AS actorId
     FROM audit_journal ORDER BY chain, number`,
  );
  const wanted = new Set(kept);
  let at: { readonly chain: string; readonly number: number; readonly hash: string } | null = null;
  for (const row of rows.iterate()) {
    found.looked += 1;
    const [chain, hash] = [row.chain.toString(), row.hash.toString()];
    const before: { readonly number: number; readonly hash: string } = at?.chain === chain ? at : { number: 0, hash: beginning };
    if (row.number !== before.number + 1) offends(`${nameOf(chain)}: ${missing(before.number + 1, row.number - 1)}.`);
    const text = (name: 'happening' | 'actor' | 'actorId' | 'address' | 'about'): string | null => row[name]?.toString() ?? null;
    const said = { chain, number: row.number, at: row.at, happening: text('happening'), actor: text('actor'), actorId: text('actorId'), address: text('address'), about: text('about') };
    if (!isText(row) || hashOfRow(before.hash, said) !== hash) {
      offends(`${nameOf(chain)}: entry ${row.number} is not what its hash was made of, or does not follow the one before it.`);
    }
    for (const head of kept) {
      if (head.number !== row.number || chainOf(head.organisation) !== chain) continue;
      wanted.delete(head);
      if (head.hash !== hash) offends(`${nameOf(chain)}: entry ${row.number} is another than the one that was kept as ${journalHeadText(head)}.`);
    }
    at = { chain, number: row.number, hash };
  }
  for (const head of wanted) offends(`${nameOf(chainOf(head.organisation))}: entry ${head.number}, which was there once, is missing: the end of the chain was cut off.`);
}

/** Two bytes that are no UTF-8 would be read as the same text. */
const isText = (row: RawRow): boolean => Object.values(row).every((bytes) => !Buffer.isBuffer(bytes) || Buffer.from(bytes.toString()).equals(bytes));

const nameOf = (chain: string): string => organisationOf(chain) ?? 'the server’s own chain';

const missing = (first: number, last: number): string => (last < first ? `entry ${first} was expected, and another stands there` : first === last ? `entry ${first} is missing` : `entries ${first} to ${last} are missing`);
