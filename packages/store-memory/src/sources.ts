import {
  compareText, instantOf, isSpend, noTally, outcomes, quarantineCodes, quarantineStates,
  type Delivery, type Interval, type SourceRecord, type Tallies, type Tally, type UsageEvent,
} from '@pegel/domain';
import type { Delivered, Ledger } from './ledger.js';

/** What is known of every source that ever delivered, counted anew from everything there is. */
export function sourceRecords(ledger: Ledger, intervals: readonly Interval[]): SourceRecord[] {
  const names = [...new Set(ledger.deliveries.map(({ source }) => source))].sort(compareText);
  const quarantine = ledger.quarantine();
  return names.map((name): SourceRecord => {
    const known = ledger.sources.get(name);
    const deliveries = ledger.deliveries.filter(({ source }) => source === name);
    const taken = ledger.directory().filter(({ source }) => source === name).map(({ snapshot }) => snapshot.takenAt);
    // Lines for seats count in no number.
    const facts = ledger.facts().filter(({ source, event }) => source === name && !(isSpend(event) && event.costType === 'seat')).map(({ event }) => instantOf(event));
    const kept: Partial<Record<UsageEvent['type'], number>> = {};
    for (const { source, event } of ledger.revisions()) if (source === name) kept[event.type] = (kept[event.type] ?? 0) + 1;
    return {
      name,
      kind: known?.source.kind ?? null,
      feeds: known?.source.feeds ?? null,
      spans: [...(known?.runs.values() ?? [])].map((run) => ({ ...run })),
      snapshots: { count: taken.length, firstAt: taken.length === 0 ? null : Math.min(...taken), lastAt: taken.length === 0 ? null : Math.max(...taken) },
      lastDeliveryAt: Math.max(...deliveries.map(({ receivedAt }) => receivedAt)),
      totals: talliesOf(deliveries),
      received: intervals.map((interval) => talliesOf(deliveries.filter(({ receivedAt }) => isIn(interval, receivedAt)))),
      facts: intervals.map((interval) => facts.filter((instant) => isIn(interval, instant)).length),
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
