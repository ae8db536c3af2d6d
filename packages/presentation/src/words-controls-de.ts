import type { ControlsWords } from './controls-words.js';
import { controlsEn } from './words-controls-en.js';

/** The same in German. */
export const controlsDe: ControlsWords = {
  period: {
    title: 'Zeitraum', previous: 'Vorheriger Zeitraum', next: 'Nächster Zeitraum', close: 'Schließen',
    yesterday: 'Gestern',
    includeToday: 'Heute einbeziehen (unvollständig)', pin: 'Zeitraum fixieren',
    starts: (day) => `Daten ab ${day}.`, utc: 'Tage sind UTC-Tage.',
    forms: 'Etwa 22.11.2026, 2026-11-22 oder -7d.',
    noDay: (field, text) => `${field}: „${text}“ ist kein Tag. Bitte geben Sie 22.11.2026, 2026-11-22 oder -7d für vor sieben Tagen ein.`,
    nothing: (field) => `${field}: Bitte geben Sie einen Tag ein, etwa 22.11.2026, 2026-11-22 oder -7d für vor sieben Tagen.`,
    order: (from, to) => `Von (${from}) darf nicht nach Bis (${to}) liegen.`,
    tooLong: (days) => `Das sind ${days} Tage; ein Zeitraum hat höchstens 400.`,
  },
  calendar: { label: 'Kalender', previous: 'Vorheriger Monat', next: 'Nächster Monat', hint: 'Die Pfeiltasten gehen durch die Tage, Bild auf und Bild ab durch die Monate. Die Eingabetaste wählt den ersten Tag, dann den letzten.', first: (day) => `Erster Tag: ${day}. Bitte wählen Sie den letzten.` },
  weeks: { label: 'Wochen', rolling: 'Gleitende 7 Tage', iso: 'Kalenderwochen' },
  updates: (count) => (count === 1 ? '1 Aktualisierung · Übernehmen' : `${count} Aktualisierungen · Übernehmen`),
  day: { previous: 'Vorheriger Tag', next: 'Nächster Tag', newest: 'Neuester Tag' },
  panel: {
    menu: (title) => `Mehr: ${title}`, copy: 'Als Markdown kopieren',
    forGermanExcel: (file) => `${file}, für deutsches Excel`,
    link: 'Link kopieren', pinnedLink: 'Link mit diesen Tagen kopieren', enlarge: 'Vergrößern', shrink: 'Ganze Seite zeigen', back: (page) => `Zurück zu ${page}`,
  },
  toast: { pinnedLinkCopied: 'Link mit diesen Tagen kopiert', close: 'Schließen', failed: 'Dieser Browser erlaubt das Kopieren hier nicht. Der Text ist markiert: Bitte kopieren Sie ihn von Hand.' },
  keys: controlsEn.keys,
};
