import {
  connectorKey, currencyOf, instantOf, isActivity, isDaily, isPersonDay, isReported, isSpend, touchedBy, untilOf,
  type ActivityEvent, type DayCount, type Instant, type Outcome, type ReportedEvent, type SpendEvent, type Touched, type UsageEvent,
} from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { getTableColumns } from 'drizzle-orm';
import { contentHashes } from './content.js';
import { events } from './schema.js';

/** Where an event belongs. */
export interface EventPlace {
  readonly organisation: number;
  readonly source: number;
}

/** What an event is in the ledger before anything is written: new, known, contradicted, or another revision. */
export type Standing = 'new' | 'known' | 'conflict' | 'newer' | 'older';

/** An event on its way into a row. */
export interface Arriving {
  readonly place: EventPlace;
  readonly event: UsageEvent;
  readonly hash: Buffer;
  readonly reference: number | null;
  /** The delivery that brought it; `null` where that is not known any more. */
  readonly delivery: number | null;
}

/** What is known of an event's id before it is kept. */
interface KnownId {
  readonly standing: Standing;
  readonly hash: Buffer;
  /** What the newest revision so far spoke of, which another one can move away from. */
  readonly before: Touched | null;
}

interface FoundRow {
  readonly revision: number;
  readonly hash: Buffer;
  readonly type: UsageEvent['type'];
  readonly at: Instant;
  readonly untilAt: Instant;
}

export interface EventRows {
  /** Which of some ids have no row yet; whoever keeps one takes it out. */
  absentOf(place: EventPlace, ids: readonly string[]): Set<string>;
  /** @param absent Ids that are known to have no row. */
  standingOf(place: EventPlace, event: UsageEvent, absent?: ReadonlySet<string>): KnownId;
  keep(arriving: Arriving, standing: Standing): Outcome;
  /** Writes other content into the row of a revision, which keeps its place in the account. */
  replace(arriving: Arriving): void;
}

/**
 * One row an id holds the newest revision, the history every other. So in any order of delivery `stored` counts ids,
 * `superseded` further revisions, and `duplicate` repeats.
 */
export function eventRowsIn(database: Database): EventRows {
  const hashes = contentHashes(database);
  const find = database.prepare<[number, number, string], FoundRow>('SELECT revision, content_hash AS hash, type, at, until_at AS untilAt FROM events WHERE organisation = ? AND source = ? AND id = ?');
  const present = database.prepare<[string, number, number], string>('SELECT e.id FROM json_each(?) asked CROSS JOIN events e ON e.organisation = ? AND e.source = ? AND e.id = asked.value').pluck();
  const findOlder = database.prepare<[number, number, string, number], Buffer>('SELECT content_hash FROM event_history WHERE organisation = ? AND source = ? AND id = ? AND revision = ?').pluck();
  const insert = insertInto(database, 'events');
  const insertOlder = insertInto(database, 'event_history');
  const copyToHistory = database.prepare<[number, number, string]>(`INSERT INTO event_history (${names}) SELECT ${names} FROM events WHERE organisation = ? AND source = ? AND id = ?`);
  const rewrite = (table: string) => database.prepare<unknown[]>(`UPDATE ${table} SET (${contentNames}) = (${contentPlaces}) WHERE organisation = ? AND source = ? AND id = ? AND revision = ?`);
  const rewriteNewest = rewrite('events');
  const rewriteOlder = rewrite('event_history');
  const remove = database.prepare<[number, number, string]>('DELETE FROM events WHERE organisation = ? AND source = ? AND id = ?');

  return {
    absentOf({ organisation, source }, ids) {
      const absent = new Set(ids);
      for (const id of present.all(JSON.stringify(ids), organisation, source)) absent.delete(id);
      return absent;
    },
    standingOf({ organisation, source }, event, absent) {
      const hash = hashes.of(event);
      if (absent?.has(event.id) === true) return { standing: 'new', hash, before: null };
      const row = find.get(organisation, source, event.id);
      if (row === undefined) return { standing: 'new', hash, before: null };
      const before = touchedBy(row.type, row.at, row.untilAt);
      if (event.revision > row.revision) return { standing: 'newer', hash, before };
      const same = event.revision === row.revision ? row.hash : findOlder.get(organisation, source, event.id, event.revision);
      if (same === undefined) return { standing: 'older', hash, before };
      return { standing: same.equals(hash) ? 'known' : 'conflict', hash, before };
    },
    keep(arriving, standing) {
      const { place, event } = arriving;
      switch (standing) {
        case 'known':
          return 'duplicate';
        case 'conflict':
          // What came first stays.
          return 'quarantined';
        case 'new':
          insert({ ...arriving, isFirst: true });
          return 'stored';
        case 'older':
          insertOlder({ ...arriving, isFirst: false });
          return 'superseded';
        case 'newer':
          copyToHistory.run(place.organisation, place.source, event.id);
          remove.run(place.organisation, place.source, event.id);
          insert({ ...arriving, isFirst: false });
          return 'superseded';
      }
    },
    replace(arriving) {
      const { place, event } = arriving;
      const cells = [...contentOf(arriving), place.organisation, place.source, event.id, event.revision];
      if (rewriteNewest.run(cells).changes + rewriteOlder.run(cells).changes !== 1) throw new Error(`"${event.id}" has no row with revision ${event.revision} to replace.`);
    },
  };
}

interface Kept extends Arriving {
  readonly isFirst: boolean;
}

