import { calendar, type Instant } from './calendar.js';
import { change, type Compared, type NullReason, type Value } from './change.js';
import { covers, knowledgeOf, touches, type Coverage, type Knowledge } from './coverage.js';
import { addDays, daysBegun, type Period } from './days.js';
import type { Dimension, FactName } from './facts.js';
import { compareText } from './identity.js';
import { additivityOf, asksForSeats, factOf, type Aggregate, type Ratio } from './measures.js';
import { metricNames, metricOf, type Metric, type MetricName } from './metrics.js';
import { formatAmount, parseDecimal } from './money.js';
import { aggregatesOf, operandsOf } from './operands.js';
import type { Permission, Reader } from './permissions.js';
import { dayReadingOf } from './person-days.js';
import { bucketsOf, comparedPeriod, periodOf } from './periods.js';
import { checkQuery, looksAtPeople, narrowsPeople, permissionsFor, ReportError, type ReportQuery } from './query.js';
import { contractOf } from './report-contract.js';
import { byMetric, type Authority, type ByMetric, type ComparedValue, type Incompleteness, type Report, type ReportContract, type ReportRow } from './report-result.js';
import { other, service, unattributed, type Answer, type AnswerRow, type Person, type UsageStore } from './store.js';

/** Whether numbers are looked at or leave as a file. */
export type Use = 'view' | 'export';

/**
 * The only way to a number: checks what the reader may see, asks the store once per fact, divides, and returns values
 * with what may be relied on and a reason for every null. Throws a `ReportError` with a sentence where it must refuse.
 */
export async function report(reader: Reader, store: UsageStore, query: ReportQuery, now: Instant, use: Use = 'view'): Promise<Report> {
  checkQuery(query);
  permit(reader, query, use);
  const { organisation } = reader;
  const state = await store.state(organisation);
  const known = knowledgeOf(state, calendar(organisation.timeZone), now, query.metrics.flatMap((name) => aggregatesOf(metricOf(name).measure)));

  const range = resolve(query, known, reader);
  const grain = query.grain ?? 'day';
  const buckets = bucketsOf(range, grain, organisation);
  const compared = query.compare === undefined ? [] : buckets.map((bucket) => comparedPeriod(bucket, query.compare ?? 'previous', grain, query.range ?? null, organisation));
  // One question per fact holds every period: the buckets, what they are compared with, and the whole range for ranking.
  const periods: Period[] = [...buckets, ...compared, range];
  const whole = periods.length - 1;

  const numbers = await gather(store, reader, query, periods, known);
  const keys = query.by === undefined ? [null] : keysOf(numbers, query, buckets.length, whole);
  checkLength(buckets.length, keys.length);
  const beyond = await gatherBeyond(store, reader, query, buckets, known, numbers, keys);
  const people = query.by === 'person' ? await store.people(organisation, keys.filter((key) => key !== null && !isSpecial(key)) as string[]) : new Map<string, Person>(); // The filter has removed the nulls.

  const rows = buckets.flatMap((bucket, index) =>
    keys.map((key): ReportRow => {
      const cells = query.metrics.map((name) => numbers.cell(name, index, key));
      // What does not apply is known all the same; only of the rest of a ranking it says nothing.
      const said = cells.filter((cell) => cell.value !== null || (cell.reason === 'not-applicable' && key !== other));
      const person = key === null ? undefined : people.get(key);
      return {
        bucket: bucket.bucket,
        from: bucket.from,
        to: bucket.to,
        key,
        label: key === null || isSpecial(key) ? null : labelOf(reader, key, person, numbers),
        complete: said.length > 0 && said.every((cell) => cell.complete),
        values: byMetric(query.metrics, (_, at) => cells[at]?.value ?? null),
        operands: operandValues(query.metrics, numbers, index, key),
        ...beyondOf(query.metrics, cells, beyond, index, key),
        reasons: byMetric(query.metrics, (_, at) => cells[at]?.reason ?? undefined),
        ...(cells.every(({ authority }) => authority === 'facts') ? {} : { authority: byMetric(query.metrics, (_, at) => authorityIn(cells[at])) }),
        ...(cells.every(({ incomplete }) => incomplete === null) ? {} : { incomplete: byMetric(query.metrics, (_, at) => cells[at]?.incomplete ?? undefined) }),
        ...(compared.length === 0 ? {} : { compared: comparedValues(query.metrics, numbers, index, buckets.length + index, compared[index] ?? bucket, key) }),
        ...(person === undefined || organisation.names !== 'full' ? {} : { person: { ids: person.ids, email: person.email, name: person.name } }),
      };
    }),
  );

  return { query: { ...query, grain, from: range.from, to: range.to }, contract: contractOf(reader, query, state, known, now, numbers.bases(whole)), rows };
}

