import type { Comparison, Dimension, MetricName, Range, Words } from '@pegel/domain';
import type { GrainChoice, WindowChoice } from './view-state.js';

/** The reports that panels share, by what they are for, so that a page asks few questions; in the order in which they are asked: what is seen first, what is quickly answered, and what looks furthest back. */
export const sharedQueries = ['levels', 'spendToDate', 'spendPerDay', 'today', 'flows', 'trend', 'changesOfModels', 'changesOfConnectors', 'numbers', 'changes'] as const;
export type SharedQuery = (typeof sharedQueries)[number];

/** One number with its change and its recent course. */
export interface TilePanel {
  readonly metric: MetricName;
  readonly query: SharedQuery;
  /** Where the sparkline comes from, if not from the same report. */
  readonly courseFrom?: SharedQuery;
  /** The chart that says this number too, where there is no room for both. */
  readonly chart?: PanelId;
  /** What the tile is called where the metric's own labels would not say enough. */
  readonly title?: { readonly label: Words; readonly short: Words };
  /** What it is called in the thirteen cells of a terminal's tile, where what is short is longer. */
  readonly brief?: Words;
}

interface TitledPanel {
  readonly id: string;
  readonly title: Readonly<Record<GrainChoice, Words>>;
  readonly metric: MetricName;
}

/** A metric over time. */
export interface TimePanel extends TitledPanel {
  readonly form: 'line' | 'columns';
  /** A metric drawn as a labelled line to compare with, such as seats. */
  readonly reference?: MetricName;
  readonly query: SharedQuery;
}

/** What a metric is made of, the largest first, over the last 30 days. Its report is its own and has its id. */
export interface RankingPanel extends TitledPanel {
  readonly form: 'bars';
  readonly split: Dimension;
}

/** A chart or ranking with a title of its own. */
export type ChartPanel = TimePanel | RankingPanel;

const always = (title: Words) => ({ day: title, week: title, month: title });
/** "Chats per day", "Chats pro Woche" */
const per = (what: Words) => ({
  day: { en: `${what.en} per day`, de: `${what.de} pro Tag` },
  week: { en: `${what.en} per week`, de: `${what.de} pro Woche` },
  month: { en: `${what.en} per month`, de: `${what.de} pro Monat` },
});
const overTime = <const Id extends string>(panel: TimePanel & { readonly id: Id }) => panel;
const ranking = <const Id extends string>(panel: RankingPanel & { readonly id: Id }) => panel;

/** The charts of the Overview in their order. */
export const overviewCharts = [
  overTime({ id: 'wau', title: always({ en: 'Weekly active users', de: 'Wöchentlich aktive Benutzer' }), form: 'line', metric: 'weeklyActiveUsers', reference: 'seats', query: 'levels' }),
  overTime({
    id: 'chats',
    title: per({ en: 'Chats', de: 'Chats' }),
    form: 'columns',
    metric: 'chats',
    query: 'flows',
  }),
  ranking({ id: 'spend_by_model', title: always({ en: 'Spend by model', de: 'Ausgaben nach Modell' }), form: 'bars', metric: 'spend', split: 'model' }),
] as const;

type OverviewChart = (typeof overviewCharts)[number];
export type PanelId = OverviewChart['id'];
export type RankingId = Extract<OverviewChart, { readonly form: 'bars' }>['id'];

export const isPanelId = (text: string): text is PanelId => overviewCharts.some((panel) => panel.id === text);

/** The tiles of the Overview in their order. */
export const overviewTiles: readonly TilePanel[] = [
  { metric: 'weeklyActiveUsers', query: 'levels' },
  { metric: 'utilisation', query: 'levels' },
  { metric: 'pendingInvites', query: 'levels' },
  { metric: 'chats', query: 'flows', chart: 'chats' },
  { metric: 'messagesPerChat', query: 'flows', chart: 'chats', brief: { en: 'Msgs per chat', de: 'Nachr./Chat' } },
  { metric: 'spend', query: 'spendToDate', courseFrom: 'spendPerDay', title: { label: { en: 'Spend, month to date', de: 'Ausgaben, Monat bis heute' }, short: { en: 'Spend MTD', de: 'Ausgaben Monat' } } },
];

/** What the sentences above the tiles speak of: how many use it, out of how many, and what it costs. */
export const overviewHeadline: Readonly<Record<'active' | 'seats' | 'cost', MetricName>> = { active: 'weeklyActiveUsers', seats: 'seats', cost: 'spend' };

