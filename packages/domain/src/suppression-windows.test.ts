import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayNumber, daysOf, type Day, type Period } from './days.js';
import { Belonging } from './suppression-belonging.js';
import { offerOf } from './suppression-offered.js';
import { decidedIn } from './suppression-tree.js';
import { hiddenOver } from './suppression-windows.js';
import { CountedOnce, type Alike } from './testing/counted-once.js';
import { isActive, organisationsOf, partsOf, randomDays, randomRange, segmentsOf, type Somebody } from './testing/random-organisation.js';
import { runs } from './testing/runs.js';
import type { Equation } from './testing/solver.js';
import { pinned, type Known } from './testing/whole-numbers.js';

const k = 3;
/** Three days that end on each day of the range and are neither of its halves; with two days before it on which somebody was there, too. */
const length = 3;
const windows = randomDays.filter((day) => !['2026-03-04', '2026-03-07'].includes(day)).map((to): Period => ({ from: addDays(to, 1 - length), to }));
const allDays = daysOf({ from: addDays(randomRange.from, 1 - length), to: randomRange.to });

type There = ReadonlyMap<number, ReadonlySet<number>>;

/** A number of a group. */
interface Cell {
  readonly period: Period;
  readonly place: number;
}

/** What everybody does, and what they did on the two days before; with what is told of it, and what is not. */
function worldOf(everyone: readonly Somebody[], isTogether: boolean) {
  const belonging = new Belonging(segmentsOf(everyone).map((segment) => (segment.days.from === randomRange.from ? { ...segment, days: { ...segment.days, from: addDays(randomRange.from, -length) } } : segment)));
  const there: There = new Map(everyone.map((somebody, at) => [at, new Set([
    ...randomDays.filter((day) => isActive(somebody, day)).map(dayNumber), ...[1, 2].filter((back) => somebody.active[(at + back) % 6] === true).map((back) => dayNumber(randomRange.from) - back),
  ])]));
  const before = new Map([...there].map(([person, days]) => [person, [...days].filter((day) => day < dayNumber(randomRange.from))]));
  const offer = offerOf(belonging, randomRange, k);
  const parts = partsOf(everyone);
  const suppressing = { belonging, offer, k, isCountedOnce: true };
  const eachByItself = (days: Period): ReadonlySet<number> => decidedIn([{ of: null, days, people: [...there.keys()].filter((person) => daysOf(days).some((day) => there.get(person)?.has(dayNumber(day)))) }], suppressing).hidden[0] ?? new Set();
  const decided = decidedIn(parts, isTogether ? { ...suppressing, lastDays: { lengths: [length], before } } : suppressing);
  const over = isTogether ? hiddenOver(windows, decided, there, suppressing) : { hidden: windows.map((days) => new Set([...eachByItself(days)].flatMap((cluster) => offer.clusters[cluster]?.groups ?? []))), worlds: [] };
  const clusterOf = new Map(offer.clusters.flatMap(({ groups }, cluster) => groups.map((place) => [place, cluster])));
  const told: Cell[] = [];
  const hidden: Cell[] = [];
  const all = [...parts.map(({ days }, at) => ({ period: days, isAway: (place: number) => decided.hidden[at]?.has(clusterOf.get(place) ?? -1) !== false })), ...windows.map((period, at) => ({ period, isAway: (place: number) => over.hidden[at]?.has(place) !== false }))];
  for (const { period, isAway } of all) {
    for (const [place] of belonging.groups.entries()) {
      const people = count(there, belonging, period, place);
      const isTold = offer.offered.has(place) && !isAway(place);
      if (isTold) expect(people).not.toBeOneOf([1, 2]);
      if (isTold) told.push({ period, place });
      else if (offer.offered.has(place) || people > 0) hidden.push({ period, place });
    }
  }
  return { belonging, there, parts, worlds: over.worlds, periods: all.map(({ period }) => period), told, hidden };
}

/** How many people of a group were there in some days, counted with a pencil. */
function count(there: There, belonging: Belonging, period: Period, place: number | null): number {
  return [...there].filter(([person, days]) => daysOf(period).some((day) => days.has(dayNumber(day)) && (place === null || belonging.placesOn(person, dayNumber(day)).includes(place)))).length;
}

