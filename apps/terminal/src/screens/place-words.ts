import type { Language } from '@pegel/domain';

/** What is said on the pages that are not of numbers, in a terminal alone. */
const en = {
  terminal: 'This terminal', organisation: 'Organisation', people: 'People and privacy', account: 'Account', changes: 'Change log',
  settings: { language: 'Language', theme: 'Theme', charts: 'Charts', mouse: 'Mouse', motion: 'Motion', singleKeys: 'Single keys' },
  choices: { auto: 'auto', light: 'light', dark: 'dark', contrast: 'contrast', none: 'none', braille: 'braille', blocks: 'blocks', ascii: 'ASCII', off: 'off', on: 'on', reduced: 'reduced' },
  means: {
    language: 'The language of the screens; ⇧L changes it until they are left.',
    theme: 'Which background colours are for, strong contrasts, or no colours.',
    charts: 'What pictures are drawn with.',
    mouse: 'On: clicks lead to pages and panels, the wheel moves; Shift marks text.',
    motion: 'Reduced: what arrives is shown once a minute; nothing moves meanwhile.',
    singleKeys: 'Off: letters, digits and marks do nothing; F1 helps, Ctrl+K finds it all.',
  },
  found: (charts: string, colours: string) => `auto is here: ${charts}; ${colours}.`,
  characters: { unicode: { braille: 'blocks and braille', marks: 'blocks' }, ascii: { braille: 'ASCII', marks: 'ASCII' } },
  colours: { dark: '16 colours, for a dark background', light: '16 colours, for a light background', unknown: '16 colours; the background is not known', none: 'no colours' },
  server: 'Server', signedIn: 'Signed in as', version: 'Version', role: 'Role',
  signedInAs: (name: string, role: string) => `${name} (${role})`,
  inBrowser: 'Keys, members and settings are changed in a browser: o opens it there.',
  choose: '↑↓ field  ←→ choose', download: '↵ download', copyCommand: 'y copy command', source: '↑↓ source', settingKeys: '↑↓ setting  ←→ change',
  command: 'Command', none: '–',
  peoplePreview: 'p shows it; a preview of people is written to the audit journal.',
};

type PlaceWords = typeof en;

const de: PlaceWords = {
  terminal: 'Dieses Terminal', organisation: 'Organisation', people: 'Personen und Datenschutz', account: 'Konto', changes: 'Änderungen',
  settings: { language: 'Sprache', theme: 'Farben', charts: 'Diagramme', mouse: 'Maus', motion: 'Bewegung', singleKeys: 'Einzelne Tasten' },
  choices: { auto: 'auto', light: 'hell', dark: 'dunkel', contrast: 'Kontrast', none: 'keine', braille: 'Braille', blocks: 'Blöcke', ascii: 'ASCII', off: 'aus', on: 'an', reduced: 'reduziert' },
  means: {
    language: 'Die Sprache der Bildschirme; ⇧L ändert sie, bis sie verlassen werden.',
    theme: 'Für welchen Hintergrund Farben sind, starke Kontraste oder keine Farben.',
    charts: 'Womit Bilder gezeichnet werden.',
    mouse: 'An: Klicks führen zu Seiten und Bereichen, das Rad bewegt; ⇧ markiert.',
    motion: 'Reduziert: Was eintrifft, erscheint einmal pro Minute, sonst steht alles.',
    singleKeys: 'Aus: Buchstaben, Ziffern, Zeichen tun nichts; F1 hilft, Strg+K findet.',
  },
  found: (charts, colours) => `auto heißt hier: ${charts}; ${colours}.`,
  characters: { unicode: { braille: 'Blöcke und Braille', marks: 'Blöcke' }, ascii: { braille: 'ASCII', marks: 'ASCII' } },
  colours: { dark: '16 Farben, für dunklen Hintergrund', light: '16 Farben, für hellen Hintergrund', unknown: '16 Farben; der Hintergrund ist nicht bekannt', none: 'keine Farben' },
  server: 'Server', signedIn: 'Angemeldet als', version: 'Version', role: 'Rolle',
  signedInAs: (name, role) => `${name} (${role})`,
  inBrowser: 'Schlüssel, Mitglieder und Einstellungen werden im Browser geändert: o öffnet ihn dort.',
  choose: '↑↓ Feld  ←→ wählen', download: '↵ herunterladen', copyCommand: 'y Befehl kopieren', source: '↑↓ Quelle', settingKeys: '↑↓ Einstellung  ←→ ändern',
  command: 'Befehl', none: '–',
  peoplePreview: 'p zeigt sie; eine Vorschau auf Personen wird im Audit-Protokoll festgehalten.',
};

export const placeWords: Readonly<Record<Language, PlaceWords>> = { en, de };
