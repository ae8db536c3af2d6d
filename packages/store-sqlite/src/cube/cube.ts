import { asksForSeats, bases, calendar, dayFromNumber, dayNumber, factOf, isMembership, millisecondsADay, windowOf, type Aggregate, type Basis, type Day, type Instant, type Organisation, type Period, type Question } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import type { DirectoryHistory } from '../directory-history.js';
import { around } from '../periods.js';
import { ActiveDays } from './active-days.js';
import { activityDays, activityNoted, activityReading, type ActivityRow } from './activity-days.js';
import { behindIn, countIn, seatedBy, type Behind, type Counted, type Found, type Part } from './answering.js';
import { additionsIn, changesIn, millisecondsAnHour, otherCommitsIn, type Added, type Hour } from './changes.js';
import { basesOf, bytesIn, bytesOf, grouped, TooMuch, vocabularyOf, type DaySegment, type Run, type Vocabulary } from './columns.js';
import type { DayReader } from './day-reader.js';
import { everybodyIn, type Share } from './everybody.js';
import { grown, whole } from './growing.js';
import { KeptCounts } from './kept-counts.js';
import { sealedDaysIn } from './sealed-days.js';
import { spendDays, spendNoted, spendReading, type SpendRow } from './spend-days.js';
import { Who } from './who.js';
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
  /** Another number whenever an organisation's facts have become others. */
  versionOf(ledger: number): number;
  /** Another text whenever facts of some days, or whom they are of, may have become others; `null` where that hangs by more than these days. */
  stampOf(organisation: Organisation, ledger: number, days: Period): string | null;
  /** Makes the days that will be asked for, a day at each step, so that whoever waits for them can let others go first. */
  ahead(organisation: Organisation, ledger: number): Iterable<void>;
  /** Writes days that are over into the file, in one transaction of about so many milliseconds, and answers how many are left. What something came to since the last time is left until the next. */
  seal(now: Instant, milliseconds: number): number;
  size(): CubeSize;
}

export interface CubeSize {
  readonly bytes: number;
  readonly bytesMax: number;
  /** Days of organisations, once for each fact. */
  readonly days: number;
  /** Days that are still to be made of the ledger or read, */
  readonly daysAhead: number;
  /** and those of which the file has none yet. */
  readonly daysUnsealed: number;
  /** How many were made of the ledger so far. */
  readonly daysMade: number;
}

/** The facts that are kept in columns. */
type Kept = 'activity' | 'spend';
const kept: readonly Kept[] = ['activity', 'spend'];
const isKept = (fact: string): fact is Kept => kept.some((one) => one === fact);

/** An organisation's days by their numbers, in one zone. `null`: a day that does not fit into columns. */
interface Held {
  readonly zone: string;
  readonly vocabulary: Vocabulary;
  readonly days: Readonly<Record<Kept, Map<number, DaySegment | null>>>;
  readonly active: ActiveDays;
  readonly counts: KeptCounts;
  /** Days that are not held and will be asked for. */
  readonly ahead: Readonly<Record<Kept, Set<number>>>;
  /** Days that were made of the ledger and are not in its file. */
  readonly unsealed: Readonly<Record<Kept, Set<number>>>;
  /** Days to which facts came since days were last written: more may follow. */
  readonly stirred: Readonly<Record<Kept, Set<number>>>;
  /** How many days of a fact are more than there is room for, as far as that was found out. */
  readonly tooMany: Record<Kept, number>;
  questions: number;
  bytes: number;
}

/** Where something had no room, it is tried again from the beginning after so many questions: texts of days that are gone take room, too. */
const questionsBetween = 2_000;
const isDue = ({ tooMany, questions }: Held): boolean => questions >= questionsBetween && Math.min(...Object.values(tooMany)) < Infinity;

const byFact = <Value>(make: () => Value): Record<Kept, Value> => ({ activity: make(), spend: make() });

/** So many of an organisation's last days are made before they are asked for; days of more than a few changes are, too. */
const daysAheadMax = 400;
const daysAtOnce = 8;

/** Beyond this a question is about a time of which nothing but its length is known. */
const daysMax = 4_000;
/** What is kept of a day beside its columns. */
const bytesADay = 200;
/** What is not whole within its day ends at most so many days later, also where a clock changes. */
const daysBefore = 2;
/** A part of all memory that may be taken by what was counted of one organisation. */
const partOfCounts = 16;

