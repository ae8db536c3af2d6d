import { currencyOf, instantOf, type QuarantineCode, type UsageEvent } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { contentHashes, decisionHash, eventIn } from '../content.js';
import { readStored } from '../read-stored.js';
import type { Words } from '../words.js';
import type { Findings } from './findings.js';
import { placeOf, type NamedSource } from './ledger-names.js';

const dayMilliseconds = 86_400_000;

type Decision = Parameters<typeof decisionHash>[1];

interface Row extends Decision {
  readonly organisation: number;
  readonly source: number;
  readonly code: QuarantineCode;
  readonly eventId: string;
  readonly revision: number;
  readonly content: string;
  readonly receivedAt: number;
  readonly delivery: number | null;
  readonly run: string;
  readonly replacedHash: Buffer | null;
  readonly decision: Buffer | null;
  readonly deliverySource: number | null;
  readonly deliveredAt: number | null;
  readonly deliveryRun: string | null;
}

/** Every item is what arrived, and every decision what somebody decided; what was released is stored, or was replaced since. */
export function verifyQuarantine(database: Database, sources: ReadonlyMap<number, NamedSource>, words: Words, findings: Findings): void {
  const hashes = contentHashes(database);
  const stored = readStored(database, words);
  const replaced = database.prepare<[number, string, number, Buffer], 0 | 1>('SELECT EXISTS (SELECT 1 FROM quarantine WHERE source = ? AND event_id = ? AND revision = ? AND replaced_hash = ?)').pluck();
  const rows = database.prepare<[], Row>(
    `SELECT q.id, q.organisation, q.source, q.code, q.event_id AS eventId, q.revision, unsealed(q.content) AS content, q.content_hash AS contentHash, q.received_at AS receivedAt, q.delivery, q.run, q.state,
       q.decided_at AS decidedAt, unsealed(q.decided_by) AS decidedBy, q.reason, q.outcome, unsealed(q.replaced) AS replaced, q.replaced_hash AS replacedHash, q.decision_hash AS decision,
       d.source AS deliverySource, d.received_at AS deliveredAt, d.run AS deliveryRun
     FROM quarantine q LEFT JOIN deliveries d ON d.id = q.delivery ORDER BY q.id`,
  );
  let before = 0;
  for (const row of rows.iterate()) {
    const place = sources.get(row.source);
    const at = () => `item ${row.id} of ${place === undefined ? `source ${row.source}` : placeOf(place)}`;
    findings.demand('quarantine', row.id === before + 1, () => `Items ${before + 1} to ${row.id - 1} of the quarantine are missing.`);
    before = row.id;
    findings.demand('quarantine', place?.organisation === row.organisation, () => `${at()} belongs to another organisation than its source.`);
    findings.demand('quarantine', hashes.ofText(row.content).equals(row.contentHash), () => `${at()} is not what its hash was made of.`);
    const event = readable(row.content);
    findings.demand('quarantine', event !== null && event.id === row.eventId && event.revision === row.revision, () => `${at()} is filed under another id or revision than its own.`);
    findings.demand('quarantine', row.delivery === null || (row.deliverySource === row.source && row.deliveredAt === row.receivedAt && row.deliveryRun === row.run), () => `${at()} is not of the delivery, the time or the run that it names.`);
    if (event === null) continue;
    findings.demand('quarantine', isFor(row, event), () => `${at()} is not set aside for what it is: ${row.code}.`);
    verifyDecision(row, event, at);
  }

  /** The first reason that applied when it arrived. A contradiction needs something that it contradicts. */
  function isFor({ code, receivedAt, organisation, source }: Row, event: UsageEvent): boolean {
    const isAhead = instantOf(event) > receivedAt + dayMilliseconds;
    if (isAhead || code === 'future') return isAhead && code === 'future';
    return code === 'foreign-currency' ? currencyOf(event) !== null : code === 'conflict' && stored(organisation, source, event) !== null;
  }

  function verifyDecision(row: Row, event: UsageEvent, at: () => string): void {
    const { state, decidedAt, decidedBy, reason, outcome, decision } = row;
    if (state === 'waiting') {
      const isBlank = [decidedAt, decidedBy, reason, outcome, row.replaced, row.replacedHash, decision].every((cell) => cell === null);
      findings.demand('quarantine', isBlank, () => `${at()} waits, and yet somebody has decided on it.`);
      return;
    }
    findings.demand('quarantine', decision !== null && decisionHash(hashes, row).equals(decision), () => `What was decided on ${at()} is not what its hash was made of.`);
    const isKept = row.replaced === null ? row.replacedHash === null : row.replacedHash !== null && hashes.ofText(row.replaced).equals(row.replacedHash);
    findings.demand('quarantine', isKept && (outcome === 'replaced') === (row.replaced !== null), () => `${at()} has not kept what it replaced.`);
    if (state !== 'released') return;
    const standing = stored(row.organisation, row.source, event);
    const isThere = standing?.text === row.content || replaced.get(row.source, row.eventId, row.revision, row.contentHash) === 1;
    findings.demand('quarantine', isThere, () => `${at()} was released and is not stored.`);
  }
}

function readable(content: string): UsageEvent | null {
  try {
    return eventIn(content);
  } catch {
    return null; // A content that is damaged has been named by its hash.
  }
}
