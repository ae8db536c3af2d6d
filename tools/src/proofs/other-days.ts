import { DateTime } from 'luxon';
import { dayNumber, type Day, type Instant } from '@pegel/domain';

/**
 * Civil days by another way than the product's: luxon finds a zone's offset at an instant and knows nothing of where days
 * begin. The days of an instant are looked up once a quarter of an hour, since no zone changes its offset within one.
 */
export function otherDays(timeZone: string): (instant: Instant) => Day {
  const known = new Map<number, Day>();
  return (instant) => {
    const quarter = Math.floor(instant / 900_000);
    const day = known.get(quarter) ?? DateTime.fromMillis(instant, { zone: timeZone }).toISODate();
    if (day === null) throw new Error(`luxon knows no zone ${timeZone}.`);
    known.set(quarter, day);
    return day;
  };
}

const utcDay = 86_400_000;

/** The first and the last civil day of a line of spend: that of its instant, the date of one exact UTC day, or all it reaches into. */
export function otherDaysOf({ from, to }: { readonly from: Instant; readonly to: Instant }, dayOf: (instant: Instant) => Day): readonly [Day, Day] {
  const date = new Date(from).toISOString().slice(0, 10);
  if (to - from === utcDay && from === dayNumber(date) * utcDay) return [date, date];
  return [dayOf(from), dayOf(Math.max(from, to - 1))];
}