/** What is said of the day that is not over. */
export const overviewToday: readonly MetricName[] = ['activeUsers', 'chats', 'messages', 'spend'];

/** What is watched day by day for what changed, what it is called there, and where it is looked at. An average has no records. */
export const overviewWatched: readonly { readonly metric: MetricName; readonly page: 'activity' | 'adoption'; readonly label: Words; readonly isAverage: boolean }[] = [
  { metric: 'weeklyActiveUsers', page: 'activity', label: { en: 'WAU', de: 'WAU' }, isAverage: false },
  { metric: 'chats', page: 'adoption', label: { en: 'Chats per day', de: 'Chats pro Tag' }, isAverage: false },
  { metric: 'messagesPerChat', page: 'adoption', label: { en: 'Messages per chat', de: 'Nachrichten pro Chat' }, isAverage: true },
];

/** What the sentences of what changed speak of beside it: what the cost is made of, what gains people, and what has waited for too long. */
export const overviewMoves: { readonly cost: MetricName; readonly parts: Dimension; readonly gained: MetricName; readonly by: Dimension; readonly waiting: MetricName; readonly top: number } = { cost: 'spend', parts: 'model', gained: 'connectorUsers', by: 'connector', waiting: 'pendingInvites', top: 10 };

/** Every metric there is, in one table: what a page has no chart for is still there. */
export const numbersTitle: Words = { en: 'All numbers', de: 'Alle Zahlen' };

/** What the file of spend by user sums: the names of its ranges mean the days that they mean for this one. */
export const spendByUserMetric: MetricName = 'spend';

/** Metrics to show in examples: of use, and of something that can be split. */
export const exampleMetrics = {
  use: overviewTiles.slice(0, 2).map(({ metric }) => metric),
  split: overviewCharts.filter((panel) => panel.form === 'bars').slice(0, 1).map(({ metric, split }) => ({ metric, split })),
};

interface TitledTable {
  readonly id: string;
  readonly title: Words;
  /** Its picture has more to say than half a page holds. */
  readonly isWide?: true;
}

/** A row a metric: its number of the last complete day, what it is made of, and its change. */
interface NumbersTable extends TitledTable {
  readonly form: 'numbers';
  readonly metrics: readonly MetricName[];
}

/** A metric of a course, drawn over its time. */
interface TimePicture {
  readonly form: 'line' | 'columns';
  readonly metric: MetricName;
  /** Another metric of the course, drawn as a labelled line to compare with. */
  readonly reference?: MetricName;
}

/** A row a day, week or month of the page's range, the newest first. */
interface CourseTable extends TitledTable {
  readonly form: 'course';
  readonly metrics: readonly MetricName[];
  /** Those of the metrics that stand beside their change. */
  readonly changes: readonly MetricName[];
  /** What the course is called at its grain, where that is more than its title with the grain behind it. */
  readonly titles?: Readonly<Record<GrainChoice, Words>>;
  readonly picture?: TimePicture;
  /** The same of the weeks of the calendar, for whoever prefers these to the seven days before each day. Its report is its own. */
  readonly calendarWeeks?: Pick<CourseTable, 'metrics' | 'changes' | 'titles' | 'picture'>;
  /** Set where these are shown. */
  readonly isByWeeks?: true;
}

/** A row a key of a split, the most of the first metric first. Its report is its own and has its id. */
interface KeysTable extends TitledTable {
  readonly form: 'keys';
  readonly split: Dimension;
  readonly metrics: readonly [MetricName, ...MetricName[]];
  /** Instead of the page's range: days that end with it. */
  readonly range?: Range;
  /** One of several lengths of the same, of which a client with little room shows the chosen one. */
  readonly window?: { readonly id: WindowChoice; readonly label: Words };
  /** A ranking: so many are shown by name, and all of them are one step away. */
  readonly top?: number;
  /** What it is called where all of them are shown. */
  readonly wholeTitle?: Words;
  /** The first metric of each key as a bar. */
  readonly picture?: { readonly form: 'bars' };
}

/** A row a range, each with a report of its own that has the row's id. */
interface RangesTable<RowId extends string = string> extends TitledTable {
  readonly form: 'ranges';
  readonly metric: MetricName;
  readonly rows: readonly { readonly id: RowId; readonly range: Range }[];
  /** Each range as a tile. */
  readonly picture?: { readonly form: 'tiles' };
}