/** More would be no report but an export, and would not fit into a text any more. */
export const rowsMax = 500_000;

function checkLength(buckets: number, keys: number): void {
  const rows = buckets * keys;
  if (rows <= rowsMax) return;
  const [most, asked] = [rowsMax, rows].map((number) => number.toLocaleString('en'));
  throw new ReportError('bad-query', `A report has at most ${most} rows, and this one would have ${asked}. Ask for fewer days, a coarser grain, or the top of the split.`);
}

function permit(reader: Reader, query: ReportQuery, use: Use): void {
  demand(reader, permissionsFor(query));
  if (use === 'export') demand(reader, ['export:usage']);
  const { names } = reader.organisation;
  if (looksAtPeople(query) && names === 'off') throw new ReportError('not-permitted', 'Numbers by person are switched off for this organisation.');
  // Groups can be small enough to name somebody, and only full names say that everybody agreed to be named.
  if (names !== 'full' && narrowsPeople(query)) {
    throw new ReportError('not-permitted', 'Numbers of a person, group, department or cost centre are only shown where the organisation has chosen full names.');
  }
}

function demand(reader: Reader, needed: Iterable<Permission>): void {
  for (const permission of needed) {
    if (!reader.permissions.has(permission)) {
      throw new ReportError('not-permitted', 'Usage analytics is available to Primary Owners and Owners.');
    }
  }
}

/** Refuses whoever may not take spend by user with them; the rows are the store's. */
export function permitSpendByUser(reader: Reader): void {
  demand(reader, ['view:spend', 'view:people', 'export:usage']);
  if (reader.organisation.names !== 'full') throw new ReportError('not-permitted', 'Spend by user is only exported where the organisation has chosen full names.');
  if (!reader.organisation.extraUsage) throw new ReportError('not-permitted', 'Spend is not reported: extra usage is off for this organisation.');
}

function resolve(query: ReportQuery, known: Knowledge, reader: Reader): Period {
  if (query.from !== undefined && query.to !== undefined) return { from: query.from, to: query.to };
  if (query.range === 'today') return { from: known.today, to: known.today };
  // Before anything has arrived a range still means the days up to yesterday; every value in it will say that there is no data.
  return periodOf(query.range ?? '28d', known.completeThrough ?? addDays(known.today, -1), reader.organisation);
}

/** One number on its way into a row. */
interface Cell extends Compared {
  /** What ranks and what is summed into `@other`; null where the value is. */
  readonly exact: bigint | number | null;
  /** Why a value is not the whole one; null where it is, or where there is no value. */
  readonly incomplete: Incompleteness | null;
  /** Whether every day it looks at was counted here. */
  readonly isCovered: boolean;
  /** What it was counted from, or who else counted it. */
  readonly authority: Authority | 'facts';
}

interface Numbers {
  cell(name: MetricName, period: number, key: string | null): Cell;
  readonly keys: readonly string[];
  /** For `@other`: the keys that stand behind it. */
  rest: readonly string[];
  label(key: string): string | null;
  bases(period: number): ReportContract['spendBases'];
}

