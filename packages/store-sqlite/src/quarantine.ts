import {
  ended, instantOf, releaseProblem,
  type Decided, type Decision, type DecisionResult, type Feeds, type Instant, type Organisation, type QuarantineCode, type QuarantinedItem, type QuarantineQuestion,
  type ReleaseOutcome, type SourceKind, type UsageEvent,
} from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { contentHashes, decisionHash, eventIn, type DecisionRow } from './content.js';
import type { Erased } from './erased.js';
import { eventRowsIn } from './event-rows.js';
import type { Ledgers } from './ledger.js';
import { readStored, type StoredRevision } from './read-stored.js';
import { sightingsIn, type Sightings } from './sightings.js';
import { sourceRowsIn, Span } from './source-rows.js';
import type { Words } from './words.js';

interface Row extends DecisionRow {
  readonly source: number;
  readonly sourceName: string;
  readonly code: QuarantineCode;
  readonly content: string;
  readonly receivedAt: Instant;
  readonly delivery: number | null;
  readonly sourceKind: SourceKind | null;
  readonly sourceFeeds: string | null;
  readonly run: string;
}

const select = `
SELECT q.id, q.source, s.name AS sourceName, q.code, unsealed(q.content) AS content, q.content_hash AS contentHash, q.received_at AS receivedAt, q.delivery, q.source_kind AS sourceKind,
  q.source_feeds AS sourceFeeds, q.run, q.state, q.decided_at AS decidedAt, unsealed(q.decided_by) AS decidedBy, q.reason, q.outcome, unsealed(q.replaced) AS replaced
FROM quarantine q JOIN sources s ON s.id = q.source`;

/** What deliveries have set aside, the newest first. */
export function setAsideReader(database: Database, ledgerOf: Ledgers['of'], words: Words): (organisation: Organisation, question: QuarantineQuestion) => QuarantinedItem[] {
  const stored = readStored(database, words);
  return (organisation, { source, code, state, ids, before, limit }) => {
    const ledger = ledgerOf(organisation).id;
    const conditions = ['q.organisation = :organisation'];
    const parameters: Record<string, unknown> = { organisation: ledger, limit };
    const narrow = (condition: string, name: string, value: unknown) => {
      if (value === undefined) return;
      conditions.push(condition);
      parameters[name] = value;
    };
    narrow('s.name = :source', 'source', source);
    narrow('q.code = :code', 'code', code);
    narrow('q.state = :state', 'state', state);
    narrow('q.id IN (SELECT value FROM json_each(:ids))', 'ids', ids === undefined ? undefined : JSON.stringify(ids));
    narrow('q.id < :before', 'before', before);
    const found = database.prepare<[Record<string, unknown>], Row>(`${select} WHERE ${conditions.join(' AND ')} ORDER BY q.id DESC LIMIT :limit`).all(parameters);
    return found.map((row) => itemOf(row, stored(ledger, row.source, eventIn(row.content))));
  };
}

