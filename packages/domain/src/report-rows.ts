import { change } from './change.js';
import type { Knowledge } from './coverage.js';
import type { Period } from './days.js';
import { compareText } from './identity.js';
import { metricOf, type MetricName } from './metrics.js';
import { operandsOf } from './operands.js';
import type { Reader } from './permissions.js';
import type { ReportQuery } from './query.js';
import { labelOfPerson, needsNames, permitSlices, seesName, type Regime } from './regime.js';
import { refuse } from './report-error.js';
import { beyondMetrics, narrowingOf, type Narrowing } from './report-narrowing.js';
import { authorityIn, gather, nothing, type Cell, type IsHidden, type Numbers } from './report-numbers.js';
import { byMetric, type ByMetric, type ComparedValue, type ReportContract, type ReportRow } from './report-result.js';
import type { Slices } from './report-slices.js';
import { isSpecial, other, service, unattributed, type Person, type UsageStore } from './store.js';

/** What the rows of a report hang by, beside what is in the store. */
export interface RowsAsked {
  readonly reader: Reader;
  readonly regime: Regime;
  readonly query: ReportQuery;
  /** The days that are meant, whichever way they were named. */
  readonly range: Period;
  readonly known: Knowledge;
}

/** The rows of a report, and what its spend rests on. */
export interface Rows {
  readonly rows: readonly ReportRow[];
  readonly bases: ReportContract['spendBases'];
}

/** Asks the store once per fact, divides, and says of each number what may be relied on, or why there is none. */
export async function countRows(store: UsageStore, { reader, regime, query, range, known }: RowsAsked, slices: Slices): Promise<Rows> {
  const { organisation } = reader;
  const { buckets, compared, beside, periods, placeOf } = slices;
  if (regime === 'groups') permitSlices(query, range, buckets.length);
  const whole = placeOf(range);

  const decide = await narrowingOf(regime, reader, store, query, { range, periods, known });
  const numbersWith = await gather(store, reader, query, periods, known);
  // Others may have a turn while it is decided, and the ledger be another one afterwards: whatever could be asked for is asked for before.
  const beyondWith = decide === null ? null : await gatherBeyond(store, reader, query.metrics, query, buckets, known);
  const narrowing = decide === null ? null : await decide();
  const isHidden = narrowing?.isHidden ?? null;
  const numbers = numbersWith(isHidden);
  const keys = query.by === undefined ? [null] : keysOf(numbers, query, buckets.length, whole, narrowing);
  checkLength(buckets.length, keys.length);
  const beyond = (beyondWith ?? (await gatherBeyond(store, reader, namesBeyond(query.metrics, buckets, numbers, keys), query, buckets, known)))?.(isHidden) ?? null;
  const people = query.by === 'person' ? await store.people(organisation, keys.filter((key) => key !== null && needsNames(reader, key)) as string[]) : new Map<string, Person>(); // The filter has removed the nulls.

  const rows = buckets.flatMap((bucket, index) =>
    keys.map((key): ReportRow => {
      const cells = query.metrics.map((name) => numbers.cell(name, index, key));
      // What does not apply is known all the same; only of the rest of a ranking it says nothing.
      const said = cells.filter((cell) => cell.value !== null || cell.reason === 'hidden' || (cell.reason === 'not-applicable' && key !== other));
      const person = key === null ? undefined : people.get(key);
      const stood = beside[index] ?? null;
      return {
        bucket: bucket.bucket,
        from: bucket.from,
        to: bucket.to,
        key,
        label: key === null || isSpecial(key) ? null : query.by === 'person' ? labelOfPerson(reader, key, person) : (numbers.label(key) ?? key),
        complete: said.length > 0 && said.every((cell) => cell.complete),
        values: byMetric(query.metrics, (_, at) => cells[at]?.value ?? null),
        operands: operandValues(query.metrics, numbers, index, key),
        ...beyondOf(query.metrics, cells, beyond, index, key),
        reasons: byMetric(query.metrics, (_, at) => cells[at]?.reason ?? undefined),
        ...(cells.every(({ authority }) => authority === 'facts') ? {} : { authority: byMetric(query.metrics, (_, at) => authorityIn(cells[at])) }),
        ...(cells.every(({ incomplete }) => incomplete === null) ? {} : { incomplete: byMetric(query.metrics, (_, at) => cells[at]?.incomplete ?? undefined) }),
        ...(compared.length === 0 ? {} : { compared: comparedValues(query.metrics, numbers, cells, placeOf(compared[index] ?? bucket), compared[index] ?? bucket, key) }),
        ...(stood === null ? {} : { beside: comparedValues(query.metrics, numbers, cells, placeOf(stood), stood, key) }),
        ...(person === undefined || !seesName(reader, person.key) ? {} : { person: { ids: person.ids, email: person.email, name: person.name } }),
      };
    }),
  );

  return { rows, bases: numbers.bases(whole) };
}

