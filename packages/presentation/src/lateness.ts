import { staleAfterMilliseconds, type Day, type Instant, type Language, type ReportContract, type SourceView, type SourcesView } from '@pegel/domain';
import { civilDay } from './format.js';
import type { Locale } from './locale.js';
import { nearestKnown } from './nearest-range.js';
import type { PageFrame } from './page-frame.js';
import { sentence } from './sentence.js';
import type { ViewState } from './view-state.js';
import { lateDe } from './words-late-de.js';
import { lateEn } from './words-late-en.js';

const words: Record<Language, typeof lateEn> = { en: lateEn, de: lateDe };

/** What is late about the numbers of a page; the last good ones stay in sight. */
export interface Lateness {
  readonly sentences: readonly string[];
  /** What the way to the sources is called. */
  readonly sources: string;
}

/** The way to the nearest days of which something is known, and what it is called; null where it leads nowhere else. */
export function nearestOf(state: ViewState, { calendar, days }: Pick<PageFrame, 'calendar' | 'days'>, language: Language, { format, words: dictionary }: Locale): { readonly sentence: string; readonly label: string; readonly to: ViewState } | null {
  const to = nearestKnown(state, calendar, days);
  const range = typeof state.range === 'string' ? days : state.range;
  if (to === null || range === null || typeof to.range === 'string' || calendar === null || calendar.firstDay === null) return null;
  const sentence = range.to < calendar.firstDay ? dictionary.state.dataStarts(format.dateLong(calendar.firstDay)) : dictionary.state.empty(format.range(range));
  return { sentence, label: words[language].nearest(format.range(to.range)), to };
}

/** When the numbers after a day were to be expected, by the rhythm in which their sources have delivered so far: at the hour of the last delivery. Null where no source of them has one. */
export function expectedIn({ sources, timeZone }: SourcesView, completeThrough: Day, { format, words: { state } }: Locale): string | null {
  const expected = sources.filter((source): source is SourceView & { readonly expectedOn: Day } => source.expectedOn !== null && source.completeThrough !== null && source.completeThrough <= completeThrough);
  const [first] = expected.toSorted((a, b) => (a.expectedOn < b.expectedOn ? -1 : 1));
  return first === undefined ? null : state.at(format.day(first.expectedOn), format.time(first.lastDeliveryAt, timeZone));
}

/**
 * Whether newer numbers should be there by now, as `staleIn` decides it for the command line; null where nothing is late, or nothing was ever complete.
 *
 * @param sources Where the numbers come from, as soon as it is known.
 */
export function latenessOf(contracts: readonly ReportContract[], now: Instant, language: Language, locale: Locale, sources?: SourcesView): Lateness | null {
  const { format } = locale;
  const said = words[language];
  const dayText = (day: Day) => {
    const when = sources === undefined ? null : expectedIn(sources, day, locale);
    return [said.day(format.day(day)), when === null ? said.overdue : said.expected(when)].map(sentence).join(' ');
  };
  const sentences = contracts.flatMap(({ completeThrough, timeZone, sources: feeding }) => {
    const since = now - staleAfterMilliseconds;
    // A day has been over for longer than that if it lies before the day of the instant which is that long ago: so no calendar is needed here.
    const days = completeThrough !== null && completeThrough < civilDay(new Date(since).toISOString(), timeZone) ? [dayText(completeThrough)] : [];
    const silent = feeding.filter(({ kind, lastDeliveryAt }) => kind === 'live' && Date.parse(lastDeliveryAt) < since);
    return [...days, ...silent.map(({ name, lastDeliveryAt }) => sentence(said.source(name, format.day(civilDay(lastDeliveryAt, timeZone)))))];
  });
  return sentences.length === 0 ? null : { sentences: [...new Set(sentences)], sources: said.sources };
}
