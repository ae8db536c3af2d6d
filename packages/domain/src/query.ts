import { dimensions, isMembership, type Dimension, type FactName } from './facts.js';
import { isDay, lengthInDays, type Day, type Period } from './days.js';
import { asksForSeats, dimensionsOf, factOf, type Measure } from './measures.js';
import { isMetricName, metricNames, metricOf, type MetricName } from './metrics.js';
import type { Permission } from './permissions.js';
import { besides, comparisons, grains, ranges, type Beside, type Comparison, type Grain, type Range } from './periods.js';
import type { NamedRefusal } from './refusals.js';
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

/** A request that cannot be answered, in a sentence for the person who made it. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  constructor(
    readonly kind: 'bad-query' | 'not-permitted',
    message: string,
    /** What it is called, for whoever says it in other words. */
    readonly refusal: NamedRefusal | null = null,
  ) {
    super(message);
  }
}

/** What whoever may not see numbers is told, whatever they ask for. */
export const usageClosed = (): ReportError => new ReportError('not-permitted', 'Usage analytics is available to Primary Owners and Owners.', { name: 'usage-closed', about: {} });

const refuse = (message: string): never => {
  throw new ReportError('bad-query', message);
};

/** Far enough from the ends of the calendar for every window and comparison to lie inside it. */
export const firstReportDay: Day = '1000-01-01';
export const lastReportDay: Day = '9998-12-31';

/** Whether a text is a day that a report can be asked for. */
export const isReportDay = (text: string): text is Day => isDay(text) && text >= firstReportDay && text <= lastReportDay;

export const daysMaxAtGrainDay = 400;
export const yearsMax = 10;
/** How many keys a ranking can name. */
export const topMax = 1_000;

export const dimensionLabels: Readonly<Record<Dimension, string>> = {
  person: 'person', model: 'model', connector: 'connector', surface: 'surface', project: 'project',
  group: 'group', department: 'department', costCentre: 'cost centre', costType: 'cost type',
};

export const factsOf = (measure: Measure): readonly FactName[] =>
  measure.kind === 'ratio' ? [factOf(measure.numerator.measure), factOf(measure.denominator.measure)] : [factOf(measure), ...(asksForSeats(measure) ? ['directory' as const] : [])];

/** Checks what the types cannot: refuses in a sentence that names both offenders. */
export function checkQuery(query: ReportQuery): void {
  if (query.metrics.length === 0) refuse(`A report needs at least one metric; known are ${metricNames.join(', ')}.`);
  if (new Set(query.metrics).size < query.metrics.length) refuse('A report names each metric once.');
  const asksForDays = query.from !== undefined || query.to !== undefined;
  if (query.range !== undefined && asksForDays) refuse('Give either a range or from and to, not both.');
  if (query.today === true && asksForDays) refuse('today goes with a range; from and to say themselves how far they go.');
  if (query.range === undefined) {
    if (!asksForDays) refuse(`A report needs from and to as days such as 2026-11-22, or a range: one of ${ranges.join(', ')}.`);
    const period = periodFromTexts(query.from, query.to);
    const length = lengthInDays(period);
    if ((query.grain ?? 'day') === 'day' && length > daysMaxAtGrainDay) {
      refuse(`At grain day a report has at most ${daysMaxAtGrainDay} days; from ${period.from} to ${period.to} are ${length}. Ask for a coarser grain or fewer days.`);
    }
  }
  if (query.top !== undefined) {
    if (query.by === undefined) refuse('top needs by: there is nothing to rank without a split.');
    if (!Number.isInteger(query.top) || query.top < 1 || query.top > topMax) refuse(`top must be a whole number from 1 to ${topMax}; got ${query.top}.`);
  }
  for (const name of query.metrics) {
    const allowed = dimensionsOf(metricOf(name).measure);
    if (query.by !== undefined && !allowed.includes(query.by)) refuse(cannot(name, 'split', query.by, allowed));
    for (const { dimension } of query.where ?? []) {
      if (!allowed.includes(dimension)) refuse(cannot(name, 'filtered', dimension, allowed));
    }
  }
}

/** The days from one to another, both included, or a refusal in a sentence. */
export function periodFromTexts(from: string | undefined, to: string | undefined): Period {
  if (from === undefined || to === undefined) return refuse(`A period needs from and to as days such as 2026-11-22; ${from === undefined ? 'from' : 'to'} is missing.`);
  for (const [name, day] of [['from', from], ['to', to]] as const) {
    if (!isReportDay(day)) refuse(`${name} must be a day that exists, such as 2026-11-22; got ${isDay(day) ? `${day}, and reports go from ${firstReportDay} to ${lastReportDay}` : shown(day)}.`);
  }
  if (from > to) refuse(`from (${from}) must not be after to (${to}).`);
  const length = lengthInDays({ from, to });
  if (length > yearsMax * 366) refuse(`A report covers at most ${yearsMax} years; from ${from} to ${to} are ${length} days.`);
  return { from, to };
}

function cannot(name: MetricName, verb: 'split' | 'filtered', dimension: Dimension, allowed: readonly Dimension[]): string {
  const label = metricOf(name).short.en;
  const possible = allowed.length === 0 ? 'It has no splits.' : `Possible: ${allowed.join(', ')}.`;
  return `${label} cannot be ${verb} by ${dimensionLabels[dimension]}. ${possible}`;
}

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
    if (!isMetricName(name)) throw new ReportError('bad-query', `There is no metric ${shown(name)}. Known are ${metricNames.join(', ')}.`);
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
    ...(texts.top === undefined ? {} : { top: /^\d{1,9}$/.test(texts.top) ? Number(texts.top) : refuse(`top must be a whole number from 1 to ${topMax}; got ${shown(texts.top)}.`) }),
    ...(texts.compare === undefined ? {} : { compare: oneOf('compare', texts.compare, comparisons) }),
    ...(texts.beside === undefined ? {} : { beside: oneOf('beside', texts.beside, besides) }),
    ...(texts.where === undefined || texts.where.length === 0 ? {} : { where: texts.where.map(conditionFromText) }),
  };
  checkQuery(query);
  return query;
}

function conditionFromText(text: string): Condition {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) refuse(`where must look like dimension:value, such as group:Sales; got ${shown(text)}.`);
  return { dimension: oneOf('where', text.slice(0, colon), dimensions), key: text.slice(colon + 1) };
}

/** A text as one of the words there are, where it is given; otherwise a refusal that names them. */
export function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T;
export function oneOf<T extends string>(name: string, text: string | undefined, known: readonly T[]): T | undefined;
export function oneOf<T extends string>(name: string, text: string | undefined, known: readonly T[]): T | undefined {
  if (text === undefined) return text;
  const found = known.find((candidate) => candidate === text);
  return found ?? refuse(`${name} must be one of ${known.join(', ')}; got ${shown(text)}.`);
}
