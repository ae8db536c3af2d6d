import type { Day } from '@pegel/domain';
import { isWorkday, weekNumber, workload } from './holidays.js';
import type { Demo } from './organisation.js';
import type { Person } from './people.js';
import { randomOf } from './random.js';

interface Habit {
  /** The share of people, keenest first, that this habit and those before it reach. */
  readonly upTo: number;
  /** The chance to use the assistant on a normal weekday. */
  readonly daily: number;
  /** Chats on a day of use. */
  readonly chats: number;
}

const habits: readonly Habit[] = [
  { upTo: 0.13, daily: 0.95, chats: 13.4 },
  { upTo: 0.44, daily: 0.78, chats: 8.2 },
  { upTo: 0.69, daily: 0.41, chats: 4.9 },
  { upTo: 0.82, daily: 0.07, chats: 2.4 },
];
/** Has a seat and hardly ever opens the assistant. */
const dormant: Habit = { upTo: Infinity, daily: 0.003, chats: 1.5 };

/** As the roll-out proceeds people become keener, so the same person climbs from one habit to the next. */
function habitOf(demo: Demo, person: Person, day: Day): Habit {
  const reserve = person.reserve / (0.6 + 0.4 * demo.progress(day));
  return habits.find(({ upTo }) => reserve < upTo) ?? dormant;
}

/** Whether somebody uses the assistant on a day. Depends on nothing but person and day, so any day may ask about any other. */
export function usesAssistant(demo: Demo, person: Person, day: Day): boolean {
  if (isAway(demo, person, day)) return false;
  return randomOf(demo.seed, 'presence', person.number, day).chance(habitOf(demo, person, day).daily * workload(day));
}

/** How many chats a day of use has on average for somebody. */
export function usualChats(demo: Demo, person: Person, day: Day): number {
  const chats = habitOf(demo, person, day).chats * person.intensity * (0.5 + 0.5 * demo.progress(day));
  return isWorkday(day) ? chats : chats * 0.7;
}

/** Holidays are taken by the week, most of them in summer. */
function isAway(demo: Demo, person: Person, day: Day): boolean {
  const date = day.slice(5);
  const share = date >= '07-01' && date <= '09-05' ? 0.2 : 0.07;
  return randomOf(demo.seed, 'away', person.number, weekNumber(day)).chance(share);
}
