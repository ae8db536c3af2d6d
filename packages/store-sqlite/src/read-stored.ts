import { dayCounts, dayFromNumber, millisecondsADay, type Day, type UsageEvent } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { canonicalText } from './content.js';
import type { Words } from './words.js';

/**
 * What an event was made of, column by column, but for the words that name a person, which its reference stands for. Amounts
 * are text, since JavaScript's numbers cannot hold them. Rows are lists: reading a million of them as objects takes three
 * times as long.
 */
const columns = {
  id: 'e.id', revision: 'e.revision', retracted: 'e.retracted', type: 'e.type', at: 'e.at', untilAt: 'e.until_at', reference: 'e.reference', service: 'e.service', surface: 'e.surface', chat: 'e.chat', project: 'e.project', artifact: 'e.artifact', artifactKind: 'e.artifact_kind',
  connector: 'e.connector', model: 'e.model', count: 'e.count', amount: 'CAST(e.amount AS TEXT)', currency: 'e.currency', listAmount: 'CAST(e.list_amount AS TEXT)',
  credits: 'CAST(e.credits AS TEXT)', basis: 'e.basis', costType: 'e.cost_type', requests: 'e.requests', inputTokens: 'e.input_tokens', outputTokens: 'e.output_tokens',
  cacheReadTokens: 'e.cache_read_tokens', cacheWriteTokens: 'e.cache_write_tokens', priceTable: 'e.price_table', days: 'e.days', messages: 'e.messages', chats: 'e.chats', projectsCreated: 'e.projects_created',
  projectsUsed: 'e.projects_used', artifactsCreated: 'e.artifacts_created', connectorCalls: 'e.connector_calls', codingSessions: 'e.coding_sessions', codingPrompts: 'e.coding_prompts',
  metric: 'e.metric', value: 'e.value', dimensions: 'e.dimensions',
} as const;
const names = Object.keys(columns) as (keyof typeof columns)[]; // Object.keys forgets the literal keys.

/** Where each column stands in a row. */
export const storedAt = Object.fromEntries(names.map((name, index) => [name, index])) as Readonly<Record<keyof typeof columns, number>>; // Object.fromEntries does too.
export const storedColumns = Object.values(columns).join(', ');
export const storedWidth = names.length;

/** The values of a row; which of them are null depends on the type. */
export type StoredRow = readonly (string | number | Buffer | null)[];

/** The date that stands in a row as the first instant of its UTC day. */
const dayAt = (instant: StoredRow[number] | undefined): Day => dayFromNumber(Math.floor(Number(instant) / millisecondsADay));

/** The event that a row was made from. Its canonical text is what the row's hash is of. */
export function eventOf(row: StoredRow, words: Pick<Words, 'of'>): UsageEvent {
  const person = personOf(row, words);
  const [id, revision, retracted, type] = [row[storedAt.id], row[storedAt.revision], row[storedAt.retracted] === 1, row[storedAt.type]];
  const [surface, model, at] = [row[storedAt.surface], row[storedAt.model], row[storedAt.at]];
  if (type === 'person-day') {
    const counts = Object.fromEntries(dayCounts.flatMap((count) => (row[storedAt[count]] === null ? [] : [[count, row[storedAt[count]]]])));
    return { id, revision, retracted, person, surface, type, day: dayAt(at), days: row[storedAt.days], counts } as UsageEvent; // The columns are the parser's fields.
  }
  if (type === 'reported') {
    const [metric, value, days, until] = [row[storedAt.metric], row[storedAt.value], row[storedAt.days], Number(row[storedAt.untilAt])];
    const currency = row[storedAt.currency];
    const dimensions: unknown = JSON.parse(String(row[storedAt.dimensions]));
    return { id, revision, retracted, person, surface, type, metric, value, from: dayAt(at), to: dayAt(until - millisecondsADay), days, ...(currency === null ? {} : { currency }), dimensions } as UsageEvent; // As above.
  }
  if (type !== 'spend') {
    return {
      id, revision, retracted, person, surface, type, model, at, chat: row[storedAt.chat], project: row[storedAt.project], artifact: row[storedAt.artifact],
      artifactKind: row[storedAt.artifactKind], connector: row[storedAt.connector], count: row[storedAt.count],
    } as UsageEvent; // As above.
  }
  return {
    id, revision, retracted, person, surface, type, model, from: at, to: row[storedAt.untilAt], amount: nano(row[storedAt.amount]), currency: row[storedAt.currency],
    listAmount: nano(row[storedAt.listAmount]), credits: nano(row[storedAt.credits]), basis: row[storedAt.basis], costType: row[storedAt.costType],
    requests: row[storedAt.requests], inputTokens: row[storedAt.inputTokens], outputTokens: row[storedAt.outputTokens], cacheReadTokens: row[storedAt.cacheReadTokens],
    cacheWriteTokens: row[storedAt.cacheWriteTokens], priceTable: row[storedAt.priceTable],
  } as UsageEvent; // As above.
}

const nano = (digits: StoredRow[number] | undefined): bigint | null => (typeof digits === 'string' ? BigInt(digits) : null);

function personOf(row: StoredRow, words: Pick<Words, 'of'>): UsageEvent['person'] {
  const [service, reference] = [row[storedAt.service], row[storedAt.reference]];
  if (typeof reference !== 'number') return typeof service === 'string' ? { kind: 'service', name: service } : { kind: 'nobody' };
  return { kind: 'person', ...words.of(reference) };
}

export interface StoredRevision {
  readonly event: UsageEvent;
  readonly text: string;
}

/** The content that is stored under an event's id and revision, wherever its row is. */
export function readStored(database: Database, words: Words): (organisation: number, source: number, event: Pick<UsageEvent, 'id' | 'revision'>) => StoredRevision | null {
  const from = (table: string) =>
    database.prepare<[number, number, string, number], StoredRow>(
      `SELECT ${storedColumns} FROM ${table} e WHERE e.organisation = ? AND e.source = ? AND e.id = ? AND e.revision = ?`,
    ).raw();
  const newest = from('events');
  const older = from('event_history');
  return (organisation, source, { id, revision }) => {
    const row = newest.get(organisation, source, id, revision) ?? older.get(organisation, source, id, revision);
    if (row === undefined) return null;
    const event = eventOf(row, words);
    return { event, text: canonicalText(event) };
  };
}
