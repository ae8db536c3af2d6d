import { plural } from './plural.js';
import type { InviteWords } from './words-invites-en.js';

/** What is said of pending invites in German. */
export const invitesDe: InviteWords = {
  title: 'Ausstehende Einladungen', summaryTitle: 'Alter ausstehender Einladungen',
  titleWith: (number) => `Ausstehende Einladungen · ${number}`,
  at: (day) => `Am Ende von ${day}; Einladungen sind keine Plätze.`,
  to: 'Gesendet an', by: 'Eingeladen von', sent: 'Gesendet', age: 'Alter', expires: 'Läuft ab', attention: 'Hinweis', share: 'Einladungen',
  days: (count, number) => `${number} ${plural(count, 'Tag', 'Tage')}`,
  below: (days) => `< ${days} T.`, between: (from, to) => `${from}–${to} T.`, above: (days) => `> ${days} T.`,
  old: (_, number, days) => `${number} älter als ${days} Tage`,
  oldMark: (days) => `älter als ${days} Tage`,
  noneOld: (days) => `Keine ist älter als ${days} Tage.`,
  none: 'Keine Einladung steht aus: eine echte Null, der Tag ist vollständig.',
  unknown: 'Kein Verzeichnis sagt, wie viele Einladungen ausstehen. Senden Sie eines mit PUT /v1/directory, oder importieren Sie eines.',
  totalOnly: 'Das Verzeichnis sagt, wie viele Einladungen ausstehen, und nicht, wessen: Es hat eine Summe ohne Personen.',
  noInviter: 'Keine Quelle sagt, wer jemanden eingeladen hat, daher „–“.',
  sentNote: 'Wo eine Quelle nicht sagt, wann eine Einladung gesendet wurde, zählt der Tag, an dem ein Verzeichnis sie erstmals nannte.',
  never: 'nie',
  show: 'Einladungen anzeigen', all: (number) => `Alle ${number}`,
  filter: 'Einladungen filtern', clear: 'Filter löschen',
  found: (number, all) => `${number} von ${all} Einladungen`, every: (count, number) => `${number} ${plural(count, 'Einladung', 'Einladungen')}`,
  noMatch: (text) => `Kein Treffer für „${text}“.`,
  off: 'Wer eingeladen ist, wird nicht gezeigt: Namen sind in dieser Organisation aus. Ein Owner kann das in den Einstellungen ändern.',
  notPermitted: 'Ihre Rolle sieht keine Zahlen je Person, und damit nicht, wer eingeladen ist.',
  csv: 'CSV herunterladen', ascending: 'aufsteigend', descending: 'absteigend', back: 'Benutzeraktivität',
};
