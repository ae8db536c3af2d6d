import { addDays, calendar, dayNumber, weekdayOf, type Day, type Instant, type WireDirectory } from '@pegel/domain';
import { demoOrganisation } from '../../demo/index.js';
import { randomOf, type Random } from '../../demo/random.js';

/** How large an organisation is: how many people, and how many events of the last thirteen months. */
export interface Scale {
  readonly people: number;
  readonly events: number;
}

/** How much memory columns may take of whoever has a year of it all. */
export const columnsMebibytes = 4_096;

/** Raised whenever the same size would give other events. */
export const scaleVersion = 1;

const seed = 5;
const scaleDays = 395;
const departments = 10;
/** One person of ten, of all departments alike. */
export const crossing = 'Pilot';
export const models = Array.from({ length: 8 }, (_, number) => `model-${number + 1}`);
export const connectors = Array.from({ length: 40 }, (_, number) => `connector-${number + 1}`);
export const types = ['message.sent', 'connector.used', 'spend', 'artifact.created', 'project.used', 'project.created'] as const;
export const scaleSurfaces = ['chat', 'code'] as const;

/** One event in numbers: engines that want words look them up. Nothing is 0 where there is none; names count from 1. */
export interface ScaleEvent {
  readonly id: string;
  /** Places in the lists above. */
  readonly type: number;
  readonly surface: number;
  readonly at: Instant;
  /** The civil day, counted from 1970. */
  readonly day: number;
  readonly person: number;
  /** Those of the person on that day. */
  readonly department: number;
  readonly pilot: number;
  readonly chat: number;
  readonly project: number;
  readonly artifact: number;
  readonly connector: number;
  readonly model: number;
  readonly count: number;
  /** In 10⁻⁹ of the currency. */
  readonly amount: number;
  readonly listAmount: number;
  readonly requests: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

const zone = calendar(demoOrganisation.timeZone);
/** From Sunday on. */
const weekdays = [0.12, 1, 1.1, 1.1, 1.05, 0.9, 0.15];
const hour = 3_600_000;
const quarter = 91;

export const firstDay = (end: Day): Day => addDays(end, 1 - scaleDays);
export const emailOf = (person: number): string => `p${person}@scale.example`;

/** Every quarter of a year one person of a hundred moves on to the next department. */
function departmentOf(person: number, daysIn: number): number {
  let moves = 0;
  for (let at = 1; at <= Math.floor(daysIn / quarter); at += 1) if (mixed(person, at) % 100 === 0) moves += 1;
  return 1 + ((person + moves) % departments);
}

const isPilot = (person: number): boolean => mixed(person, 0) % 10 === 0;

/** Who works there: everybody from the first day on, told anew each quarter. */
export function* scaleDirectories({ people }: Scale, end: Day): Generator<WireDirectory> {
  for (let daysIn = 0; daysIn < scaleDays; daysIn += quarter) {
    yield {
      takenAt: new Date(zone.startOf(addDays(firstDay(end), daysIn)) + hour).toISOString(),
      complete: true,
      people: Array.from({ length: people }, (_, person) => ({
        email: emailOf(person), status: 'active' as const, seat: 's', department: String(departmentOf(person, daysIn)), ...(isPilot(person) ? { groups: [crossing] } : {}),
      })),
    };
  }
}

/**
 * Every event in the order it arrives, day by day. Few do most of it, there is little at weekends, use grows, and one
 * event of fifty arrives one to seven days late. The same size gives the same bytes.
 */
export function* scaleEvents(scale: Scale, end: Day): Generator<readonly ScaleEvent[]> {
  const first = firstDay(end);
  const who = activity(scale.people);
  const weights = Array.from({ length: scaleDays }, (_, daysIn) => (weekdays[weekdayOf(addDays(first, daysIn))] ?? 1) * (0.6 + (0.4 * daysIn) / scaleDays));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const late = new Map<number, ScaleEvent[]>();
  let [weighed, made] = [0, 0];
  for (let daysIn = 0; daysIn < scaleDays; daysIn += 1) {
    weighed += weights[daysIn] ?? 0;
    // What is rounded away on one day is there on the next.
    const until = daysIn === scaleDays - 1 ? scale.events : Math.round((scale.events * weighed) / whole);
    const random = randomOf(seed, daysIn);
    const start = zone.startOf(addDays(first, daysIn));
    const departmentsToday = departmentsOn(scale.people, daysIn);
    const arrived = late.get(daysIn) ?? [];
    late.delete(daysIn);
    const today = until - made;
    for (let index = 0; index < today; index += 1) {
      // Between seven and seven, so that no clock that is put forward or back makes it another day.
      const at = start + 7 * hour + Math.floor(((index + random.next()) * 12 * hour) / today);
      const event = eventOf(random, at, dayNumber(addDays(first, daysIn)), who(random), departmentsToday, daysIn, made);
      made += 1;
      const arrival = daysIn + random.integer(1, 7);
      if (!random.chance(0.02) || arrival >= scaleDays) arrived.push(event);
      else late.set(arrival, [...(late.get(arrival) ?? []), event]);
    }
    yield arrived;
  }
}

const is = (type: (typeof types)[number]): number => types.indexOf(type);
const [message, connector, spend, artifact, used] = [is('message.sent'), is('connector.used'), is('spend'), is('artifact.created'), is('project.used')];

function typeOf(draw: number): number {
  if (draw < 0.6) return message;
  if (draw < 0.72) return connector;
  if (draw < 0.93) return spend;
  if (draw < 0.97) return artifact;
  return draw < 0.99 ? used : is('project.created');
}

function eventOf(random: Random, at: Instant, day: number, person: number, departmentsToday: Uint8Array, daysIn: number, number: number): ScaleEvent {
  const type = typeOf(random.next());
  const surface = random.chance(0.85) ? 0 : 1;
  const isSpend = type === spend;
  const [input, output, cacheRead, cacheWrite] = isSpend ? [random.integer(20, 9_000), random.integer(5, 2_000), random.integer(0, 90_000), random.integer(0, 9_000)] : [0, 0, 0, 0];
  const model = type === message || isSpend ? 1 + Math.floor(models.length * random.next() ** 2) : 0;
  const listAmount = isSpend ? (input * 3 + output * 15 + Math.floor(cacheRead * 0.3) + cacheWrite * 4) * model * 1_000 : 0;
  // Some go on with what they began the day before.
  const begun = daysIn - (daysIn > 0 && random.chance(0.1) ? 1 : 0);
  return {
    id: idOf(at, number), type, surface, at, day, person, department: departmentsToday[person] ?? 0, pilot: isPilot(person) ? 1 : 0,
    chat: type === message ? 1 + (begun * 8 + random.integer(0, 7)) * departmentsToday.length + person : 0,
    project: projectOf(random, type, person, number),
    artifact: type === artifact ? 1 + number : 0,
    connector: type === connector ? 1 + Math.floor(connectors.length * random.next() ** 2) : 0,
    model, count: isSpend ? 0 : 1,
    amount: Math.floor(listAmount * 0.9), listAmount, requests: isSpend ? random.integer(1, 5) : 0, input, output, cacheRead, cacheWrite,
  };
}

/** Eight people share four projects; whoever makes one makes a new one. */
function projectOf(random: Random, type: number, person: number, number: number): number {
  if (type === is('project.created')) return 100_000_000 + number;
  return type === used || (type === message && random.chance(0.3)) ? 1 + Math.floor(person / 8) * 4 + random.integer(0, 3) : 0;
}

/** A UUID of version 7, as programs make them that send all day. */
function idOf(at: Instant, number: number): string {
  const [time, order] = [at.toString(16).padStart(12, '0'), number.toString(16).padStart(12, '0')];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order.slice(-3)}-8${mixed(number, 1).toString(16).padStart(8, '0').slice(-3)}-${order}`;
}

/** Draws a person, the most active of ten thousand some 270 times as often as one from the middle of them. */
function activity(people: number): (random: Random) => number {
  const sums = new Float64Array(people);
  let sum = 0;
  for (let rank = 0; rank < people; rank += 1) {
    sum += 1 / (rank + 10) ** 0.9;
    sums[rank] = sum;
  }
  return (random) => {
    const wanted = random.next() * sum;
    let [low, high] = [0, people - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    // Those who do most are not those who came first. A prime takes everybody somewhere else.
    return (low * 7_919) % people;
  };
}

function departmentsOn(people: number, daysIn: number): Uint8Array {
  const all = new Uint8Array(people);
  for (let person = 0; person < people; person += 1) all[person] = departmentOf(person, daysIn);
  return all;
}

/** Bits of two numbers, stirred. */
function mixed(a: number, b: number): number {
  let mix = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 1, 0xc2b2ae35);
  mix = Math.imul(mix ^ (mix >>> 15), 0x27d4eb2f);
  return (mix ^ (mix >>> 13)) >>> 0;
}
