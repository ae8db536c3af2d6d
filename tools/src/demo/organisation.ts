import { addMonths, calendar, dayNumber, monthStart, usualPrivacy, type Day, type Instant } from '@pegel/domain';

/** The invented organisation whose people and numbers the demo shows. */
export const demoOrganisation = {
  name: 'Nordwind AG',
  slug: 'nordwind-ag',
  timeZone: 'Europe/Berlin',
  weekStart: 'monday',
  fiscalYearStart: 1,
  sourceOrder: [],
  currency: 'USD',
  extraUsage: true,
  names: 'full',
  ...usualPrivacy,
  budget: null,
  emailDomain: 'nordwind.example',
  ownerEmail: 'h.vogt@nordwind.example',
  ownerName: 'Hanna Vogt',
} as const;

/** The same options and the same seed give the same bytes. */
export interface DemoOptions {
  /** Nothing happens after this instant. */
  readonly until: Instant;
  readonly seed?: number;
  /** How long the roll-out takes; also how far back the history reaches when `from` is left out. */
  readonly months?: number;
  /** The seats the roll-out ends with. */
  readonly people?: number;
  /**
   * The first day of the history; the first of the month `months` before `until` when left out. It is also the day the
   * roll-out began, so to continue a history into another month, pass the day it started with: see `demoStart`.
   */
  readonly from?: Day;
}

export interface Demo {
  readonly from: Day;
  readonly today: Day;
  readonly until: Instant;
  readonly seed: number;
  readonly people: number;
  /** How far the roll-out has come on a day, from 0 to 1; it stays at 1. */
  progress(day: Day): number;
}

export const demoCalendar = calendar(demoOrganisation.timeZone);

const defaults = { seed: 4711, months: 13, people: 480 };

/** The first day of the history that ends at `until`. */
export const demoStart = (until: Instant, months: number = defaults.months): Day => monthStart(demoCalendar.dayOf(until), -months);

export function demoOf(options: DemoOptions): Demo {
  const { until, seed = defaults.seed, months = defaults.months, people = defaults.people } = options;
  const from = options.from ?? demoStart(until, months);
  const rollOutDays = Math.max(1, dayNumber(addMonths(from, months)) - dayNumber(from));
  return {
    from,
    today: demoCalendar.dayOf(until),
    until,
    seed,
    people,
    progress: (day) => Math.min(1, Math.max(0, (dayNumber(day) - dayNumber(from)) / rollOutDays)),
  };
}
