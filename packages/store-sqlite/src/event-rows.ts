import { connectorKey, instantOf, isSpend, type ActivityEvent, type Outcome, type SpendEvent, type UsageEvent } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { getTableColumns } from 'drizzle-orm';
import { contentHash } from './content.js';
import { events } from './schema.js';

/** Where an event belongs. */
export interface EventPlace {
  readonly organisation: number;
  readonly source: number;
}

/** What an event is in the ledger before anything is written: new, known, contradicted, or another revision. */
export type Standing = 'new' | 'known' | 'conflict' | 'newer' | 'older';

export interface EventRows {
  standingOf(place: EventPlace, event: UsageEvent): { readonly standing: Standing; readonly hash: Buffer };
  keep(place: EventPlace, event: UsageEvent, standing: Standing, hash: Buffer, reference: number | null): Outcome;
}

/**
 * One row an id holds the newest revision, the history every other. So in any order of delivery `stored` counts ids,
 * `superseded` further revisions, and `duplicate` repeats.
 */
export function eventRowsIn(database: Database): EventRows {
  const find = database.prepare<[number, number, string], { revision: number; hash: Buffer }>('SELECT revision, content_hash AS hash FROM events WHERE organisation = ? AND source = ? AND id = ?');
  const findOlder = database.prepare<[number, number, string, number], Buffer>('SELECT content_hash FROM event_history WHERE organisation = ? AND source = ? AND id = ? AND revision = ?').pluck();
  const insert = database.prepare<unknown[]>(`INSERT INTO events (${names}) VALUES (${places})`);
  const insertOlder = database.prepare<unknown[]>(`INSERT INTO event_history (${names}) VALUES (${places})`);
  const copyToHistory = database.prepare<[number, number, string]>(`INSERT INTO event_history (${names}) SELECT ${names} FROM events WHERE organisation = ? AND source = ? AND id = ?`);
  const remove = database.prepare<[number, number, string]>('DELETE FROM events WHERE organisation = ? AND source = ? AND id = ?');

  return {
    standingOf({ organisation, source }, event) {
      const hash = contentHash(event);
      const row = find.get(organisation, source, event.id);
      if (row === undefined) return { standing: 'new', hash };
      if (event.revision > row.revision) return { standing: 'newer', hash };
      const same = event.revision === row.revision ? row.hash : findOlder.get(organisation, source, event.id, event.revision);
      if (same === undefined) return { standing: 'older', hash };
      return { standing: same.equals(hash) ? 'known' : 'conflict', hash };
    },
    keep(place, event, standing, hash, reference) {
      switch (standing) {
        case 'known':
          return 'duplicate';
        case 'conflict':
          // What came first stays.
          return 'quarantined';
        case 'new':
          insert.run(rowOf(place, event, hash, reference));
          return 'stored';
        case 'older':
          insertOlder.run(rowOf(place, event, hash, reference));
          return 'superseded';
        case 'newer':
          copyToHistory.run(place.organisation, place.source, event.id);
          remove.run(place.organisation, place.source, event.id);
          insert.run(rowOf(place, event, hash, reference));
          return 'superseded';
      }
    },
  };
}

/** An event on its way into a row. */
interface Kept {
  readonly place: EventPlace;
  readonly event: UsageEvent;
  readonly hash: Buffer;
  readonly reference: number | null;
}

const ofActivity = <T>(read: (event: ActivityEvent) => T) => ({ event }: Kept): T | null => (isSpend(event) ? null : read(event));
const ofSpend = <T>(read: (event: SpendEvent) => T) => ({ event }: Kept): T | null => (isSpend(event) ? read(event) : null);

/** What stands in each column of an event's row. */
const cells: { readonly [Column in keyof typeof events.$inferInsert]-?: (kept: Kept) => (typeof events.$inferInsert)[Column] } = {
  organisation: ({ place }) => place.organisation,
  source: ({ place }) => place.source,
  id: ({ event }) => event.id,
  revision: ({ event }) => event.revision,
  contentHash: ({ hash }) => hash,
  retracted: ({ event }) => (event.retracted ? 1 : 0),
  type: ({ event }) => event.type,
  at: ({ event }) => instantOf(event),
  untilAt: ({ event }) => (isSpend(event) ? event.to : event.at),
  reference: ({ reference }) => reference,
  service: ({ event: { person } }) => (person.kind === 'service' ? person.name : null),
  surface: ({ event }) => event.surface,
  chat: ofActivity(({ chat }) => chat),
  project: ofActivity(({ project }) => project),
  artifact: ofActivity(({ artifact }) => artifact),
  artifactKind: ofActivity(({ artifactKind }) => artifactKind),
  connector: ofActivity(({ connector }) => connector),
  connectorKey: ofActivity(({ connector }) => (connector === null ? null : connectorKey(connector))),
  model: ({ event }) => event.model,
  count: ofActivity(({ count }) => count),
  amount: ofSpend(({ amount }) => amount),
  currency: ofSpend(({ currency }) => currency),
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
};

const columns = getTableColumns(events);
const inOrder = Object.keys(cells) as (keyof typeof cells)[]; // Object.keys forgets the literal keys.
const names = inOrder.map((column) => columns[column].name).join(', ');
const places = inOrder.map(() => '?').join(', ');
const readers = inOrder.map((column) => cells[column]);
const rowOf = (place: EventPlace, event: UsageEvent, hash: Buffer, reference: number | null): unknown[] => {
  const kept = { place, event, hash, reference };
  return readers.map((read) => read(kept));
};
