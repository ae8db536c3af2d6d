import type { FactName } from '@pegel/domain';
import type { SubjectId } from './subjects.js';
import { plural } from './plural.js';
import type { GlossaryWords } from './words-glossary-en.js';

const subjects: Record<SubjectId, string> = {
  people: 'Personen, Plätze und Einladungen', chats: 'Chats', coding: 'Programmieren', projects: 'Projekte', artifacts: 'Artefakte', connectors: 'Konnektoren', spend: 'Ausgaben und Token',
};

const freshness: Record<FactName, string> = {
  activity: 'Nutzung trifft so ein, wie ihre Quelle liefert: binnen Sekunden, wo sie Ereignisse sofort sendet, bis zu ihrem letzten vollständigen Tag, wo sie importiert wird.',
  spend: 'Ausgaben treffen so ein, wie ihre Quelle liefert, und bleiben vorläufig, solange Anbieter sie berichtigen können.',
  directory: 'Stand des letzten Verzeichnisses; zwischen zwei Ständen ist keine Änderung bekannt.',
};

/** What the glossary of metrics says in German. */
export const glossaryDe: GlossaryWords = {
  title: 'Kennzahlen',
  about: 'Was jede Zahl zählt, was sie auslässt und wie sie berechnet wird. All das entsteht aus den Definitionen, die die Zahlen berechnen.',
  filter: 'Kennzahlen filtern', clear: 'Filter löschen',
  found: (count, number, all) => `${number} von ${all} ${plural(count, 'Kennzahl', 'Kennzahlen')}`,
  all: (count, number) => `${number} ${plural(count, 'Kennzahl', 'Kennzahlen')}`,
  noMatch: (text) => `Kein Treffer für „${text}“.`,
  back: 'Alle Kennzahlen',
  subjects, freshness,
  labels: { name: 'Name', freshness: 'Aktualität', good: 'Richtung', appears: 'Wo sie erscheint', related: 'Siehe auch', usedBy: 'Teil von' },
  good: { up: 'Ein Anstieg ist erwünscht.', down: 'Ein Rückgang ist erwünscht.' },
  beyond: (label) => `Sie kann über 100 % liegen; was darüber hinausgeht, ist ${label}.`,
  tile: 'Kachel', today: 'Heute bisher',
  unknown: (text) => `Es gibt keine Kennzahl namens „${text}“.`,
  unknownAbout: 'Ein Link kann älter sein als eine Umbenennung. Verloren ist nichts: Alle Kennzahlen stehen in der Liste.',
  near: 'Meinten Sie', noneNear: 'Nichts heißt so ähnlich.',
  notPermitted: (label) => `Ihre Rolle sieht ${label} nicht.`,
  copyLink: 'Link kopieren', copied: 'Link kopiert', copyFailed: 'Der Browser lässt hier kein Kopieren zu. Die Adresse dieser Seite ist der Link.', print: 'Drucken',
};
