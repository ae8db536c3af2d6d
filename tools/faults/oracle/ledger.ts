import { openReader, type Database } from '@pegel/sqlite';
import { asideKeyOf, keyOf } from './claims.js';

/** A row that counts, or one of the history. */
interface FoundRow {
  readonly revision: number;
  readonly content: string;
  readonly counts: boolean;
}

/** A table of accounts, added up. */
export interface DeliverySums {
  readonly deliveries: number;
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly superseded: number;
  readonly quarantined: number;
  readonly rejected: number;
}

/** Everything a ledger holds, as its file says it: no code of the product stands between. */
export interface Ledger {
  readonly events: ReadonlyMap<string, readonly FoundRow[]>;
  readonly newest: number;
  readonly older: number;
  readonly setAside: ReadonlyMap<string, number>;
  readonly directories: ReadonlyMap<string, string>;
  readonly deliveries: Readonly<Record<'events' | 'directory', DeliverySums>>;
  readonly integrity: string;
}

const nothing: DeliverySums = { deliveries: 0, received: 0, stored: 0, duplicate: 0, superseded: 0, quarantined: 0, rejected: 0 };
/** A file that is too damaged to be read holds nothing. */
const unreadable = { events: new Map(), newest: 0, older: 0, setAside: new Map(), directories: new Map(), deliveries: { events: nothing, directory: nothing } };

type Cell = string | number | null;

const columns = `s.name, e.id, e.revision, e.type, e.at, e.until_at, coalesce(unsealed(r.email), unsealed(r.external_id), e.service), e.count, CAST(e.amount AS TEXT),
  e.input_tokens, e.output_tokens, e.cache_read_tokens, e.cache_write_tokens, e.retracted`;
const from = (table: string) => `FROM ${table} e JOIN sources s ON s.id = e.source LEFT JOIN person_references r ON r.id = e.reference`;

/** Reads the whole ledger in a database file, which a server may be serving. */
export function readLedger(file: string, { integrity = false }: { readonly integrity?: boolean } = {}): Ledger {
  try {
    const database = openReader(file);
    try {
      // One view of everything, whatever is written meanwhile.
      return database.transaction(() => contentsOf(database, integrity))();
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))) return { ...unreadable, integrity: error.message };
    throw error;
  }
}

function contentsOf(database: Database, integrity: boolean): Ledger {
  const rowsOf = (sql: string) => database.prepare<[], Cell[]>(sql).raw().all();
  const events = new Map<string, FoundRow[]>();
  const size = { newest: 0, older: 0 };
  for (const [table, counts] of [['events', true], ['event_history', false]] as const) {
    for (const [source, id, revision, ...content] of rowsOf(`SELECT ${columns} ${from(table)}`)) {
      const key = keyOf(String(source), String(id));
      const found = events.get(key);
      const row = { revision: Number(revision), content: content.map((cell) => cell ?? '').join('|'), counts };
      if (found === undefined) events.set(key, [row]);
      else found.push(row);
      size[counts ? 'newest' : 'older'] += 1;
    }
  }
  const setAside = new Map<string, number>();
  for (const [source, id, revision, code, count] of rowsOf('SELECT s.name, q.event_id, q.revision, q.code, count(*) FROM quarantine q JOIN sources s ON s.id = q.source GROUP BY 1, 2, 3, 4')) {
    setAside.set(asideKeyOf({ source: String(source), id: String(id), revision: Number(revision) }, String(code)), Number(count));
  }
  const directories = new Map<string, string>();
  for (const [source, takenAt, purchased, people] of rowsOf(
    `SELECT s.name, d.taken_at, d.purchased, (SELECT group_concat(email, ' ') FROM (SELECT unsealed(r.email) AS email FROM directory_people p JOIN person_references r ON r.id = p.reference WHERE p.snapshot = d.id ORDER BY p.position))
     FROM directory_snapshots d JOIN sources s ON s.id = d.source`,
  )) {
    directories.set(keyOf(String(source), String(takenAt)), directoryContent(Number(purchased), String(people ?? '').split(' ')));
  }
  const sums = (kind: string): DeliverySums => {
    const [row = []] = database
      .prepare<[string], number[]>(
        'SELECT count(*), coalesce(sum(received), 0), coalesce(sum(stored), 0), coalesce(sum(duplicate), 0), coalesce(sum(superseded), 0), coalesce(sum(quarantined), 0), coalesce(sum(rejected), 0) FROM deliveries WHERE kind = ?',
      )
      .raw()
      .all(kind);
    const [deliveries = 0, received = 0, stored = 0, duplicate = 0, superseded = 0, quarantined = 0, rejected = 0] = row;
    return { deliveries, received, stored, duplicate, superseded, quarantined, rejected };
  };
  return {
    events, setAside, directories, ...size,
    deliveries: { events: sums('events'), directory: sums('directory') },
    integrity: integrity ? rowsOf('PRAGMA integrity_check').map(([line]) => String(line)).join('; ') : 'ok',
  };
}

/** A directory as text: what was bought, and who is in it. */
export const directoryContent = (purchased: number, emails: readonly string[]): string => `${purchased}: ${emails.join(' ')}`;
