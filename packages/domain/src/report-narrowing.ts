import type { Knowledge } from './coverage.js';
import { addDays, earlier, later, type Period } from './days.js';
import { isMembership } from './facts.js';
import type { Aggregate } from './measures.js';
import { metricNames, metricOf, type MetricName } from './metrics.js';
import { aggregatesOf } from './operands.js';
import type { Organisation } from './organisation.js';
import type { Reader } from './permissions.js';
import type { ReportQuery } from './query.js';
import { groupOf, type Regime } from './regime.js';
import type { IsHidden } from './report-numbers.js';
import { service, unattributed, type UsageStore } from './store.js';
import { suppressionOf, type Suppression } from './suppression.js';
import { Remembered } from './suppression-remembered.js';

/** What of a report of groups is hidden, and the rows it has whatever they are. */
export interface Narrowing {
  readonly isHidden: IsHidden;
  readonly keys: readonly string[];
}

interface Days {
  readonly range: Period;
  readonly periods: readonly Period[];
  readonly known: Pick<Knowledge, 'today'>;
}

/** The numbers that say what is beyond a share of more than the whole. */
export const beyondMetrics = (name: MetricName): MetricName[] => metricNames.filter((candidate) => metricOf(candidate) === metricOf(name).beyond);

/** How far any number looks back from a day. */
const daysBack = Math.max(...metricNames.flatMap((name) => aggregatesOf(metricOf(name).measure)).map((aggregate) => (aggregate.kind === 'trailing' ? aggregate.days : 1)));

/** What was decided on reports of each store, as long as nobody else is behind their numbers. What adds to a store has the functions of that store. */
const decided = new WeakMap<UsageStore['contributions'], Remembered<Narrowing>>();
const charactersMost = 2 ** 22;

export async function narrowingOf(regime: Regime, { organisation }: Pick<Reader, 'organisation'>, store: Pick<UsageStore, 'versionOf' | 'memberships' | 'contributions'>, query: ReportQuery, days: Days): Promise<Narrowing | null> {
  if (regime === 'plain') return null;
  if (regime === 'nobody') return { isHidden: () => true, keys: [] };
  const aggregates = [...new Set(query.metrics.flatMap((name) => [name, ...beyondMetrics(name)]).flatMap((name) => aggregatesOf(metricOf(name).measure)))];
  const around = daysLookedAt(days.periods);
  const version = await store.versionOf(organisation, around);
  if (version === null) return decide(organisation, store, query, days, aggregates);
  const own = decided.get(store.contributions) ?? new Remembered<Narrowing>(charactersMost);
  decided.set(store.contributions, own);
  const name = JSON.stringify([version, settingsOf(organisation), days.known.today, days.range, days.periods, aggregates, query.by ?? null, query.where ?? []]);
  const known = own.known(name);
  if (known !== undefined) return known;
  const made = await decide(organisation, store, query, days, aggregates);
  // What has changed meanwhile was looked at in part.
  return (await store.versionOf(organisation, around)) === version ? own.of(name, () => made) : made;
}

const settingsOf = ({ pseudonymSecret: _secret, ...settings }: Organisation): Omit<Organisation, 'pseudonymSecret'> => settings;

function daysLookedAt(periods: readonly Period[]): Period {
  const [first = { from: '1970-01-01', to: '1970-01-01' }] = periods;
  const { from, to } = periods.reduce((all, period) => ({ from: earlier(all.from, period.from), to: later(all.to, period.to) }), first);
  return { from: addDays(from, -2 * daysBack), to };
}

async function decide(organisation: Organisation, store: Pick<UsageStore, 'memberships' | 'contributions'>, query: ReportQuery, { range, periods, known }: Days, aggregates: readonly Aggregate[]): Promise<Narrowing> {
  const { by } = query;
  const inside = by === undefined || isMembership(by) ? null : by;
  const suppression = await suppressionOf(store, { organisation, aggregates, range, periods, by: inside, today: known.today });
  const keys = by === undefined ? [] : inside === null ? suppression.groupsOf(by) : suppression.keys;
  return { keys, isHidden: written(suppression, query, periods, aggregates, inside === null ? null : 'key', [null, service, unattributed, ...keys]) };
}

/** A key that nobody has: what is hidden of it is hidden of all that no decision knows of. */
const noKey = '\u0000';

/** Decisions about some numbers, written down one by one, so that nothing is kept of the people whom they were about. */
function written(suppression: Suppression, query: ReportQuery, periods: readonly Period[], aggregates: readonly Aggregate[], inside: 'key' | null, keys: readonly (string | null)[]): IsHidden {
  const decisions = new Map([...new Set([...keys, noKey])].map((key) => {
    const group = groupOf(query, key);
    const of = (aggregate: Aggregate) => Uint8Array.from(periods, (period) => (group === null || suppression.isHidden(aggregate, period, group, inside === null ? null : key) ? 1 : 0));
    return [key, new Map(aggregates.map((aggregate) => [aggregate, of(aggregate)]))];
  }));
  return (aggregate, at, key) => (decisions.get(key) ?? decisions.get(noKey))?.get(aggregate)?.[at] !== 0;
}