async function gather(store: UsageStore, reader: Reader, query: ReportQuery, periods: readonly Period[], known: Knowledge): Promise<Numbers> {
  const where = new Map<Dimension, string[]>();
  for (const { dimension, key } of query.where ?? []) where.set(dimension, [...(where.get(dimension) ?? []), key]);
  const by = query.by ?? null;
  const narrowed = by !== null || where.size > 0;

  const wanted = new Map<FactName, Aggregate[]>();
  for (const name of query.metrics) {
    for (const aggregate of aggregatesOf(metricOf(name).measure)) {
      const list = wanted.get(factOf(aggregate)) ?? [];
      if (!list.includes(aggregate)) list.push(aggregate);
      wanted.set(factOf(aggregate), list);
    }
  }
  const answers = new Map<FactName, Answer>();
  const counted = periods.map((period) => daysBegun(period, known.today) ?? period);
  for (const [fact, aggregates] of wanted) {
    answers.set(fact, await store.read({ organisation: reader.organisation, fact, aggregates, periods: counted, by, where }));
  }
  const rowsByKey = new Map<string, AnswerRow>();
  const labels = new Map<string, string>();
  const keys = new Set<string>();
  const reported = new Map<string, string>();
  for (const { metric, period, key, label, value } of await store.reported({ organisation: reader.organisation, metrics: query.metrics.flatMap(withOperands), periods, by, where })) {
    reported.set(`${metric} ${period} ${key ?? ''}`, value);
    if (key === null) continue;
    keys.add(key);
    if (label !== null) labels.set(key, label);
  }
  for (const [fact, answer] of answers) {
    for (const row of answer.rows) {
      rowsByKey.set(`${fact} ${row.period} ${row.key ?? ''}`, row);
      if (row.key === null) continue;
      keys.add(row.key);
      if (row.label !== null) labels.set(row.key, row.label);
    }
  }

  const numbers: Numbers = { cell, keys: [...keys], rest: [], label: (key) => labels.get(key) ?? null, bases: (at) => ((periods[at]?.from ?? known.today) > known.today ? {} : (answers.get('spend')?.bases[at] ?? {})) };
  return numbers;

  function cell(name: MetricName, period: number, key: string | null): Cell {
    const metric = metricOf(name);
    if (metric.unit === 'money' && !reader.organisation.extraUsage) return nothing('off');
    if (key === other && additivityOf(metric.measure) !== 'additive') return nothing('not-applicable');
    const counted = metric.measure.kind === 'ratio' ? quotient(metric.measure, period, key) : aggregateCell(metric, metric.measure, period, key);
    // What others counted stands in only where not every day was counted here; the two are never added.
    return counted.isCovered ? counted : (reportedCell(metric, name, period, key) ?? counted);
  }

  function reportedCell({ unit }: Pick<Metric, 'unit'>, name: MetricName, at: number, key: string | null): Cell | null {
    const said = key === other ? numbers.rest.map((of) => reported.get(`${name} ${at} ${of}`)) : [reported.get(`${name} ${at} ${key ?? ''}`)];
    const values = said.filter((value) => value !== undefined);
    const period = periods[at];
    if (values.length === 0 || period === undefined) return null;
    // What the rest of a ranking comes to is known where nothing of it was counted here in part: that would be left out, or added.
    if (key === other && numbers.rest.some((of, index) => said[index] === undefined && cell(name, at, of).value !== null)) return nothing('no-data');
    const incomplete = period.to < known.today ? null : 'not-over';
    const exact = unit === 'money' ? values.reduce((sum, value) => sum + parseDecimal(value), 0n) : values.reduce((sum, value) => sum + Number(value), 0);
    return { exact, value: typeof exact === 'bigint' ? formatAmount(exact) : exact, reason: null, complete: incomplete === null, incomplete, isCovered: false, authority: 'reported' };
  }

  function aggregateCell(metric: Pick<Metric, 'unit'>, aggregate: Aggregate, at: number, key: string | null): Cell {
    const period = periods[at];
    const answer = answers.get(factOf(aggregate));
    if (period === undefined || answer === undefined || ((asksForSeats(aggregate) || (narrowed && factOf(aggregate) === 'directory')) && answer.unsplit.includes(at))) return nothing('no-data');
    const coverage = known.coverageOf(aggregate);
    const lastDay = { from: period.to, to: period.to };
    // A period that has not begun is covered by nothing.
    const isKnown = aggregate.kind === 'trailing' || aggregate.kind === 'closing' ? covers(coverage, lastDay) : touches(coverage, period);
    if (!isKnown || !canBeSaid(aggregate, period, key)) return nothing('no-data');
    const isCovered = covers(coverage, windowOf(aggregate, period));
    const incomplete = incompletenessOf(period, windowOf(aggregate, period), coverage, known) ?? (answer.cut.includes(at) ? 'cut-line' : null);
    const index = answerIndex(aggregate);
    const read = (of: string | null) => rowsByKey.get(`${factOf(aggregate)} ${at} ${of ?? ''}`)?.values[index] ?? 0n;
    const exact = key === other ? numbers.rest.reduce((total, of) => total + read(of), 0n) : read(key);
    const authority = touches(known.countedByDayOf(aggregate), windowOf(aggregate, period)) ? 'person-days' : 'facts';
    return { exact, value: valueOf(metric, exact), reason: null, complete: incomplete === null, incomplete, isCovered, authority };
  }

  /** A vendor's counts of people's days do not say which chats or projects two days, or two people, have in common. */
  function canBeSaid(aggregate: Aggregate, period: Period, key: string | null): boolean {
    const reading = dayReadingOf(aggregate);
    if (reading === null || reading.holdsFor === 'everything' || !touches(known.countedByDayOf(aggregate), windowOf(aggregate, period))) return true;
    if (period.from !== period.to) return false;
    return reading.holdsFor === 'one-day' || isOnePerson(key);
  }

  function isOnePerson(key: string | null): boolean {
    const asked = by === 'person' ? (key === null ? [] : [key]) : (where.get('person') ?? []);
    return asked.length === 1 && asked.every((person) => !isSpecial(person));
  }

  /**
   * Of the numbers that stand beside it: a ratio that its own operands do not give could not be explained. Where two things
   * are divided that different sources know, such as people by seats, each comes from whoever knows it; two counts of one
   * thing come from one source or not at all.
   */
  function quotient(measure: Ratio, period: number, key: string | null): Cell {
    const [numerator = nothing('no-data'), denominator = nothing('no-data')] = operandsOf(measure).map((name) => cell(name, period, key));
    const incomplete = numerator.incomplete ?? denominator.incomplete;
    const complete = numerator.complete && denominator.complete;
    const isOneThing = factOf(measure.numerator.measure) === factOf(measure.denominator.measure);
    const isMixed = isOneThing && (numerator.authority === 'reported') !== (denominator.authority === 'reported');
    if (numerator.exact === null || denominator.exact === null || isMixed) return nothing(numerator.reason ?? denominator.reason ?? 'no-data');
    const isCovered = numerator.isCovered && denominator.isCovered;
    if (Number(denominator.exact) === 0) return { ...nothing('not-applicable'), complete, isCovered };
    const exact = Number(numerator.exact) / Number(denominator.exact);
    const authority = numerator.authority === 'facts' ? denominator.authority : numerator.authority;
    return { exact, value: exact, reason: null, complete, incomplete, isCovered, authority };
  }

  function answerIndex(aggregate: Aggregate): number {
    return wanted.get(factOf(aggregate))?.indexOf(aggregate) ?? -1;
  }
}

