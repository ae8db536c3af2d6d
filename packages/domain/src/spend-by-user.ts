import { calendar, type Instant } from './calendar.js';
import { covers, knowledgeOf, touches } from './coverage.js';
import type { Period } from './days.js';
import type { Basis, Column } from './facts.js';
import { compareText } from './identity.js';
import { metricOf, metrics, type MetricName } from './metrics.js';
import { parseDecimal } from './money.js';
import type { Reader } from './permissions.js';
import { permitSpendByUser } from './report.js';
import { unattributed, type ReportedSpend, type SpendByUser, type UsageStore } from './store.js';

type SpendColumn = Column<'spend'>;

/** What somebody spent on a model, as far as it is known: what nobody has counted is null, and not 0. */
export type UserSpend = Readonly<Record<SpendColumn, bigint | null>> & {
  /** A person's key, `@service` or `@unattributed`. */
  readonly key: string;
  readonly model: string | null;
  readonly basis: Basis | 'reported';
};

/** The numbers that a row has, by the metrics that count the same. Credits are no metric: they come with the lines alone. */
const columns = {
  spend: 'amount', listSpend: 'listAmount', requests: 'requests', inputTokens: 'inputTokens', outputTokens: 'outputTokens', cacheReadTokens: 'cacheReadTokens', cacheWriteTokens: 'cacheWriteTokens',
} as const satisfies Partial<Record<MetricName, SpendColumn>>;
type SpendMetric = keyof typeof columns;
const spendMetrics = Object.keys(columns) as SpendMetric[]; // Object.keys forgets the literal keys.

const nothing: Readonly<Record<SpendColumn, null>> = { amount: null, listAmount: null, credits: null, requests: null, inputTokens: null, outputTokens: null, cacheReadTokens: null, cacheWriteTokens: null };

/**
 * Everybody's spend over a period, row by row, with the sums that a report of the same period has: from the lines where
 * they cover it, otherwise from what others have counted of exactly these days, if they have.
 */
export async function* spendByUser(reader: Reader, store: UsageStore, period: Period, now: Instant): AsyncGenerator<UserSpend> {
  permitSpendByUser(reader);
  const { organisation } = reader;
  const known = knowledgeOf(await store.state(organisation), calendar(organisation.timeZone), now, [metrics.spend.measure]);
  const coverage = known.coverageOf(metrics.spend.measure);
  const reported = covers(coverage, period) ? [] : await store.reportedSpend({ organisation, metrics: spendMetrics, period });
  // Where lines tell of some of the days, a report takes what was reported only where that is the total.
  const taken = new Set(reported.filter(({ key, model }) => (key === null && model === null) || !touches(coverage, period)).map(({ metric }) => metric));
  if (taken.size === 0) {
    yield* store.spendByUser(organisation, period);
    return;
  }
  // What was reported and what was counted are never added: a number of the one kind leaves none of the other.
  const gone: readonly SpendColumn[] = [...spendMetrics.filter((metric) => taken.has(metric)).map((metric) => columns[metric]), ...(taken.has('spend') ? (['credits'] as const) : [])];
  for await (const row of store.spendByUser(organisation, period)) {
    const left = withoutColumns(row, gone);
    if (left !== null) yield left;
  }
  yield* reportedRows(reported.filter(({ metric }) => taken.has(metric)));
}

function withoutColumns(row: SpendByUser, gone: readonly SpendColumn[]): UserSpend | null {
  const left: UserSpend = { ...row, ...Object.fromEntries(gone.map((column) => [column, null])) };
  return Object.values(columns).some((column) => left[column] !== null && left[column] !== 0n) ? left : null;
}

/** A row for everybody and model that was reported, and for what is missing to the numbers above them. */
function reportedRows(reported: readonly ReportedSpend[]): UserSpend[] {
  const rows = new Map<string, UserSpend>();
  for (const metric of spendMetrics) {
    for (const { key, model, amount } of partsOf(reported.filter((said) => said.metric === metric).map((said) => ({ ...said, amount: amountOf(metric, said.value) })))) {
      const place = JSON.stringify([key, model]);
      rows.set(place, { ...(rows.get(place) ?? { ...nothing, key, model, basis: 'reported' }), [columns[metric]]: amount });
    }
  }
  return [...rows.values()].sort((a, b) => compareText(a.key, b.key) || compareText(a.model ?? '', b.model ?? ''));
}

const amountOf = (metric: SpendMetric, value: string): bigint => (metricOf(metric).unit === 'money' ? parseDecimal(value) : BigInt(value));

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