/** Counts all worlds; whether any number of the last days is told of any group. */
function check(everyone: readonly Somebody[]): boolean {
  const { belonging, there, worlds, periods, told, hidden } = worldOf(everyone, true);
  const nameOf = ({ period: { from, to }, place }: Cell): string => `${from} ${to} ${place}`;
  const listed = [...everyone.keys()];
  // Where no world is found nothing is told of any group at all: that a group has nobody when nobody was there at all is what everybody's number says.
  const isAnythingTold = told.some(({ period }) => count(there, belonging, period, null) > 0);
  const closed = new Set(hidden.filter(({ period, place }) => {
    const people = count(there, belonging, period, null);
    // What everybody's number says by itself: that nobody was there, or everybody was who could have been, or that all who could have been are of the group.
    const isAll = people === listed.length && listed.every((person) => belonging.stayOf(person, period) !== null);
    return isAnythingTold && people > 0 && !isAll && listed.some((person) => daysOf(period).some((day) => !belonging.placesOn(person, dayNumber(day)).includes(place)));
  }).map(nameOf));
  for (const world of worlds) {
    // Somebody who is thought up is another world to those alone who do not know how many people there are.
    if (world.some(({ who }) => who < 0)) continue;
    const now = new Map(there);
    for (const { who, gained, lost } of world) now.set(who, new Set([...(there.get(who) ?? []), ...gained].filter((day) => !lost.includes(day))));
    for (const { period, place } of told) expect([period, place, count(now, belonging, period, place)]).toEqual([period, place, count(there, belonging, period, place)]);
    for (const period of periods) {
      // Everybody's numbers are told, those of the last days as well.
      expect([period, count(now, belonging, period, null)]).toEqual([period, count(there, belonging, period, null)]);
      for (const [place] of belonging.groups.entries()) if (count(now, belonging, period, place) !== count(there, belonging, period, place)) closed.delete(nameOf({ period, place }));
    }
  }
  expect([...closed]).toEqual([]);
  return told.some(({ period }) => windows.includes(period));
}

/** Hidden numbers that somebody works out who has all that is told of days, halves, range and the last days, knows how many belong to the same, and does not have them from everybody's numbers already. */
async function workedOutOf(everyone: readonly Somebody[], isTogether: boolean): Promise<string[]> {
  const { belonging, there, periods, told, hidden } = worldOf(everyone, isTogether);
  const alike = new Map<string, { most: number; readonly on: ReadonlyMap<Day, readonly number[]> }>();
  for (const person of everyone.keys()) {
    const on = new Map(allDays.map((day) => [day, belonging.placesOn(person, dayNumber(day))]));
    const text = [...on.values()].map((places) => places.join()).join(' ');
    const known = alike.get(text) ?? { most: 0, on };
    known.most += 1;
    alike.set(text, known);
  }
  const counted = new CountedOnce([...alike.values()].map(({ most, on }): Alike => ({ most, isIn: (group, day) => on.get(day)?.includes(Number(group)) === true })), allDays);
  const knownOf = (period: Period, place: number | null): Known => {
    const people = count(there, belonging, period, place);
    return { of: counted.sumOf(place === null ? null : String(place), period), least: people, most: people };
  };
  const ofEverybody = periods.map((period) => knownOf(period, null));
  const ofGroups = told.map(({ period, place }) => knownOf(period, place));
  const secrets = hidden.map(({ period, place }): Equation => ({ name: `${period.from} ${period.to} ${place}`, of: counted.sumOf(String(place), period), isNought: false })).filter(({ of }) => of.length > 0);
  const found = await pinned(counted.most, [...ofEverybody, ...ofGroups, ...counted.relations()], secrets);
  const known = found.length === 0 ? [] : await pinned(counted.most, [...ofEverybody, ...counted.relations()], secrets.filter(({ name }) => found.includes(name)));
  return found.filter((name) => !known.includes(name));
}

describe('with everybody\'s numbers of the last days, which are told', () => {
  const organisation = organisationsOf({ minLength: 12, maxLength: 45 });

  test('there is a world for each hidden number of people in which it is another, and everything that is told the same, numbers of the last days too', { timeout: 3_600_000 }, () => {
    // Enough of these tell something for the proof to be about something.
    expect(fc.sample(organisation, { numRuns: 12, seed: 7 }).filter(check).length).toBeGreaterThan(1);
    fc.assert(fc.property(organisation, (everyone) => void check(everyone)), { numRuns: runs(4) });
  });

  test('whole numbers leave a choice of each, to whoever knows how many belong to the same as well', { timeout: 3_600_000 }, async () => {
    await fc.assert(fc.asyncProperty(organisation, async (everyone) => {
      expect(await workedOutOf(everyone, true)).toEqual([]);
    }), { numRuns: runs(4) });
  });

  test('they would not, if these were decided each by itself', { timeout: 600_000 }, async () => {
    const found: string[] = [];
    for (const everyone of fc.sample(organisationsOf({ minLength: 12, maxLength: 24 }), { numRuns: 20, seed: 7 })) if (found.length === 0) found.push(...(await workedOutOf(everyone, false)));
    expect(found.length).toBeGreaterThan(0);
  });
});
