import type { Knowledge } from './coverage.js';
import { addDays, earlier, later, type Period } from './days.js';
import type { Aggregate } from './measures.js';
import { metricNames, metricOf, type MetricName } from './metrics.js';
import { aggregatesOf } from './operands.js';
import type { Organisation } from './organisation.js';
import type { Reader } from './permissions.js';
import type { ReportQuery } from './query.js';
import type { Regime } from './regime.js';
import type { IsHidden } from './report-numbers.js';
import type { UsageStore } from './store.js';
import { suppressedIn, type Suppressed } from './suppression.js';
import { Remembered } from './remembered.js';
import { aggregatesNarrowed, undecidedOf, type Narrowed } from './suppression-undecided.js';

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

/** How many days before a day have a part in what is counted of it. */
const lookedBack = (aggregates: readonly Aggregate[]): number => Math.max(0, ...aggregates.map((aggregate) => (aggregate.kind === 'trailing' ? aggregate.days : 1)));

/** Days that many before a period may show in any numbers of it, or say what of them is hidden. */
const daysBefore = 2 * lookedBack(metricNames.flatMap((name) => aggregatesOf(metricOf(name).measure)));

/** How many days before a period have a part in what is told of it: those that its numbers look back on, or all that may say what of them is hidden. */
export const daysLookedBack = (regime: Regime, aggregates: readonly Aggregate[]): number => (regime === 'plain' ? lookedBack(aggregates) : daysBefore);

/** What was or is being decided on reports of each store, as long as nobody else is behind their numbers. What adds to a store has the functions of that store. */
const decided = new WeakMap<UsageStore['contributions'], Remembered<Promise<Suppressed>>>();
const charactersMost = 2 ** 22;

/**
 * What of a report is hidden; `null` where nothing is. All that decides has been asked of the store when this answers, and the decision is made
 * when it is called, which can take until others have had their turn: whatever else is asked for a report is asked before, so that all of it is of one version of the ledger.
 */
export async function narrowingOf(regime: Regime, { organisation }: Pick<Reader, 'organisation'>, store: Pick<UsageStore, 'versionOf' | 'memberships' | 'contributions' | 'deciding'>, query: ReportQuery, { range, periods, known: { today } }: Days): Promise<(() => Promise<Narrowing>) | null> {
  if (regime === 'plain') return null;
  if (regime === 'nobody') return async () => ({ isHidden: () => true, keys: [] });
  const { by, where } = query;
  const narrowed: Narrowed = { organisation: settingsOf(organisation), metrics: query.metrics.flatMap((name) => [name, ...beyondMetrics(name)]), range, periods, query: { ...(by === undefined ? {} : { by }), ...(where === undefined ? {} : { where }) }, today };
  const around = daysLookedAt(periods);
  const version = await store.versionOf(organisation, around);
  const own = decided.get(store.contributions) ?? new Remembered<Promise<Suppressed>>(charactersMost);
  decided.set(store.contributions, own);
  const name = JSON.stringify([version, narrowed]);
  const known = version === null ? undefined : own.known(name);
  if (known !== undefined) return async () => narrowingIn(await known, narrowed);
  const undecided = await undecidedOf(store, organisation, narrowed);
  // What has changed meanwhile was looked at in part.
  const isKept = version !== null && (await store.versionOf(organisation, around)) === version;
  const decide = async (): Promise<Suppressed> => store.deciding?.suppressed(undecided) ?? suppressedIn(undecided);
  return async () => narrowingIn(await (isKept ? shared(own, name, decide) : decide()), narrowed);
}

/** What is decided once, for all who ask meanwhile and later; what fails is tried again. */
function shared(own: Remembered<Promise<Suppressed>>, name: string, decide: () => Promise<Suppressed>): Promise<Suppressed> {
  return own.of(name, async () => {
    try {
      return await decide();
    } catch (error) {
      own.forget(name);
      throw error;
    }
  });
}

function narrowingIn({ keys, hidden, others }: Suppressed, { metrics }: Narrowed): Narrowing {
  const places = new Map(aggregatesNarrowed(metrics).map((aggregate, at): [Aggregate, number] => [aggregate, at]));
  return { keys, isHidden: (aggregate, period, key) => (hidden.get(key) ?? others)[places.get(aggregate) ?? -1]?.[period] !== 0 };
}

/** What an organisation has set, without its secret. */
export const settingsOf = ({ pseudonymSecret: _secret, ...settings }: Organisation): Omit<Organisation, 'pseudonymSecret'> => settings;

/** All days whose facts may show in numbers of some periods, or say what of these is hidden. */
export function daysLookedAt(periods: readonly Period[]): Period {
  const [first = { from: '1970-01-01', to: '1970-01-01' }] = periods;
  const { from, to } = periods.reduce((all, period) => ({ from: earlier(all.from, period.from), to: later(all.to, period.to) }), first);
  return { from: addDays(from, -daysBefore), to };
}