/** A split over time, week by week where the page goes day by day. Its report is its own and has its id. */
interface StackedTable extends TitledTable {
  readonly form: 'stacked';
  readonly split: Dimension;
  readonly metrics: readonly [MetricName];
  readonly titles: Readonly<Record<GrainChoice, Words>>;
  /** The number that the whole of it is asked by. */
  readonly asked: TableId;
  readonly picture: { readonly form: 'stacked' };
}

/** The running total of the month beside that of the month before. Its report is its own and has its id. */
interface CumulativeTable extends TitledTable {
  readonly form: 'cumulative';
  readonly metrics: readonly [MetricName];
  readonly asked: RangeRowId;
  readonly picture: { readonly form: 'cumulative' };
}

/** The newest share of a ratio, part by part, with what is told beside it. */
interface ShareTable extends TitledTable {
  readonly form: 'share';
  readonly metrics: readonly [MetricName];
  readonly said: { readonly part: Words; readonly rest: Words };
  /** What is no part of it, and often taken for one. */
  readonly beside: readonly { readonly metric: MetricName; readonly said: Words }[];
  readonly picture: { readonly form: 'share' };
}

/** A panel that is a table. */
type TablePanel = NumbersTable | CourseTable | KeysTable | RangesTable | Omit<StackedTable, 'asked'> | Omit<CumulativeTable, 'asked'> | ShareTable;

/** A page of tables. */
interface TablePage {
  readonly id: string;
  readonly title: Words;
  /** For the tabs of a terminal. */
  readonly short: Words;
  /** What a day is compared with; weeks and months are compared with those before. */
  readonly compare: Comparison;
  readonly panels: readonly TablePanel[];
}

const numbers = <const Id extends string>(panel: NumbersTable & { readonly id: Id }) => panel;
const course = <const Id extends string>(panel: CourseTable & { readonly id: Id }) => panel;
const keys = <const Id extends string>(panel: KeysTable & { readonly id: Id }) => panel;
const ranges = <const Id extends string, const RowId extends string>(panel: RangesTable<RowId> & { readonly id: Id }) => panel;
const stacked = <const Id extends string, const Asked extends string>(panel: Omit<StackedTable, 'asked'> & { readonly id: Id; readonly asked: Asked }) => panel;
const cumulative = <const Id extends string, const Asked extends string>(panel: Omit<CumulativeTable, 'asked'> & { readonly id: Id; readonly asked: Asked }) => panel;
const share = <const Id extends string>(panel: ShareTable & { readonly id: Id }) => panel;
/** How many a ranking shows by name. */
const top = 10;

