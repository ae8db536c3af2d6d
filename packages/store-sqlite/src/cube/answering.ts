import { dayNumber, isMembership, typesOf, type Contribution, type CountDistinct, type Period, type Question, type Sum } from '@pegel/domain';
import type { DirectoryHistory } from '../directory-history.js';
import { around } from '../periods.js';
import type { ActiveDays } from './active-days.js';
import { allowedPeople } from './allowed-people.js';
import { belongingsByDay, type Time } from './belonging-by-day.js';
import type { DaySegment, Run, ThingName, Vocabulary } from './columns.js';
import { inBoth, listingPeople, peopleIn } from './counting-people.js';
import { countingFor, tellingPeople, thingsIn, type Counting } from './counting.js';
import { meeting, type DistinctSets } from './distinct-sets.js';
import { filteringFor } from './filtering.js';
import { OpenRun } from './open-run.js';
import { having, splittingFor, type Split, type Splitting } from './splitting.js';
import type { Who } from './who.js';
import type { Windows } from './windows.js';

/** One number that was counted. */
export interface Counted {
  /** Index into the question's periods. */
  readonly period: number;
  readonly key: string | null;
  readonly value: bigint;
}

/** Who has a part in a number, as the ledger numbers people. */
export type Behind = Pick<Contribution, 'period' | 'key' | 'people'>;

/** The days of a question, in order. */
export interface Found {
  readonly vocabulary: Vocabulary;
  readonly active: ActiveDays;
  readonly segments: readonly DaySegment[];
}

/** What of each number is added up; `null`: all of it. */
export type Part = ((value: number) => number) | null;

export interface Counts {
  readonly windows: Windows;
  readonly time: Time;
  readonly except: readonly Uint32Array[] | null;
  readonly part: Part;
  /** Whether something may be kept beside the days. */
  hasRoom(): boolean;
}

export function countIn({ vocabulary, active, segments }: Found, question: Question, counted: Sum | CountDistinct, { windows, time, except, part, hasRoom }: Counts): readonly Counted[] | null {
  const { who } = vocabulary;
  if (isOfPeopleAlone(question, counted)) {
    const allowed = allowedPeople(question, who, time);
    const kind = { name: JSON.stringify(counted.where), has: countingIn(counted) };
    const days = segments.map((segment, place) => {
      allowed?.moveTo(place);
      return inBoth(active.of(segment, kind, who, hasRoom), allowed?.bits ?? null);
    });
    return [...peopleIn(windows, days, except)].flatMap((value, period) => (value === 0 ? [] : [{ period, key: null, value: BigInt(value) }]));
  }
  const splitting = splittingFor(question, vocabulary, time);
  const counting = countingFor(counted, { windows, people: who.people, isSplit: question.by !== null, except, sizeOf: (thing) => sizeIn(vocabulary, thing) }, part);
  goThrough({ vocabulary, active, segments }, question, counted, time, splitting, (place, open, split) => counting.take(place, open, split));
  const keys = splitting.keys();
  return counting.counted()?.flatMap((values, number) => [...(values ?? [])].flatMap((value, period): Counted[] => (value === 0 ? [] : [{ period, key: keys[number] ?? null, value: BigInt(value) }]))) ?? null;
}

/** Whether people are counted by nothing but who they are and what they belong to: then those of each day are known already. */
export const isOfPeopleAlone = ({ by, where }: Question, counted: Sum | CountDistinct): boolean => counted.kind === 'countDistinct' && counted.entity === 'person' && by === null && [...where.keys()].every((dimension) => dimension === 'person' || isMembership(dimension));

/** Below which number things are. */
export const sizeIn = ({ who, things }: Vocabulary, thing: ThingName | 'person'): number => (thing === 'person' ? who.size : things[thing].size);

/** Adds what an aggregate counts once of a question to sets. */
export function meetIn(sets: DistinctSets, found: Found, question: Question, counted: CountDistinct, time: Time): void {
  const { vocabulary } = found;
  const splitting = splittingFor(question, vocabulary, time);
  const keyOf = (number: number): string | null => splitting.keys()[number] ?? null;
  goThrough(found, question, counted, time, splitting, meeting(sets, { thingsOf: thingsIn(counted), people: vocabulary.who.people, size: sizeIn(vocabulary, counted.entity), keyOf }));
}

