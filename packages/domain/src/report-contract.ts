import { calendar, type Calendar, type Instant } from './calendar.js';
import { canTell, completeThroughOf, toldOfBy, type Knowledge } from './coverage.js';
import { addDays, later, type Day } from './days.js';
import { spendRevisionDays } from './facts.js';
import { metricOf, type MetricName } from './metrics.js';
import { aggregatesOf } from './operands.js';
import type { Reader } from './permissions.js';
import { factsOf, type ReportQuery } from './query.js';
import { byMetric, type ReportContract, type ReportSource } from './report-result.js';
import type { LedgerState, SourceState } from './store.js';
import { systemsTold } from './systems.js';

/** What may be relied on in a report's numbers, and where they come from. */
export function contractOf(reader: Reader, query: ReportQuery, state: LedgerState, known: Knowledge, now: Instant, spendBases: ReportContract['spendBases']): Omit<ReportContract, 'suppression'> {
  const { organisation } = reader;
  const zone = calendar(organisation.timeZone);
  const asksForSpend = query.metrics.some((name) => factsOf(metricOf(name).measure).includes('spend'));
  // Where spend is switched off there is none to revise.
  const isRevised = asksForSpend && organisation.extraUsage && known.completeThrough !== null && state.sources.some((source) => source.kind === 'live');
  const sources = state.sources.flatMap((source) => sourceOf(source, query, zone, now));
  const systems = systemsTold(organisation, sources);
  return {
    organisation: organisation.slug,
    timeZone: organisation.timeZone,
    weekStart: organisation.weekStart,
    fiscalYearStart: organisation.fiscalYearStart,
    currency: organisation.currency,
    today: known.today,
    completeThrough: known.completeThrough,
    provisionalFrom: isRevised && known.completeThrough !== null ? addDays(known.completeThrough, 1 - spendRevisionDays) : null,
    definitions: byMetric(query.metrics, (name) => metricOf(name).version),
    knownFrom: byMetric(query.metrics, (name) => knownFrom(name, known)),
    sources,
    ...(systems.length === 0 ? {} : { systems }),
    spendBases,
  };
}

function sourceOf(source: SourceState, query: ReportQuery, zone: Calendar, now: Instant): ReportSource[] {
  const today = zone.dayOf(now);
  const covered = toldOfBy(source, zone, today);
  const first = covered[0];
  const last = covered.at(-1);
  const completeThrough = completeThroughOf(source, zone, today);
  if (first === undefined || last === undefined || completeThrough === null) return [];
  const metrics = query.metrics.filter((name) => aggregatesOf(metricOf(name).measure).some((aggregate) => canTell(source.feeds, aggregate)));
  return [{
    name: source.name, kind: source.kind, firstDay: first.from, lastDay: last.to, completeThrough, lastFactAt: lastFactOf(source, zone.startOf(last.to)),
    lastDeliveryAt: new Date(source.lastDeliveryAt).toISOString(), metrics, ...(source.dailyRuns.some(({ days }) => days === 'utc') ? { hasUtcDays: true } : {}),
  }];
}

/** The newest instant a source has said something about; of one that only tells of whole days, when its last day begins. */
const lastFactOf = ({ spans }: SourceState, lastDay: Instant): string => new Date(spans.length === 0 ? lastDay : Math.max(...spans.map(({ to }) => to))).toISOString();

/** The first day that a metric has a number of: a ratio needs both of its operands. */
function knownFrom(name: MetricName, known: Knowledge): Day | undefined {
  const starts = aggregatesOf(metricOf(name).measure).map((aggregate) => known.coverageOf(aggregate)[0]?.from);
  return starts.reduce((latest, start) => (latest === undefined || start === undefined ? undefined : later(latest, start)));
}
