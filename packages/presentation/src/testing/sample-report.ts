import {
  addDays, bucketsOf, change, comparedPeriod, daysOf, formatAmount, metricOf, operandsOf, other, periodOf, periodsBeside, weekdayOf,
  type ByMetric, type Compared, type Dimension, type Incompleteness, type MetricName, type Period, type Report, type ReportQuery, type ReportRow, type Value,
} from '@pegel/domain';
import type { OrganisationView } from '../sight.js';
import { pageQueries } from '../table-queries.js';
import type { Reports } from '../overview.js';
import type { ViewState } from '../view-state.js';

export const sampleToday = '2026-11-23';

export const sampleOrganisation: OrganisationView = {
  slug: 'nordwind', name: 'Nordwind AG', timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, currency: 'USD', extraUsage: true, names: 'full', groupSize: 5, purposes: [], demo: false,
};

export interface SampleOptions {
  readonly organisation?: OrganisationView;
  /** Before this day nothing is known. */
  readonly firstDay?: string;
  /** Replaces what was invented: a value, or null for "no data". */
  readonly value?: (name: MetricName, period: Period, key: string | null) => Value | null | undefined;
}

const perWeekday: Readonly<Partial<Record<MetricName, number>>> = {
  activeUsers: 180, chats: 1_700, messages: 10_600, codingSessions: 310, codingPrompts: 2_900, projectsCreated: 9, projectCreators: 8, artifactsCreated: 44, artifactCreators: 31,
  projectsUsed: 60, connectorUsers: 70, connectorCalls: 900, spend: 1_050, listSpend: 1_200, requests: 21_000, inputTokens: 8_400_000, outputTokens: 900_000, cacheReadTokens: 31_000_000, cacheWriteTokens: 2_000_000,
};

const models = [['claude-opus', 'Claude Opus', 0.52], ['claude-sonnet', 'Claude Sonnet', 0.35], ['claude-haiku', 'Claude Haiku', 0.09], [other, null, 0.04]] as const;

type Key = readonly [key: string, label: string | null, share: number];
const connectors = ['google-drive', 'slack', 'atlassian', 'github', 'sharepoint', 'notion', 'hubspot', 'sentry', 'linear', 'figma', 'asana', 'intercom'].map((name, index): Key => [name, name, 0.5 - index * 0.04]);
/** Of whom the tenth and the eleventh have the same. */
const people = [...'ABCDEFGHIJKLM'].map((letter, index): Key => [`person-${letter}`, `${letter}. Sample`, 0.2 - (index === 10 ? 9 : index) * 0.015]);
const surfaces: readonly Key[] = [['chat', null, 0.9], ['code', null, 0.3], ['cowork', null, 0.1]];
const keysBy: Readonly<Partial<Record<Dimension, readonly Key[]>>> = { model: models, connector: connectors, person: people, surface: surfaces };

/** The keys of a split, as a report cuts them: the first by name, and one for the rest. */
function keysFor({ by, top }: ReportQuery): readonly Key[] {
  const keys = (by === undefined ? undefined : keysBy[by]) ?? [];
  const named = keys.filter(([key]) => key !== other);
  return top === undefined || named.length <= top ? keys : [...named.slice(0, top), [other, null, named.slice(top).reduce((sum, [, , share]) => sum + share, 0)]];
}

