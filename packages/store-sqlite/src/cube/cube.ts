import { asksForSeats, bases, dayFromNumber, factOf, isMembership, windowOf, type Aggregate, type Basis, type Day, type Instant, type Organisation, type Period, type Question } from '@pegel/domain';
import type { DirectoryHistory } from '../directory-history.js';
import { around } from '../periods.js';
import { behindIn, countIn, isOfPeopleAlone, meetIn, seatedBy, sizeIn, type Behind, type Counted, type Found, type Part } from './answering.js';
import { basesOf, type DaySegment } from './columns.js';
import { everybodyIn, type Share } from './everybody.js';
import { isKept, partOfSets, type Kept } from './held.js';
import { holdingOver, type CubeConnections, type CubeSize } from './holding.js';
import { windowsOf, type Windows } from './windows.js';

/** How much memory the columns of all organisations may take, where nothing else is said. */
export const cubeBytesUsual = 256 * 2 ** 20;

/** Where what is asked is. */
interface Where {
  readonly ledger: number;
  readonly history: DirectoryHistory;
}

/**
 * The facts of the days that were asked for, in columns in memory. It is made of the ledger or of what was sealed of it, and
 * says what SQL over the ledger says. Before anything is answered, days take in what came to them since, and what was
 * changed otherwise is read anew.
 */
export interface Cube {
  /** What an aggregate counts of a question; `null` where it cannot say. */
  count(question: Question, aggregate: Aggregate, where: Where): readonly Counted[] | null;
  /** Who has a part in what an aggregate counts, with facts that are not nought; `null` where it cannot say. */
  behind(question: Question, aggregate: Aggregate, where: Where): readonly Behind[] | null;
  /** For each period, on how many of its days facts count on which basis; `null` where it cannot say. */
  bases(question: Question, ledger: number): readonly Readonly<Partial<Record<Basis, number>>>[] | null;
  /** What everybody's facts of a period come to, as it is now, piece by piece; `null` where it cannot say. */
  everybody(organisation: Organisation, ledger: number, period: Period, namedSince: Day | null): Generator<readonly Share[]> | null;
  /** Takes in what is different since the last time; whatever is asked does so first. */
  catchUp(): void;
  /** Another number whenever an organisation's facts have become others. */
  versionOf(ledger: number): number;
  /** Another text whenever facts of some days, or whom they are of, may have become others; `null` where that hangs by more than these days. */
  stampOf(organisation: Organisation, ledger: number, days: Period): string | null;
  /**
   * Makes the days that will be asked for, a day at each step, so that whoever waits for them can let others go first. Where
   * nobody waits, they take no more room than is left, and give it to whoever asks.
   */
  ahead(organisation: Organisation, ledger: number, isAwaited?: boolean, daysBack?: number): Iterable<void>;
  /** The last day that is made ahead; `null` where there is none. */
  lastDayOf(organisation: Organisation, ledger: number): Day | null;
  /**
   * Makes some of the days that are over ready for the file, in steps. What it answers with writes them, in one transaction, and
   * answers how many are left. What something came to since the last time, or meanwhile, is left until the next.
   */
  sealing(now: Instant): Generator<void, () => number>;
  size(): CubeSize;
}

/** Beyond this a question is about a time of which nothing but its length is known. */
const daysMax = 4_000;
/** What is not whole within its day ends at most so many days later, also where a clock changes. */
const daysBefore = 2;

