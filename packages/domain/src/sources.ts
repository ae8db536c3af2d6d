import type { QuarantineCode } from './account.js';
import { calendar, type Calendar, type Instant } from './calendar.js';
import { canTell, completeThroughOf, coveredBy, type Coverage } from './coverage.js';
import { addDays, isDay, lengthInDays, type Day, type Period } from './days.js';
import { factOf, typesOf, type Aggregate } from './measures.js';
import { metricNames, metricOf, type MetricName } from './metrics.js';
import { aggregatesOf } from './operands.js';
import { permit } from './permit.js';
import type { Reader } from './permissions.js';
import { refuse } from './report-error.js';
import { shown } from './shown.js';
import { noTally, type QuarantineState, type SourceRecord, type SourceStore, type Tallies, type Tally } from './source-store.js';
import type { Feeds, SourceKind } from './store.js';

/** Why nothing is known of a day. */
export const gapReasons = ['never', 'before-first', 'between-runs', 'after-last'] as const;
export type GapReason = (typeof gapReasons)[number];

/** What a source says of a day: that something happened, that nothing did, who has a seat; or why it says nothing. */
export type DayState = 'events' | 'zero' | 'directory' | GapReason;

/** Days of which a source says nothing. `null`: for ever before, or after. */
export interface Gap {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly reason: GapReason;
}

export interface SourceDay {
  readonly day: Day;
  readonly state: DayState;
  /** How many events happened on it; `null` for a reader who may not see use. */
  readonly events: number | null;
  /** The account of what arrived on it, whatever days that speaks of. */
  readonly received: Tallies;
}

/** A source as those see it who answer for the data. */
export interface SourceView {
  readonly name: string;
  /** `null`: nothing of it was accepted yet. */
  readonly kind: SourceKind | 'directory' | null;
  /** `null`: anything. */
  readonly feeds: Feeds | null;
  readonly lastDeliveryAt: string;
  readonly completeThrough: Day | null;
  /** The days of its first and last event. */
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly coverage: Coverage;
  readonly gaps: readonly Gap[];
  readonly snapshots: { readonly count: number; readonly firstAt: string | null; readonly lastAt: string | null };
  readonly totals: Tallies;
  /** Revisions kept, by type; `null` for a reader who may not see use. */
  readonly kept: SourceRecord['kept'] | null;
  /** Different items that were set aside, by reason. */
  readonly quarantine: readonly ({ readonly code: QuarantineCode } & Readonly<Record<QuarantineState, number>>)[];
  readonly days: readonly SourceDay[];
  /** Whether its days are UTC's and not the organisation's. */
  readonly hasUtcDays: boolean;
  /** The metrics that it has a part in. */
  readonly metrics: readonly MetricName[];
  /** When it should deliver next, where it does so with a rhythm; `null` where it has none, or delivers as things happen. */
  readonly expectedOn: Day | null;
}

export interface SourcesView {
  readonly organisation: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly today: Day;
  /** The days shown, both included. */
  readonly from: Day;
  readonly to: Day;
  readonly sources: readonly SourceView[];
  /** All sources together. */
  readonly totals: Tallies;
}

export interface SourcesQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const daysShown = 28;
const daysMax = 400;

/**
 * Where the numbers come from, and what became of everything that was delivered. Counts of deliveries say how a source
 * works, so whoever manages sources sees them; counts of events by day or type are use, for those who may see use.
 */
export async function sourcesView(reader: Reader, store: SourceStore, query: SourcesQuery, now: Instant): Promise<SourcesView> {
  permitSources(reader);
  const { organisation } = reader;
  const zone = calendar(organisation.timeZone);
  const today = zone.dayOf(now);
  const { from, to } = periodOf(query, today);
  const days = Array.from({ length: lengthInDays({ from, to }) }, (_, index) => addDays(from, index));
  const records = await store.sourceRecords(organisation, days.map((day) => ({ day, ...zone.intervalOf(day, day) })));
  const seesUse = reader.permissions.has('view:usage');
  return {
    organisation: organisation.slug, timeZone: organisation.timeZone, currency: organisation.currency, today, from, to,
    sources: records.map((record) => viewOf(record, days, zone, today, seesUse)),
    totals: { events: sumOf(records.map(({ totals }) => totals.events)), directory: sumOf(records.map(({ totals }) => totals.directory)) },
  };
}

/** Refuses whoever may see neither use nor sources. */
export const permitSources = (reader: Reader): void => permit(reader, 'read-sources');

function periodOf({ from, to }: SourcesQuery, today: Day): Period {
  for (const [name, day] of [['from', from], ['to', to]] as const) {
    if (day !== undefined && !isDay(day)) refuse({ name: 'day-wrong', about: { field: name, given: shown(day) } });
  }
  const last = to ?? (from === undefined ? today : addDays(from, daysShown - 1));
  const period = { from: from ?? addDays(last, 1 - daysShown), to: last };
  if (period.from > period.to) refuse({ name: 'days-order', about: period });
  if (lengthInDays(period) > daysMax) refuse({ name: 'days-shown', about: { most: String(daysMax), ...period, days: String(lengthInDays(period)) } });
  return period;
}

export const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((sum, tally) => ({
    received: sum.received + tally.received,
    stored: sum.stored + tally.stored,
    duplicate: sum.duplicate + tally.duplicate,
    superseded: sum.superseded + tally.superseded,
    quarantined: sum.quarantined + tally.quarantined,
    rejected: sum.rejected + tally.rejected,
    droppedFields: sum.droppedFields === null || tally.droppedFields === null ? null : sum.droppedFields + tally.droppedFields,
  }), noTally);