const nothing = (reason: NullReason): Cell => ({ exact: null, value: null, reason, complete: false, incomplete: null, isCovered: false, authority: 'facts' });

const authorityIn = (cell: Cell | undefined): Authority | undefined => (cell === undefined || cell.authority === 'facts' ? undefined : cell.authority);

/** A ratio's operands are said beside it. */
const withOperands = (name: MetricName): MetricName[] => [name, ...operandsOf(metricOf(name).measure)];

/** Why not every day that a number looks at is known and over; null where it is. */
function incompletenessOf(period: Period, window: Period, coverage: Coverage, known: Knowledge): Incompleteness | null {
  if (known.completeThrough === null || period.to > known.completeThrough) return period.to >= known.today ? 'not-over' : 'not-delivered';
  if (covers(coverage, period) && covers(coverage, window)) return null;
  const start = coverage[0]?.from;
  return start !== undefined && (window.from < start || period.from < start) ? 'before-data' : 'gap';
}

const valueOf = (metric: Pick<Metric, 'unit'>, exact: bigint): Value => (metric.unit === 'money' ? formatAmount(exact) : Number(exact));

/** The days that an aggregate looks at for a period. */
export function windowOf(aggregate: Aggregate, period: Period): Period {
  switch (aggregate.kind) {
    case 'sum':
    case 'countDistinct':
      return period;
    case 'closing':
      return { from: period.to, to: period.to };
    case 'trailing':
      return { from: addDays(period.to, 1 - aggregate.days), to: period.to };
  }
}

