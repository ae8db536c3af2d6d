import { dimensionLabels, happenings, isDay, isMetricName, metricOf, permissions, roles, type JournalEntryView, type Language } from '@pegel/domain';
import { formatIn } from './format.js';
import { safeName } from './names.js';
import { settingsWordsIn } from './settings-words.js';
import { wordsIn } from './words.js';
import type { journalEn } from './words-journal-en.js';

/** What an entry tells, each particular in words. Whatever is missing, or unknown to this version, is said as it stands there. */
export interface Told {
  has(name: string): boolean;
  /** As it was written, for comparing. */
  raw(name: string): string;
  text(name: string): string;
  count(name: string): number;
  number(name: string): string;
  length(name: string): number;
  /** A closed word, in the words of the language. */
  word(name: string, words: Readonly<Record<string, string>>): string;
  words(name: string, words: Readonly<Record<string, string>>): string;
  /** What an id is called. */
  called(name: string): string;
  items(name: string): string;
  role(name: string): string;
  permissions(name: string): string;
  /** What somebody may beyond a role, behind the words that lead to it; nothing where that is nothing. */
  grants(name: string, leading: string): string;
  settings(name: string): string;
  date(name: string): string;
  format(): string;
  /** Which days, where it is about some. */
  days(): string;
  rows(): string;
  /** Which kind of entries, where it is about one. */
  only(): string;
  /** Metrics, days, split, filters and rows of a report. */
  report(): string;
}

export function toldBy({ about, names }: Pick<JournalEntryView, 'about' | 'names'>, language: Language, said: typeof journalEn): Told {
  const format = formatIn(language, { currency: 'USD', today: null });
  // Names of prototypes are no words.
  const found = <T>(words: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(words, name) ? words[name] : undefined);
  const value = (name: string) => (Object.hasOwn(about, name) ? about[name] : undefined) ?? null;
  const raw = (name: string): string => { const is = value(name); return is === null || Array.isArray(is) ? '' : String(is); };
  const list = (name: string): readonly string[] => { const is = value(name); return is === null ? [] : typeof is === 'object' ? is : [String(is)]; };
  const count = (name: string): number => { const is = value(name); return typeof is === 'number' ? is : 0; };
  const text = (name: string): string => safeName(raw(name)) || said.anything;
  const among = (words: Readonly<Record<string, string>>) => (name: string): string => found(words, name) ?? safeName(name);
  const called = (name: string): string => { const id = raw(name); return safeName(found(names, id) ?? id) || said.gone; };
  const permission = (name: string): string => {
    const label = found<Readonly<Record<Language, string>>>(permissions, name)?.[language] ?? safeName(name);
    return label.charAt(0).toLocaleLowerCase(language) + label.slice(1);
  };
  // In English they stand inside a sentence; German nouns are written alike everywhere.
  const dimensions = { en: dimensionLabels, de: wordsIn('de').dimensions }[language];
  const day = (name: string): string | null => (isDay(raw(name)) ? raw(name) : null);
  const days = (): string => {
    const [from, to] = [day('from'), day('to')];
    if (from !== null && to !== null) return ` ${said.days(format.range({ from, to }))}`;
    return from !== null ? ` ${said.from(format.date(from))}` : to !== null ? ` ${said.to(format.date(to))}` : '';
  };
  const rows = (): string => (value('rows') === null ? '' : ` (${said.rows(count('rows'), format.integer(count('rows')))})`);
  return {
    has: (name) => value(name) !== null && list(name).length > 0,
    raw, text, count, called, days, rows,
    number: (name) => format.integer(count(name)),
    length: (name) => list(name).length,
    word: (name, words) => (raw(name) === '' ? said.anything : among(words)(raw(name))),
    words: (name, words) => format.list(list(name).map(among(words))),
    items: (name) => format.list(list(name).map(safeName)),
    role: (name) => found<{ readonly label: string }>(roles, raw(name))?.label ?? text(name),
    permissions: (name) => format.list(list(name).map(permission)),
    grants: (name, leading) => (list(name).length === 0 ? '' : `${leading} ${format.list(list(name).map(permission))}`),
    settings: (name) => format.list(list(name).map(among(settingsWordsIn(language).names))),
    date: (name) => { const at = raw(name); return isDay(at.slice(0, 10)) ? format.date(at.slice(0, 10)) : text(name); },
    format: () => found({ csv: 'CSV', md: 'Markdown', ndjson: 'NDJSON', json: 'JSON' }, raw('format')) ?? text('format'),
    only: () => { const which = found<Readonly<Record<Language, string>>>(happenings, raw('only')); return which === undefined ? '' : ` (${said.only(which[language])})`; },
    report() {
      const metrics = format.list(list('metrics').map((name) => (isMetricName(name) ? metricOf(name).short[language] : safeName(name))));
      const by = value('by') === null ? [] : [among(dimensions)(raw('by'))];
      const filters = list('filters').map(among(dimensions));
      const parts = [
        ...(by.length === 0 ? [] : [{ en: `by ${by[0]}`, de: `je ${by[0]}` }[language]]),
        ...(filters.length === 0 ? [] : [{ en: `filtered by ${format.list(filters)}`, de: `gefiltert nach ${format.list(filters)}` }[language]]),
        ...(list('people').length === 0 ? [] : [list('people').map(safeName).join(', ')]),
      ];
      return `${[`${metrics}${days()}`, ...parts].join(', ')}${rows()}`;
    },
  };
}
