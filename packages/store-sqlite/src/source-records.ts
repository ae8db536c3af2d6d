import {
  activityTypeNames, dayNumber, metricNames, millisecondsADay, noTally, outcomes, quarantineCodes, quarantineStates,
  type DeliveriesQuestion, type Delivery, type DeliveryRecord, type Feeds, type Instant, type Interval, type QuarantineCount, type RecordedDay, type SourceKind, type SourceRecord, type Tallies, type Tally, type UsageEvent,
} from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { dailyRunReader } from './daily-runs.js';

interface SourceRow {
  readonly id: number;
  readonly name: string;
  readonly kind: SourceKind | null;
  readonly feeds: string | null;
}

interface TallyRow extends Tally {
  readonly source: number;
  readonly kind: Delivery['kind'];
  readonly lastAt: Instant;
}

const summed = ['received', ...outcomes, 'rejected'].map((column) => `sum(${column}) AS ${column}`).join(', ');
const activityTypes = [...activityTypeNames, 'chat.created' satisfies UsageEvent['type']].map((type) => `'${type}'`).join(', ');

/** What the ledger knows of every source; days of receipt and of events are answered from indexes. */
export function sourceRecordReader(database: Database): (organisation: number, days: readonly RecordedDay[]) => SourceRecord[] {
  const dailyRunsOf = dailyRunReader(database);
  const sources = database.prepare<[number], SourceRow>('SELECT id, name, kind, feeds FROM sources WHERE organisation = ? ORDER BY name');
  const runs = database.prepare<[number], Interval>('SELECT first_at AS "from", last_at AS "to" FROM runs WHERE source = ? ORDER BY id');
  const snapshots = database.prepare<[number, number], SourceRecord['snapshots']>(
    'SELECT count(*) AS count, min(taken_at) AS firstAt, max(taken_at) AS lastAt FROM directory_snapshots WHERE organisation = ? AND source = ?',
  );
  const kept = database.prepare<[number], { type: UsageEvent['type']; revisions: number }>('SELECT type, revisions FROM kept_revisions WHERE source = ? AND revisions > 0');
  const tallies = database.prepare<[number, Instant, Instant], TallyRow>(
    `SELECT source, kind, max(received_at) AS lastAt, ${summed}, iif(count(*) = count(dropped_fields), sum(dropped_fields), NULL) AS droppedFields
     FROM deliveries INDEXED BY deliveries_by_time WHERE organisation = ? AND received_at >= ? AND received_at < ? GROUP BY source, kind`,
  );
  const facts = database.prepare<{ organisation: number; from: Instant; to: Instant; date: number }, { source: number; facts: number }>(
    `SELECT source, sum(facts) AS facts FROM (
       SELECT source, count(*) AS facts FROM events INDEXED BY events_activity
       WHERE organisation = :organisation AND retracted = 0 AND type <> 'spend' AND type IN (${activityTypes}) AND at >= :from AND at < :to GROUP BY source
       UNION ALL
       SELECT source, count(*) FROM events INDEXED BY events_spend
       WHERE organisation = :organisation AND retracted = 0 AND cost_type <> 'seat' AND at >= :from AND at < :to GROUP BY source
       UNION ALL
       SELECT source, count(*) FROM events INDEXED BY events_person_days WHERE organisation = :organisation AND retracted = 0 AND type = 'person-day' AND at = :date GROUP BY source
       UNION ALL
       SELECT source, count(*) FROM events INDEXED BY events_reported WHERE organisation = :organisation AND retracted = 0 AND type = 'reported' AND metric IN (${metricNames.map((name) => `'${name}'`).join(', ')}) AND at = :date GROUP BY source
     ) GROUP BY source`,
  );
  const setAside = database.prepare<[number], QuarantineCount & { source: number }>(
    'SELECT source, state, code, count(*) AS items FROM quarantine INDEXED BY quarantine_by_state WHERE organisation = ? GROUP BY source, state, code',
  );

  return (organisation, days) => {
    const totals = tallies.all(organisation, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const received = days.map(({ from, to }) => tallies.all(organisation, from, to));
    const happened = days.map(({ day, from, to }) => new Map(facts.all({ organisation, from, to, date: dayNumber(day) * millisecondsADay }).map((row) => [row.source, row.facts])));
    const quarantine = setAside.all(organisation);
    const delivering = new Set(totals.map(({ source }) => source));
    return sources.all(organisation).filter(({ id }) => delivering.has(id)).map(({ id, name, kind, feeds }): SourceRecord => ({
      name,
      kind,
      feeds: feeds === null ? null : (JSON.parse(feeds) as Feeds), // Only deliveries write them.
      spans: runs.all(id),
      dailyRuns: dailyRunsOf(id),
      snapshots: snapshots.get(organisation, id) ?? { count: 0, firstAt: null, lastAt: null },
      lastDeliveryAt: Math.max(...totals.filter(({ source }) => source === id).map(({ lastAt }) => lastAt)),
      totals: talliesOf(totals, id),
      received: received.map((rows) => talliesOf(rows, id)),
      facts: happened.map((bySource) => bySource.get(id) ?? 0),
      kept: Object.fromEntries(kept.all(id).map(({ type, revisions }) => [type, revisions])),
      quarantine: quarantineCodes.flatMap((code) =>
        quarantineStates.flatMap((state) => quarantine.filter((row) => row.source === id && row.code === code && row.state === state).map(({ items }) => ({ code, state, items }))),
      ),
    }));
  };
}

/** What was delivered, the newest first. */
export function deliveryReader(database: Database): (organisation: number, question: DeliveriesQuestion) => DeliveryRecord[] {
  const deliveries = database.prepare<{ organisation: number; source: string | null; before: number; limit: number }, DeliveryRecord>(
    `SELECT d.id, s.name AS source, d.kind, d.received_at AS receivedAt, d.received, d.stored, d.duplicate, d.superseded, d.quarantined, d.rejected, d.dropped_fields AS droppedFields
     FROM deliveries d JOIN sources s ON s.id = d.source
     WHERE d.organisation = :organisation AND d.id < :before AND (:source IS NULL OR s.name = :source) ORDER BY d.id DESC LIMIT :limit`,
  );
  return (organisation, { source = null, before = Number.MAX_SAFE_INTEGER, limit }) => deliveries.all({ organisation, source, before, limit });
}

const talliesOf = (rows: readonly TallyRow[], source: number): Tallies => ({ events: tallyOf(rows, source, 'events'), directory: tallyOf(rows, source, 'directory') });

function tallyOf(rows: readonly TallyRow[], source: number, kind: Delivery['kind']): Tally {
  const row = rows.find((candidate) => candidate.source === source && candidate.kind === kind);
  if (row === undefined) return noTally;
  const { received, stored, duplicate, superseded, quarantined, rejected, droppedFields } = row;
  return { received, stored, duplicate, superseded, quarantined, rejected, droppedFields };
}