/** What people do with it. Whoever calls it holds a transaction around the whole decision. */
export function decidingIn(database: Database, ledgers: Ledgers, words: Words, erased: Erased): (organisation: Organisation, decision: Decision) => DecisionResult[] {
  const hashes = contentHashes(database);
  const rows = eventRowsIn(database);
  const stored = readStored(database, words);
  const sightings = sightingsIn(database, words, erased);
  const sourceRows = sourceRowsIn(database);
  const find = database.prepare<[number, number], Row>(`${select} WHERE q.organisation = ? AND q.id = ?`);
  const settle = database.prepare<[{ readonly id: number; readonly replacedHash: Buffer | null; readonly decisionHash: Buffer } & DecidedCells]>(
    `UPDATE quarantine SET state = :state, decided_at = :decidedAt, decided_by = sealed(:decidedBy, organisation), reason = :reason, outcome = :outcome, replaced = sealed(:replaced, organisation),
       replaced_hash = :replacedHash, decision_hash = :decisionHash WHERE id = :id`,
  );

  return decide;

  function decide(organisation: Organisation, decision: Decision): DecisionResult[] {
    const ledger = ledgers.of(organisation);
    const people = new Map<number, Sightings>();
    const peopleOf = (source: number, name: string): Sightings => {
      const known = people.get(source) ?? sightings(organisation, ledger, { id: source, name });
      people.set(source, known);
      return known;
    };
    const results = decision.ids.map((id): DecisionResult => {
      const row = find.get(ledger.id, id);
      if (row === undefined) return { id, kind: 'refused', obstacle: { why: 'unknown' } };
      const decided = decidedIn(row);
      if (decided !== null) return { id, kind: 'refused', obstacle: { why: 'decided', decided } };
      const settled = { decidedAt: decision.at, decidedBy: decision.by, reason: decision.reason };
      if (decision.verb === 'discard') {
        write(row, { ...settled, state: 'discarded', outcome: null, replaced: null }, null);
        return { id, kind: 'decided', outcome: null };
      }
      const event = eventIn(row.content);
      const { standing } = rows.standingOf({ organisation: ledger.id, source: row.source }, event);
      const problem = standing === 'known' ? null : releaseProblem(organisation, row.code, event, standing === 'conflict');
      if (problem !== null) return { id, kind: 'refused', obstacle: { why: problem, event } };
      const before = standing === 'conflict' ? stored(ledger.id, row.source, event) : null;
      const outcome = release(ledger.id, row, event, standing, peopleOf(row.source, row.sourceName));
      const change = new Map<UsageEvent['type'], number>();
      if (before !== null) change.set(before.event.type, -1);
      if (outcome !== 'duplicate') change.set(event.type, (change.get(event.type) ?? 0) + 1);
      sourceRows.count(row.source, change);
      write(row, { ...settled, state: 'released', outcome, replaced: before?.text ?? null }, before === null ? null : hashes.ofText(before.text));
      return { id, kind: 'decided', outcome };
    });
    for (const seen of people.values()) ended(seen.finish());
    return results;
  }

  function release(organisation: number, row: Row, event: UsageEvent, standing: ReturnType<typeof rows.standingOf>['standing'], people: Sightings): ReleaseOutcome {
    const place = { organisation, source: row.source };
    const reference = event.person.kind === 'person' ? people.see(event.person, instantOf(event)) : null;
    const arriving = { place, event, hash: row.contentHash, reference, delivery: row.delivery };
    const span = new Span();
    span.take(event);
    sourceRows.introduce(row.source, { kind: row.sourceKind ?? 'live', feeds: row.sourceFeeds === null ? null : (JSON.parse(row.sourceFeeds) as Feeds) }, row.receivedAt); // Only deliveries write them.
    sourceRows.cover(row.source, row.run, span);
    if (standing === 'conflict') {
      rows.replace(arriving);
      return 'replaced';
    }
    const outcome = rows.keep(arriving, standing);
    if (outcome === 'quarantined') throw new Error('What is released is set aside no longer.'); // Only a conflict is.
    return outcome;
  }

  function write(row: Row, cells: DecidedCells, replacedHash: Buffer | null): void {
    settle.run({ ...cells, id: row.id, replacedHash, decisionHash: decisionHash(hashes, { ...row, ...cells }) });
  }
}

type DecidedCells = Pick<Row, 'state' | 'decidedAt' | 'decidedBy' | 'reason' | 'outcome' | 'replaced'>;

function decidedIn({ state, decidedAt, decidedBy, reason, outcome, replaced }: DecidedCells): Decided | null {
  if (state === 'waiting') return null;
  return { state, at: decidedAt ?? 0, by: decidedBy ?? '', reason: reason ?? '', outcome, replaced: replaced === null ? null : eventIn(replaced) };
}

function itemOf(row: Row, standing: StoredRevision | null): QuarantinedItem {
  const { id, sourceName, code, content, receivedAt } = row;
  const isSame = standing !== null && standing.text === content;
  return {
    id, source: sourceName, code, event: eventIn(content), receivedAt,
    stored: standing === null ? 'none' : isSame ? 'same' : 'other', standing: standing === null || isSame ? null : standing.event, decided: decidedIn(row),
  };
}