const pages = [
  {
    id: 'activity',
    title: { en: 'Activity', de: 'Benutzeraktivität' },
    short: { en: 'Activity', de: 'Aktivität' },
    compare: 'weekday',
    panels: [
      numbers({ id: 'activity_numbers', title: { en: 'User activity', de: 'Benutzeraktivität' }, form: 'numbers', metrics: ['weeklyActiveUsers', 'utilisation', 'activeWithoutSeat', 'seats', 'pendingInvites', 'activeUsers', 'monthlyActiveUsers'] }),
      course({
        id: 'activity_course',
        title: { en: 'Weekly active users', de: 'Wöchentlich aktive Benutzer' },
        titles: always({ en: 'Weekly active users', de: 'Wöchentlich aktive Benutzer' }),
        form: 'course',
        isWide: true,
        metrics: ['weeklyActiveUsers', 'seats', 'pendingInvites', 'activeUsers', 'monthlyActiveUsers'],
        changes: ['weeklyActiveUsers'],
        picture: { form: 'line', metric: 'weeklyActiveUsers', reference: 'seats' },
        calendarWeeks: {
          titles: always({ en: 'Weekly active users, calendar weeks', de: 'Wöchentlich aktive Benutzer, Kalenderwochen' }),
          metrics: ['activeUsers', 'seats', 'pendingInvites'],
          changes: ['activeUsers'],
          picture: { form: 'line', metric: 'activeUsers', reference: 'seats' },
        },
      }),
      course({
        id: 'utilisation_course',
        title: { en: 'Utilisation rate', de: 'Auslastungsquote' },
        titles: always({ en: 'Utilisation rate', de: 'Auslastungsquote' }),
        form: 'course',
        metrics: ['utilisation', 'weeklyActiveUsers', 'seats'],
        changes: ['utilisation'],
        picture: { form: 'line', metric: 'utilisation' },
      }),
      share({
        id: 'seats_and_invites',
        title: { en: 'Seats and invites', de: 'Plätze und Einladungen' },
        form: 'share',
        metrics: ['utilisation'],
        said: { part: { en: 'active', de: 'aktiv' }, rest: { en: 'not active', de: 'nicht aktiv' } },
        beside: [{ metric: 'pendingInvites', said: { en: 'pending invites (not seats)', de: 'ausstehende Einladungen (keine Plätze)' } }],
        picture: { form: 'share' },
      }),
      keys({ id: 'active_by_surface', title: { en: 'Active users by surface', de: 'Aktive Benutzer nach Oberfläche' }, form: 'keys', split: 'surface', metrics: ['activeUsers'], picture: { form: 'bars' } }),
    ],
  },
  {
    id: 'adoption',
    title: { en: 'Adoption', de: 'Funktionsadoption' },
    short: { en: 'Adoption', de: 'Adoption' },
    compare: 'previous',
    panels: [
      numbers({
        id: 'adoption_numbers',
        title: { en: 'Day-over-day change', de: 'Veränderung von Tag zu Tag' },
        form: 'numbers',
        metrics: ['chats', 'messages', 'messagesPerChat', 'projectsCreated', 'projectCreators', 'artifactsCreated', 'artifactCreators'],
      }),
      course({ id: 'chats_course', title: { en: 'Chats', de: 'Chats' }, titles: per({ en: 'Chats', de: 'Chats' }), form: 'course', metrics: ['chats', 'messages'], changes: ['chats'], picture: { form: 'columns', metric: 'chats' } }),
      course({
        id: 'messages_course',
        title: { en: 'Average messages per chat', de: 'Durchschnittliche Anzahl von Nachrichten pro Chat' },
        titles: always({ en: 'Average messages per chat', de: 'Durchschnittliche Anzahl von Nachrichten pro Chat' }),
        form: 'course',
        metrics: ['messagesPerChat', 'messages', 'chats'],
        changes: ['messagesPerChat'],
        picture: { form: 'line', metric: 'messagesPerChat' },
      }),
      course({ id: 'projects_course', title: { en: 'Projects created', de: 'Erstellte Projekte' }, form: 'course', metrics: ['projectsCreated'], changes: ['projectsCreated'], picture: { form: 'columns', metric: 'projectsCreated' } }),
      course({
        id: 'project_creators_course',
        title: { en: 'Users with at least one created project', de: 'Benutzer mit mindestens einem erstellten Projekt' },
        form: 'course',
        metrics: ['projectCreators', 'projectsCreated'],
        changes: ['projectCreators'],
        picture: { form: 'line', metric: 'projectCreators' },
      }),
      course({ id: 'artifacts_course', title: { en: 'Artifacts created', de: 'Erstellte Artefakte' }, form: 'course', metrics: ['artifactsCreated'], changes: ['artifactsCreated'], picture: { form: 'columns', metric: 'artifactsCreated' } }),
      course({
        id: 'artifact_creators_course',
        title: { en: 'Users with at least one created artifact', de: 'Benutzer mit mindestens einem erstellten Artefakt' },
        form: 'course',
        metrics: ['artifactCreators', 'artifactsCreated'],
        changes: ['artifactCreators'],
        picture: { form: 'line', metric: 'artifactCreators' },
      }),
      keys({ id: 'top_projects', title: { en: 'Top 10 users by projects used', de: 'Top 10 Benutzer nach verwendeten Projekten' }, wholeTitle: { en: 'Users by projects used', de: 'Benutzer nach verwendeten Projekten' }, form: 'keys', split: 'person', metrics: ['projectsUsed'], top, picture: { form: 'bars' } }),
      keys({ id: 'top_artifacts', title: { en: 'Top 10 users by artifacts generated', de: 'Top 10 Benutzer nach generierten Artefakten' }, wholeTitle: { en: 'Users by artifacts generated', de: 'Benutzer nach generierten Artefakten' }, form: 'keys', split: 'person', metrics: ['artifactsCreated'], top, picture: { form: 'bars' } }),
      keys({ id: 'top_connectors', title: { en: 'Top connectors', de: 'Top-Konnektoren' }, wholeTitle: { en: 'Connectors', de: 'Konnektoren' }, form: 'keys', split: 'connector', metrics: ['connectorUsers', 'connectorCalls'], top, picture: { form: 'bars' } }),
    ],
  },
  {
    id: 'spend',
    title: { en: 'Spend', de: 'Ausgaben' },
    short: { en: 'Spend', de: 'Ausgaben' },
    compare: 'previous',
    panels: [
      ranges({
        id: 'spend_to_date',
        title: { en: 'Total spend to date', de: 'Gesamtausgaben bis heute' },
        form: 'ranges',
        metric: 'spend',
        rows: [{ id: 'spend_mtd', range: 'mtd' }, { id: 'spend_qtd', range: 'qtd' }, { id: 'spend_ytd', range: 'ytd' }],
        picture: { form: 'tiles' },
      }),
      cumulative({ id: 'spend_cumulative', title: { en: 'Cumulative this month', de: 'Laufender Monat' }, form: 'cumulative', metrics: ['spend'], asked: 'spend_mtd', picture: { form: 'cumulative' } }),
      keys({ id: 'spend_by_model_1m', title: { en: 'Spend by model, 1 month', de: 'Ausgaben nach Modell, 1 Monat' }, form: 'keys', split: 'model', metrics: ['spend', 'requests'], range: '30d', window: { id: '1m', label: { en: '1 month', de: '1 Monat' } }, picture: { form: 'bars' } }),
      keys({ id: 'spend_by_model_3m', title: { en: 'Spend by model, 3 months', de: 'Ausgaben nach Modell, 3 Monate' }, form: 'keys', split: 'model', metrics: ['spend', 'requests'], range: '91d', window: { id: '3m', label: { en: '3 months', de: '3 Monate' } }, picture: { form: 'bars' } }),
      keys({ id: 'spend_by_model_1y', title: { en: 'Spend by model, 1 year', de: 'Ausgaben nach Modell, 1 Jahr' }, form: 'keys', split: 'model', metrics: ['spend', 'requests'], range: '365d', window: { id: '1y', label: { en: '1 year', de: '1 Jahr' } }, picture: { form: 'bars' } }),
      stacked({
        id: 'spend_by_model_course',
        title: { en: 'Spend by model over time', de: 'Ausgaben nach Modell im Verlauf' },
        titles: {
          day: { en: 'Spend by model per week', de: 'Ausgaben nach Modell pro Woche' },
          week: { en: 'Spend by model per week', de: 'Ausgaben nach Modell pro Woche' },
          month: { en: 'Spend by model per month', de: 'Ausgaben nach Modell pro Monat' },
        },
        form: 'stacked',
        isWide: true,
        split: 'model',
        metrics: ['spend'],
        asked: 'spend_by_model_1m',
        picture: { form: 'stacked' },
      }),
      course({ id: 'spend_course', title: { en: 'Spend', de: 'Ausgaben' }, titles: per({ en: 'Spend', de: 'Ausgaben' }), form: 'course', metrics: ['spend', 'requests'], changes: ['spend'], picture: { form: 'columns', metric: 'spend' } }),
    ],
  },
] as const satisfies readonly TablePage[];

export type TablePageId = (typeof pages)[number]['id'];
type AnyTable = (typeof pages)[number]['panels'][number];
export type TableId = AnyTable['id'];
type KeysTableId = Extract<AnyTable, { readonly form: 'keys' }>['id'];
export type OwnTableId = KeysTableId | Extract<AnyTable, { readonly form: 'stacked' | 'cumulative' }>['id'];
export type RangeRowId = Extract<AnyTable, { readonly form: 'ranges' }>['rows'][number]['id'];

/** A table of a page, which has one of the ids there are. */
export type KnownTable =
  | ((NumbersTable | CourseTable | ShareTable) & { readonly id: TableId })
  | ((StackedTable | CumulativeTable) & { readonly id: OwnTableId })
  | (KeysTable & { readonly id: KeysTableId })
  | (RangesTable<RangeRowId> & { readonly id: TableId });

export interface KnownPage extends TablePage {
  readonly id: TablePageId;
  readonly panels: readonly KnownTable[];
}

/** The pages beside the Overview in their order, each with its panels in theirs. */
export const tablePages: readonly KnownPage[] = pages;

/** A panel that is a picture, or the same numbers as a table. */
export type PicturedId = PanelId | TableId;
