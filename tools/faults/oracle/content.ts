import { createHash } from 'node:crypto';
import { openReader } from '@pegel/sqlite';

/**
 * What is known, table by table, without what only says how it came: numbers of rows, names of runs, times of receipt and
 * the accounts of deliveries. People are named by what their sources call them.
 */
const questions: Readonly<Record<string, string>> = {
  events: `SELECT s.name AS source_name, unsealed(r.external_id) AS external_id, unsealed(r.email) AS email, unsealed(r.name) AS person_name, e.* FROM events e JOIN sources s ON s.id = e.source LEFT JOIN person_references r ON r.id = e.reference ORDER BY s.name, e.id`,
  history: `SELECT s.name AS source_name, unsealed(r.external_id) AS external_id, unsealed(r.email) AS email, unsealed(r.name) AS person_name, e.* FROM event_history e JOIN sources s ON s.id = e.source LEFT JOIN person_references r ON r.id = e.reference ORDER BY s.name, e.id, e.revision`,
  quarantine: `SELECT s.name AS source_name, q.event_id, q.revision, q.code, unsealed(q.content) FROM quarantine q JOIN sources s ON s.id = q.source ORDER BY 1, 2, 3, 4, 5`,
  people: `SELECT s.name AS source_name, unsealed(r.external_id), unsealed(r.email), unsealed(r.name), r.first_at, r.last_at, unsealed(p.handle), p.key FROM person_references r JOIN sources s ON s.id = r.source JOIN people p ON p.id = r.person ORDER BY 1, 2, 3, 4`,
  sources: `SELECT s.name, s.kind, s.feeds, min(r.first_at) AS first_at, max(r.last_at) AS last_at FROM sources s LEFT JOIN runs r ON r.source = s.id GROUP BY s.id ORDER BY s.name`,
};
const numbersOfRows = new Set(['organisation', 'source', 'reference', 'delivery']);

/** Everything that a ledger knows, a line a row: two ledgers with the same lines answer every question alike. */
export interface Content {
  readonly lines: ReadonlySet<string>;
  readonly hash: string;
}

export function contentOf(file: string): Content {
  const reader = openReader(file);
  try {
    const lines = new Set<string>();
    const hash = createHash('sha256');
    for (const [table, sql] of Object.entries(questions)) {
      for (const row of reader.prepare<[], Record<string, unknown>>(sql).safeIntegers().iterate()) {
        const line = `${table} ${JSON.stringify(Object.entries(row).filter(([column]) => !numbersOfRows.has(column)).map(([, cell]) => text(cell)))}`;
        lines.add(line);
        hash.update(`${line}\n`);
      }
    }
    return { lines, hash: hash.digest('hex') };
  } finally {
    reader.close();
  }
}

const text = (cell: unknown): string | null => (cell === null ? null : Buffer.isBuffer(cell) ? cell.toString('hex') : `${typeof cell} ${String(cell)}`);

/** What one knows and the other does not, the first few of each. */
export function differences(expected: Content, found: Content): readonly string[] {
  const missing = [...expected.lines].filter((line) => !found.lines.has(line)).map((line) => `missing: ${line}`);
  const added = [...found.lines].filter((line) => !expected.lines.has(line)).map((line) => `added: ${line}`);
  return [...missing.slice(0, 3), ...added.slice(0, 3)];
}
