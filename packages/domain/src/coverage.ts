import type { Calendar, Instant } from './calendar.js';
import { addDays, dayNumber, earlier, later, type Day, type Period } from './days.js';
import type { DailyType, DayCount } from './events.js';
import type { Surface } from './facts.js';
import { typesOf, type Aggregate } from './measures.js';
import { dayReadingOf, surfacesOf, type GeneralCount } from './person-days.js';
import type { Feeds, LedgerState, SourceKind, SourceState } from './store.js';

/** The days on which something is known, as runs of days that neither touch nor overlap, in order. */
export type Coverage = readonly Period[];

/** What a day can be said about: how far back, how far on, and where in between there are gaps. */
export interface Knowledge {
  readonly today: Day;
  /** The last day with complete facts of every live source that is asked; without one, the end of the newest import. */
  readonly completeThrough: Day | null;
  /** The days for which an aggregate has a number at all; those up to `completeThrough` are complete. */
  coverageOf(aggregate: Aggregate): Coverage;
  /** Of these the ones on which, on some surface, a vendor's counts of people's days are the authority. */
  countedByDayOf(aggregate: Aggregate): Coverage;
}

/** The types of event that an aggregate counts. */
function typesIn(aggregate: Aggregate): readonly string[] {
  if (aggregate.kind === 'closing') return [];
  const counted = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
  return counted.fact === 'spend' ? ['spend'] : typesOf(counted.where);
}

/**
 * Whether a source can deliver events that an aggregate counts on one of some surfaces. Where messages count, only a source of
 * messages is one: who knows of new projects alone cannot say who was active.
 */
function canFeed(feeds: Feeds | null, aggregate: Aggregate, on: readonly Surface[]): boolean {
  if (aggregate.kind === 'closing') return false;
  if (feeds === null) return true;
  const fed: readonly string[] = feeds.types;
  const counted = typesIn(aggregate);
  if (counted.includes('message.sent') && !fed.includes('message.sent')) return false;
  return counted.some((type) => fed.includes(type)) && on.some((surface) => feeds.surfaces.includes(surface));
}

/** Whether a source can deliver counts of people's days that an aggregate reads on one of some surfaces. */
export function canFeedByDays(feeds: Feeds | null, aggregate: Aggregate, on: readonly Surface[]): boolean {
  const reading = dayReadingOf(aggregate);
  if (reading === null) return false;
  if (feeds === null) return true;
  const fed: readonly DayCount[] = feeds.dayCounts ?? [];
  const reads = (count: GeneralCount, as: DayCount) => reading.counts.includes(count) && fed.includes(as);
  return on.some(
    (surface) =>
      (feeds.surfaces.includes(surface) && reading.counts.some((count) => fed.includes(count))) ||
      (surface === 'code' && (reads('chats', 'codingSessions') || reads('messages', 'codingPrompts'))),
  );
}

/** Whether a source can deliver anything that an aggregate counts. */
export const canTell = (feeds: Feeds | null, aggregate: Aggregate): boolean => canFeed(feeds, aggregate, surfacesOf(aggregate)) || canFeedByDays(feeds, aggregate, surfacesOf(aggregate));

/** What is known of the days a source tells of. */
type Telling = Pick<SourceState, 'kind' | 'spans' | 'dailyRuns'>;

/**
 * The days a source says something about by events: a live source up to today, an import from its first to its last day.
 * Nobody can say anything about days to come, whatever was delivered for them.
 */
export function coveredByEvents(source: Telling, calendar: Calendar, today: Day): Coverage {
  return upTo(today, source.kind, source.spans.map((span) => ({ from: calendar.dayOf(span.from), to: calendar.dayOf(span.to) })));
}

const runsOf = ({ dailyRuns }: Telling, type: DailyType): readonly Period[] => dailyRuns.filter((run) => run.type === type);

function upTo(today: Day, kind: SourceKind, told: readonly Period[]): Coverage {
  const runs = told.filter((run) => run.from <= today).map((run) => ({ from: run.from, to: earlier(run.to, today) }));
  if (kind === 'import') return joined(runs);
  const first = runs.map((run) => run.from).sort()[0];
  return first === undefined ? [] : [{ from: first, to: today }];
}

/** The days a source says something about by counts of people's days. */
export const coveredByDays = (source: Telling, today: Day): Coverage => upTo(today, source.kind, runsOf(source, 'person-day'));

/** The days a source says something about, by events or by counts of people's days. */
export const coveredBy = (source: Telling, calendar: Calendar, today: Day): Coverage =>
  joined([...coveredByEvents(source, calendar, today), ...coveredByDays(source, today)]);

