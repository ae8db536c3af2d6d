import type { UsageEvent } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { canonicalText } from './content.js';

/**
 * The columns of an event with the words that name its person, for a statement that joins `person_references r`. Amounts
 * are text, since JavaScript's numbers cannot hold them.
 */
const storedColumns = `
  e.id, e.revision, e.retracted, e.type, e.at, e.until_at AS untilAt, e.reference, r.external_id AS personId, r.email, r.name, e.service, e.surface, e.chat, e.project,
  e.artifact, e.artifact_kind AS artifactKind, e.connector, e.model, e.count, CAST(e.amount AS TEXT) AS amount, e.currency, CAST(e.list_amount AS TEXT) AS listAmount,
  CAST(e.credits AS TEXT) AS credits, e.basis, e.cost_type AS costType, e.requests, e.input_tokens AS inputTokens, e.output_tokens AS outputTokens,
  e.cache_read_tokens AS cacheReadTokens, e.cache_write_tokens AS cacheWriteTokens, e.price_table AS priceTable`;

/** What those columns hold; which of them are null depends on the type. */
interface StoredRow {
  readonly id: string;
  readonly revision: number;
  readonly retracted: number;
  readonly type: UsageEvent['type'];
  readonly at: number;
  readonly untilAt: number;
  readonly reference: number | null;
  readonly personId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly service: string | null;
  readonly amount: string | null;
  readonly listAmount: string | null;
  readonly credits: string | null;
  readonly surface: string;
  readonly [column: string]: string | number | null;
}

/** The event that a row was made from. Its canonical text is what the row's hash is of. */
function eventOf(row: StoredRow): UsageEvent {
  const { id, revision, retracted, type, surface, model } = row;
  const base = { id, revision, retracted: retracted === 1, person: personOf(row), surface, type, model };
  if (type !== 'spend') {
    const { at, chat, project, artifact, artifactKind, connector, count } = row;
    return { ...base, at, chat, project, artifact, artifactKind, connector, count } as UsageEvent; // The columns are the parser's fields.
  }
  const { at, untilAt, amount, currency, listAmount, credits, basis, costType, requests, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, priceTable } = row;
  return {
    ...base, from: at, to: untilAt, amount: nano(amount), currency, listAmount: nano(listAmount), credits: nano(credits), basis, costType,
    requests, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, priceTable,
  } as UsageEvent; // As above.
}

const nano = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));

function personOf({ reference, personId, email, name, service }: StoredRow): UsageEvent['person'] {
  if (reference !== null) return { kind: 'person', id: personId, email, name };
  return service === null ? { kind: 'nobody' } : { kind: 'service', name: service };
}

export interface StoredRevision {
  readonly event: UsageEvent;
  readonly text: string;
}

/** The content that is stored under an event's id and revision, wherever its row is. */
export function readStored(database: Database): (organisation: number, source: number, event: Pick<UsageEvent, 'id' | 'revision'>) => StoredRevision | null {
  const from = (table: string) =>
    database.prepare<[number, number, string, number], StoredRow>(
      `SELECT ${storedColumns} FROM ${table} e LEFT JOIN person_references r ON r.id = e.reference WHERE e.organisation = ? AND e.source = ? AND e.id = ? AND e.revision = ?`,
    );
  const newest = from('events');
  const older = from('event_history');
  return (organisation, source, { id, revision }) => {
    const row = newest.get(organisation, source, id, revision) ?? older.get(organisation, source, id, revision);
    if (row === undefined) return null;
    const event = eventOf(row);
    return { event, text: canonicalText(event) };
  };
}
