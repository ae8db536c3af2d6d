import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayNumber, daysOf, type Day, type Period } from './days.js';
import { Belonging } from './suppression-belonging.js';
import { offerOf } from './suppression-offered.js';
import { decidedIn, hiddenIn, type Part } from './suppression-tree.js';
import { seenIn } from './suppression-windows.js';
import { organisationsOf, isActive, partsOf, randomDays, randomRange, segmentsOf, type Somebody } from './testing/random-organisation.js';

const k = 3;
/** Three days that end on each day of the range and are neither of its halves; with two days before it on which somebody was there, too. */
const length = 3;
const windows = randomDays.filter((day) => !['2026-03-04', '2026-03-07'].includes(day)).map((to): Period => ({ from: dayBefore(to, length - 1), to }));

function dayBefore(day: Day, days: number): Day {
  return new Date((dayNumber(day) - days) * 86_400_000).toISOString().slice(0, 10);
}

/** What everybody does, and what they did on the two days before. */
function worldOf(everyone: readonly Somebody[]) {
  const belonging = new Belonging(segmentsOf(everyone).map((segment) => (segment.days.from === randomRange.from ? { ...segment, days: { ...segment.days, from: dayBefore(randomRange.from, length) } } : segment)));
  const there = new Map<string, ReadonlySet<number>>(everyone.map((somebody, at) => [`p${at}`, new Set([
    ...randomDays.filter((day) => isActive(somebody, day)).map(dayNumber), ...[1, 2].filter((back) => somebody.active[(at + back) % 6] === true).map((back) => dayNumber(randomRange.from) - back),
  ])]));
  const before = new Map([...there].map(([person, days]) => [person, [...days].filter((day) => day < dayNumber(randomRange.from))]));
  return { belonging, there, before };
}

/** How many people of a group were there in some days, counted with a pencil. */
function count(there: ReadonlyMap<string, ReadonlySet<number>>, belonging: Belonging, period: Period, place: number | null): number {
  return [...there].filter(([person, days]) => daysOf(period).some((day) => days.has(dayNumber(day)) && (place === null || belonging.placesOn(person, dayNumber(day)).includes(place)))).length;
}

/** Counts all worlds; whether anything is told of any group. */
function check(everyone: readonly Somebody[]): boolean {
  const { belonging, there, before } = worldOf(everyone);
  const offer = offerOf(belonging, randomRange, k);
  const parts = partsOf(everyone);
  const { hidden, worlds } = decidedIn(parts, { belonging, offer, k, isCountedOnce: true, lastDays: { lengths: [length], before } });
  // What is hidden does not depend on whether numbers of the last days are asked for.
  expect(hidden).toEqual(hiddenIn(parts, { belonging, offer, k, isCountedOnce: true }));
  const seen = seenIn(windows, worlds, there, belonging);
  const told: { readonly period: Period; readonly place: number }[] = [];
  const closed = new Set<string>();
  const nameOf = ({ from, to }: Period, place: number): string => `${from} ${to} ${place}`;
  for (const [at, part] of parts.entries()) {
    const listed = everyone.map((_, person) => `p${person}`);
    const isAll = part.people.length === listed.length && listed.every((person) => belonging.stayOf(person, part.days) !== null);
    for (const [cluster, { groups }] of offer.clusters.entries()) {
      for (const place of groups) {
        if (hidden[at]?.has(cluster) === false) told.push({ period: part.days, place });
        else if (part.people.length > 0 && !isAll && listed.some((person) => daysOf(part.days).some((day) => !belonging.placesOn(person, dayNumber(day)).includes(place)))) closed.add(nameOf(part.days, place));
      }
    }
  }
  for (const [at, period] of windows.entries()) {
    const people = [...there].flatMap(([person, days]) => (daysOf(period).some((day) => days.has(dayNumber(day))) ? [person] : []));
    const own: Part = { of: null, days: period, people };
    const alone = hiddenIn([own], { belonging, offer, k, isCountedOnce: true })[0] ?? new Set();
    for (const [cluster, { groups }] of offer.clusters.entries()) if (!alone.has(cluster) && !groups.some((place) => seen[at]?.has(place))) for (const place of groups) told.push({ period, place });
  }
  for (const world of worlds) {
    // Somebody who is thought up is another world to those alone who do not know how many people there are.
    if (world.some(({ who }) => typeof who === 'number')) continue;
    const now = new Map(there);
    for (const { who, gained, lost } of world) now.set(String(who), new Set([...(there.get(String(who)) ?? []), ...gained].filter((day) => !lost.includes(day))));
    for (const { period, place } of told) expect([period, place, count(now, belonging, period, place)]).toEqual([period, place, count(there, belonging, period, place)]);
    for (const { days } of parts) {
      expect(count(now, belonging, days, null)).toBe(count(there, belonging, days, null));
      for (const [place] of belonging.groups.entries()) if (count(now, belonging, days, place) !== count(there, belonging, days, place)) closed.delete(nameOf(days, place));
    }
  }
  // Where of no group anything is told, everybody's numbers are all there is.
  const isTelling = hidden.some((clusters, at) => (parts[at]?.people.length ?? 0) > 0 && clusters.size < offer.clusters.length);
  if (isTelling) expect([...closed]).toEqual([]);
  return isTelling;
}

test('of each hidden number of people there is a world in which it is another, and everything that is told the same, numbers of the last days too', { timeout: 600_000 }, () => {
  const organisation = organisationsOf({ minLength: 12, maxLength: 45 });
  // Enough of these tell something for the proof to be about something.
  expect(fc.sample(organisation, { numRuns: 6, seed: 7 }).filter(check).length).toBeGreaterThan(1);
  fc.assert(fc.property(organisation, (everyone) => void check(everyone)), { numRuns: Number(process.env['PEGEL_RUNS'] ?? 4) });
});
