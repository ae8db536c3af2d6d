import { addDays, dayNumber, daysOf, type Period } from './days.js';
import { compareText } from './identity.js';
import { windowOf, type Aggregate } from './measures.js';
import { groupOf } from './regime.js';
import { service, unattributed, type Contribution } from './store.js';
import { Belonging, type Group } from './suppression-belonging.js';
import type { OfferedGroup, Unsorted } from './groups-offered.js';
import { offerOf, type Offer } from './suppression-offered.js';
import { Remembered } from './remembered.js';
import { decidedIn, type Decided, type Part, type Suppressing } from './suppression-tree.js';
import { aggregatesNarrowed, begun, countsPeople, insideOf, isFlow, lastDaysOf, looksBack, outlineOf, type Looked, type Undecided } from './suppression-undecided.js';
import { hiddenOver } from './suppression-windows.js';
import type { LastDays } from './suppression-worlds.js';

/** Decisions about some numbers, written down one by one, so that nothing is kept of the people whom they were about. */
export interface Suppressed {
  /** By key of the report's rows; `null`: of a row that has none. What is hidden of a key that is not here is hidden of `others`. */
  readonly hidden: ReadonlyMap<string | null, HiddenOfKey>;
  readonly others: HiddenOfKey;
  /** The rows of a split of groups: all groups that anybody belongs to in the range; or, inside of one, what the whole organisation's numbers have. */
  readonly keys: readonly string[];
}

/** What decides of groups from what it is given alone, and takes its time where people are many. */
export interface Deciding {
  suppressed(undecided: Undecided): Promise<Suppressed>;
  offered(unsorted: Unsorted): Promise<readonly OfferedGroup[]>;
}

/** For each aggregate, by period whether it is hidden, in the order of what was asked. */
type HiddenOfKey = readonly Uint8Array[];

/** Decisions that are made once for all reports about the same people and days. They take a second where people and days are many. */
const known = new Remembered<Who>(2 ** 24);
const offers = new Remembered<Offer>(2 ** 12);
const decided = new Remembered<Hiding>(2 ** 24);

/** Who belonged to what, under a number of its own. People have numbers from nought on there. */
interface Who {
  readonly number: number;
  readonly belonging: Belonging;
  readonly numbers: ReadonlyMap<number, number>;
}
let numbered = 0;

/** What is hidden, by part the clusters; and of numbers of the last days by days the groups, by place. */
interface Hiding {
  readonly hidden: readonly Hidden[];
  readonly over: ReadonlyMap<string, Hidden>;
}

type Hidden = ReadonlySet<number>;

/** A key that nobody has: what is hidden of it is hidden of all that no decision knows of. */
const noKey = '\u0000';

/** Decides which numbers of groups are hidden. Nothing decides but what is given. */
export function suppressedIn(undecided: Undecided): Suppressed {
  const { metrics, periods, query, today, organisation: { groupSize: k } } = undecided;
  const who = whoIn(undecided);
  const { belonging } = who;
  const decisions = undecided.ranges.map((looked) => {
    const offer = offers.of(`${who.number} ${textOf(looked.range)} ${k}`, () => offerOf(belonging, looked.range, k));
    return decisionOf(undecided, looked, { belonging, offer, k }, who);
  });
  const [first] = decisions;
  const { by } = query;
  const isInside = insideOf(query) !== null;
  const keys = by === undefined ? [] : isInside ? (first?.keys ?? []) : belonging.groups.filter(({ dimension }) => dimension === by).map(({ key }) => key);
  const hiddenOf = (key: string | null): HiddenOfKey => {
    const group = groupOf(query, key);
    return aggregatesNarrowed(metrics).map((aggregate) => Uint8Array.from(periods, (period) => (group === null || isHidden(aggregate, begun(period, today), group, isInside ? key : null) ? 1 : 0)));
  };
  return { keys, hidden: new Map([null, service, unattributed, ...keys].map((key) => [key, hiddenOf(key)])), others: hiddenOf(noKey) };

  function isHidden(aggregate: Aggregate, period: Period, group: Group, key: string | null): boolean {
    // Nobody is a service.
    if (group.key === service) return false;
    const place = belonging.placeOf(group);
    const decision = decisions.find(({ range }) => range.from <= period.from && period.to <= range.to);
    // A group that has no numbers in the range has none in what that is compared with.
    if (place === undefined || decision === undefined || first?.offer.offered.has(place) !== true) return true;
    return decision.isHidden(aggregate, period, place, key);
  }
}

