import { addDays, type Day, type Period } from '@pegel/domain';

const hour = 3_600_000;

/** How many hours the days of a period have in a time zone: 24 each, except where clocks change. */
export const hoursOf = ({ from, to }: Period, timeZone: string): number => (startOf(addDays(to, 1), timeZone) - startOf(from, timeZone)) / hour;

/** The first instant of a day. Twice, because the zone's distance from UTC can differ between the two guesses. */
function startOf(day: Day, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const guess = utc - offsetAt(utc, timeZone);
  return utc - offsetAt(guess, timeZone);
}

/** How far a zone's clocks are ahead of UTC at an instant, as the runtime writes it: "GMT+05:30". */
function offsetAt(instant: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const match = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name);
  if (match === null) return 0;
  const size = (Number(match[2]) * 60 + Number(match[3])) * 60 + Number(match[4] ?? 0);
  return (match[1] === '-' ? -size : size) * 1_000;
}
