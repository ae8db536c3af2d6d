import { dayNumber, isDay, millisecondsADay, parseInstant, type Day, type Instant } from '@pegel/domain';

const spellings = [/(?<!\d)(?<year>20\d{2})(?<mark>[-_.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})(?!\d)/g, /(?<!\d)(?<year>20\d{2})(?<month>\d{2})(?<day>\d{2})(?!\d)/g, /(?<!\d)(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>20\d{2})(?!\d)/g];

/** The last date in a name, such as `2026-11-22`, `2026_11_22`, `20261122` or `22.11.2026`; `null` where there is none. */
export function dayIn(name: string): Day | null {
  const found = spellings.flatMap((spelling) =>
    [...name.matchAll(spelling)].map(({ index, groups: { year = '', month = '', day = '' } = {} }) => ({ index, day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` })),
  );
  return found.filter(({ day }) => isDay(day)).sort((a, b) => a.index - b.index).at(-1)?.day ?? null;
}

/** A directory holds for days. Noon of UTC lies on the day that is meant in all zones but those farthest east. */
export const noonOf = (day: Day): Instant => dayNumber(day) * millisecondsADay + millisecondsADay / 2;

/** The instant that a text names, which may be a day alone; `null` where it is neither. */
export const instantFrom = (text: string): Instant | null => (isDay(text) ? noonOf(text) : parseInstant(text));
