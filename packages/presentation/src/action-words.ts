import { languageNames, languages, nextLanguage, type Language, type Words } from '@pegel/domain';
import type { Action, ActionGroup } from './keymap.js';
import { tablePages, type TablePageId } from './panels.js';
import { wordsIn } from './words.js';

/** A text that is said elsewhere already, in every language. */
const said = (text: (language: Language) => string) => Object.fromEntries(languages.map((language) => [language, text(language)])) as unknown as Words; // Object.fromEntries forgets the literal keys.

const range = (name: keyof ReturnType<typeof wordsIn>['ranges']): Words => said((language) => wordsIn(language).ranges[name]);
const page = (id: TablePageId): Words => said((language) => tablePages.find((table) => table.id === id)?.title[language] ?? '');

/** What each action is called beside its key. */
export const actionWords: Readonly<Record<Action, Words>> = {
  'page.overview': said((language) => wordsIn(language).nav.overview),
  'page.activity': page('activity'),
  'page.adoption': page('adoption'),
  'page.spend': page('spend'),
  'page.exports': { en: 'Exports', de: 'Exporte' },
  'page.sources': said((language) => wordsIn(language).sources.title),
  'page.settings': said((language) => wordsIn(language).settings.title),
  palette: { en: 'Search pages, periods and actions', de: 'Seiten, Zeiträume und Aktionen suchen' },
  'panel.next': { en: 'Next panel', de: 'Nächster Bereich' },
  'panel.previous': { en: 'Previous panel', de: 'Vorheriger Bereich' },
  'row.next': { en: 'Next row of a list', de: 'Nächste Zeile einer Liste' },
  'row.previous': { en: 'Previous row of a list', de: 'Vorherige Zeile einer Liste' },
  'point.next': { en: 'Next point of a chart', de: 'Nächster Punkt eines Diagramms' },
  'point.previous': { en: 'Previous point of a chart', de: 'Vorheriger Punkt eines Diagramms' },
  'ends.last': { en: 'Last row or point', de: 'Letzte Zeile oder letzter Punkt' },
  'time.menu': { en: 'Choose the period', de: 'Zeitraum wählen' },
  'time.today': range('today'),
  'time.yesterday': { en: 'Yesterday', de: 'Gestern' },
  'time.7d': range('7d'),
  'time.28d': range('28d'),
  'time.90d': range('90d'),
  'time.mtd': range('mtd'),
  'time.qtd': range('qtd'),
  'time.ytd': range('ytd'),
  'time.12m': range('12m'),
  'time.custom': { en: 'Custom …', de: 'Benutzerdefiniert …' },
  'time.previous': { en: 'Period before', de: 'Zeitraum davor' },
  'time.next': { en: 'Period after', de: 'Zeitraum danach' },
  'time.reset': { en: 'Usual period', de: 'Üblicher Zeitraum' },
  'time.pin': { en: 'Pin or unpin dates', de: 'Zeitraum fixieren oder lösen' },
  'comparison.cycle': { en: 'Next comparison', de: 'Nächster Vergleich' },
  'grain.cycle': { en: 'By day, week or month', de: 'Pro Tag, Woche oder Monat' },
  'spend.window': { en: 'Spend by model: 1 month, 3 months, 1 year', de: 'Ausgaben nach Modell: 1 Monat, 3 Monate, 1 Jahr' },
  'week.cycle': { en: 'Weekly active users: rolling 7 days, calendar weeks', de: 'Wöchentlich aktive Benutzer: gleitende 7 Tage, Kalenderwochen' },
  'panel.table': { en: 'Table or chart', de: 'Tabelle oder Diagramm' },
  'panel.enlarge': { en: 'Enlarge', de: 'Vergrößern' },
  'panel.explain': { en: 'Explain', de: 'Erklären' },
  'panel.zoom': { en: 'Axis from zero or close up', de: 'Achse ab null oder vergrößert' },
  'list.filter': { en: 'Filter the list', de: 'Liste filtern' },
  'list.sort': { en: 'Sort the list by the next column', de: 'Liste nach der nächsten Spalte sortieren' },
  'copy.markdown': { en: 'Copy as Markdown', de: 'Als Markdown kopieren' },
  'copy.link': { en: 'Copy link', de: 'Link kopieren' },
  'export.csv': { en: 'Export CSV', de: 'CSV exportieren' },
  'open.other': { en: 'Command for the terminal', de: 'Befehl für das Terminal' },
  'group.choose': { en: 'Filter by group, department or cost centre', de: 'Nach Gruppe, Abteilung oder Kostenstelle filtern' },
  'group.clear': { en: 'Show everyone again', de: 'Wieder alle zeigen' },
  'open.browser': { en: 'Open in the browser', de: 'Im Browser öffnen' },
  'purpose.choose': { en: 'Purpose', de: 'Zweck' },
  'live.pause': { en: 'Pause or resume', de: 'Anhalten oder fortsetzen' },
  'data.refresh': { en: 'Refresh', de: 'Aktualisieren' },
  // What it leads to, in the words of whom it is for.
  'language.toggle': said((language) => languageNames[nextLanguage(language)]),
  'theme.cycle': { en: 'Appearance', de: 'Darstellung' },
  help: { en: 'Help', de: 'Hilfe' },
  quit: { en: 'Quit', de: 'Beenden' },
};

/** What each group of actions is called in the help. */
export const actionGroupWords: Readonly<Record<ActionGroup, Words>> = {
  go: { en: 'Go to', de: 'Gehe zu' },
  move: { en: 'Move', de: 'Bewegen' },
  time: { en: 'Period and comparison', de: 'Zeitraum und Vergleich' },
  panel: { en: 'Panels', de: 'Bereiche' },
  take: { en: 'Take along', de: 'Mitnehmen' },
  data: { en: 'Data', de: 'Daten' },
  app: { en: 'Pegel', de: 'Pegel' },
};
