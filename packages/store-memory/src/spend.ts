import { addDays, bases, covers, dayNumber, daysOf, type Basis, type Calendar, type Day, type Period, type SpendEvent, type Surface } from '@pegel/domain';

/** A spend line and the civil days it covers. */
export interface Line {
  readonly source: string;
  readonly event: SpendEvent;
  readonly days: Period;
}

const utcDay = 86_400_000;

/** The days a line covers: that of its instant, that of the same date for one exact UTC day, or all it reaches into. */
export function daysCovered(event: SpendEvent, calendar: Calendar): Period {
  if (event.to - event.from === utcDay && event.from % utcDay === 0) {
    const date = new Date(event.from).toISOString().slice(0, 10);
    return { from: date, to: date };
  }
  return { from: calendar.dayOf(event.from), to: calendar.dayOf(Math.max(event.from, event.to - 1)) };
}

const isOneDay = (line: Line): boolean => line.days.from === line.days.to;
const isInside = (line: Line, period: Period): boolean => period.from <= line.days.from && line.days.to <= period.to;
const reachesInto = (line: Line, period: Period): boolean => line.days.from <= period.to && period.from <= line.days.to;
const rank = (line: Line): number => bases.indexOf(line.event.basis);

/** The lines that count in a period: per day and surface those of the best basis present. */
export function countingLines(lines: readonly Line[], period: Period): { lines: Line[]; isCut: boolean } {
  const usage = lines.filter(({ event }) => event.costType !== 'seat');
  const daily = usage.filter((line) => isOneDay(line) && isInside(line, period));
  const windows = usage.filter((line) => !isOneDay(line));
  const whole = windows.filter((line) => isInside(line, period));

  const bestDaily = new Map<string, number>();
  const place = (surface: Surface, day: Day) => `${surface} ${day}`;
  for (const line of daily) {
    const key = place(line.event.surface, line.days.from);
    bestDaily.set(key, Math.min(rank(line), bestDaily.get(key) ?? rank(line)));
  }
  // Where day lines of equal or better basis cover one of its days, a window line does not count at all.
  const unbeaten = whole.filter((line) => daysOf(line.days).every((day) => (bestDaily.get(place(line.event.surface, day)) ?? Infinity) > rank(line)));
  const countingWindows = unbeaten.filter(
    (line) => !whole.some((better) => better.event.surface === line.event.surface && rank(better) < rank(line) && reachesInto(better, line.days)),
  );
  const bestWindow = (line: Line) =>
    Math.min(Infinity, ...countingWindows.filter((window) => window.event.surface === line.event.surface && covers([window.days], line.days)).map(rank));
  const countingDays = daily.filter((line) => bestDaily.get(place(line.event.surface, line.days.from)) === rank(line) && rank(line) <= bestWindow(line));
  return { lines: [...countingDays, ...countingWindows], isCut: windows.some((line) => reachesInto(line, period) && !isInside(line, period)) };
}

/** On how many days the lines that count have which basis. */
export function daysByBasis(lines: readonly Line[]): Partial<Record<Basis, number>> {
  const days = new Map<Basis, Set<Day>>();
  for (const { event, days: covered } of lines) {
    const known = days.get(event.basis) ?? new Set();
    for (let day = covered.from; dayNumber(day) <= dayNumber(covered.to); day = addDays(day, 1)) known.add(day);
    days.set(event.basis, known);
  }
  return Object.fromEntries([...days].map(([basis, known]) => [basis, known.size]));
}