/** Shows the rows that an aggregate counts of a question, run by run, each day in its turn. */
function goThrough({ vocabulary, segments }: Found, question: Question, counted: Sum | CountDistinct, time: Time, splitting: Splitting, take: (place: number, open: OpenRun, split: Split) => void): void {
  const filtering = filteringFor(question, vocabulary, time);
  const counts = countingIn(counted);
  const open = new OpenRun();
  for (const [place, { runs }] of segments.entries()) {
    filtering.moveTo(place);
    splitting.moveTo(place);
    for (const run of runs) {
      if (!counts(run)) continue;
      open.open(run);
      take(place, open, splitting.split(open, filtering.rowsOf(open)));
    }
  }
}

/** `null` where numbers below nought have a part: of a row that adds up to nought they say nothing. */
export function behindIn(found: Found, question: Question, counted: Sum | CountDistinct, { windows, time, except }: Counts): readonly Behind[] | null {
  const { who } = found.vocabulary;
  const splitting = splittingFor(question, found.vocabulary, time);
  const given = { windows, people: who.people, isSplit: question.by !== null, except, sizeOf: () => who.size };
  const told: number[][][] = [];
  const listing = question.by === null ? listingPeople(given, who.size) : null;
  const byKey = listing === null ? tellingPeople(given, (key, window, person) => ((told[key] ??= [])[window] ??= []).push(person)) : null;
  const take: Counting['take'] = (place, open, split) => (listing ?? byKey)?.take(place, open, split);
  let isSure = true;
  goThrough(found, question, counted, time, splitting, (place, open, split) => {
    if (counted.kind === 'countDistinct' && counted.entity === 'person') return take(place, open, split);
    const column = counted.kind === 'sum' ? open.sum(counted.column) : counted.entity === 'person' ? undefined : open.thing(counted.entity);
    const total = counted.kind === 'sum' ? open.run.totals[counted.column] : undefined;
    if (total !== undefined && total.sum !== total.most) isSure = false;
    if (column !== undefined) take(place, open, having(split, column));
  });
  if (!isSure) return null;
  byKey?.counted();
  const keys = splitting.keys();
  const behind: Behind[] = [];
  for (const [key, windowsOf] of (listing === null ? told : [listing.listed()]).entries()) {
    for (const [period, people] of (windowsOf ?? []).entries()) if (people !== undefined && people.length > 0) behind.push({ period, key: keys[key] ?? null, people: Uint32Array.from(people).map((person) => who.persons[person] ?? 0) });
  }
  return behind;
}

interface Seated {
  readonly whoVersion: number;
  readonly size: number;
  readonly days: Map<number, Uint32Array>;
}

const seatedIn = new WeakMap<DirectoryHistory, WeakMap<Who, Seated>>();

/** For each period, who has a seat in the directory of its last day, as a set of bits; found once, as long as directories and people are what they were. */
export function seatedBy(periods: readonly Period[], who: Who, history: DirectoryHistory): Uint32Array[] {
  const ofHistory = seatedIn.get(history) ?? new WeakMap<Who, Seated>();
  seatedIn.set(history, ofHistory);
  const before = ofHistory.get(who);
  const known = before?.whoVersion === who.version && before.size === who.size ? before : { whoVersion: who.version, size: who.size, days: new Map<number, Uint32Array>() };
  ofHistory.set(who, known);
  const days = [...new Set(periods.map(({ to }) => dayNumber(to)))].sort((a, b) => a - b);
  if (!days.every((day) => known.days.has(day))) {
    const seats = belongingsByDay('seat', who, { history, days, around: around(periods) }, () => 1, 0, 0);
    let last: Uint32Array = new Uint32Array((seats.now.length + 31) >>> 5);
    for (const [place, day] of days.entries()) {
      const moved = seats.moveTo(place);
      // A set stands for as many days as nobody got a seat or lost one.
      if (moved.length > 0) last = last.slice();
      for (const person of moved) last[person >>> 5] = (last[person >>> 5] ?? 0) ^ (1 << (person & 31));
      known.days.set(day, last);
    }
  }
  return periods.map(({ to }) => known.days.get(dayNumber(to)) ?? noSeats);
}

const noSeats = new Uint32Array();

/** Whether the facts of a run are among those that are counted at all. */
function countingIn({ where }: Sum | CountDistinct): (run: Run) => boolean {
  const types: readonly string[] = typesOf(where);
  const costTypes: readonly string[] | undefined = where.costType === undefined ? undefined : [where.costType].flat();
  return ({ type, surface, costType }) => (type === null || types.includes(type)) && (where.surface === undefined || where.surface === surface) && (costType === null || costTypes?.includes(costType) !== false);
}