function viewOf(record: SourceRecord, days: readonly Day[], zone: Calendar, today: Day, seesUse: boolean): SourceView {
  const { name, feeds, snapshots, totals } = record;
  const kind = record.kind ?? (snapshots.count > 0 ? 'directory' : null);
  const coverage = coverageOf(record, zone, today);
  // What was delivered for days to come is said too, though it covers none.
  const told = [...record.spans.flatMap(({ from, to }) => [zone.dayOf(from), zone.dayOf(to)]), ...record.dailyRuns.flatMap(({ from, to }) => [from, to])].sort();
  const at = (instant: Instant | null) => (instant === null ? null : new Date(instant).toISOString());
  const gaps = gapsIn(coverage, today);
  return {
    name, kind, feeds,
    lastDeliveryAt: new Date(record.lastDeliveryAt).toISOString(),
    completeThrough: coverage.length === 0 ? null : record.kind === null ? addDays(today, -1) : completeThroughOf({ ...record, kind: record.kind }, zone, today),
    firstDay: told[0] ?? null,
    lastDay: told.at(-1) ?? null,
    coverage,
    gaps,
    snapshots: { count: snapshots.count, firstAt: at(snapshots.firstAt), lastAt: at(snapshots.lastAt) },
    totals,
    kept: seesUse ? record.kept : null,
    quarantine: [...new Set(record.quarantine.map(({ code }) => code))].map((code) => {
      const items = (state: QuarantineState) => record.quarantine.find((count) => count.code === code && count.state === state)?.items ?? 0;
      return { code, waiting: items('waiting'), released: items('released'), discarded: items('discarded') };
    }),
    days: days.map((day, index) => {
      const events = record.facts[index] ?? 0;
      const received = record.received[index] ?? { events: noTally, directory: noTally };
      return { day, state: stateOf(day, events, kind, gaps), events: seesUse ? events : null, received };
    }),
    hasUtcDays: record.dailyRuns.some((run) => run.days === 'utc'),
    metrics: metricNames.filter((metric) => aggregatesOf(metricOf(metric).measure).some((aggregate) => isFedBy(record, aggregate, seesUse))),
    expectedOn: record.kind === 'live' || days.at(-1) !== today ? null : expectedAfter(days.filter((_, index) => hasReceived(record.received[index]))),
  };
}

/** Whether a source has a part in a number: by what it can deliver, and for whoever may see use by what it has delivered. */
function isFedBy({ kind, feeds, kept, snapshots }: SourceRecord, aggregate: Aggregate, seesUse: boolean): boolean {
  if (aggregate.kind === 'closing') return snapshots.count > 0;
  if (kind === null || !canTell(feeds, aggregate)) return false;
  const types: readonly string[] = factOf(aggregate) === 'spend' ? ['spend'] : typesOf(aggregate.kind === 'trailing' ? aggregate.of.where : aggregate.where);
  const counted: readonly string[] = ['person-day', 'reported'];
  return !seesUse || Object.entries(kept).some(([type, revisions]) => revisions > 0 && (types.includes(type) || counted.includes(type)));
}

const hasReceived = (received: Tallies | undefined): boolean => received !== undefined && received.events.received + received.directory.received > 0;

/** Fewer days of receipt are no rhythm. */
const rhythmMin = 3;

/** The day after the last that keeps the rhythm of those before it. */
function expectedAfter(days: readonly Day[]): Day | null {
  const last = days.at(-1);
  if (last === undefined || days.length < rhythmMin) return null;
  const steps = days.slice(1).map((day, index) => lengthInDays({ from: days[index] ?? day, to: day }) - 1).toSorted((a, b) => a - b);
  return addDays(last, steps[Math.floor(steps.length / 2)] ?? 1);
}

/** A directory alone speaks of every day from its first snapshot on. */
function coverageOf({ kind, snapshots, ...record }: SourceRecord, zone: Calendar, today: Day): Coverage {
  if (kind !== null) return coveredBy({ ...record, kind }, zone, today);
  const first = snapshots.firstAt === null ? null : zone.dayOf(snapshots.firstAt);
  return first === null || first > today ? [] : [{ from: first, to: today }];
}

/** Everything between and around what is covered, up to today. */
function gapsIn(coverage: Coverage, today: Day): Gap[] {
  const [first] = coverage;
  const last = coverage.at(-1);
  if (first === undefined || last === undefined) return [{ from: null, to: null, reason: 'never' }];
  return [
    { from: null, to: addDays(first.from, -1), reason: 'before-first' },
    ...coverage.slice(1).map((run, index): Gap => ({ from: addDays(coverage[index]?.to ?? run.from, 1), to: addDays(run.from, -1), reason: 'between-runs' })),
    ...(last.to < today ? [{ from: addDays(last.to, 1), to: null, reason: 'after-last' } as const] : []),
  ];
}

function stateOf(day: Day, events: number, kind: SourceView['kind'], gaps: readonly Gap[]): DayState {
  const gap = gaps.find(({ from, to }) => (from === null || from <= day) && (to === null || day <= to));
  if (gap !== undefined) return gap.reason;
  if (kind === 'directory') return 'directory';
  return events > 0 ? 'events' : 'zero';
}
