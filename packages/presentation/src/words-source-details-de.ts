import { plural } from './plural.js';
import type { SourceDetailWords } from './words-source-details-en.js';

/** What the page of data sources says beyond the account, in German. */
export const sourceDetailsDe: SourceDetailWords = {
  overview: 'Quellen',
  columns: { source: 'Quelle', status: 'Zustand', completeTo: 'Vollständig bis', received: 'Empfangen', next: 'Nächste', strip: (days) => `Letzte ${days} Tage` },
  asItHappens: 'laufend', unknownNext: '–', late: (day) => `! erwartet ${day}`, about: (day) => `etwa ${day}`,
  nextNote: 'Eine nächste Lieferung steht da, wo mindestens drei Empfangstage einen Rhythmus zeigen.',
  delivers: 'Liefert', dayEnds: 'Tagesende', revisions: 'Berichtigungen', feeds: 'Speist',
  kinds: {
    live: 'Ereignisse, sobald sie geschehen, in Lieferungen jeder Größe.',
    import: 'Läufe eines Imports, jeder vom ersten bis zum letzten seiner Tage.',
    directory: 'Stände des Verzeichnisses: Plätze, Einladungen, Gruppen.',
  },
  rhythm: (day) => `Die nächste ist etwa am ${day} fällig.`,
  zone: (zone) => `Mitternacht in ${zone}.`,
  utc: 'Mitternacht UTC, wie ihr Anbieter zählt; solche Tage werden nie neu geschnitten.',
  metrics: (count, number) => `${number} ${plural(count, 'Kennzahl', 'Kennzahlen')}`,
  noMetrics: 'Bisher keine Kennzahl.',
  failure: {
    title: 'Wenn diese Quelle ausfällt',
    stops: (pages, count, number) => `${pages}: ${number} ${plural(count, 'Kennzahl endet', 'Kennzahlen enden')} am letzten vollständigen Tag und ${plural(count, 'sagt', 'sagen')} das, da keine andere Quelle sie speist.`,
    elsewhere: 'Anderswo',
    goesOn: (count, number, sources) => `${number} ${plural(count, 'Kennzahl läuft', 'Kennzahlen laufen')} weiter, aus ${sources}.`,
    directory: 'Plätze und Einladungen bleiben, wie der letzte Stand sie hat, und Zahlen von Gruppen folgen ihm.',
    continues: (pages) => `${pages}: Nichts hier hängt von ihr ab.`,
    nothing: 'Nichts: Bisher entsteht keine Zahl aus ihr.',
    kept: 'Nichts Gespeichertes geht verloren: Was später kommt, zählt an seinem eigenen Tag, und eine Wiederholung zählt einmal.',
    alert: 'pegel report --fail-stale endet mit Code 4, sobald Daten verspätet sind, für eine Überwachung, die es ausführt; Pegel selbst verschickt keine Mail.',
  },
  strip: { few: 'wenige', many: 'viele Ereignisse', scale: 'Je dunkler ein Tag, desto mehr Ereignisse.' },
  log: {
    title: 'Protokoll der Lieferungen', caption: (from) => `Lieferungen, die neueste vom ${from}`, about: 'Jede Lieferung, wie sie beantwortet wurde, die neueste zuerst.', when: 'Empfangen', source: 'Quelle', what: 'Inhalt', account: 'Was daraus wurde', all: 'alle Quellen', filter: 'Quelle', more: 'Mehr anzeigen', empty: 'Noch nichts wurde geliefert.',
    items: { events: (count, number) => `${number} ${plural(count, 'Ereignis', 'Ereignisse')}`, directory: (count, number) => `Verzeichnis, ${number} ${plural(count, 'Person', 'Personen')}` },
  },
};
