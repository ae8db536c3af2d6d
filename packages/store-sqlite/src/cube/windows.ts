import { dayNumber, type Period } from '@pegel/domain';

/** Some windows, and every day that any of them holds. */
export interface Windows {
  /** Numbers of days, in order. Whatever is called a place below is a place in this list. */
  readonly days: readonly number[];
  /** The places of each window's first and last day; the days between them have the places between them. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** For each place the windows that hold its day, those that begin last first. */
  readonly at: readonly (readonly number[])[];
}

export function windowsOf(periods: readonly Period[]): Windows {
  const spans = periods.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  const held = new Set<number>();
  for (const [from, to] of spans) for (let day = from; day <= to; day += 1) held.add(day);
  const days = [...held].sort((a, b) => a - b);
  const places = new Map(days.map((day, place) => [day, place]));
  const first = Int32Array.from(spans, ([from]) => places.get(from) ?? 0);
  const last = Int32Array.from(spans, ([from, to], window) => (first[window] ?? 0) + Math.max(to - from, -1));
  const at: number[][] = days.map(() => []);
  const lastFirst = spans.map(([from], window) => ({ from, window })).sort((a, b) => b.from - a.from);
  for (const { window } of lastFirst) {
    const [from, to] = spans[window] ?? [0, -1];
    for (let day = from, place = first[window] ?? 0; day <= to; day += 1, place += 1) at[place]?.push(window);
  }
  return { days, first, last, at };
}
