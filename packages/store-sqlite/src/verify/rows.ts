import { connectorKey, dayCounts, instantOf, isActivity, isDaily, isSpend, untilOf, type UsageEvent } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { contentHashes } from '../content.js';
import { eventOf, storedAt, storedColumns, storedWidth, type StoredRow } from '../read-stored.js';
import { Span } from '../source-rows.js';
import type { Words } from '../words.js';
import type { Findings } from './findings.js';
import { placeOf, type NamedSource } from './ledger-names.js';
import { ExactMoney } from './money.js';

/** What the rows of events say when all of them are counted anew. */
export interface Counted {
  readonly bySource: ReadonlyMap<number, CountedSource>;
  /** By the number of a delivery: rows it brought that were first of their id, and further ones. */
  readonly first: Uint32Array;
  readonly further: Uint32Array;
  /** By the number of a reference: the first and last instant at which a row names it. */
  readonly named: ReadonlyMap<number, { first: number; last: number }>;
}

interface CountedSource {
  ids: number;
  further: number;
  readonly span: Span;
  /** Of the rows that deliveries of a run brought. */
  readonly runs: Map<string, Span>;
  readonly types: Map<string, number>;
}

/** What of a row is not its event's, behind the columns that are. */
const own = ['organisation', 'source', 'content_hash', 'connector_key', 'delivery', 'is_first'].map((column) => `e.${column}`).join(', ');
type Own = readonly [organisation: number, source: number, contentHash: Buffer, connectorKey: string | null, delivery: number | null, isFirst: number | null];
const ownOf = (row: StoredRow): Own => row.slice(storedWidth) as unknown as Own; // The statement selects them in this order.

interface DeliveryOfRows {
  readonly source: number;
  readonly run: string;
}

/**
 * Reads every row once: each is made into the event it was made from, whose hash must be that of the row. Memory follows
 * the number of sources, people and deliveries, not that of events.
 */
export function verifyRows(database: Database, sources: ReadonlyMap<number, NamedSource>, words: Words, findings: Findings): Counted {
  const bySource = new Map<number, CountedSource>();
  const deliveriesMax = database.prepare<[], number>('SELECT coalesce(max(id), 0) FROM deliveries').pluck().get() ?? 0;
  const first = new Uint32Array(deliveriesMax + 1);
  const further = new Uint32Array(deliveriesMax + 1);
  const named = new Map<number, { first: number; last: number }>();
  const money = new ExactMoney();
  const deliveryOf = deliveriesOfRows(database);
  const hashes = contentHashes(database);
  const hasHistory = database.prepare<[number, number, string], 0 | 1>('SELECT EXISTS (SELECT 1 FROM event_history WHERE organisation = ? AND source = ? AND id = ?)').pluck();

  // Their rows keep their place in the account, and say what another run may have brought. People decide on few items.
  const replaced = new Set(
    database.prepare<[], { source: number; id: string; revision: number }>(`SELECT source, event_id AS id, revision FROM quarantine WHERE outcome = 'replaced'`).all().map((row) => keyOf(row.source, row)),
  );
  let looked = 0;
  for (const table of ['events', 'event_history'] as const) {
    const rows = database.prepare<[], StoredRow>(`SELECT ${storedColumns}, ${own} FROM ${table} e`).raw();
    for (const row of rows.iterate()) {
      const [organisation, source, contentHash, connectorKeyOf, delivery, isFirst] = ownOf(row);
      const event = eventOf(row, words);
      const { id, revision } = event;
      const at = () => `${table}: ${nameOf(sources, source)} "${id}" revision ${revision}`;
      looked += 1;
      if (!hashes.of(event).equals(contentHash)) findings.offends('content', `${at()} is not what its hash was made of.`);
      const wrong = wrongDerivation(row, event, connectorKeyOf);
      if (wrong !== null) findings.offends('derived-columns', `${at()} ${wrong}.`);

      const counted = bySource.get(source) ?? { ids: 0, further: 0, span: new Span(), runs: new Map(), types: new Map() };
      bySource.set(source, counted);
      if (table === 'events') {
        counted.ids += 1;
        if (isSpend(event)) money.take(organisation, event);
      } else counted.further += 1;
      counted.span.take(event);
      counted.types.set(event.type, (counted.types.get(event.type) ?? 0) + 1);
      const reference = row[storedAt.reference];
      if (typeof reference === 'number') note(named, reference, instantOf(event));

      if (delivery === null || isFirst === null) {
        if (delivery !== isFirst) findings.offends('rows-by-delivery', `${at()} names a delivery without saying whether it was first, or says so without naming one.`);
        continue;
      }
      const brought = deliveryOf(delivery);
      if (brought === null || brought.source !== source) {
        findings.offends('rows-by-delivery', `${at()} names delivery ${delivery}, which is no delivery of its source.`);
        continue;
      }
      const counts = isFirst === 1 ? first : further;
      counts[delivery] = (counts[delivery] ?? 0) + 1;
      if (!replaced.has(keyOf(source, event))) {
        const run = counted.runs.get(brought.run) ?? new Span();
        counted.runs.set(brought.run, run);
        run.take(event);
      }
      if (table === 'events' && isFirst === 0 && hasHistory.get(organisation, source, id) !== 1) findings.offends('revisions', `${at()} says that another revision came before it, and there is none.`);
    }
  }
  for (const name of ['content', 'derived-columns', 'rows-by-delivery'] as const) findings.looked(name, looked);
  verifyRevisions(database, sources, findings);
  money.verify(database, findings);
  return { bySource, first, further, named };
}

