import type { Calendar } from './calendar.js';
import { canFeedByDays, coveredByDays, coveredByEvents, endOfDays, joined, type Coverage } from './coverage.js';
import { activityTypeNames, surfaces, type ActivityType, type Surface } from './facts.js';
import type { Aggregate } from './measures.js';
import { metricOf } from './metrics.js';
import type { Organisation } from './organisation.js';
import { factsOf } from './query.js';
import type { ReportSource } from './report-result.js';
import type { LedgerState } from './store.js';

/**
 * Sources that are known to be doors onto one system, best first. They tell of the same chats and projects under the same
 * ids, so what two of them say is never added.
 */
export const knownSystems: readonly (readonly string[])[] = [
  // The archive of claude.ai has every message; the audit log beside it has the creation of projects and chats.
  ['claude-export', 'claude-admin'],
];

/** Doors onto one system, in the order in which they are believed. */
export interface System {
  readonly order: readonly string[];
  /** Whether the organisation has said so. */
  readonly isPinned: boolean;
}

/** The order that an organisation has pinned goes before what is known of its sources; those it does not name come after. */
export function systemsOf({ sourceOrder }: Pick<Organisation, 'sourceOrder'>): readonly System[] {
  const isPinned = (name: string) => sourceOrder.includes(name);
  const known = knownSystems.filter((system) => !system.some(isPinned)).map((order) => ({ order, isPinned: false }));
  if (sourceOrder.length === 0) return known;
  const others = knownSystems.filter((system) => system.some(isPinned)).flat().filter((name) => !isPinned(name));
  return [{ order: [...sourceOrder, ...others], isPinned: true }, ...known];
}

/** What stands for the system that a source is a door onto: a source that is no other's door stands for itself. */
export const systemNamed = (organisation: Pick<Organisation, 'sourceOrder'>, source: string): string =>
  systemsOf(organisation).find(({ order }) => order.includes(source))?.order[0] ?? source;

/** The doors among a report's sources that tell of the same activity. Spend goes by its basis alone. */
export function systemsTold(organisation: Pick<Organisation, 'sourceOrder'>, sources: readonly ReportSource[]): readonly System[] {
  const telling = sources.filter(({ metrics }) => metrics.some((name) => factsOf(metricOf(name).measure).includes('activity'))).map(({ name }) => name);
  return systemsOf(organisation).map(({ order, isPinned }) => ({ order: order.filter((name) => telling.includes(name)), isPinned })).filter(({ order }) => order.length > 1);
}

type Sources = Pick<LedgerState, 'sources'>['sources'];

/** For every door that has delivered, those before it. */
function behind({ sources }: Pick<LedgerState, 'sources'>, organisation: Pick<Organisation, 'sourceOrder'>): readonly { readonly source: string; readonly before: Sources }[] {
  return systemsOf(organisation).flatMap(({ order }) => {
    const present = order.flatMap((name) => sources.filter((source) => source.name === name));
    return present.map(({ name }, place) => ({ source: name, before: present.slice(0, place) })).filter(({ before }) => before.length > 0);
  });
}

/**
 * Doors that have not said what they can tell, with those behind them. Nobody knows whether such a door is silent because
 * nothing happened or because it never hears of such things, so it is believed on the days on which it told something of a
 * type and surface, and on no others.
 */
export const undeclaredDoors = (state: Pick<LedgerState, 'sources'>, organisation: Pick<Organisation, 'sourceOrder'>): readonly { readonly source: string; readonly before: string }[] =>
  behind(state, organisation).flatMap(({ source, before }) => before.filter(({ feeds }) => feeds === null).map(({ name }) => ({ source, before: name })));

/**
 * Days on which events of one type and surface of a source do not count, since a door before it that says what it can
 * tell covers them with such events. Those of `undeclaredDoors` come on top.
 */
export interface YieldedEvents {
  readonly source: string;
  readonly type: ActivityType;
  readonly surface: Surface;
  readonly days: Coverage;
}

export function yieldedEvents(state: Pick<LedgerState, 'sources'>, organisation: Pick<Organisation, 'sourceOrder'>, calendar: Calendar): readonly YieldedEvents[] {
  return behind(state, organisation).flatMap(({ source, before }) =>
    activityTypeNames.flatMap((type) =>
      surfaces.flatMap((surface) => {
        const speaking = before.filter(({ feeds }) => feeds !== null && feeds.types.includes(type) && feeds.surfaces.includes(surface));
        const days = joined(speaking.flatMap((door) => coveredByEvents(door, calendar, endOfDays)));
        return days.length === 0 ? [] : [{ source, type, surface, days }];
      }),
    ),
  );
}

/** The same for counts of people's days, of which an aggregate reads some. */
export function yieldedDays(state: Pick<LedgerState, 'sources'>, organisation: Pick<Organisation, 'sourceOrder'>, aggregate: Aggregate, surface: Surface): ReadonlyMap<string, Coverage> {
  return new Map(
    behind(state, organisation).map(({ source, before }) => {
      const speaking = before.filter(({ feeds }) => feeds !== null && canFeedByDays(feeds, aggregate, [surface]));
      return [source, joined(speaking.flatMap((door) => coveredByDays(door, endOfDays)))];
    }),
  );
}