/** A report that answers a query with invented numbers: always the same for the same query, weekly in rhythm and growing. */
export function sampleReport(query: ReportQuery, options: SampleOptions = {}): Report {
  const { organisation = sampleOrganisation, firstDay = '2026-01-01' } = options;
  const completeThrough = addDays(sampleToday, -1);
  const range = query.from !== undefined && query.to !== undefined ? { from: query.from, to: query.to } : query.range === 'today' || query.today === true ? periodOf(query.range ?? 'today', sampleToday, organisation) : periodOf(query.range ?? '28d', completeThrough, organisation);
  const grain = query.grain ?? 'day';
  const incompleteness = (period: Period): Incompleteness | null => (period.to > completeThrough ? 'not-over' : period.from < firstDay ? 'before-data' : null);
  const isComplete = (period: Period) => incompleteness(period) === null;

  const valueOf = (name: MetricName, period: Period, share: number, key: string | null): Value | null => {
    const given = options.value?.(name, period, key);
    if (given !== undefined) return given;
    if (period.to < firstDay) return null;
    const { measure, unit } = metricOf(name);
    if (unit === 'money' && !organisation.extraUsage) return null;
    if (measure.kind === 'ratio') {
      const [part, whole] = operandsOf(metricOf(name).measure).map((operand) => Number(valueOf(operand, period, share, key)));
      return part === undefined || whole === undefined || whole === 0 ? null : part / whole;
    }
    const ends = growth(period.to);
    if (measure.kind === 'closing') return Math.round(name === 'seats' ? 480 - (period.to < '2026-11-09' ? 20 : 0) : 23 - 4 * (1 - ends));
    if (measure.kind === 'trailing') return Math.round((name === 'weeklyActiveUsers' ? 312 : 365) * ends);
    const days = daysOf(period).filter((day) => day >= firstDay);
    const sum = days.reduce((total, day) => total + (perWeekday[name] ?? 10) * rhythm(day) * growth(day), 0) * share;
    return unit === 'money' ? formatAmount(BigInt(Math.round(sum * 100)) * 10_000_000n) : Math.round(sum);
  };

  const sideOf = (name: MetricName, period: Period, share: number, key: string | null): Compared => {
    const value = valueOf(name, period, share, key);
    return { value, reason: value === null ? (metricOf(name).unit === 'money' && !organisation.extraUsage ? 'off' : 'no-data') : null, complete: isComplete(period) };
  };

  const isOff = !organisation.extraUsage && query.metrics.some((name) => metricOf(name).unit === 'money');
  const [first] = query.metrics;
  const size = ([key, , share]: Key) => (first === undefined || key === other ? -1 : Number(valueOf(first, range, share, key) ?? 0));
  const keys = query.by === undefined ? [[null, null, 1] as const] : isOff ? [] : keysFor(query).toSorted((a, b) => size(b) - size(a));
  const buckets = bucketsOf(range, grain, organisation);
  const besides = query.beside === undefined ? [] : periodsBeside(range, buckets, query.beside, grain, organisation);
  const rows = buckets.flatMap((bucket, index) =>
    keys.map(([key, label, share]): ReportRow => {
      const against = (period: Period) => byMetric(query.metrics, (name) => ({
        value: sideOf(name, period, share, key).value,
        from: period.from,
        to: period.to,
        change: change(metricOf(name).unit, sideOf(name, bucket, share, key), sideOf(name, period, share, key)),
      }));
      const beside = besides[index] ?? null;
      const compared = query.compare === undefined ? null : comparedPeriod(bucket, query.compare, grain, query.range ?? null, organisation);
      return {
        bucket: bucket.bucket,
        from: bucket.from,
        to: bucket.to,
        key,
        label,
        complete: isComplete(bucket),
        values: byMetric(query.metrics, (name) => sideOf(name, bucket, share, key).value),
        operands: byMetric(query.metrics.filter((name) => operandsOf(metricOf(name).measure).length > 0), (name) => byMetric(operandsOf(metricOf(name).measure), (operand) => valueOf(operand, bucket, share, key))),
        reasons: byMetric(query.metrics, (name) => sideOf(name, bucket, share, key).reason ?? undefined),
        ...(isComplete(bucket) ? {} : { incomplete: byMetric(query.metrics, (name) => (sideOf(name, bucket, share, key).value === null ? undefined : (incompleteness(bucket) ?? undefined))) }),
        ...(compared === null ? {} : { compared: against(compared) }),
        ...(beside === null ? {} : { beside: against(beside) }),
      };
    }),
  );

  const asksForSpend = query.metrics.includes('spend');
  return {
    query: { ...query, grain, ...range },
    contract: {
      organisation: organisation.slug, timeZone: organisation.timeZone, weekStart: organisation.weekStart, fiscalYearStart: organisation.fiscalYearStart, currency: organisation.currency,
      today: sampleToday, completeThrough, provisionalFrom: asksForSpend ? '2026-10-24' : null,
      definitions: byMetric(query.metrics, (name) => metricOf(name).version),
      knownFrom: byMetric(query.metrics, () => firstDay),
      sources: [{ name: 'claude-code', kind: 'live', firstDay, lastDay: sampleToday, completeThrough, lastFactAt: '2026-11-23T10:03:58.000Z', lastDeliveryAt: '2026-11-23T10:04:00.000Z', metrics: query.metrics.filter((name) => metricOf(name).measure.kind !== 'closing') }],
      spendBases: asksForSpend ? { 'vendor-estimate': rows.length } : {},
      suppression: null,
    },
    rows,
  };
}

/** The reports of a whole page. */
export const sampleReports = (state: ViewState, options: SampleOptions = {}): Reports =>
  Object.fromEntries(Object.entries(pageQueries(state, options.organisation ?? sampleOrganisation)).map(([name, query]) => [name, sampleReport(query, options)]));

function byMetric<T>(names: readonly MetricName[], value: (name: MetricName) => T | undefined): ByMetric<T> {
  return Object.fromEntries(names.map((name) => [name, value(name)]).filter(([, found]) => found !== undefined)) as ByMetric<T>; // Object.fromEntries forgets that the names are metrics'.
}

/** Working days are busy, weekends are not, and no two days are alike. */
function rhythm(day: string): number {
  const weekday = weekdayOf(day);
  const noise = ((Number(day.slice(8)) * 37 + Number(day.slice(5, 7)) * 11) % 17) / 100;
  return (weekday === 0 || weekday === 6 ? 0.11 : [0, 0.92, 1.02, 1, 0.97, 0.9][weekday] ?? 1) + noise * 0.6;
}

/** A year's slow growth up to today. */
const growth = (day: string): number => 1 - Math.max(0, (Date.parse(sampleToday) - Date.parse(day)) / 86_400_000) * 0.0028 * 0.7;
