import { dayNumber, type Period } from '@pegel/domain';

/** Whatever happens on a day can say something else of the days up to so many after it: facts that begin on it and are not over. */
const daysAfter = 2;

/** Which days have changed, and after how many changes of any day each did so last. */
export class ChangedDays {
  /** How many changes there were. */
  count = 0;
  readonly #last = new Map<number, number>();

  changed(day: number): void {
    this.count += 1;
    this.#last.set(day, this.count);
  }

  /** How many changes there were with the last of a day's own. */
  lastOf(day: number): number {
    return this.#last.get(day) ?? 0;
  }

  /** How many changes there were with the last that can be seen on a day. */
  seenOn(day: number): number {
    let last = 0;
    for (let before = 0; before <= daysAfter; before += 1) last = Math.max(last, this.lastOf(day - before));
    return last;
  }

  /** The same of some days. */
  seenIn({ from, to }: Period): number {
    const [first, end] = [dayNumber(from) - daysAfter, dayNumber(to)];
    let last = 0;
    for (const [day, at] of this.#last) if (first <= day && day <= end && at > last) last = at;
    return last;
  }

  /** Whether some days say what they said after so many changes, as something to be asked of many. */
  sameSince(count: number): (days: Period) => boolean {
    const days = [...this.#last].flatMap(([day, at]) => (at > count ? [day] : []));
    return ({ from, to }) => {
      const [first, end] = [dayNumber(from) - daysAfter, dayNumber(to)];
      return !days.some((day) => first <= day && day <= end);
    };
  }
}
