import { addDays, isReportDay, lengthInDays, periodOf, type Day, type Language, type Period } from '@pegel/domain';
import { controlsWordsIn } from './controls-words.js';
import { localeOf } from './locale.js';
import type { PageFrame } from './page-frame.js';
import type { OrganisationView } from './sight.js';
import { typedDay } from './typed-day.js';
import { wordsIn } from './words.js';
import { isRangeOfDays, rangeChoices, type ViewState } from './view-state.js';

/** A period that has a name. */
export interface Preset {
  readonly label: string;
  /** The keys that choose it from anywhere, as they are written; empty where there are none. */
  readonly keys: string;
  /** The days it means now: "26 Oct – 22 Nov". */
  readonly days: string;
  readonly isChosen: boolean;
  /** What choosing it changes. */
  readonly part: Pick<ViewState, 'range' | 'end'>;
}

/** Every period with a name in the order of the picker, with the days it means. */
export function presets(state: ViewState, { today, completeThrough }: Pick<NonNullable<PageFrame['calendar']>, 'today' | 'completeThrough'>, organisation: OrganisationView, language: Language): readonly Preset[] {
  const words = controlsWordsIn(language);
  const { words: { ranges }, format } = localeOf(language, { currency: organisation.currency, today });
  const last = completeThrough ?? addDays(today, -1);
  const single = (label: string, keys: string, day: Day): Preset => ({
    label, keys, days: format.day(day), part: { range: { from: day, to: day }, end: null },
    isChosen: typeof state.range !== 'string' && state.range.from === day && state.range.to === day,
  });
  return [
    single(ranges.today, 't t', today),
    single(words.period.yesterday, 't d', addDays(today, -1)),
    ...rangeChoices.map((range): Preset => ({
      label: ranges[range], keys: words.keys[range], days: format.range(periodOf(range, last, organisation)), part: { range, end: null }, isChosen: state.range === range && state.end === null,
    })),
  ];
}

/** Two typed days as a range, or a sentence that says what is wrong and what would be right. */
export function typedRange(from: string, to: string, today: Day, language: Language): { readonly range: Period } | { readonly field: 'from' | 'to'; readonly problem: string } {
  const { period } = controlsWordsIn(language);
  const names = wordsIn(language).range;
  const days: Partial<Record<'from' | 'to', Day>> = {};
  for (const [field, text] of [['from', from], ['to', to]] as const) {
    const day = typedDay(text, today);
    if (day === null || !isReportDay(day)) return { field, problem: text.trim() === '' ? period.nothing(names[field]) : period.noDay(names[field], text.trim().slice(0, 40)) };
    days[field] = day;
  }
  const range = { from: days.from ?? today, to: days.to ?? today };
  if (range.from > range.to) return { field: 'to', problem: period.order(range.from, range.to) };
  return isRangeOfDays(range.from, range.to) ? { range } : { field: 'to', problem: period.tooLong(String(lengthInDays(range))) };
}
