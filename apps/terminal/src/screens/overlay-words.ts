import type { Language } from '@pegel/domain';

/** What is said around what lies over a page. */
const en = {
  run: '↑↓ choose  ↵ run  esc close',
  apply: '↑↓ choose  ↵ apply  a pin dates  esc close',
  custom: '↹ field  ←→↑↓ day  ↵ apply  esc back',
  typeToFilter: 'type to filter',
  search: 'Go to, change, copy …',
  noKey: (typed: string) => `No key does anything called “${typed}”.`,
  nothingFound: (typed: string) => `Nothing is called “${typed}”.`,
  recent: 'recent',
  kept: (age: string) => `cached ${age}`,
  noDays: 'The days are not known yet.',
  linkCopied: 'Link',
  filter: 'Filter',
  noBrowser: 'No browser could be opened. ⇧Y copies the link, and leaving says it.',
  opened: (address: string) => `Opened in the browser: ${address}`,
  nothingPinned: 'Days that are named one by one are pinned anyway.',
  pinned: (day: string) => `Pinned to ${day}; ⇧P follows again.`,
  unpinned: 'Ends on the last complete day again.',
};

export type OverlayWords = typeof en;

const de: OverlayWords = {
  run: '↑↓ wählen  ↵ ausführen  esc schließen',
  apply: '↑↓ wählen  ↵ anwenden  a fixieren  esc schließen',
  custom: '↹ Feld  ←→↑↓ Tag  ↵ anwenden  esc zurück',
  typeToFilter: 'zum Filtern tippen',
  search: 'Öffnen, ändern, kopieren …',
  noKey: (typed) => `Keine Taste tut etwas, das „${typed}“ heißt.`,
  nothingFound: (typed) => `Nichts heißt „${typed}“.`,
  recent: 'zuletzt',
  kept: (age) => `zwischengespeichert ${age}`,
  noDays: 'Die Tage sind noch nicht bekannt.',
  linkCopied: 'Link',
  filter: 'Filter',
  noBrowser: 'Kein Browser öffnet sich. ⇧Y kopiert den Link, am Ende steht er da.',
  opened: (address) => `Im Browser geöffnet: ${address}`,
  nothingPinned: 'Einzeln genannte Tage stehen ohnehin fest.',
  pinned: (day) => `Fixiert auf ${day}; ⇧P folgt wieder.`,
  unpinned: 'Endet wieder am letzten vollständigen Tag.',
};

export const overlayWords: Readonly<Record<Language, OverlayWords>> = { en, de };