/** What of a row that its event does not say is not as it follows from it. */
function wrongDerivation(row: StoredRow, event: UsageEvent, key: string | null): string | null {
  const right = isActivity(event) && event.connector !== null ? connectorKey(event.connector) : null;
  if (key !== right) return `has the connector key ${JSON.stringify(key)} instead of ${JSON.stringify(right)}`;
  if (row[storedAt.retracted] !== 0 && row[storedAt.retracted] !== 1) return 'is neither retracted nor not';
  if (row[storedAt.reference] !== null && row[storedAt.service] !== null) return 'names a person and a service at once';
  const kind = isDaily(event) || isSpend(event) ? event.type : 'activity';
  const foreign = foreignColumns[kind].find((column) => row[storedAt[column]] !== null);
  if (foreign !== undefined) return `has ${foreign}, which no event of type ${event.type} has`;
  if (isDaily(event) && row[storedAt.at] !== instantOf(event)) return 'begins at another instant than its first day';
  return isSpend(event) || row[storedAt.untilAt] === untilOf(event) ? null : 'ends at another instant than it happens';
}

/** What only some types of event have. */
const ownColumns = {
  activity: ['chat', 'project', 'artifact', 'artifactKind', 'connector', 'model', 'count'],
  spend: ['model', 'amount', 'currency', 'listAmount', 'credits', 'basis', 'costType', 'requests', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'priceTable'],
  'person-day': ['days', ...dayCounts],
  reported: ['days', 'metric', 'value', 'currency', 'dimensions'],
} as const satisfies Record<string, readonly (keyof typeof storedAt)[]>;
type Kind = keyof typeof ownColumns;
const kinds = Object.keys(ownColumns) as Kind[]; // Object.keys forgets the literal keys.

/** What others have and a type has not. */
const foreignTo = (kind: Kind): readonly (keyof typeof storedAt)[] => {
  const own: readonly string[] = ownColumns[kind];
  return [...new Set(kinds.flatMap((other) => ownColumns[other]))].filter((column) => !own.includes(column));
};
// Made once: it is asked for every row.
const foreignColumns = { activity: foreignTo('activity'), spend: foreignTo('spend'), 'person-day': foreignTo('person-day'), reported: foreignTo('reported') } as const satisfies Record<Kind, unknown>;

const keyOf = (source: number, { id, revision }: Pick<UsageEvent, 'id' | 'revision'>): string => `${source} ${revision} ${id}`;

function note(named: Map<number, { first: number; last: number }>, reference: number, at: number): void {
  const known = named.get(reference);
  if (known === undefined) {
    named.set(reference, { first: at, last: at });
    return;
  }
  known.first = Math.min(known.first, at);
  known.last = Math.max(known.last, at);
}

/** Rows of one delivery mostly follow each other, so the last one asked for is kept. */
function deliveriesOfRows(database: Database): (delivery: number) => DeliveryOfRows | null {
  const find = database.prepare<[number], DeliveryOfRows>('SELECT source, run FROM deliveries WHERE id = ?');
  let last: { readonly id: number; readonly found: DeliveryOfRows | null } = { id: 0, found: null };
  return (id) => {
    if (last.id !== id) last = { id, found: find.get(id) ?? null };
    return last.found;
  };
}

const nameOf = (sources: ReadonlyMap<number, NamedSource>, source: number): string => {
  const known = sources.get(source);
  return known === undefined ? `source ${source}` : placeOf(known);
};

interface Offender {
  readonly source: number;
  readonly id: string;
}

/** The row that counts holds the newest revision, and of all revisions of an id one was first. */
function verifyRevisions(database: Database, sources: ReadonlyMap<number, NamedSource>, findings: Findings): void {
  findings.looked('revisions', database.prepare<[], number>('SELECT count(*) FROM event_history').pluck().get() ?? 0);
  const misplaced = database.prepare<[], Offender & { readonly revision: number }>(
    `SELECT h.source, h.id, h.revision FROM event_history h LEFT JOIN events e ON e.organisation = h.organisation AND e.source = h.source AND e.id = h.id
     WHERE e.id IS NULL OR e.revision <= h.revision`,
  );
  for (const { source, id, revision } of misplaced.iterate()) findings.offends('revisions', `event_history: ${nameOf(sources, source)} "${id}" revision ${revision} has no newer revision that counts.`);
  const firsts = database.prepare<[], Offender & { readonly firsts: number }>(
    `SELECT h.source, h.id, sum(h.is_first) + e.is_first AS firsts FROM event_history h JOIN events e ON e.organisation = h.organisation AND e.source = h.source AND e.id = h.id
     GROUP BY h.organisation, h.source, h.id HAVING count(*) = count(h.is_first) AND e.is_first IS NOT NULL AND firsts <> 1`,
  );
  for (const { source, id, firsts: found } of firsts.iterate()) findings.offends('revisions', `${nameOf(sources, source)} "${id}" has ${found} revisions that came first instead of one.`);
}
