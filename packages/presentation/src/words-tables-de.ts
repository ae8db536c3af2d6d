import type { Surface } from '@pegel/domain';
import type { tablesEn } from './words-tables-en.js';

const surfaces: Record<Surface, string> = { chat: 'Chat', code: 'Programmiersitzungen', cowork: 'Cowork', office: 'Office-Anwendungen', design: 'Design', api: 'API', other: 'Andere Oberflächen' };

/** What tables say around their numbers, in German. */
export const tablesDe: typeof tablesEn = {
  surfaces,
  rank: 'Rang',
  operands: 'Besteht aus',
  period: 'Zeitraum',
  days: 'Tage',
  before: 'Zuvor',
  comparedWith: 'Verglichen mit',
  stepped: (title, grain) => `${title}, ${grain}`,
  course: (days) => `${days} Tage`,
  showAll: 'Alle anzeigen',
  showFirst: (count) => `Die ersten ${count} anzeigen`,
  moreThanShown: (count) => `Nur die ersten ${count} werden angezeigt.`,
  weekend: (column, day) => `Ein Tag am Wochenende: Die Spalte „${column}“ vergleicht mit ${day}`,
  afterWeekend: (column, day) => `Der Vortag liegt am Wochenende: Die Spalte „${column}“ vergleicht mit ${day}`,
  notAdditive: 'Die Zeilen dürfen nicht addiert werden: Wer in mehreren vorkommt, zählt in jeder.',
  none: (period) => `Nichts in diesem Zeitraum (${period}). Eine echte Null.`,
  notShown: 'Das wird Ihnen nicht gezeigt.',
  peopleOff: 'Zahlen einzelner Personen sind für diese Organisation ausgeschaltet. Primary Owners und Owners können sie einschalten: Einstellungen, Personen und Datenschutz.',
  exportNeedsNames: 'Die Ausgaben je Person gibt es nicht als Datei: Zahlen je Person sind für diese Organisation ausgeschaltet.',
  fileOf: (what) => `CSV: ${what}`,
};
