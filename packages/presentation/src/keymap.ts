import { languageNames, languages, nextLanguage, type Words } from '@pegel/domain';
import { pageIds, type PageId } from './view-state.js';

/** What a key press can ask for, in the order of the help. */
export const actions = ['page.choose', 'panel.next', 'panel.previous', 'panel.table', 'panel.enlarge', 'panel.explain', 'copy.markdown', 'export.csv', 'purpose.choose', 'live.pause', 'data.refresh', 'language.toggle', 'theme.cycle', 'help', 'quit'] as const;
export type Action = (typeof actions)[number];

/** A key as `KeyboardEvent.key` names it; capital letters are typed with Shift. */
export interface Binding {
  readonly keys: readonly string[];
  /** How the key is written for people. */
  readonly shown: string;
  readonly words: Words;
  /** Where it works; the browser's own Tab and closing are the browser's. */
  readonly clients: readonly ('web' | 'terminal')[];
}

const both = ['web', 'terminal'] as const;
const terminal = ['terminal'] as const;

/** What a key that goes through the languages leads to, in the words of whom it is for. */
const namesOfNext = Object.fromEntries(languages.map((language) => [language, languageNames[nextLanguage(language)]])) as unknown as Words; // Object.fromEntries forgets the literal keys.

const pageKeys = pageIds.map((_, index) => String(index + 1));
/** The page that a key leads to. */
export const pageOfKey = (key: string): PageId => pageIds[pageKeys.indexOf(key)] ?? 'overview';

/** Every action's keys. None needs AltGr, so all work on a German keyboard. */
export const keymap: Readonly<Record<Action, Binding>> = {
  'page.choose': { keys: pageKeys, shown: `1–${pageKeys.length}`, words: { en: 'Page', de: 'Seite' }, clients: both },
  'panel.next': { keys: ['Tab'], shown: 'Tab', words: { en: 'Next panel', de: 'Nächster Bereich' }, clients: terminal },
  'panel.previous': { keys: ['Shift+Tab'], shown: '⇧Tab', words: { en: 'Previous panel', de: 'Vorheriger Bereich' }, clients: terminal },
  'panel.table': { keys: ['v'], shown: 'v', words: { en: 'Table or chart', de: 'Tabelle oder Diagramm' }, clients: both },
  'panel.enlarge': { keys: ['f'], shown: 'f', words: { en: 'Enlarge', de: 'Vergrößern' }, clients: terminal },
  'panel.explain': { keys: ['e'], shown: 'e', words: { en: 'Explain', de: 'Erklären' }, clients: both },
  'copy.markdown': { keys: ['y'], shown: 'y', words: { en: 'Copy as Markdown', de: 'Als Markdown kopieren' }, clients: both },
  'export.csv': { keys: ['x'], shown: 'x', words: { en: 'Export CSV', de: 'CSV exportieren' }, clients: both },
  'purpose.choose': { keys: ['u'], shown: 'u', words: { en: 'Purpose', de: 'Zweck' }, clients: terminal },
  'live.pause': { keys: ['p'], shown: 'p', words: { en: 'Pause or resume', de: 'Anhalten oder fortsetzen' }, clients: both },
  'data.refresh': { keys: ['r'], shown: 'r', words: { en: 'Refresh', de: 'Aktualisieren' }, clients: both },
  'language.toggle': { keys: ['L'], shown: '⇧L', words: namesOfNext, clients: both },
  'theme.cycle': { keys: ['T'], shown: '⇧T', words: { en: 'Appearance', de: 'Darstellung' }, clients: both },
  help: { keys: ['?', 'F1'], shown: '?', words: { en: 'Help', de: 'Hilfe' }, clients: both },
  quit: { keys: ['q'], shown: 'q', words: { en: 'Quit', de: 'Beenden' }, clients: terminal },
};

/** The action of a key in a client, if it has one. */
export const actionOf = (key: string, client: 'web' | 'terminal'): Action | null =>
  actions.find((action) => keymap[action].keys.includes(key) && keymap[action].clients.includes(client)) ?? null;
