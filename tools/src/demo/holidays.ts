import { addDays, dayNumber, weekdayOf, type Day } from '@pegel/domain';

/** The public holidays that all sixteen states of Germany share. */
export function holidaysOf(year: number): readonly Day[] {
  const easter = easterSunday(year);
  return [
    `${year}-01-01`,
    addDays(easter, -2), // Good Friday
    addDays(easter, 1), // Easter Monday
    `${year}-05-01`,
    addDays(easter, 39), // Ascension Day
    addDays(easter, 50), // Whit Monday
    `${year}-10-03`,
    `${year}-12-25`,
    `${year}-12-26`,
  ];
}

const known = new Map<number, ReadonlySet<Day>>();

export function isHoliday(day: Day): boolean {
  const year = Number(day.slice(0, 4));
  const holidays = known.get(year) ?? new Set(holidaysOf(year));
  known.set(year, holidays);
  return holidays.has(day);
}

const isWeekend = (day: Day): boolean => weekdayOf(day) % 6 === 0;

export const isWorkday = (day: Day): boolean => !isWeekend(day) && !isHoliday(day);

/** How much of a normal day's work a day sees, across the organisation: about 1 on a weekday. */
export function workload(day: Day): number {
  const date = day.slice(5);
  if (!isWorkday(day)) return date >= '12-24' && date <= '12-26' ? 0.06 : 0.18;
  if (date === '12-24' || date === '12-31') return 0.12;
  if (date > '12-24' || date <= '01-06') return 0.3;
  if (date >= '12-19') return 0.75;
  return weekdayLoad(day) * seasonLoad(date) * (isBridgeDay(day) ? 0.55 : 1);
}

const weekdayLoads: Readonly<Record<number, number>> = { 1: 0.99, 2: 1.05, 3: 1.04, 4: 1.02, 5: 0.9 };
const weekdayLoad = (day: Day): number => weekdayLoads[weekdayOf(day)] ?? 1;

/** Schools close at different weeks in each state, so the summer is a shallow dip rather than a hole. */
const seasonLoad = (date: string): number => (date >= '07-10' && date <= '08-31' ? 0.88 : 1);

/** A single day between a holiday and the weekend, which many take off. */
const isBridgeDay = (day: Day): boolean =>
  (weekdayOf(day) === 5 && isHoliday(addDays(day, -1))) || (weekdayOf(day) === 1 && isHoliday(addDays(day, 1)));

/** Gauss's rule in the form of Meeus, Jones and Butcher. */
function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  return addDays(`${year}-03-22`, epact + weekday - 7 * late);
}

/** Monday-based week count since 1970, for what holds for a whole week. */
export const weekNumber = (day: Day): number => Math.floor((dayNumber(day) + 3) / 7);
