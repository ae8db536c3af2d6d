import {
  compareText, daysTold, instantOf, isDaily, isSpend, noTally, outcomes, quarantineCodes, quarantineStates,
  type DailyRun, type DeliveriesQuestion, type Delivery, type DeliveryRecord, type Interval, type RecordedDay, type SourceRecord, type Tallies, type Tally, type UsageEvent,
} from '@pegel/domain';
import type { Delivered, Ledger } from './ledger.js';

/** What is known of every source that ever delivered, counted anew from everything there is. */
export function sourceRecords(ledger: Ledger, days: readonly RecordedDay[]): SourceRecord[] {
  const names = [...new Set(ledger.deliveries.map(({ source }) => source))].sort(compareText);
  const quarantine = ledger.quarantine();
  return names.map((name): SourceRecord => {
    const known = ledger.sources.get(name);
    const deliveries = ledger.deliveries.filter(({ source }) => source === name);
    const taken = ledger.directory().filter(({ source }) => source === name).map(({ snapshot }) => snapshot.takenAt);
    // Lines for seats count in no number.
    const facts = ledger.facts().flatMap(({ source, event }) => (source === name && !(isSpend(event) && event.costType === 'seat') ? [event] : []));
    const kept: Partial<Record<UsageEvent['type'], number>> = {};
    for (const { source, event } of ledger.revisions()) if (source === name) kept[event.type] = (kept[event.type] ?? 0) + 1;
    return {
      name,
      kind: known?.source.kind ?? null,
      feeds: known?.source.feeds ?? null,
      spans: [...(known?.runs.values() ?? [])].map((run) => ({ ...run })),
      dailyRuns: inOrder(known?.dailyRuns),
      snapshots: { count: taken.length, firstAt: taken.length === 0 ? null : Math.min(...taken), lastAt: taken.length === 0 ? null : Math.max(...taken) },
      lastDeliveryAt: Math.max(...deliveries.map(({ receivedAt }) => receivedAt)),
      totals: talliesOf(deliveries),
      received: days.map((day) => talliesOf(deliveries.filter(({ receivedAt }) => isIn(day, receivedAt)))),
      facts: days.map((day) => facts.filter((event) => (isDaily(event) ? daysTold(event).from === day.day : isIn(day, instantOf(event)))).length),
      kept,
      quarantine: quarantineCodes.flatMap((code) =>
        quarantineStates.flatMap((state) => {
          const items = quarantine.filter((item) => item.source === name && item.code === code && (item.decided?.state ?? 'waiting') === state).length;
          return items === 0 ? [] : [{ code, state, items }];
        }),
      ),
    };
  });
}

/** What was delivered, the newest first. */
export const deliveriesOf = (ledger: Ledger, { source, before = Infinity, limit }: DeliveriesQuestion): DeliveryRecord[] =>
  ledger.deliveries
    .map((delivery, index): DeliveryRecord => ({ id: index + 1, source: delivery.source, kind: delivery.kind, receivedAt: delivery.receivedAt, ...tallyOf([delivery], delivery.kind) }))
    .filter((delivery) => delivery.id < before && (source === undefined || delivery.source === source))
    .toReversed()
    .slice(0, limit);

/** By type, kind of days, first and last day: runs come in whatever order. */
export const inOrder = (runs: ReadonlyMap<string, DailyRun> | undefined): DailyRun[] =>
  [...(runs?.values() ?? [])].map((run) => ({ ...run })).sort((a, b) => compareText(a.type, b.type) || compareText(a.days, b.days) || compareText(a.from, b.from) || compareText(a.to, b.to));

const isIn = ({ from, to }: Interval, instant: number): boolean => from <= instant && instant < to;

const talliesOf = (deliveries: readonly Delivered[]): Tallies => ({ events: tallyOf(deliveries, 'events'), directory: tallyOf(deliveries, 'directory') });

function tallyOf(deliveries: readonly Delivered[], kind: Delivery['kind']): Tally {
  return deliveries
    .filter((delivery) => delivery.kind === kind)
    .reduce<Tally>((sum, { counts, rejected, droppedFields }) => ({
      received: sum.received + outcomes.reduce((items, outcome) => items + counts[outcome], rejected),
      stored: sum.stored + counts.stored,
      duplicate: sum.duplicate + counts.duplicate,
      superseded: sum.superseded + counts.superseded,
      quarantined: sum.quarantined + counts.quarantined,
      rejected: sum.rejected + rejected,
      droppedFields: (sum.droppedFields ?? 0) + droppedFields,
    }), noTally);
}