export function cubeOver(database: Database, bytesMax = cubeBytesUsual): Cube {
  const changed = changesIn(database);
  const additions = { activity: additionsIn<ActivityRow>(database, activityNoted), spend: additionsIn<SpendRow>(database, spendNoted) };
  const haveOthers = otherCommitsIn(database);
  const ofSpend = spendDays(database);
  const readers = { activity: activityDays(database), spend: ofSpend };
  const sealedDays = sealedDaysIn(database, [activityReading, spendReading]);
  const spanOf = database.prepare<[number], { first: Instant | null; last: Instant | null }>('SELECT min(r.first_at) AS first, max(r.last_at) AS last FROM runs r JOIN sources s ON s.id = r.source WHERE s.organisation = ?');
  /** Those asked for longest ago first. */
  const organisations = new Map<number, Held>();
  const versions = new Map<number, number>();
  /** How often somebody else has changed something. */
  let others = 0;
  let daysMade = 0;
  const bytesOfAll = (): number => [...organisations.values()].reduce((sum, { bytes, vocabulary, active, counts }) => sum + bytes + bytesOf(vocabulary) + active.bytes + counts.bytes, 0);
  const bytesOfDay = (segment: DaySegment | null): number => bytesADay + (segment === null ? 0 : bytesIn(segment));

  function catchUp(): void {
    const { hours, addedTo, people } = changed();
    const added = { activity: additions.activity(), spend: additions.spend() };
    const isAll = haveOthers(hours.length + addedTo.length + people.length > 0);
    if (isAll) {
      organisations.clear();
      others += 1;
    }
    for (const ledger of new Set([...hours, ...addedTo].map(([ledger]) => ledger))) versions.set(ledger, (versions.get(ledger) ?? 0) + 1);
    for (const [ledger, reference] of people) {
      const held = organisations.get(ledger);
      if (held === undefined || !held.vocabulary.who.knows(reference)) continue;
      held.vocabulary.who.refresh();
      held.active.clear();
      held.counts.clear();
    }
    for (const [held, number] of heldAround([...hours, ...addedTo])) held.counts.changed(number);
    for (const [held, number] of heldAround(hours)) for (const fact of kept) open(held, fact, number);
    for (const [held, number] of heldAround(addedTo)) {
      for (const fact of kept) {
        held.stirred[fact].add(number);
        if (added[fact] === null || !held.days[fact].has(number)) open(held, fact, number);
        else unseal(held, fact, number);
      }
    }
    takeIn('activity', readers.activity, added.activity ?? []);
    takeIn('spend', readers.spend, added.spend ?? []);
  }

  /** The days of what is held that facts of some hours can be on. */
  const heldAround = (hours: readonly Hour[]): (readonly [Held, number])[] =>
    hours.flatMap(([ledger, hour]) => {
      const held = organisations.get(ledger);
      return held === undefined ? [] : [...daysAround(hour, held.zone)].map((number) => [held, number] as const);
    });

  /** Adds facts to the days that they are of. What is not held is read whole once it is asked for. */
  function takeIn<Row extends readonly unknown[]>(fact: Kept, reader: DayReader<Row>, added: readonly Added<Row>[]): void {
    for (const [ledger, own] of grouped(added, ([organisation]) => organisation)) {
      const held = organisations.get(ledger);
      if (held === undefined) continue;
      const organisation = { timeZone: held.zone };
      const placed = own.map(([, at, until, ...row]) => ({ row, ...reader.placeOf(at, until, organisation) }));
      for (const [number, ofDay] of grouped(placed, (one) => one.number)) {
        const before = held.days[fact].get(number);
        if (before === undefined) continue;
        const rows = ofDay.flatMap(({ row, isWithin }) => (isWithin ? [row] : []));
        const runs = before === null || bytesOfAll() >= bytesMax ? null : orNull(() => reader.added(before, rows, held.vocabulary));
        const after = before === null || runs === null ? null : orNull(() => grown(before, runs, rows.length < ofDay.length));
        if (before === null || runs === null || after === null) {
          open(held, fact, number);
          continue;
        }
        replace(held, fact, number, before, after, runs);
        unseal(held, fact, number);
      }
    }
  }

  /** What the file had of a day is gone, of every fact. Of a day without facts the ledger says as quickly that there are none. */
  function unseal(held: Held, fact: Kept, number: number): void {
    const segment = held.days[fact].get(number) ?? null;
    if (segment !== null && (segment.runs.length > 0 || segment.reachesOn)) held.unsealed[fact].add(number);
  }

  /** A day is to be read anew. */
  function open(held: Held, fact: Kept, number: number): void {
    forget(held, held.days[fact], number);
    held.unsealed[fact].delete(number);
    held.ahead[fact].add(number);
  }

  function forget(held: Held, segments: Map<number, DaySegment | null>, number: number): void {
    const segment = segments.get(number);
    if (segment === undefined) return;
    held.bytes -= bytesOfDay(segment);
    if (segment !== null) held.active.forget(segment);
    segments.delete(number);
  }

  /** What is held of an organisation now. */
  function heldOf(ledger: number, organisation: Organisation): Held {
    catchUp();
    const known = organisations.get(ledger);
    const held = known?.zone === organisation.timeZone && !isDue(known) ? known : emptyFor(ledger, organisation);
    organisations.delete(ledger);
    organisations.set(ledger, held);
    return held;
  }

  /** All of an organisation's that some days need, as it is now; `null` where there is no room for it. */
  function hold(ledger: number, organisation: Organisation, fact: Kept, days: readonly number[]): Held | null {
    const held = heldOf(ledger, organisation);
    held.questions += 1;
    if (days.length >= held.tooMany[fact]) return null;
    const segments = held.days[fact];
    const missing = days.filter((number) => !segments.has(number));
    const needed = new Set(missing.length === 0 ? [] : days);
    for (const number of missing) {
      if (!makeRoom(held, segments, needed)) {
        for (const added of missing) forget(held, segments, added);
        held.tooMany[fact] = days.length;
        return null;
      }
      make(held, ledger, fact, number);
    }
    return held;
  }

  /** A day as if it had been read at once; `null`: it is to be. */
  function gathered(held: Held, fact: Kept, number: number): DaySegment | null {
    const before = held.days[fact].get(number);
    if (before === undefined || before === null) return null;
    const after = orNull(() => whole(before));
    if (after === null) open(held, fact, number);
    else if (after !== before) replace(held, fact, number, before, after, []);
    return after;
  }

  function replace(held: Held, fact: Kept, number: number, before: DaySegment, after: DaySegment, added: readonly Run[]): void {
    held.days[fact].set(number, after);
    held.bytes += bytesOfDay(after) - bytesOfDay(before);
    held.active.goOn(before, after, added, held.vocabulary.who);
  }

  function make(held: Held, ledger: number, fact: Kept, number: number): void {
    const sealed = sealedDays.read({ ledger, fact, number, timeZone: held.zone }, held.vocabulary);
    const segment = sealed ?? orNull(() => readers[fact].read(ledger, { timeZone: held.zone }, dayFromNumber(number), held.vocabulary));
    if (sealed === null) daysMade += 1;
    held.days[fact].set(number, segment);
    held.bytes += bytesOfDay(segment);
    held.ahead[fact].delete(number);
    if (sealed === null) unseal(held, fact, number);
  }

  function emptyFor(ledger: number, { timeZone }: Organisation): Held {
    const { first = null, last = null } = spanOf.get(ledger) ?? {};
    const zone = calendar(timeZone);
    const [from, to] = first === null || last === null ? [0, -1] : [dayNumber(zone.dayOf(first)), dayNumber(zone.dayOf(last))];
    const numbers = Array.from({ length: Math.min(to - from + 1, daysAheadMax) }, (_, back) => to - back);
    return {
      zone: timeZone, vocabulary: vocabularyOf(new Who(database, ledger)), days: byFact(() => new Map()), active: new ActiveDays(), counts: new KeptCounts(bytesMax / partOfCounts), ahead: byFact(() => new Set(numbers)), unsealed: byFact(() => new Set()), stirred: byFact(() => new Set()),
      tooMany: byFact(() => Infinity), questions: 0, bytes: 0,
    };
  }

  /**
   * Lets go of the organisations that were asked for longest ago, and then of days of the same fact that nobody asks for now;
   * false where what is asked for takes all there is.
   */
  function makeRoom(held: Held, segments: Map<number, DaySegment | null>, needed: ReadonlySet<number>): boolean {
    if (bytesOfAll() >= bytesMax) {
      for (const { active, counts } of organisations.values()) {
        active.clear();
        counts.clear();
      }
    }
    for (const [ledger, other] of organisations) {
      if (bytesOfAll() < bytesMax) return true;
      if (other !== held) organisations.delete(ledger);
    }
    for (const number of bytesOfAll() < bytesMax ? [] : segments.keys()) if (!needed.has(number)) forget(held, segments, number);
    return bytesOfAll() < bytesMax;
  }

  /** The days of some windows, one after the other; `null` where something of them is in none. */
  function segmentsOf(ledger: number, organisation: Organisation, fact: Kept, { days }: Windows): Found | null {
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return { ...emptyFor(ledger, organisation), segments: [] };
    if (days.length > daysMax || (fact === 'spend' && ofSpend.hasLongLines(ledger, organisation, { from: dayFromNumber(first), to: dayFromNumber(last) }))) return null;
    const before = fact === 'activity' ? [] : days.filter((day, place) => days[place - 1] !== day - 1).flatMap((day) => Array.from({ length: daysBefore }, (_, back) => day - back - 1));
    const held = hold(ledger, organisation, fact, [...before, ...days]);
    if (held === null) return null;
    const segmentOn = (number: number): DaySegment | null => held.days[fact].get(number) ?? null;
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
    const name = `${JSON.stringify([aggregate, by, [...question.where], question.namedSince ?? null, depends])} ${textOf(periods)}`;
    const asked = { name, amount: periods.length, windowOf: (place: number) => windowOf(aggregate, periods[place] ?? noDays) };
    return heldOf(where.ledger, organisation).counts.of(asked, (places) => countAnew({ ...question, periods: places.flatMap((place) => periods[place] ?? []) }, aggregate, where));
  }

  function countAnew(question: Question, aggregate: Aggregate, where: Where): readonly Counted[] | null {
    const asked = over(question, aggregate, where);
    if (asked === null) return null;
    const { counted, found, windows, time, except } = asked;
    const counting = (part: Part) => countIn(found, question, counted, { windows, time, except, part, hasRoom: () => bytesOfAll() < bytesMax });
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
      const counted = heldOf(ledger, organisation).counts.of(asked, (places) => countBases(ledger, organisation, places.flatMap((place) => periods[place] ?? [])));
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
    versionOf(ledger) {
      catchUp();
      return (versions.get(ledger) ?? 0) + others;
    },
    stampOf(organisation, ledger, days) {
      // What reaches into these days from others is told of by no day of theirs.
      return ofSpend.hasLongLines(ledger, organisation, days) ? null : heldOf(ledger, organisation).counts.stampOf(days);
    },
    *ahead(organisation, ledger) {
      const awaited = heldOf(ledger, organisation).ahead;
      if (kept.reduce((sum, fact) => sum + awaited[fact].size, 0) <= daysAtOnce) return;
      for (const [fact, number] of kept.flatMap((one) => [...awaited[one]].sort((a, b) => b - a).map((day) => [one, day] as const))) {
        // Whatever happened since the step before is known first.
        const held = heldOf(ledger, organisation);
        if (bytesOfAll() >= bytesMax) for (const one of kept) held.ahead[one].clear();
        if (!held.ahead[fact].has(number)) continue;
        if (held.days[fact].has(number)) held.ahead[fact].delete(number);
        else make(held, ledger, fact, number);
        yield;
      }
    },
    seal(now, milliseconds) {
      // Two days on it is over in every zone.
      const over = () => [...organisations].flatMap(([ledger, held]) => kept.flatMap((fact) => [...held.unsealed[fact]].flatMap((number) => ((number + 2) * millisecondsADay <= now ? [{ ledger, held, fact, number }] : []))));
      const due = () => over().filter(({ held, fact, number }) => !held.stirred[fact].has(number));
      if (over().length === 0) return 0;
      const end = performance.now() + milliseconds;
      catchUp();
      const written = due().length === 0 ? [] : database.transaction(() => {
        // Somebody else may have committed. From here on what is held is what the ledger says.
        catchUp();
        const days = due();
        let count = 0;
        for (const { ledger, held, fact, number } of days) {
          const segment = gathered(held, fact, number);
          if (segment !== null) sealedDays.write({ ledger, fact, number, timeZone: held.zone }, segment, held.vocabulary);
          count += 1;
          if (performance.now() >= end) break;
        }
        return days.slice(0, count);
      }).immediate();
      for (const { held, fact, number } of written) held.unsealed[fact].delete(number);
      for (const { stirred } of organisations.values()) for (const fact of kept) stirred[fact].clear();
      return over().length;
    },
    size() {
      const all = [...organisations.values()];
      const count = (of: (held: Held) => Readonly<Record<Kept, { readonly size: number }>>): number => all.reduce((sum, held) => sum + kept.reduce((own, fact) => own + of(held)[fact].size, 0), 0);
      return { bytes: bytesOfAll(), bytesMax, days: count(({ days }) => days), daysAhead: count(({ ahead }) => ahead), daysUnsealed: count(({ unsealed }) => unsealed), daysMade };
    },
  };
}

/** What is made of a day; `null` where it holds more than columns can. */
function orNull<Made>(read: () => Made): Made | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}

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

/** The days that facts of an hour can be on: those it lies in, and the one of the same date in UTC, for what is of a whole day. */
function daysAround(hour: number, timeZone: string): ReadonlySet<number> {
  const zone = calendar(timeZone);
  // Before 1970 whole numbers are cut towards it.
  const [first, last] = [(hour < 1 ? hour - 1 : hour) * millisecondsAnHour, (hour + 1) * millisecondsAnHour - 1];
  return new Set([dayNumber(zone.dayOf(first)), dayNumber(zone.dayOf(last)), Math.floor(first / millisecondsADay), Math.floor(last / millisecondsADay)]);
}
