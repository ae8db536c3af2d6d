import type { Calendar, Instant } from './calendar.js';
import { addDays, dayNumber, type Day, type Period } from './days.js';
import { surfaces } from './facts.js';
import { typesOf, type Aggregate } from './measures.js';
import type { Feeds, LedgerState, SourceState } from './store.js';

/** The days on which something is known, as runs of days that neither touch nor overlap, in order. */
export type Coverage = readonly Period[];

/** What a day can be said about: how far back, how far on, and where in between there are gaps. */
export interface Knowledge {
  readonly today: Day;
  /** The last day with complete facts of every live source; without one, the end of the newest import. */
  readonly completeThrough: Day | null;
  /** The days for which an aggregate has a number at all; those up to `completeThrough` are complete. */
  coverageOf(aggregate: Aggregate): Coverage;
}

/** Whether a source can deliver events that an aggregate counts. */
export function canFeed(feeds: Feeds | null, aggregate: Aggregate): boolean {
  if (aggregate.kind === 'closing') return false;
  const counted = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
  if (feeds === null) return true;
  const fed: readonly string[] = feeds.types;
  const types: readonly string[] = counted.fact === 'spend' ? ['spend'] : typesOf(counted.where);
  const wanted = counted.where.surface === undefined ? surfaces : [counted.where.surface];
  return types.some((type) => fed.includes(type)) && wanted.some((surface) => feeds.surfaces.includes(surface));
}

/**
 * The days a source says something about: a live source up to today, an import from its first to its last day. Nobody can
 * say anything about days to come, whatever was delivered for them.
 */
export function coveredBy(source: Pick<SourceState, 'kind' | 'spans'>, calendar: Calendar, today: Day): Coverage {
  const runs = source.spans
    .map((span) => ({ from: calendar.dayOf(span.from), to: calendar.dayOf(span.to) }))
    .filter((run) => run.from <= today)
    .map((run) => ({ from: run.from, to: run.to < today ? run.to : today }));
  if (source.kind === 'import') return joined(runs);
  const first = runs.map((run) => run.from).sort()[0];
  return first === undefined ? [] : [{ from: first, to: today }];
}

/** The last day of a source with complete facts. */
export function completeThroughOf(source: Pick<SourceState, 'kind' | 'spans'>, calendar: Calendar, today: Day): Day | null {
  if (source.kind === 'live') return addDays(today, -1);
  return coveredBy(source, calendar, today).at(-1)?.to ?? null;
}

/** What is known at `now`, from what the ledger holds. */
export function knowledgeOf(state: LedgerState, calendar: Calendar, now: Instant): Knowledge {
  const today = calendar.dayOf(now);
  const yesterday = addDays(today, -1);
  const live = state.sources.filter((source) => source.kind === 'live');
  const ends = state.sources.map((source) => completeThroughOf(source, calendar, today)).filter((day) => day !== null).sort();
  const directorySince = [state.seatsKnownSince, state.invitesKnownSince].filter((instant) => instant !== null);
  // A directory alone is known for every day that is over.
  const completeThrough = live.length > 0 ? yesterday : (ends.at(-1) ?? (directorySince.length > 0 ? yesterday : null));

  const since = (instant: Instant | null): Coverage => {
    if (instant === null) return [];
    const from = calendar.dayOf(instant);
    return from > today ? [] : [{ from, to: today }];
  };

  // A report asks for every cell; what an aggregate is covered by is the same for all of them.
  const found = new Map<Aggregate, Coverage>();
  return {
    today,
    completeThrough,
    coverageOf(aggregate) {
      const coverage = found.get(aggregate) ?? find(aggregate);
      found.set(aggregate, coverage);
      return coverage;
    },
  };

  function find(aggregate: Aggregate): Coverage {
    if (aggregate.kind === 'closing') return since(aggregate.column === 'seats' ? state.seatsKnownSince : state.invitesKnownSince);
    return joined(state.sources.filter((source) => canFeed(source.feeds, aggregate)).flatMap((source) => coveredBy(source, calendar, today)));
  }
}

/** Runs of days with those joined that touch or overlap. */
export function joined(periods: readonly Period[]): Coverage {
  const result: Period[] = [];
  for (const period of periods.toSorted((a, b) => dayNumber(a.from) - dayNumber(b.from))) {
    const last = result.at(-1);
    if (last !== undefined && period.from <= addDays(last.to, 1)) {
      if (period.to > last.to) result[result.length - 1] = { from: last.from, to: period.to };
    } else {
      result.push({ from: period.from, to: period.to });
    }
  }
  return result;
}

/** Whether any day of a period is covered. */
export const touches = (coverage: Coverage, period: Period): boolean => coverage.some((run) => run.from <= period.to && period.from <= run.to);

/** Whether every day of a period is covered. */
export const covers = (coverage: Coverage, period: Period): boolean => coverage.some((run) => run.from <= period.from && period.to <= run.to);