/** More would be no report but an export, and would not fit into a text any more. */
export const rowsMax = 500_000;

function checkLength(buckets: number, keys: number): void {
  const rows = buckets * keys;
  if (rows > rowsMax) refuse({ name: 'rows-too-many', about: { mostRows: String(rowsMax), rows: String(rows) } });
}

/** The keys of a split in the order of the rows: ranked over the whole range, then what has no key of its own. */
function keysOf(numbers: Numbers, query: ReportQuery, buckets: number, whole: number, narrowing: Narrowing | null): string[] {
  const [first] = query.metrics;
  const isSeen = (key: string) =>
    query.metrics.some((name) => Array.from({ length: buckets }, (_, index) => numbers.cell(name, index, key).exact).some((exact) => exact !== null && Number(exact) !== 0));
  // Where something is hidden, a row that is missing would say that it is a nought.
  const seen = narrowing === null ? numbers.keys.filter(isSeen) : [...new Set([...narrowing.keys, ...numbers.keys.filter((key) => isSpecial(key) && isSeen(key))])];
  const rank = (key: string) => (first === undefined ? null : numbers.cell(first, whole, key).exact);
  const isHiddenIn = (key: string) => first !== undefined && numbers.cell(first, whole, key).reason === 'hidden';
  const ranked = seen
    .filter((key) => !isSpecial(key))
    .map((key) => ({ key, isHidden: isHiddenIn(key), exact: rank(key) ?? 0n }))
    // What is hidden has no place in a ranking: it stands below, by its key.
    .sort((a, b) => Number(a.isHidden) - Number(b.isHidden) || (a.exact === b.exact ? compareText(a.key, b.key) : a.exact < b.exact ? 1 : -1));
  const ending = [unattributed, service].filter((key) => seen.includes(key));
  if (query.top === undefined) return [...ranked.map(({ key }) => key), ...ending];

  const top = ranked.filter(({ exact }) => Number(exact) !== 0).slice(0, query.top);
  numbers.rest = ranked.filter((candidate) => !top.includes(candidate)).map(({ key }) => key);
  return [...top.map(({ key }) => key), ...(numbers.rest.length > 0 ? [other] : []), ...ending];
}

/** Whether a share is more than the whole, and something says what is beyond it. */
const isBeyond = (name: MetricName, { exact }: Pick<Cell, 'exact'>): boolean => metricOf(name).beyond !== undefined && exact !== null && Number(exact) > 1;

/** Shares that are more than the whole somewhere. */
const namesBeyond = (names: readonly MetricName[], buckets: readonly Period[], numbers: Numbers, keys: readonly (string | null)[]): readonly MetricName[] =>
  names.filter((name) => buckets.some((_, index) => keys.some((key) => isBeyond(name, numbers.cell(name, index, key)))));

/** What is beyond the whole of some shares. */
async function gatherBeyond(store: UsageStore, reader: Reader, names: readonly MetricName[], query: ReportQuery, buckets: readonly Period[], known: Knowledge): Promise<((isHidden: IsHidden | null) => Numbers) | null> {
  const metrics = names.flatMap(beyondMetrics);
  return metrics.length === 0 ? null : gather(store, reader, { ...query, metrics }, buckets, known);
}

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

function comparedValues(names: readonly MetricName[], numbers: Numbers, now: readonly Cell[], then: number, period: Period, key: string | null): ByMetric<ComparedValue> {
  return byMetric(names, (name, at) => {
    const value = now[at] ?? nothing('no-data');
    // Beside something hidden, what it is compared with would say how many it cannot be.
    const base = value.reason === 'hidden' ? nothing('hidden') : numbers.cell(name, then, key);
    return { value: base.value, from: period.from, to: period.to, change: change(metricOf(name).unit, value, base) };
  });
}
