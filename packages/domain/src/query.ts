import { dimensions, isMembership, type Dimension, type FactName } from './facts.js';
import { isDay, lengthInDays, type Day, type Period } from './days.js';
import { asksForSeats, dimensionsOf, factOf, type Measure } from './measures.js';
import { isMetricName, metricNames, metricOf, type MetricName } from './metrics.js';
import type { Permission } from './permissions.js';
import { besides, comparisons, grains, ranges, type Beside, type Comparison, type Grain, type Range } from './periods.js';
import { refuse, ReportError } from './report-error.js';
import { shown } from './shown.js';

/** A report as somebody asks for it: `from` and `to`, or a `range` that ends at the last complete day. */
export interface ReportQuery {
  readonly metrics: readonly MetricName[];
  readonly from?: Day;
  readonly to?: Day;
  readonly range?: Range;
  /** The range runs up to the day that is not over, instead of the last complete one. */
  readonly today?: boolean;
  /** Default `day`. */
  readonly grain?: Grain;
  readonly by?: Dimension;
  /** Any of the keys of a dimension, every dimension. */
  readonly where?: readonly Condition[];
  readonly top?: number;
  readonly compare?: Comparison;
  /** Each bucket beside the one at its place in the period before the range, whatever it is compared with. */
  readonly beside?: Beside;
}

export interface Condition {
  readonly dimension: Dimension;
  readonly key: string;
}

/** What whoever may not see numbers is told, whatever they ask for. */
export const usageClosed = (): ReportError => new ReportError({ name: 'usage-closed', about: {} });

/** Far enough from the ends of the calendar for every window and comparison to lie inside it. */
export const firstReportDay: Day = '1000-01-01';
export const lastReportDay: Day = '9998-12-31';

/** Whether a text is a day that a report can be asked for. */
export const isReportDay = (text: string): text is Day => isDay(text) && text >= firstReportDay && text <= lastReportDay;

export const daysMaxAtGrainDay = 400;
export const yearsMax = 10;
/** How many keys a ranking can name. */
export const topMax = 1_000;

export const factsOf = (measure: Measure): readonly FactName[] =>
  measure.kind === 'ratio' ? [factOf(measure.numerator.measure), factOf(measure.denominator.measure)] : [factOf(measure), ...(asksForSeats(measure) ? ['directory' as const] : [])];

/** Checks what the types cannot: refuses in a sentence that names both offenders. */
export function checkQuery(query: ReportQuery): void {
  if (query.metrics.length === 0) refuse({ name: 'metrics-none', about: { known: metricNames.join(', ') } });
  if (new Set(query.metrics).size < query.metrics.length) refuse({ name: 'metrics-twice', about: {} });
  const asksForDays = query.from !== undefined || query.to !== undefined;
  if (query.range !== undefined && asksForDays) refuse({ name: 'days-twice', about: {} });
  if (query.today === true && asksForDays) refuse({ name: 'days-today', about: {} });
  if (query.range === undefined) {
    if (!asksForDays) refuse({ name: 'days-none', about: { ranges: ranges.join(', ') } });
    const period = periodFromTexts(query.from, query.to);
    const length = lengthInDays(period);
    if ((query.grain ?? 'day') === 'day' && length > daysMaxAtGrainDay) {
      refuse({ name: 'days-by-day', about: { most: String(daysMaxAtGrainDay), ...period, days: String(length) } });
    }
  }
  if (query.top !== undefined) {
    if (query.by === undefined) refuse({ name: 'top-alone', about: {} });
    if (!Number.isInteger(query.top) || query.top < 1 || query.top > topMax) refuseTop(String(query.top));
  }
  for (const name of query.metrics) {
    const allowed = dimensionsOf(metricOf(name).measure);
    if (query.by !== undefined && !allowed.includes(query.by)) refuse({ name: 'metric-split', about: { metric: name, dimension: query.by, possible: allowed.join(', ') } });
    for (const { dimension } of query.where ?? []) {
      if (!allowed.includes(dimension)) refuse({ name: 'metric-filter', about: { metric: name, dimension, possible: allowed.join(', ') } });
    }
  }
}