export function cubeOver(connections: CubeConnections, bytesMax = cubeBytesUsual): Cube {
  const holding = holdingOver(connections, bytesMax);
  const { ofSpend, hasRoom } = holding;

  /** The days of some windows, one after the other; `null` where something of them is in none. */
  function segmentsOf(ledger: number, organisation: Organisation, fact: Kept, { days }: Windows): Found | null {
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) {
      const { vocabulary, active } = holding.of(ledger, organisation);
      return { vocabulary, active, segments: [] };
    }
    if (days.length > daysMax || (fact === 'spend' && ofSpend.hasLongLines(ledger, organisation, { from: dayFromNumber(first), to: dayFromNumber(last) }))) return null;
    const before = fact === 'activity' ? [] : days.filter((day, place) => days[place - 1] !== day - 1).flatMap((day) => Array.from({ length: daysBefore }, (_, back) => day - back - 1));
    const held = holding.with(ledger, organisation, fact, [...before, ...days]);
    if (held === null) return null;
    const segmentOn = (number: number): DaySegment | null => held.day(fact, number) ?? null;
    if (before.some((number) => segmentOn(number)?.reachesOn !== false)) return null;
    const segments = days.map(segmentOn);
    return segments.every((segment) => segment !== null && !segment.reachesOn) ? { vocabulary: held.vocabulary, active: held.active, segments: segments.filter((segment) => segment !== null) } : null;
  }

  /** What an aggregate is counted over; `null` where that cannot be said. */
  function over(question: Question, aggregate: Aggregate, { ledger, history }: Where) {
    const counted = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
    if (counted.kind === 'closing' || !isKept(counted.fact)) return null;
    const periods = question.periods.map((period) => windowOf(aggregate, period));
    const windows = windowsOf(periods);
    const found = segmentsOf(ledger, question.organisation, counted.fact, windows);
    if (found === null) return null;
    const time = { history, days: windows.days, around: around(periods) };
    const except = asksForSeats(aggregate) ? seatedBy(question.periods, found.vocabulary.who, history) : null;
    return { counted, found, windows, time, except };
  }

  function count(question: Question, aggregate: Aggregate, where: Where): readonly Counted[] | null {
    const { organisation, periods, by } = question;
    const fact = factOf(aggregate);
    if (!isKept(fact)) return null;
    // Of a line that reaches over days after its own no change of these tells.
    if (fact === 'spend' && periods.length > 0 && ofSpend.hasLongLines(where.ledger, organisation, around(periods))) return null;
    const depends = [by, ...question.where.keys()].some((dimension) => dimension !== null && isMembership(dimension)) || asksForSeats(aggregate) ? where.history.version : '';
    const name = JSON.stringify([aggregate, by, [...question.where], question.namedSince ?? null, depends]);
    const asked = { name: `${name} ${textOf(periods)}`, amount: periods.length, windowOf: (place: number) => windowOf(aggregate, periods[place] ?? noDays) };
    const held = holding.of(where.ledger, organisation);
    const dayByDay = (some: readonly Period[]) => held.sums.of(name, some, (days) => countAnew({ ...question, periods: days.map(periodOf) }, aggregate, where));
    return held.counts.of(asked, (places, isAgain) => {
      const own = places.flatMap((place) => periods[place] ?? []);
      if (!hasFewKeys(by)) return countAnew({ ...question, periods: own }, aggregate, where);
      if (aggregate.kind === 'sum') return dayByDay(own);
      // What counts once is not added up over days, but a course by day asks for each day alone.
      return apart(own, ({ from, to }) => aggregate.kind === 'countDistinct' && from === to, dayByDay, (others) => countInSets({ ...question, periods: others }, aggregate, where, name, isAgain));
    });
  }

  /** Counts things once in sets that are kept of the windows that are asked for again, or reach to where most comes: of these only what is new is taken in the next time. */
  function countInSets(question: Question, aggregate: Aggregate, where: Where, name: string, isAgain: boolean): readonly Counted[] | null {
    const counted = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
    if (counted.kind !== 'countDistinct' || asksForSeats(aggregate) || isOfPeopleAlone(question, counted)) return countAnew(question, aggregate, where);
    const asked = over(question, aggregate, where);
    if (asked === null) return null;
    const { organisation, periods } = question;
    const { found, windows, time } = asked;
    const size = sizeIn(found.vocabulary, counted.entity);
    const spans = [...windows.first].map((first, window) => [first, (windows.last[window] ?? -1) + 1] as const);
    const ofWindows = spans.map((span) => ({ name, fact: counted.fact, days: windows.days.slice(...span), segments: found.segments.slice(...span), size }));
    const { sets: kept, lastDay } = holding.of(where.ledger, organisation);
    const met = kept.of(ofWindows, ({ days }) => (isAgain || (days.at(-1) ?? -Infinity) >= lastDay) && hasRoom(1 / partOfSets), (sets, days, segments) => meetIn(sets, { ...found, segments }, question, counted, { ...time, days }));
    const inSets = (places: readonly number[]) => places.flatMap((place, period) => (met[place]?.counted() ?? []).map(([key, count]): Counted => ({ period, key, value: BigInt(count) })));
    return apart([...met.keys()], (place) => met[place] !== null, inSets, (places) => countAnew({ ...question, periods: places.flatMap((place) => periods[place] ?? []) }, aggregate, where));
  }

  function countAnew(question: Question, aggregate: Aggregate, where: Where): readonly Counted[] | null {
    const asked = over(question, aggregate, where);
    if (asked === null) return null;
    const { counted, found, windows, time, except } = asked;
    const counting = (part: Part) => countIn(found, question, counted, { windows, time, except, part, hasRoom });
    const whole = counting(null);
    if (whole !== null) return whole;
    // Too much for one number: what is above a limb and what is below are added up apart.
    const [high, low] = [counting((value) => Math.trunc(value / limb)), counting((value) => value % limb)];
    return high === null || low === null ? null : [...high.map(({ value, ...place }) => ({ ...place, value: value * BigInt(limb) })), ...low];
  }

  /** For each period, on how many of its days facts count on which basis. */
  function countBases(ledger: number, organisation: Organisation, periods: readonly Period[]): readonly Counted[] | null {
    const windows = windowsOf(periods);
    const found = segmentsOf(ledger, organisation, 'spend', windows);
    if (found === null) return null;
    const days = periods.map(() => new Map<Basis, bigint>());
    for (const [place, segment] of found.segments.entries()) for (const window of windows.at[place] ?? []) for (const basis of basesOf(segment)) days[window]?.set(basis, (days[window].get(basis) ?? 0n) + 1n);
    return days.flatMap((ofPeriod, period) => [...ofPeriod].map(([key, value]): Counted => ({ period, key, value })));
  }

  return {
    count,
    behind(question, aggregate, where) {
      const asked = over(question, aggregate, where);
      return asked === null ? null : behindIn(asked.found, question, asked.counted, { ...asked, part: null, hasRoom: () => true });
    },
    bases({ organisation, periods }, ledger) {
      if (periods.length > 0 && ofSpend.hasLongLines(ledger, organisation, around(periods))) return null;
      const asked = { name: `bases ${textOf(periods)}`, amount: periods.length, windowOf: (place: number) => periods[place] ?? noDays };
      const counted = holding.of(ledger, organisation).counts.of(asked, (places) => countBases(ledger, organisation, places.flatMap((place) => periods[place] ?? [])));
      if (counted === null) return null;
      const days = periods.map((): Partial<Record<Basis, number>> => ({}));
      for (const { period, key, value } of counted) {
        const [found, basis] = [days[period], bases.find((one) => one === key)];
        if (found !== undefined && basis !== undefined) found[basis] = Number(value);
      }
      return days;
    },
    everybody(organisation, ledger, period, namedSince) {
      const windows = windowsOf([period]);
      const found = segmentsOf(ledger, organisation, 'spend', windows);
      return found === null ? null : everybodyIn(found, windows.days, namedSince);
    },
    catchUp: holding.catchUp,
    versionOf: holding.versionOf,
    stampOf(organisation, ledger, days) {
      // What reaches into these days from others is told of by no day of theirs.
      return ofSpend.hasLongLines(ledger, organisation, days) ? null : holding.of(ledger, organisation).counts.stampOf(days);
    },
    ahead: (organisation, ledger, isAwaited = true, daysBack = Infinity) => holding.ahead(ledger, organisation, isAwaited, daysBack),
    lastDayOf(organisation, ledger) {
      const { lastDay } = holding.of(ledger, organisation);
      return lastDay === -Infinity ? null : dayFromNumber(lastDay);
    },
    sealing: holding.sealing,
    size: holding.size,
  };
}