/** Who belonged to what, known once for all that is decided of the same people. */
function whoIn({ segments, ranges }: Undecided): Who {
  const behind = new Set(segments.map(({ person }) => person));
  for (const { flows, stocks, keys, before } of ranges) for (const { people } of [...flows, ...stocks, ...(keys?.flows ?? []), ...(keys?.stocks ?? []), ...before]) for (const person of people) behind.add(person);
  // Of several worlds the first one found decides, and which that is hangs by the order of people: it is that of their numbers as texts, and so are all decisions what they were.
  const everybody = [...behind].sort((a, b) => compareText(String(a), String(b)));
  return known.of(JSON.stringify([segments, everybody]), () => {
    const numbers = new Map(everybody.map((person, number) => [person, number]));
    return { number: (numbered += 1), numbers, belonging: new Belonging(segments.map((segment) => ({ ...segment, person: numbers.get(segment.person) ?? -1 }))) };
  });
}

interface Decision {
  readonly range: Period;
  readonly offer: Offer;
  readonly keys: readonly string[];
  isHidden(aggregate: Aggregate, period: Period, place: number, key: string | null): boolean;
}

function decisionOf(undecided: Undecided, looked: Looked, suppressing: Suppressing, who: Who): Decision {
  const { offer } = suppressing;
  const { range } = looked;
  const { slices, parents, flows, stocks, ends, counted, daysBefore } = outlineOf(undecided, range, looked.periods);
  const clusterOf = new Map(offer.clusters.flatMap(({ groups }, cluster) => groups.map((place) => [place, cluster])));
  const sliceAt = new Map(slices.map((period, at) => [textOf(period), at]));
  const isLeaf = slices.map((_, at) => !parents.includes(at));
  // People of the days before a day are those of a slice, where the days are: then it is the same number, and one decision.
  const sameAs = (aggregate: Aggregate, period: Period): number | undefined => (looksBack(aggregate) ? sliceAt.get(textOf(windowOf(aggregate, period))) : undefined);

  const peopleOfFlows = peopleIn(looked.flows, flows, who);
  const peopleOfStocks = peopleIn(looked.stocks, stocks, who);
  const inKeys = looked.keys === null ? null : { flows: peopleIn(looked.keys.flows, flows, who), stocks: peopleIn(looked.keys.stocks, stocks, who) };
  const before = lastDaysBefore();

  // The same people are behind several numbers, such as messages and prompts, and only people decide.
  const decide = (aggregate: Aggregate, parts: readonly Part[], above?: Hidden, lastDays?: LastDays): Hiding => {
    const isCountedOnce = countsPeople(aggregate);
    const behind = parts.map(({ of, days, people }) => `${of} ${textOf(days)} ${people.join(' ')}`);
    const earlier = lastDays === undefined ? [] : ['before', ...[...lastDays.before].map(([person, days]) => `${person} ${days.join()}`)];
    return decided.of([who.number, textOf(range), suppressing.k, isCountedOnce, above === undefined ? 'free' : [...above].join(), ...behind, ...earlier].join('\n'), () => {
      const found = decidedIn(parts, { ...suppressing, isCountedOnce, ...(lastDays === undefined ? {} : { lastDays }) }, above);
      const over = lastDays === undefined ? new Map<string, Hidden>() : besideSlices(aggregate, found, lastDays);
      return { hidden: found.hidden, over };
    });
  };
  const decisions = new Map(flows.map((aggregate) => [aggregate, decide(aggregate, slices.map((days, at): Part => ({ of: parents[at] ?? null, days, people: peopleOfFlows.of(aggregate, at, null) })), undefined, before.get(aggregate))]));
  const hiddenFlows = new Map([...decisions].map(([aggregate, { hidden }]) => [aggregate, hidden]));
  const hiddenStocks = new Map(stocks.filter((aggregate) => !looksBack(aggregate)).map((aggregate) => {
    const alone = (period: Period, at: number): Hidden => decide(aggregate, [{ of: null, days: windowOf(aggregate, period), people: peopleOfStocks.of(aggregate, at, null) }]).hidden[0] ?? new Set();
    return [aggregate, new Map(ends.map((period, at) => [period.to, alone(period, at)]))];
  }));
  const keys = inKeys === null ? [] : [...new Set([...inKeys.flows.keys, ...inKeys.stocks.keys])];
  const hiddenKeys = new Map(aggregatesNarrowed(undecided.metrics).map((aggregate) => [aggregate, keysHidden(aggregate)]));
  return {
    range, offer, keys,
    isHidden(aggregate, period, place, key) {
      const cluster = clusterOf.get(place);
      if (cluster === undefined) return true;
      if (key !== null) return textOf(period) !== textOf(range) || (hiddenKeys.get(aggregate)?.get(key) ?? wholeOf(aggregate)).has(cluster);
      const same = sameAs(aggregate, period);
      if (same !== undefined && aggregate.kind === 'trailing') return hiddenFlows.get(aggregate.of)?.[same]?.has(cluster) !== false;
      if (looksBack(aggregate)) return decisions.get(aggregate.of)?.over.get(textOf(windowOf(aggregate, period)))?.has(place) !== false;
      if (!isFlow(aggregate)) return hiddenStocks.get(aggregate)?.get(period.to)?.has(cluster) !== false;
      const hidden = hiddenFlows.get(aggregate) ?? [];
      const at = sliceAt.get(textOf(period));
      // What lies across the slices is told where it is made of parts that are all told, and no other part is hidden.
      if (at === undefined) return hidden.some((clusters, part) => isLeaf[part] === true && clusters.has(cluster));
      return hidden[at]?.has(cluster) !== false;
    },
  };

  /** Of what looks back from each day on, on which days people were there before the range. */
  function lastDaysBefore(): ReadonlyMap<Aggregate, LastDays> {
    const people = peopleIn(looked.before, counted, who);
    return new Map(counted.map((aggregate) => {
      const found = new Map<number, number[]>();
      for (const [at, day] of daysBefore.entries()) {
        for (const person of people.of(aggregate, at, null)) {
          const own = found.get(person);
          if (own === undefined) found.set(person, [dayNumber(day)]);
          else own.push(dayNumber(day));
        }
      }
      return [aggregate, { lengths: lastDaysOf, before: found }];
    }));
  }

  /** By days which groups' numbers of the last days are hidden. More of the slices may have to be hidden for these. */
  function besideSlices(of: Aggregate, own: Decided, { before: earlier }: LastDays): ReadonlyMap<string, Hidden> {
    const there = new Map([...earlier].map(([person, days]) => [person, new Set(days)]));
    for (const [at, { from, to }] of slices.entries()) {
      if (isLeaf[at] !== true || from !== to) continue;
      for (const person of peopleOfFlows.of(of, at, null)) {
        const days = there.get(person);
        if (days === undefined) there.set(person, new Set([dayNumber(from)]));
        else days.add(dayNumber(from));
      }
    }
    const windows = daysOf(range).flatMap((to) => lastDaysOf.map((days): Period => ({ from: addDays(to, 1 - days), to }))).filter((days) => !sliceAt.has(textOf(days)));
    const { hidden: found } = hiddenOver(windows, own, there, suppressing);
    return new Map(windows.map((days, at) => [textOf(days), found[at] ?? new Set<number>()]));
  }

  function wholeOf(aggregate: Aggregate): Hidden {
    const same = sameAs(aggregate, range);
    if (same !== undefined && aggregate.kind === 'trailing') return hiddenFlows.get(aggregate.of)?.[same] ?? new Set();
    if (looksBack(aggregate)) {
      const places = decisions.get(aggregate.of)?.over.get(textOf(windowOf(aggregate, range)));
      return new Set(offer.clusters.flatMap(({ groups }, cluster) => (groups.some((place) => places?.has(place) !== false) ? [cluster] : [])));
    }
    return (isFlow(aggregate) ? hiddenFlows.get(aggregate)?.[0] : hiddenStocks.get(aggregate)?.get(range.to)) ?? new Set();
  }

  function keysHidden(aggregate: Aggregate): ReadonlyMap<string, Hidden> {
    if (inKeys === null) return new Map();
    const [whole, split, at] = isFlow(aggregate) ? [peopleOfFlows, inKeys.flows, 0] : [peopleOfStocks, inKeys.stocks, ends.findIndex(({ to }) => to === range.to)];
    const days = windowOf(aggregate, range);
    const parts: Part[] = [{ of: null, days, people: whole.of(aggregate, at, null) }, ...keys.map((key): Part => ({ of: 0, days, people: split.of(aggregate, 0, key) }))];
    const { hidden } = decide(aggregate, parts, wholeOf(aggregate));
    return new Map(keys.map((key, index) => [key, hidden[index + 1] ?? new Set()]));
  }
}

const textOf = ({ from, to }: Period): string => `${from} ${to}`;

interface People {
  readonly keys: readonly string[];
  of(aggregate: Aggregate, period: number, key: string | null): readonly number[];
}

/** Who is behind some numbers, by the numbers that people have here. */
function peopleIn(contributions: readonly Contribution[], aggregates: readonly Aggregate[], { numbers }: Who): People {
  const placeOf = (aggregate: number, period: number, key: string | null) => `${aggregate} ${period} ${key ?? ''}`;
  const people = new Map(contributions.map(({ aggregate, period, key, people: behind }) => [placeOf(aggregate, period, key), Array.from(behind, (person) => numbers.get(person) ?? -1)]));
  const keys = new Set(contributions.flatMap(({ key }) => (key === null ? [] : [key])));
  return { keys: [...keys], of: (aggregate, period, key) => people.get(placeOf(aggregates.indexOf(aggregate), period, key)) ?? [] };
}
