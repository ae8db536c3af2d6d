/** Decisions both clients share: what is shown, in which words, from which reports. Clients place; they decide nothing. */
export { isBarList, overview, type NumbersModel, type OverviewModel, type Reports } from './overview.js';
export { isListening, pageFreshness, type Connection, type Freshness, type FreshnessKind } from './freshness.js';
export { makeChangeFeed, type ChangeFeed, type FeedClock } from './change-feed.js';
export type { TileContent, TileModel } from './tile.js';
export type { ChartContent, ChartModel, ChartPoint } from './chart.js';
export type { BarListContent, BarListModel, BarRow } from './bar-list.js';
export type { SeriesColour } from './series-colour.js';
export { tablesCsv } from './tables-csv.js';
export { tablesPage, type TablePanelModel, type TablesPageModel } from './tables-page.js';
export type { TableContent } from './table-panel.js';
export type { PageFrame } from './page-frame.js';
export { csvUrl, exampleMetrics, isPanelId, overviewQueries, queryNames, spendByUserUrl, tablePages, type OrganisationView, type PanelId, type QueryName, type TableId, type TablePageId } from './panels.js';
export { pageQueries, queryNamesOf } from './table-queries.js';
export {
  comparisonChoices, fromUrl, grainChoices, initialView, isRangeOfDays, onPage, pageIds, rangeChoices, rankingsOn, toUrl,
  type ComparisonChoice, type GrainChoice, type PageId, type RangeChoice, type UrlProblem, type ViewState,
} from './view-state.js';
export { reportTable, summaryTable, type TableModel } from './table.js';
export { changeText, type ChangeText } from './change.js';
export { localeOf, type Locale } from './locale.js';
export { dash, formatIn, localeTag, type Format } from './format.js';
export { wordsIn, type Dictionary } from './words.js';
export { nameOf, safeName } from './names.js';
export { ticksFromZero } from './ticks.js';
export { actionOf, actions, keymap, pageOfKey, type Action, type Binding } from './keymap.js';
export { reportCsv, spendByUserCsvHeader, spendByUserCsvRow } from './csv.js';
export { reportMarkdown, tableMarkdown } from './markdown.js';
export { reportCommand } from './report-command.js';
export { explain, type ExplainedChange, type Explaining, type Explanation } from './explain.js';
export { explainOnPage, explanationAsMarkdown } from './explain-on-page.js';
export { queryOfExplained } from './explained-source.js';
export { explainWordsIn } from './explain-words.js';
export { doorWordsIn, type DoorWords } from './words-door.js';
export { currencyCodes, currencyName } from './choices.js';
export { explainedFromText, explainedOn, explainedOnOverview, explainedText, type Explained, type Place } from './explained.js';
export type { ExplainedNumber } from './explained-number.js';
export { wholeExplanation } from './explain-markdown.js';
export { catalogueMarkdown, definitionOf, type Definition, type Entry } from './catalogue.js';
export { accountTable, sourcesModel, sourcesTable, type SourceModel, type SourcesModel, type SourceStatus } from './sources.js';
export { decisionText, quarantineItems, quarantineTable, type QuarantineItemModel } from './quarantine.js';
export { happeningLabel, journalActor, journalSentence, journalWordsIn } from './journal.js';
export { settingsWordsIn, type SettingsWords } from './settings-words.js';
export { isInUse, keysTable } from './keys.js';
export { settingChangesTable, settingsTable, settingText } from './settings.js';
export { journalCsvHeader, journalCsvRow } from './journal-csv.js';
export { invitationsTable, membersCsv, membersTable } from './members.js';
export { quarantineCsv, sourcesCsv } from './sources-csv.js';
export type { SentencePart } from './today.js';
