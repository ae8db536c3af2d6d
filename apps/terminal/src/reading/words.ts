import type { Language } from '@pegel/domain';

/** What is said between what is read. */
const en = {
  rows: (count: number) => (count === 1 ? '1 row' : `${count} rows`),
  ask: (pages: string, periods: string) => `Type a number to hear more of it, a page (${pages}), a period (${periods}), r to ask again, Enter to hear the page again, or q to quit.`,
  loading: 'Asking the server …',
  noNumber: (typed: string, last: number) => `There is no ${typed}; the numbers go up to ${last}.`,
  notUnderstood: (typed: string) => `“${typed}” is no number, page or period. Type ? to hear what can be typed.`,
  elsewhere: 'Exports, data sources and settings are commands of their own: pegel export, pegel sources, pegel settings.',
  noPurpose: 'Numbers of people are told once it is said what for: start with --purpose.',
};

export type ReadingWords = typeof en;

const de: ReadingWords = {
  rows: (count) => (count === 1 ? '1 Zeile' : `${count} Zeilen`),
  ask: (pages, periods) => `Geben Sie eine Nummer ein, um mehr davon zu hören, eine Seite (${pages}), einen Zeitraum (${periods}), r zum erneuten Fragen, die Eingabetaste für die Seite noch einmal oder q zum Beenden.`,
  loading: 'Der Server wird gefragt …',
  noNumber: (typed, last) => `${typed} gibt es nicht; die Nummern gehen bis ${last}.`,
  notUnderstood: (typed) => `„${typed}“ ist keine Nummer, keine Seite und kein Zeitraum. Mit ? hören Sie, was eingegeben werden kann.`,
  elsewhere: 'Exporte, Datenquellen und Einstellungen sind eigene Befehle: pegel export, pegel sources, pegel settings.',
  noPurpose: 'Zahlen von Personen werden gesagt, sobald ein Zweck genannt ist: Starten Sie mit --purpose.',
};

export const readingWords: Readonly<Record<Language, ReadingWords>> = { en, de };
