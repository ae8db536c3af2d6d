import type { GroupWords } from './group-words.js';

/** What is said of numbers of a group, in German. */
export const groupDe: GroupWords = {
  title: 'Wessen Zahlen',
  everyone: 'Alle',
  remove: (label) => `Wieder alle zeigen, nicht nur ${label}`,
  search: 'Gruppen suchen',
  clear: 'Suche leeren',
  close: 'Schließen',
  noMatch: (text) => `Kein Treffer für „${text}“.`,
  found: (number) => `${number} zur Auswahl`,
  people: (number, text) => `${text} ${number === 1 ? 'Person' : 'Personen'}`,
  tooFew: (few) => `Wo „${few}“ steht, gibt es keine Zahlen: Zu wenige Personen gehören dazu oder unterscheiden es von anderen.`,
  none: 'Das Verzeichnis nennt für diese Tage keine Gruppen, Abteilungen oder Kostenstellen.',
  loading: 'Gruppen werden geladen …',
  gone: (value) => `„${value}“ ist keine Gruppe, Abteilung oder Kostenstelle dieser Tage; gezeigt werden alle.`,
  unnarrowed: {
    people: (label) => `Nicht für ${label}: Innerhalb einer Gruppe werden Personen hier nicht unterschieden.`,
    course: (label) => `Nicht für ${label}: Innerhalb einer Gruppe wird nur über einen ganzen Zeitraum aufgeteilt.`,
  },
  invitesTitle: 'Ausstehende Einladungen',
  perUserTitle: 'Ausgaben je Benutzer',
  invites: (label) => `Wessen Einladungen ausstehen und wie alt sie sind, ist nur für alle zu sehen und nicht für ${label}.`,
  perUser: (label) => `Die Datei mit den Ausgaben je Person enthält alle und wird für ${label} nicht angeboten.`,
  filterBy: (dimension, name) => `Nach ${dimension} filtern: ${name}`,
};
