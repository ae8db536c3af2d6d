import { calendar, dayFromNumber, dayNumber, ended, millisecondsADay, type Instant, type Organisation } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { activityDays, activityNoted, activityReading, type ActivityRow } from './activity-days.js';
import { additionsIn, changesIn, millisecondsAnHour, otherCommitsIn, type Added, type Hour } from './changes.js';
import { grouped, rowsIn, TooMuch, type DaySegment } from './columns.js';
import type { DayReader } from './day-reader.js';
import { gathering, grown } from './growing.js';
import { heldNothingIn, kept, type Held, type Kept } from './held.js';
import { sealedDaysIn } from './sealed-days.js';
import { sealingDay } from './sealing.js';
import { spendDays, spendNoted, spendReading, type SpendDays, type SpendRow } from './spend-days.js';

/** The days of all organisations that are in memory, as the ledger has them whenever they are asked for. */
export interface Holding {
  /** What is held of an organisation now. */
  of(ledger: number, organisation: Pick<Organisation, 'timeZone'>): Held;
  /** All of an organisation's that some days need, as it is now; `null` where there is no room for it. */
  with(ledger: number, organisation: Pick<Organisation, 'timeZone'>, fact: Kept, days: readonly number[]): Held | null;
  readonly ofSpend: Pick<SpendDays, 'hasLongLines'>;
  /** Whether there is room for somebody who asks, with a part of all memory to spare. */
  hasRoom(spare?: number): boolean;
  /** Takes in what is different since the last time. */
  catchUp(): void;
  /** Another number whenever an organisation's facts have become others. */
  versionOf(ledger: number): number;
  /** Makes the days that will be asked for, as far as they are so many before the last one, a part of a day at each step. What nobody waits for takes no more room than is left, and gives it to whoever asks. */
  ahead(ledger: number, organisation: Pick<Organisation, 'timeZone'>, isAwaited: boolean, daysBack: number): Iterable<void>;
  /**
   * Makes some of the days that are over ready for the file, in steps. What it answers with writes those of which nothing has
   * changed since, in one transaction, and answers how many are left.
   */
  sealing(now: Instant): Generator<void, () => number>;
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

/** Where something had no room, it is tried again from the beginning after so many questions: texts of days that are gone take room, too. */
const questionsBetween = 2_000;
const isDue = ({ tooMany, questions }: Held): boolean => questions >= questionsBetween && Math.min(...Object.values(tooMany)) < Infinity;

/** No more days than these are made when they are asked for, where they have no more rows than these together. */
const daysAtOnce = 8;
const rowsAtOnce = 2_000;
/** A day is read in parts of about so many rows, one at each step, and in no more parts than these, which it has where it is not known how many rows days have. */
const rowsAPart = 1_000;
const partsMost = 96;
/** Days of so many rows together are written into the file at once. */
const rowsSealedAtOnce = 4_000;
/** How often a day that changes while it is made is begun again, before it is made at once. */
const triesMost = 3;

/** The connections that columns hang by. */
export interface CubeConnections {
  /** The one that writes, which notes what changes. */
  readonly database: Database;
  /** The one that is asked, */
  readonly answers: Database;
  /** and whether its moment is another than when that was asked last, and all that was noted has been committed before it. */
  isLater(): boolean;
}

/** A day of a fact of what is held. */
interface OfADay {
  readonly ledger: number;
  readonly held: Held;
  readonly fact: Kept;
  readonly number: number;
}

export function holdingOver({ database, answers, isLater }: CubeConnections, bytesMax: number): Holding {
  const changed = changesIn(database);
  const additions = { activity: additionsIn<ActivityRow>(database, activityNoted), spend: additionsIn<SpendRow>(database, spendNoted) };
  const haveOthers = otherCommitsIn(database);
  const ofSpend = spendDays(answers);
  const readers = { activity: activityDays(answers), spend: ofSpend };
  const readings = [activityReading, spendReading];
  const [sealedDays, intoFile] = [sealedDaysIn(answers, readings), sealedDaysIn(database, readings)];
  const heldNothing = heldNothingIn(answers, bytesMax);
  /** Those that nobody has asked for yet, and then those asked for longest ago, first. */
  const organisations = new Map<number, Held>();
  const versions = new Map<number, number>();
  /** How often somebody else has changed something. */
  let others = 0;
  let daysMade = 0;
  const bytesOfAll = (): number => [...organisations.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const isFull = (spare = 0): boolean => bytesOfAll() >= bytesMax * (1 - spare);

  /** Whether there is room for somebody who asks, for whom those go that nobody has asked for yet. */
  function hasRoom(spare = 0): boolean {
    if (!isFull(spare)) return true;
    for (const [ledger, { isAwaited }] of organisations) {
      if (isAwaited) continue;
      organisations.delete(ledger);
      if (!isFull(spare)) return true;
    }
    return false;
  }

  function catchUp(): void {
    if (isLater()) takeChanges();
  }

  function takeChanges(): void {
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
      held.clear();
    }
    for (const [held, number] of heldAround([...hours, ...addedTo])) held.changes.changed(number);
    for (const [held, number] of heldAround(hours)) for (const fact of kept) held.open(fact, number);
    for (const [held, number] of heldAround(addedTo)) {
      for (const fact of kept) {
        held.stirred[fact].add(number);
        if (added[fact] === null || !held.has(fact, number)) held.open(fact, number);
        else held.unseal(fact, number);
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
        const before = held.day(fact, number);
        if (before === undefined) continue;
        const rows = ofDay.flatMap(({ row, isWithin }) => (isWithin ? [row] : []));
        const runs = before === null || !hasRoom() ? null : orNullAtOnce(() => reader.added(before, rows, held.vocabulary));
        const after = before === null || runs === null ? null : orNullAtOnce(() => grown(before, runs, rows.length < ofDay.length));
        if (before === null || runs === null || after === null) {
          held.open(fact, number);
          continue;
        }
        held.replace(fact, number, before, after, runs);
        held.unseal(fact, number);
      }
    }
  }

  function heldOf(ledger: number, organisation: Pick<Organisation, 'timeZone'>, isAwaited = true): Held {
    catchUp();
    const known = organisations.get(ledger);
    const held = known?.zone === organisation.timeZone && !isDue(known) ? known : heldNothing(ledger, organisation);
    if (isAwaited) {
      held.isAwaited = true;
      organisations.delete(ledger);
      organisations.set(ledger, held);
    } else if (held !== known) {
      const others = [...organisations].filter(([other]) => other !== ledger);
      organisations.clear();
      for (const [other, of] of [[ledger, held] as const, ...others]) organisations.set(other, of);
    }
    return held;
  }

  function hold(ledger: number, organisation: Pick<Organisation, 'timeZone'>, fact: Kept, days: readonly number[]): Held | null {
    const held = heldOf(ledger, organisation);
    held.questions += 1;
    if (days.length >= held.tooMany[fact]) return null;
    const missing = days.filter((number) => !held.has(fact, number));
    const needed = new Set(missing.length === 0 ? [] : days);
    for (const number of missing) {
      if (!makeRoom(held, fact, needed)) {
        for (const added of missing) held.forget(fact, added);
        held.tooMany[fact] = days.length;
        return null;
      }
      make(held, ledger, fact, number);
    }
    return held;
  }

  /** What there is of a day, and whether the file had it. */
  function* found(held: Held, ledger: number, fact: Kept, number: number, parts: number): Generator<void, { readonly isSealed: boolean; readonly segment: DaySegment | null }> {
    const sealed = yield* sealedDays.reading({ ledger, fact, number, timeZone: held.zone }, held.vocabulary);
    return sealed === null ? { isSealed: false, segment: yield* orNull(readers[fact].reading(ledger, { timeZone: held.zone }, dayFromNumber(number), held.vocabulary, parts)) } : { isSealed: true, segment: sealed };
  }

  function keep(held: Held, fact: Kept, number: number, { isSealed, segment }: { readonly isSealed: boolean; readonly segment: DaySegment | null }): void {
    if (!isSealed) daysMade += 1;
    held.keep(fact, number, segment);
    if (!isSealed) held.unseal(fact, number);
  }

  const make = (held: Held, ledger: number, fact: Kept, number: number): void => keep(held, fact, number, ended(found(held, ledger, fact, number, 1)));

  /** Makes a day in steps, between which others have their turns; false where it is to be begun again, since something of it changed meanwhile. */
  function* making(held: Held, ledger: number, fact: Kept, number: number): Generator<void, boolean> {
    const rows = held.rowsMost[fact] ?? Infinity;
    const before = held.changes.lastOf(number);
    const made = yield* found(held, ledger, fact, number, Math.min(partsMost, Math.max(1, Math.ceil(rows / rowsAPart))));
    // All that was committed before the last of it was read.
    catchUp();
    if (held.changes.lastOf(number) !== before || organisations.get(ledger) !== held) return false;
    // Somebody who could not wait may have made it.
    if (!held.has(fact, number)) keep(held, fact, number, made);
    return true;
  }

  /**
   * Lets go of the organisations that were asked for longest ago, and then of days of the same fact that nobody asks for now;
   * false where what is asked for takes all there is.
   */
  function makeRoom(held: Held, fact: Kept, needed: ReadonlySet<number>): boolean {
    if (!hasRoom()) for (const other of organisations.values()) other.clear();
    for (const [ledger, other] of organisations) {
      if (hasRoom()) return true;
      if (other !== held) organisations.delete(ledger);
    }
    for (const number of hasRoom() ? [] : held.numbers(fact)) if (!needed.has(number)) held.forget(fact, number);
    return hasRoom();
  }

  /** A day as if it had been read at once; `null`: it is to be, or it has changed meanwhile. */
  function* gathered(held: Held, fact: Kept, number: number): Generator<void, DaySegment | null> {
    const before = held.day(fact, number);
    if (before === undefined || before === null) return null;
    const after = yield* orNull(gathering(before));
    if (held.day(fact, number) !== before) return null;
    if (after === null) held.open(fact, number);
    else if (after !== before) held.replace(fact, number, before, after, []);
    return after;
  }

  return {
    of: heldOf,
    with: hold,
    ofSpend,
    hasRoom,
    catchUp,
    versionOf(ledger) {
      catchUp();
      return (versions.get(ledger) ?? 0) + others;
    },
    *ahead(ledger, organisation, isAwaited, daysBack) {
      // Whoever has asked meanwhile has the rest made themselves.
      const isOver = (): boolean => !isAwaited && (isFull() || organisations.get(ledger)?.isAwaited === true);
      if (isOver()) return;
      const { ahead: due, lastDay, rowsMost } = heldOf(ledger, organisation, isAwaited);
      const sumOf = (of: (fact: Kept) => number): number => kept.reduce((sum, fact) => sum + (due[fact].size === 0 ? 0 : of(fact)), 0);
      if (sumOf((fact) => due[fact].size) <= daysAtOnce && sumOf((fact) => due[fact].size * (rowsMost[fact] ?? Infinity)) <= rowsAtOnce) return;
      while (!isOver() && heldOf(ledger, organisation, isAwaited).vocabulary.who.catchUpSome()) yield;
      for (const [fact, number] of kept.flatMap((one) => [...due[one]].filter((day) => day >= lastDay - daysBack).sort((a, b) => b - a).map((day) => [one, day] as const))) {
        for (let tries = 1; ; tries += 1) {
          if (isOver()) return;
          // Whatever happened since the step before is known first.
          const held = heldOf(ledger, organisation, isAwaited);
          if (isAwaited && !hasRoom()) for (const one of kept) held.ahead[one].clear();
          if (!held.ahead[fact].has(number)) break;
          if (held.has(fact, number)) held.ahead[fact].delete(number);
          else if (tries > triesMost) make(held, ledger, fact, number);
          else if (!(yield* making(held, ledger, fact, number))) continue;
          yield;
          break;
        }
      }
    },
    *sealing(now) {
      // Two days on it is over in every zone.
      const over = (): OfADay[] => [...organisations].flatMap(([ledger, held]) => kept.flatMap((fact) => [...held.unsealed[fact]].flatMap((number) => ((number + 2) * millisecondsADay <= now ? [{ ledger, held, fact, number }] : []))));
      const isSettled = ({ held, fact, number }: OfADay): boolean => !held.stirred[fact].has(number);
      const ready: (OfADay & { readonly segment: DaySegment; readonly content: Buffer })[] = [];
      if (over().length > 0) takeChanges();
      let rows = 0;
      for (const day of over().filter(isSettled)) {
        const { held, fact, number } = day;
        const segment = yield* gathered(held, fact, number);
        if (segment !== null) ready.push({ ...day, segment, content: yield* sealingDay(segment, held.vocabulary) });
        else if ((held.day(fact, number) ?? null) === null) held.unsealed[fact].delete(number);
        rows += segment === null ? 0 : rowsIn(segment);
        if (rows >= rowsSealedAtOnce) break;
        yield;
      }
      return () => {
        const written = ready.length === 0 ? [] : database.transaction(() => {
          // Somebody else may have committed. From here on what is held is what the ledger says.
          takeChanges();
          const same = ready.filter((day) => organisations.get(day.ledger) === day.held && day.held.day(day.fact, day.number) === day.segment && isSettled(day));
          for (const { ledger, held, fact, number, content } of same) intoFile.write({ ledger, fact, number, timeZone: held.zone }, content);
          return same;
        }).immediate();
        for (const { held, fact, number } of written) held.unsealed[fact].delete(number);
        for (const { stirred } of organisations.values()) for (const fact of kept) stirred[fact].clear();
        return over().length;
      };
    },
    size() {
      const all = [...organisations.values()];
      const count = (of: (held: Held, fact: Kept) => number): number => all.reduce((sum, held) => sum + kept.reduce((own, fact) => own + of(held, fact), 0), 0);
      return { bytes: bytesOfAll(), bytesMax, days: count((held, fact) => held.size(fact)), daysAhead: count(({ ahead }, fact) => ahead[fact].size), daysUnsealed: count(({ unsealed }, fact) => unsealed[fact].size), daysMade };
    },
  };
}

/** What is made of a day in steps; `null` where it holds more than columns can. */
function* orNull<Made>(steps: Generator<void, Made>): Generator<void, Made | null> {
  try {
    return yield* steps;
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}

/** The same at once. */
function orNullAtOnce<Made>(read: () => Made): Made | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}

/** The days that facts of an hour can be on: those it lies in, and the one of the same date in UTC, for what is of a whole day. */
function daysAround(hour: number, timeZone: string): ReadonlySet<number> {
  const zone = calendar(timeZone);
  // Before 1970 whole numbers are cut towards it.
  const [first, last] = [(hour < 1 ? hour - 1 : hour) * millisecondsAnHour, (hour + 1) * millisecondsAnHour - 1];
  return new Set([dayNumber(zone.dayOf(first)), dayNumber(zone.dayOf(last)), Math.floor(first / millisecondsADay), Math.floor(last / millisecondsADay)]);
}
