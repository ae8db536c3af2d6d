import type { Words } from '@pegel/domain';
import type { Action, TableId } from '@pegel/presentation';

/** What actions are called in the last line of a screen, which has room for little. */
export const shortWords = {
  'panel.next': { en: 'panel', de: 'Bereich' },
  'panel.explain': { en: 'explain', de: 'erklären' },
  'panel.table': { en: 'table', de: 'Tabelle' },
  'panel.enlarge': { en: 'enlarge', de: 'vergrößern' },
  'spend.window': { en: '1M/3M/1Y', de: '1M/3M/1J' },
  'time.previous': { en: 'day', de: 'Tag' },
  'time.menu': { en: 'period', de: 'Zeitraum' },
  'comparison.cycle': { en: 'compare', de: 'Vergleich' },
  'grain.cycle': { en: 'interval', de: 'Schritte' },
  'export.csv': { en: 'CSV', de: 'CSV' },
  'copy.markdown': { en: 'copy', de: 'kopieren' },
  'copy.link': { en: 'link', de: 'Link' },
  'open.browser': { en: 'browser', de: 'Browser' },
  'purpose.choose': { en: 'purpose', de: 'Zweck' },
  'group.choose': { en: 'group', de: 'Gruppe' },
  'group.clear': { en: 'everyone', de: 'alle' },
  'list.filter': { en: 'filter', de: 'filtern' },
  'list.sort': { en: 'sort', de: 'sortieren' },
  palette: { en: 'search', de: 'suchen' },
  'data.refresh': { en: 'refresh', de: 'aktualisieren' },
  'live.pause': { en: 'pause', de: 'anhalten' },
  quit: { en: 'quit', de: 'beenden' },
} as const satisfies Partial<Record<Action, Words>>;

/** What keys do that are no action of their own. */
export const hintWords = {
  page: { en: 'page', de: 'Seite' },
  point: { en: 'point', de: 'Punkt' },
} satisfies Record<string, Words>;

/** What keys with an arrow are called where no arrow can be drawn. */
export const arrowNames: Readonly<Record<string, Words>> = {
  '↓': { en: 'Down', de: 'Ab' },
  '↑': { en: 'Up', de: 'Auf' },
  '→': { en: 'Right', de: 'Rechts' },
  '←': { en: 'Left', de: 'Links' },
};

/** What panels are called where three of them stand beside each other. */
export const shortTitles: Partial<Record<TableId, Words>> = {
  top_projects: { en: 'Top 10 by projects', de: 'Top 10 Projekte' },
  top_artifacts: { en: 'Top 10 by artifacts', de: 'Top 10 Artefakte' },
  messages_course: { en: 'Messages per chat', de: 'Nachrichten pro Chat' },
};
