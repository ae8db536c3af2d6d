import { dayNumber, isMembership, service, unattributed, type Question } from '@pegel/domain';
import type { DirectoryHistory } from '../directory-history.js';
import { belongingsByDay, type BelongingByDay, type Time } from './belonging-by-day.js';
import { aService, nobody, type Who } from './who.js';

/** Who counts on one day after the other. */
export interface AllowedPeople {
  /** By number, whether somebody counts on the day that was come to. */
  readonly flags: Uint8Array;
  /** The same as a set of bits. */
  readonly bits: Uint32Array;
  /** Goes on to the next day, the first included. */
  moveTo(place: number): void;
}

type Whom = Pick<Question, 'where' | 'namedSince'>;

/** Who counts by who they are and what they belonged to on the day; `null`: everybody. */
export function allowedPeople({ where, namedSince = null }: Whom, who: Who, time: Time): AllowedPeople | null {
  const whom = new Map([...where].filter(([dimension]) => dimension === 'person' || isMembership(dimension)));
  if (whom.size === 0) return null;
  const [day, ...others] = time.days;
  return day === undefined || others.length > 0 ? dayByDay({ where: whom, namedSince }, who, time) : onOneDay({ where: whom, namedSince }, who, time, day);
}

const isNamedOn = (day: number, namedSince: Whom['namedSince']): boolean => namedSince === undefined || namedSince === null || day >= dayNumber(namedSince);

function dayByDay({ where, namedSince }: Whom, who: Who, time: Time): AllowedPeople {
  const memberships: BelongingByDay[] = [];
  let people: People | null = null;
  for (const [dimension, wanted] of where) {
    const has = (key: string) => (wanted.includes(key) ? 1 : 0);
    if (isMembership(dimension)) memberships.push(belongingsByDay(dimension, who, time, (own) => (own.some((key) => wanted.includes(key)) ? 1 : 0), has(unattributed), has(service)));
    else people = peopleAmong(who.keys, has);
  }
  const flags = new Uint8Array(who.size);
  const bits = new Uint32Array((flags.length + 31) >>> 5);
  let isNamed: boolean | null = null;

  /** Decides about everybody, in loops of nothing else: each question begins with it. */
  function decideAll(own: Uint8Array | null): void {
    if (own === null) flags.fill(1);
    else flags.set(own);
    for (const { now } of memberships) for (let one = 0; one < flags.length; one += 1) if (now[one] === 0) flags[one] = 0;
    for (let word = 0; word < bits.length; word += 1) {
      let set = 0;
      for (let bit = 0; bit < 32; bit += 1) set |= (flags[word * 32 + bit] ?? 0) << bit;
      bits[word] = set;
    }
  }

  return {
    flags,
    bits,
    moveTo(place) {
      const wasNamed = isNamed;
      isNamed = isNamedOn(time.days[place] ?? Infinity, namedSince);
      const moved = memberships.map((one) => one.moveTo(place));
      const own = people === null ? null : isNamed ? people.named : people.unnamed;
      if (wasNamed !== isNamed) return decideAll(own);
      for (const one of moved.flat()) {
        const isAllowed = own?.[one] !== 0 && memberships.every(({ now }) => now[one] !== 0);
        flags[one] = isAllowed ? 1 : 0;
        bits[one >>> 5] = isAllowed ? (bits[one >>> 5] ?? 0) | (1 << (one & 31)) : (bits[one >>> 5] ?? 0) & ~(1 << (one & 31));
      }
    },
  };
}

interface Decided extends Omit<AllowedPeople, 'moveTo'> {
  readonly whoVersion: number;
  readonly size: number;
}

const decidedIn = new WeakMap<DirectoryHistory, WeakMap<Who, Map<string, Decided>>>();
/** Of so many days and filters who counts is known. */
const decidedMost = 8;

/** After an event many numbers ask about its day alone: who counts on it is decided once, as long as directories and people are what they were. */
function onOneDay({ where, namedSince }: Whom, who: Who, time: Time, day: number): AllowedPeople {
  const { history } = time;
  const ofHistory = decidedIn.get(history) ?? new WeakMap<Who, Map<string, Decided>>();
  decidedIn.set(history, ofHistory);
  const own = ofHistory.get(who) ?? new Map<string, Decided>();
  ofHistory.set(who, own);
  const name = JSON.stringify([day, isNamedOn(day, namedSince), ...where]);
  const known = own.get(name);
  if (known?.whoVersion === who.version && known.size === who.size) return { ...known, moveTo: () => undefined };
  const made = dayByDay({ where, namedSince }, who, time);
  made.moveTo(0);
  if (own.size >= decidedMost) own.clear();
  own.set(name, { flags: made.flags, bits: made.bits, whoVersion: who.version, size: who.size });
  return { ...made, moveTo: () => undefined };
}

/** Who is among those that a filter names, by number; and who is before the day since when anybody is. */
interface People {
  readonly named: Uint8Array;
  readonly unnamed: Uint8Array;
}

function peopleAmong(keys: readonly string[], has: (key: string) => 0 | 1): People {
  const named = Uint8Array.from(keys, has);
  const unnamed = new Uint8Array(keys.length).fill(has(unattributed));
  for (const list of [named, unnamed]) [list[nobody], list[aService]] = [has(unattributed), has(service)];
  return { named, unnamed };
}
