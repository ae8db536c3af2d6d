import { calendar, type Instant } from './calendar.js';
import { covers, joined, touches } from './coverage.js';
import { daysBegun, type Period } from './days.js';
import type { Basis, Column } from './facts.js';
import { compareText, erasedWord, isErasedWord } from './identity.js';
import { knownNow } from './known-now.js';
import { metricNames, metricOf, type MetricName } from './metrics.js';
import { parseDecimal } from './money.js';
import type { Reader } from './permissions.js';
import { permitSpendByUser } from './regime.js';
import { sinceOf } from './report-slices.js';
import { namedSince } from './retention.js';
import { service, unattributed, type ReportedSpend, type SpendByUser, type UsageStore } from './store.js';

type SpendColumn = Column<'spend'>;

/** What somebody spent on a model, as far as it is known: what nobody has counted is null, and not 0. */
export type UserSpend = Readonly<Record<SpendColumn, bigint | null>> & {
  /** A person's key, `@service` or `@unattributed`. */
  readonly key: string;
  readonly model: string | null;
  readonly basis: Basis | 'reported';
};

/** The metrics that count what a row has. Credits are none: they come with the lines alone. */
const spendMetrics = metricNames.flatMap((name) => {
  const { measure } = metricOf(name);
  return measure.kind === 'sum' && measure.fact === 'spend' ? [{ name, measure, column: measure.column as SpendColumn }] : []; // The fact says whose column it is.
});

const nothing: Readonly<Record<SpendColumn, null>> = { amount: null, listAmount: null, credits: null, requests: null, inputTokens: null, outputTokens: null, cacheReadTokens: null, cacheWriteTokens: null };

/**
 * Everybody's spend over a period, some rows at a time, with the sums that a report of the same period has: from the lines where
 * they cover it, otherwise from what others have counted of exactly these days, if they have.
 */
export async function* spendByUser(reader: Reader, store: UsageStore, period: Period, now: Instant): AsyncGenerator<readonly UserSpend[]> {
  permitSpendByUser(reader);
  const { organisation } = reader;
  const measures = spendMetrics.map(({ measure }) => measure);
  const { known } = await knownNow(store, organisation, now, measures, sinceOf(period, 0, calendar(organisation.timeZone).dayOf(now), organisation));
  // Lines tell all of it at once.
  const coverage = joined(measures.flatMap((measure) => known.coverageOf(measure)));
  const begun = daysBegun(period, known.today);
  const since = namedSince(organisation, known.today);
  const lines = begun === null ? [] : store.spendByUser(organisation, begun, since);
  const reported = (covers(coverage, period) ? [] : await store.reportedSpend({ organisation, metrics: spendMetrics.map(({ name }) => name), period })).map((said) => (said.key === null || said.key === service || since === null || period.from >= since ? said : { ...said, key: erasedWord(said.key) }));
  // Where lines tell of some of the days, a report takes what was reported only where that is the total.
  const taken = new Set(reported.filter(({ key, model }) => (key === null && model === null) || !touches(coverage, period)).map(({ metric }) => metric));
  if (taken.size === 0) {
    yield* lines;
    return;
  }
  // What was reported and what was counted are never added: a number of the one kind leaves none of the other.
  const counted = spendMetrics.filter(({ name }) => taken.has(name)).map(({ column }) => column);
  const gone: readonly SpendColumn[] = counted.includes('amount') ? [...counted, 'credits'] : counted;
  for await (const rows of lines) yield rows.flatMap((row) => withoutColumns(row, gone) ?? []);
  yield reportedRows(reported.filter(({ metric }) => taken.has(metric)));
}

function withoutColumns(row: SpendByUser, gone: readonly SpendColumn[]): UserSpend | null {
  const left: UserSpend = { ...row, ...Object.fromEntries(gone.map((column) => [column, null])) };
  return spendMetrics.some(({ column }) => left[column] !== null && left[column] !== 0n) ? left : null;
}

/** A row for everybody and model that was reported, and for what is missing to the numbers above them. */
function reportedRows(reported: readonly ReportedSpend[]): UserSpend[] {
  const rows = new Map<string, UserSpend>();
  for (const { name, column } of spendMetrics) {
    for (const { key: person, model, amount } of partsOf(reported.filter(({ metric }) => metric === name).map((said) => ({ ...said, amount: amountOf(name, said.value) })))) {
      // Whoever was erased had numbers of their own, which add up as they did.
      const key = isErasedWord(person) ? unattributed : person;
      const place = JSON.stringify([key, model]);
      const row: UserSpend = rows.get(place) ?? { ...nothing, key, model, basis: 'reported' };
      rows.set(place, { ...row, [column]: (row[column] ?? 0n) + amount });
    }
  }
  return [...rows.values()].sort((a, b) => compareText(a.key, b.key) || compareText(a.model ?? '', b.model ?? ''));
}

const amountOf = (metric: MetricName, value: string): bigint => (metricOf(metric).unit === 'money' ? parseDecimal(value) : BigInt(value));

interface Said {
  readonly key: string | null;
  readonly model: string | null;
  readonly amount: bigint;
}

interface Part extends Said {
  readonly key: string;
}

const sumOf = (parts: readonly Said[]): bigint => parts.reduce((sum, { amount }) => sum + amount, 0n);

/**
 * One metric's numbers as parts that add up to each person's, and to the total: what a person's models do not explain is
 * theirs without a model, and what nobody has is nobody's. By model that can be said as well only where every person's is.
 */
function partsOf(said: readonly Said[]): Part[] {
  const ofPerson = said.flatMap(({ key, ...rest }) => (key === null ? [] : [{ key, ...rest }]));
  const byModel = ofPerson.filter(({ model }) => model !== null);
  const whole = ofPerson.filter(({ model }) => model === null).flatMap((person): Part[] => {
    const known = byModel.filter(({ key }) => key === person.key);
    const amount = person.amount - sumOf(known);
    return amount === 0n && known.length > 0 ? [] : [{ ...person, amount }];
  });
  const parts: Part[] = [...byModel, ...whole];
  const everybody = said.filter(({ key }) => key === null);
  if (whole.every(({ amount }) => amount === 0n)) {
    for (const { model, amount } of everybody) {
      const rest = amount - sumOf(byModel.filter((part) => part.model === model));
      if (model !== null && rest !== 0n) parts.push({ key: unattributed, model, amount: rest });
    }
  }
  const total = everybody.find(({ model }) => model === null);
  const rest = total === undefined ? 0n : total.amount - sumOf(parts);
  return rest === 0n ? parts : [...parts, { key: unattributed, model: null, amount: rest }];
}