/** The same, and the days of numbers that it only passes on: they cover nothing, but are known of. */
export const toldOfBy = (source: Telling, calendar: Calendar, today: Day): Coverage =>
  joined([...coveredBy(source, calendar, today), ...upTo(today, 'import', runsOf(source, 'reported'))]);

/** The last day of a source with complete facts. */
export function completeThroughOf(source: Telling, calendar: Calendar, today: Day): Day | null {
  if (source.kind === 'live') return addDays(today, -1);
  return toldOfBy(source, calendar, today).at(-1)?.to ?? null;
}

/** No day is later. */
export const endOfDays: Day = '9999-12-31';

/**
 * The days on which events are the authority for an aggregate on a surface: those that any source covers with events it
 * counts. A vendor's counts of the same days are then left out, so that no two are ever added.
 */
export const countedFromEvents = (state: Pick<LedgerState, 'sources'>, calendar: Calendar, aggregate: Aggregate, surface: Surface): Coverage =>
  joined(state.sources.filter(({ feeds }) => canFeed(feeds, aggregate, [surface])).flatMap((source) => coveredByEvents(source, calendar, endOfDays)));

/**
 * What is known at `now`, from what the ledger holds. The last complete day is that of the sources which can tell of what
 * is asked: spend that was imported up to the 10th ends there, also where chats go on. Where none can, it is that of the
 * sources which pass on what others have counted, and then that of all.
 */
export function knowledgeOf(state: LedgerState, calendar: Calendar, now: Instant, asked: readonly Aggregate[]): Knowledge {
  const today = calendar.dayOf(now);
  const yesterday = addDays(today, -1);
  const able = state.sources.filter(({ feeds }) => asked.some((aggregate) => canTell(feeds, aggregate)));
  const asksForFlow = asked.some(({ kind }) => kind !== 'closing');
  const passingOn = state.sources.filter((source) => asksForFlow && runsOf(source, 'reported').length > 0);
  const telling = [able, passingOn, state.sources].find((sources) => sources.length > 0) ?? [];
  const live = telling.filter((source) => source.kind === 'live');
  const ends = telling.map((source) => completeThroughOf(source, calendar, today)).filter((day) => day !== null).sort();
  const directorySince = [state.seatsKnownSince, state.invitesKnownSince].filter((instant) => instant !== null);
  // A directory alone is known for every day that is over.
  const completeThrough = live.length > 0 ? yesterday : (ends.at(-1) ?? (directorySince.length > 0 ? yesterday : null));

  const since = (instant: Instant | null): Coverage => {
    if (instant === null) return [];
    const from = calendar.dayOf(instant);
    return from > today ? [] : [{ from, to: today }];
  };

  return { today, completeThrough, coverageOf: remembered(find), countedByDayOf: remembered(findByDay) };

  function find(aggregate: Aggregate): Coverage {
    if (aggregate.kind === 'closing') return since(aggregate.column === 'seats' ? state.seatsKnownSince : state.invitesKnownSince);
    const on = surfacesOf(aggregate);
    return joined([
      ...state.sources.filter(({ feeds }) => canFeed(feeds, aggregate, on)).flatMap((source) => coveredByEvents(source, calendar, today)),
      ...coveredByDayCounts(aggregate, on),
    ]);
  }

  function coveredByDayCounts(aggregate: Aggregate, on: readonly Surface[]): readonly Period[] {
    return state.sources.filter(({ feeds }) => canFeedByDays(feeds, aggregate, on)).flatMap((source) => coveredByDays(source, today));
  }

  function findByDay(aggregate: Aggregate): Coverage {
    return joined(surfacesOf(aggregate).flatMap((surface) => {
      const byDay = joined(coveredByDayCounts(aggregate, [surface]));
      return byDay.length === 0 ? [] : without(byDay, countedFromEvents(state, calendar, aggregate, surface));
    }));
  }
}

/** A report asks for every cell; what is known of an aggregate is the same for all of them. */
function remembered(find: (aggregate: Aggregate) => Coverage): (aggregate: Aggregate) => Coverage {
  const found = new Map<Aggregate, Coverage>();
  return (aggregate) => {
    const coverage = found.get(aggregate) ?? find(aggregate);
    found.set(aggregate, coverage);
    return coverage;
  };
}

/** The days of one that are not among those of another. */
export function without(coverage: Coverage, taken: Coverage): Coverage {
  return taken.reduce<Coverage>(
    (left, gone) =>
      left.flatMap((run) => {
        if (run.to < gone.from || gone.to < run.from) return [run];
        const before = { from: run.from, to: earlier(run.to, addDays(gone.from, -1)) };
        const after = { from: later(run.from, addDays(gone.to, 1)), to: run.to };
        return [before, after].filter(({ from, to }) => from <= to);
      }),
    coverage,
  );
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