/** What is said by events of one kind alone. */
type Kind = 'activity' | 'spend' | 'person-day' | 'reported';
const kindOf = (event: UsageEvent): Kind => (isActivity(event) ? 'activity' : event.type);

/** What stands in a column, and which events alone have anything there; of any kind without it. */
interface Cell<Value> {
  (kept: Kept): Value;
  readonly only?: Kind;
}
const only = <Value>(kind: Kind, read: (kept: Kept) => Value): Cell<Value> => Object.assign(read, { only: kind });
const ofActivity = <T>(read: (event: ActivityEvent) => T) => only('activity', ({ event }): T | null => (isActivity(event) ? read(event) : null));
const ofSpend = <T>(read: (event: SpendEvent) => T) => only('spend', ({ event }): T | null => (isSpend(event) ? read(event) : null));
const ofDay = (count: DayCount) => only('person-day', ({ event }): number | null => (isPersonDay(event) ? (event.counts[count] ?? null) : null));
const ofReported = <T>(read: (event: ReportedEvent) => T) => only('reported', ({ event }): T | null => (isReported(event) ? read(event) : null));

/** What stands in each column of an event's row. */
const cells: { readonly [Column in keyof typeof events.$inferInsert]-?: Cell<(typeof events.$inferInsert)[Column]> } = {
  organisation: ({ place }) => place.organisation,
  source: ({ place }) => place.source,
  id: ({ event }) => event.id,
  revision: ({ event }) => event.revision,
  contentHash: ({ hash }) => hash,
  retracted: ({ event }) => (event.retracted ? 1 : 0),
  type: ({ event }) => event.type,
  at: ({ event }) => instantOf(event),
  untilAt: ({ event }) => untilOf(event),
  reference: ({ reference }) => reference,
  service: ({ event: { person } }) => (person.kind === 'service' ? person.name : null),
  surface: ({ event }) => event.surface,
  chat: ofActivity(({ chat }) => chat),
  project: ofActivity(({ project }) => project),
  artifact: ofActivity(({ artifact }) => artifact),
  artifactKind: ofActivity(({ artifactKind }) => artifactKind),
  connector: ofActivity(({ connector }) => connector),
  connectorKey: ofActivity(({ connector }) => (connector === null ? null : connectorKey(connector))),
  model: ({ event }) => (isDaily(event) ? null : event.model),
  count: ofActivity(({ count }) => count),
  amount: ofSpend(({ amount }) => amount),
  currency: ({ event }) => currencyOf(event),
  listAmount: ofSpend(({ listAmount }) => listAmount),
  credits: ofSpend(({ credits }) => credits),
  basis: ofSpend(({ basis }) => basis),
  costType: ofSpend(({ costType }) => costType),
  requests: ofSpend(({ requests }) => requests),
  inputTokens: ofSpend(({ inputTokens }) => inputTokens),
  outputTokens: ofSpend(({ outputTokens }) => outputTokens),
  cacheReadTokens: ofSpend(({ cacheReadTokens }) => cacheReadTokens),
  cacheWriteTokens: ofSpend(({ cacheWriteTokens }) => cacheWriteTokens),
  priceTable: ofSpend(({ priceTable }) => priceTable),
  days: ({ event }) => (isDaily(event) ? event.days : null),
  messages: ofDay('messages'),
  chats: ofDay('chats'),
  projectsCreated: ofDay('projectsCreated'),
  projectsUsed: ofDay('projectsUsed'),
  artifactsCreated: ofDay('artifactsCreated'),
  connectorCalls: ofDay('connectorCalls'),
  codingSessions: ofDay('codingSessions'),
  codingPrompts: ofDay('codingPrompts'),
  metric: ofReported(({ metric }) => metric),
  value: ofReported(({ value }) => value),
  dimensions: ofReported(({ dimensions }) => JSON.stringify(dimensions)),
  delivery: ({ delivery }) => delivery,
  isFirst: ({ delivery, isFirst }) => (delivery === null ? null : isFirst ? 1 : 0),
};

const columns = getTableColumns(events);
const inOrder = Object.keys(cells) as (keyof typeof cells)[]; // Object.keys forgets the literal keys.
const namesOf = (those: typeof inOrder) => those.map((column) => columns[column].name).join(', ');
const placesOf = (those: typeof inOrder) => those.map(() => '?').join(', ');
const names = namesOf(inOrder);

/** Writes rows into a table, with no more columns than events of their kind have anything in. */
function insertInto(database: Database, table: 'events' | 'event_history'): (kept: Kept) => void {
  const statements = new Map<Kind, (kept: Kept) => void>();
  const statementFor = (kind: Kind): ((kept: Kept) => void) => {
    const those = inOrder.filter((column) => cells[column].only === undefined || cells[column].only === kind);
    const readers = those.map((column) => cells[column]);
    const statement = database.prepare<unknown[]>(`INSERT INTO ${table} (${namesOf(those)}) VALUES (${placesOf(those)})`);
    return (kept) => void statement.run(readers.map((read) => read(kept)));
  };
  return (kept) => {
    const kind = kindOf(kept.event);
    const write = statements.get(kind) ?? statementFor(kind);
    statements.set(kind, write);
    write(kept);
  };
}

/** All that an event says, without its place in the account. */
const content = inOrder.filter((column) => column !== 'delivery' && column !== 'isFirst');
const contentNames = namesOf(content);
const contentPlaces = placesOf(content);
const contentOf = (arriving: Arriving): unknown[] => content.map((column) => cells[column]({ ...arriving, isFirst: false }));