/** Counts some of all windows in one way, and the others in another. */
function apart<One>(all: readonly One[], isSome: (one: One) => boolean, ofSome: (some: readonly One[]) => readonly Counted[] | null, ofOthers: (others: readonly One[]) => readonly Counted[] | null): readonly Counted[] | null {
  const placesOf = (is: boolean): number[] => all.flatMap((one, place) => (isSome(one) === is ? [place] : []));
  const counted: Counted[] = [];
  for (const [places, count] of [[placesOf(true), ofSome], [placesOf(false), ofOthers]] as const) {
    const own = places.length === 0 ? [] : count(places.flatMap((place) => all[place] ?? []));
    if (own === null) return null;
    for (const { period, ...rest } of own) counted.push({ ...rest, period: places[period] ?? period });
  }
  return counted;
}

/** Whether what is split so has so few keys that each day can have its own sums of them: people, projects and groups are too many. */
const hasFewKeys = (by: Question['by']): boolean => by !== 'person' && by !== 'project' && by !== 'group';

const periodOf = (number: number): Period => {
  const day = dayFromNumber(number);
  return { from: day, to: day };
};

/** What no period is. */
const noDays: Period = { from: '1970-01-01', to: '1970-01-01' };

const texts = new WeakMap<readonly Period[], string>();
/** Periods as a text, written once for all that is asked of them. */
function textOf(periods: readonly Period[]): string {
  const text = texts.get(periods) ?? periods.map(({ from, to }) => `${from} ${to}`).join();
  texts.set(periods, text);
  return text;
}

/** Sums are added up above and below it where one number does not hold them. */
const limb = 1_000_000_000;