/** The days from one to another, both included, or a refusal in a sentence. */
export function periodFromTexts(from: string | undefined, to: string | undefined): Period {
  if (from === undefined || to === undefined) return refuse({ name: 'days-half', about: { missing: from === undefined ? 'from' : 'to' } });
  for (const [name, day] of [['from', from], ['to', to]] as const) {
    if (isReportDay(day)) continue;
    refuse(isDay(day) ? { name: 'day-beyond', about: { field: name, given: day, first: firstReportDay, last: lastReportDay } } : { name: 'day-wrong', about: { field: name, given: shown(day) } });
  }
  if (from > to) refuse({ name: 'days-order', about: { from, to } });
  const length = lengthInDays({ from, to });
  if (length > yearsMax * 366) refuse({ name: 'days-years', about: { most: String(yearsMax), from, to, days: String(length) } });
  return { from, to };
}

const refuseTop = (given: string): never => refuse({ name: 'whole-number', about: { field: 'top', least: '1', most: String(topMax), given } });

/** True where a query tells people apart, or singles some out. */
export const looksAtPeople = (query: Pick<ReportQuery, 'by' | 'where'>): boolean => query.by === 'person' || (query.where ?? []).some(({ dimension }) => dimension === 'person');

/** True where a query looks at fewer people than the whole organisation. */
export const narrowsPeople = (query: Pick<ReportQuery, 'by' | 'where'>): boolean =>
  [query.by, ...(query.where ?? []).map(({ dimension }) => dimension)].some(
    (dimension) => dimension !== undefined && (dimension === 'person' || isMembership(dimension)),
  );

/** What whoever asks must be permitted to have an answer: what it costs, how it is used, and numbers of people. Files need more. */
export const permissionsFor = (query: Pick<ReportQuery, 'metrics' | 'by' | 'where'>): ReadonlySet<Permission> =>
  // Without the last of these groups are answered all the same, as far as they hide everybody in them.
  new Set([...query.metrics.map((name): Permission => (factsOf(metricOf(name).measure).includes('spend') ? 'view:spend' : 'view:usage')), ...(looksAtPeople(query) ? ['view:people' as const] : [])]);

/** Parameter texts as they stand in a URL or on a command line. `where` may repeat. */
export type QueryTexts = Readonly<Partial<Record<'metrics' | 'from' | 'to' | 'range' | 'today' | 'grain' | 'by' | 'top' | 'compare' | 'beside', string>>> & {
  readonly where?: readonly string[];
};

/** Reads a query from its texts, or refuses in a sentence. */
export function queryFromTexts(texts: QueryTexts): ReportQuery {
  const names = (texts.metrics ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  const metrics = names.map((name) => {
    if (!isMetricName(name)) refuse({ name: 'metric-unknown', about: { given: shown(name), known: metricNames.join(', ') } });
    return name;
  });
  const query: ReportQuery = {
    metrics: [...new Set(metrics)],
    ...(texts.from === undefined ? {} : { from: texts.from }),
    ...(texts.to === undefined ? {} : { to: texts.to }),
    ...(texts.range === undefined ? {} : { range: oneOf('range', texts.range, ranges) }),
    ...(oneOf('today', texts.today, ['true', 'false']) === 'true' ? { today: true } : {}),
    ...(texts.grain === undefined ? {} : { grain: oneOf('grain', texts.grain, grains) }),
    ...(texts.by === undefined ? {} : { by: oneOf('by', texts.by, dimensions) }),
    ...(texts.top === undefined ? {} : { top: /^\d{1,9}$/.test(texts.top) ? Number(texts.top) : refuseTop(shown(texts.top)) }),
    ...(texts.compare === undefined ? {} : { compare: oneOf('compare', texts.compare, comparisons) }),
    ...(texts.beside === undefined ? {} : { beside: oneOf('beside', texts.beside, besides) }),
    ...(texts.where === undefined || texts.where.length === 0 ? {} : { where: texts.where.map(conditionFromText) }),
  };
  checkQuery(query);
  return query;
}

function conditionFromText(text: string): Condition {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) refuse({ name: 'condition-wrong', about: { given: shown(text) } });
  return { dimension: oneOf('where', text.slice(0, colon), dimensions), key: text.slice(colon + 1) };
}

/** A text as one of the words there are, where it is given; otherwise a refusal that names them. */
export function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T;
export function oneOf<T extends string>(name: string, text: string | undefined, known: readonly T[]): T | undefined;
export function oneOf<T extends string>(name: string, text: string | undefined, known: readonly T[]): T | undefined {
  if (text === undefined) return text;
  const found = known.find((candidate) => candidate === text);
  return found ?? refuse({ name: 'choice-wrong', about: { field: name, known: known.join(', '), given: shown(text) } });
}
