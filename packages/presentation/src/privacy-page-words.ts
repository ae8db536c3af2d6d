import type { Language } from '@pegel/domain';

const en = { contents: 'Contents', openAll: 'Open all', closeAll: 'Close all', print: 'Print', operator: 'On the command line: pegel privacy-report' };

const de: typeof en = { contents: 'Inhalt', openAll: 'Alle öffnen', closeAll: 'Alle schließen', print: 'Drucken', operator: 'Auf der Kommandozeile: pegel privacy-report' };

const words: Readonly<Record<Language, typeof en>> = { en, de };

/** What stands around a privacy report on its page; the report brings its own words. */
export const privacyPageWordsIn = (language: Language): typeof en => words[language];