const specials: readonly string[] = [other, unattributed, service];
const isSpecial = (key: string): boolean => specials.includes(key);

/** The keys of a split in the order of the rows: ranked over the whole range, then what has no key of its own. */
function keysOf(numbers: Numbers, query: ReportQuery, buckets: number, whole: number): string[] {
  const [first] = query.metrics;
  const isSeen = (key: string) =>
    query.metrics.some((name) => Array.from({ length: buckets }, (_, index) => numbers.cell(name, index, key).exact).some((exact) => exact !== null && Number(exact) !== 0));
  const seen = numbers.keys.filter(isSeen);
  const rank = (key: string) => (first === undefined ? null : numbers.cell(first, whole, key).exact);
  const ranked = seen
    .filter((key) => !isSpecial(key))
    .map((key) => ({ key, exact: rank(key) ?? 0n }))
    .sort((a, b) => (a.exact === b.exact ? compareText(a.key, b.key) : a.exact < b.exact ? 1 : -1));
  const ending = [unattributed, service].filter((key) => seen.includes(key));
  if (query.top === undefined) return [...ranked.map(({ key }) => key), ...ending];

  const top = ranked.filter(({ exact }) => Number(exact) !== 0).slice(0, query.top);
  numbers.rest = ranked.filter((candidate) => !top.includes(candidate)).map(({ key }) => key);
  return [...top.map(({ key }) => key), ...(numbers.rest.length > 0 ? [other] : []), ...ending];
}

function labelOf(reader: Reader, key: string, person: Person | undefined, numbers: Numbers): string {
  if (person !== undefined && reader.organisation.names === 'full') return person.name ?? person.email ?? person.ids[0] ?? key;
  return numbers.label(key) ?? key;
}

/** Whether a share is more than the whole, and something says what is beyond it. */
const isBeyond = (name: MetricName, { exact }: Pick<Cell, 'exact'>): boolean => metricOf(name).beyond !== undefined && exact !== null && Number(exact) > 1;

/** What is beyond a whole, asked for only where something is. */
async function gatherBeyond(store: UsageStore, reader: Reader, query: ReportQuery, buckets: readonly Period[], known: Knowledge, numbers: Numbers, keys: readonly (string | null)[]): Promise<Numbers | null> {
  const names = query.metrics.filter((name) => buckets.some((_, index) => keys.some((key) => isBeyond(name, numbers.cell(name, index, key)))));
  return names.length === 0 ? null : gather(store, reader, { ...query, metrics: names.flatMap(beyondMetrics) }, buckets, known);
}

const beyondMetrics = (name: MetricName): MetricName[] => metricNames.filter((candidate) => metricOf(candidate) === metricOf(name).beyond);

function beyondOf(names: readonly MetricName[], cells: readonly Cell[], beyond: Numbers | null, period: number, key: string | null): Pick<ReportRow, 'beyond'> {
  const above = names.filter((name, at) => isBeyond(name, cells[at] ?? nothing('no-data')));
  if (beyond === null || above.length === 0) return {};
  return { beyond: byMetric(above, (name) => byMetric(beyondMetrics(name), (of) => beyond.cell(of, period, key).value)) };
}

function operandValues(names: readonly MetricName[], numbers: Numbers, period: number, key: string | null): ReportRow['operands'] {
  return byMetric(names, (name) => {
    const operands = operandsOf(metricOf(name).measure);
    return operands.length === 0 ? undefined : byMetric(operands, (operand) => numbers.cell(operand, period, key).value);
  });
}

function comparedValues(names: readonly MetricName[], numbers: Numbers, now: number, then: number, period: Period, key: string | null): ByMetric<ComparedValue> {
  return byMetric(names, (name) => {
    const base = numbers.cell(name, then, key);
    return { value: base.value, from: period.from, to: period.to, change: change(metricOf(name).unit, numbers.cell(name, now, key), base) };
  });
}
