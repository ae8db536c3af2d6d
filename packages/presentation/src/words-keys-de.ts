import type { KeyWords } from './words-keys-en.js';

export const keysDe: KeyWords = {
  sheet: {
    title: 'Tasten auf dieser Seite', search: 'Tasten suchen', none: 'Keine Taste heißt so.', or: 'oder', close: 'Schließen',
    found: (count) => `${count} ${count === 1 ? 'Taste' : 'Tasten'}`,
    settings: 'Tasten ändern',
  },
  keyboard: {
    title: 'Tastatur',
    about: 'Gilt nur in diesem Browser. Einzelne Tasten wirken nie, während Sie schreiben.',
    single: 'Ein-Tasten-Kürzel',
    singleHint: 'Ohne sie wirken weiterhin Strg+K, F1 und Alt mit einem Pfeil.',
    ownKey: (action) => `Ihre Taste für: ${action}`,
    ownHint: 'Ein Zeichen, oder zwei mit einem Leerzeichen dazwischen. P heißt Umschalt und p. Leer heißt keine.',
    reset: 'Zurück zu den üblichen Tasten', usual: (keys) => `üblich ${keys}`,
    changed: (action, keys) => (keys === '' ? `„${action}“ hat jetzt keine einzelne Taste.` : `„${action}“ ist jetzt ${keys}.`),
    usualAgain: 'Alle Tasten sind die üblichen.',
    notKeys: (keys) => `„${keys}“ ist keine Taste: Bitte geben Sie ein Zeichen ein, oder zwei mit einem Leerzeichen dazwischen.`,
    taken: (keys, action) => `„${keys}“ ist die Taste von „${action}“. Bitte wählen Sie eine andere, oder ändern Sie zuerst jene.`,
    begins: (keys, action) => `„${keys}“ und eine Taste von „${action}“ beginnen gleich, sodass die eine auf die andere warten müsste. Bitte wählen Sie eine andere.`,
  },
  appearance: {
    title: 'Darstellung',
    about: 'Gilt nur in diesem Browser und wird nie gesendet.',
    theme: 'Farben', language: 'Sprache',
    themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel', contrast: 'Hoher Kontrast' },
    hints: {
      system: 'Hell oder dunkel wie das Gerät, mit hohem Kontrast, wo es ihn verlangt.',
      light: 'Hell, was auch immer das Gerät sagt.',
      dark: 'Dunkel, was auch immer das Gerät sagt.',
      contrast: 'Schwarz und Weiß mit kräftigen Linien, hell oder dunkel wie das Gerät.',
    },
    keys: 'Ändert sich auch mit',
  },
  palette: {
    title: 'Seiten, Zeiträume und Aktionen suchen', placeholder: 'Suchen, etwa „Ausgaben Quartal“', none: 'Nichts heißt so.',
    found: (count) => `${count} Treffer`,
    kinds: { recent: 'Zuletzt', page: 'Seiten', panel: 'Bereiche', metric: 'Kennzahlen', range: 'Zeiträume', group: 'Filter', action: 'Aktionen' },
    explain: (metric) => `Was gezählt wird: ${metric}`,
  },
  command: { title: 'Dasselbe im Terminal', about: 'Gibt diese Seite dort aus oder zeigt sie, wo pegel installiert und angemeldet ist.', label: 'Befehl' },
};
