import { calendar, dayNumber, type Instant, type Organisation } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { daysAhead } from '../days-ahead.js';
import { ActiveDays } from './active-days.js';
import { ChangedDays } from './changed-days.js';
import { bytesIn, bytesOf, rowsIn, vocabularyOf, type DaySegment, type Run, type Vocabulary } from './columns.js';
import { KeptCounts } from './kept-counts.js';
import { KeptSets } from './kept-sets.js';
import { KeptSums } from './kept-sums.js';
import { Who } from './who.js';

/** The facts that are kept in columns. */
export type Kept = 'activity' | 'spend';
export const kept: readonly Kept[] = ['activity', 'spend'];
export const isKept = (fact: string): fact is Kept => kept.some((one) => one === fact);

const byFact = <Value>(make: () => Value): Record<Kept, Value> => ({ activity: make(), spend: make() });

/** What is kept of a day beside its columns. */
const bytesADay = 200;
/** A part of all memory that may be taken by what was counted of one organisation, window by window; and as much day by day. */
const partOfCounts = 32;
/** The same for what windows have met of things that count once. Nothing of it is begun where less is left: days go first. */
export const partOfSets = 16;

/** An organisation's days by their numbers, in one zone, and what is kept beside them. */
export class Held {
  readonly active = new ActiveDays();
  readonly changes = new ChangedDays();
  readonly counts: KeptCounts;
  readonly sums: KeptSums;
  readonly sets: KeptSets;
  /** Days that are not held and will be asked for. */
  readonly ahead: Readonly<Record<Kept, Set<number>>>;
  /** Days that were made of the ledger and are not in its file. */
  readonly unsealed = byFact(() => new Set<number>());
  /** Days to which facts came since days were last written: more may follow. */
  readonly stirred = byFact(() => new Set<number>());
  /** How many days of a fact are more than there is room for, as far as that was found out. */
  readonly tooMany: Record<Kept, number> = byFact(() => Infinity);
  questions = 0;
  /** How many rows the day of a fact has that has had most; `null` where there was none yet. */
  readonly rowsMost: Record<Kept, number | null> = byFact(() => null);
  /** Whether anybody has asked for it yet. */
  isAwaited = false;
  readonly #days = byFact(() => new Map<number, DaySegment | null>());
  #bytes = 0;

  /** The number of the last day that had a fact when it began. */
  readonly lastDay: number;

  /** @param days The numbers of those that are made ahead, the last first. */
  constructor(readonly zone: string, readonly vocabulary: Vocabulary, days: readonly number[], bytesMax: number) {
    this.counts = new KeptCounts(this.changes, bytesMax / partOfCounts);
    this.sums = new KeptSums(this.changes, bytesMax / partOfCounts);
    this.sets = new KeptSets(bytesMax / partOfSets);
    this.ahead = byFact(() => new Set(days));
    this.lastDay = days[0] ?? -Infinity;
  }

  /** All that it takes of memory. */
  get bytes(): number {
    return this.#bytes + bytesOf(this.vocabulary) + this.active.bytes + this.counts.bytes + this.sums.bytes + this.sets.bytes;
  }

  /** A day; `null`: one that does not fit into columns, `undefined`: it is not held. */
  day(fact: Kept, number: number): DaySegment | null | undefined {
    return this.#days[fact].get(number);
  }

  has(fact: Kept, number: number): boolean {
    return this.#days[fact].has(number);
  }

  numbers(fact: Kept): IterableIterator<number> {
    return this.#days[fact].keys();
  }

  size(fact: Kept): number {
    return this.#days[fact].size;
  }

  keep(fact: Kept, number: number, segment: DaySegment | null): void {
    this.#days[fact].set(number, segment);
    this.#bytes += bytesOfDay(segment);
    this.ahead[fact].delete(number);
    if (segment !== null) this.rowsMost[fact] = Math.max(this.rowsMost[fact] ?? 0, rowsIn(segment));
  }

  /** A day goes on as another, which has some runs more. */
  replace(fact: Kept, number: number, before: DaySegment, after: DaySegment, added: readonly Run[]): void {
    this.#days[fact].set(number, after);
    this.#bytes += bytesOfDay(after) - bytesOfDay(before);
    this.active.goOn(before, after, added, this.vocabulary.who);
  }

  forget(fact: Kept, number: number): void {
    const segment = this.day(fact, number);
    if (segment === undefined) return;
    this.#bytes -= bytesOfDay(segment);
    if (segment !== null) this.active.forget(segment);
    this.#days[fact].delete(number);
  }

  /** A day is to be read anew. */
  open(fact: Kept, number: number): void {
    this.forget(fact, number);
    this.sets.rewrite(fact, number);
    this.unsealed[fact].delete(number);
    this.ahead[fact].add(number);
  }

  /** What the file had of a day is gone, of every fact. Of a day without facts the ledger says as quickly that there are none. */
  unseal(fact: Kept, number: number): void {
    const segment = this.day(fact, number) ?? null;
    if (segment !== null && (segment.runs.length > 0 || segment.reachesOn)) this.unsealed[fact].add(number);
  }

  /** Lets go of all that can be said again of its days. */
  clear(): void {
    this.active.clear();
    this.counts.clear();
    this.sums.clear();
    this.sets.clear();
  }
}

const bytesOfDay = (segment: DaySegment | null): number => bytesADay + (segment === null ? 0 : bytesIn(segment));

/** An organisation of which nothing is held yet. */
export function heldNothingIn(database: Database, bytesMax: number): (ledger: number, organisation: Pick<Organisation, 'timeZone'>) => Held {
  const spanOf = database.prepare<[number], { first: Instant | null; last: Instant | null }>('SELECT min(r.first_at) AS first, max(r.last_at) AS last FROM runs r JOIN sources s ON s.id = r.source WHERE s.organisation = ?');
  return (ledger, { timeZone }) => {
    const { first = null, last = null } = spanOf.get(ledger) ?? {};
    const zone = calendar(timeZone);
    const [from, to] = first === null || last === null ? [0, -1] : [dayNumber(zone.dayOf(first)), dayNumber(zone.dayOf(last))];
    const numbers = Array.from({ length: Math.min(to - from + 1, daysAhead) }, (_, back) => to - back);
    return new Held(timeZone, vocabularyOf(new Who(database, ledger)), numbers, bytesMax);
  };
}
