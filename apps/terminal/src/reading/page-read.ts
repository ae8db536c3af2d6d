import type { InviteCounts, Language } from '@pegel/domain';
import { fromUrl, isBarList, overview, tablesPage, type Explained, type Explanation, type OrganisationView, type PageFrame, type Reports, type TableModel, type TablePanelModel, type ViewState } from '@pegel/presentation';
import { chosenWindows } from '../screens/tables-view.js';
import { readingWords } from './words.js';

/** What a number leads to: an explanation, a table row by row, or another page. */
export type Lead =
  | { readonly kind: 'explain'; readonly explained: Explained }
  | { readonly kind: 'panel'; readonly panel: string }
  | { readonly kind: 'go'; readonly state: ViewState };

/** A page as sentences, one after the other. */
export interface PageRead {
  readonly lines: readonly string[];
  /** What each number leads to, from 1 on. */
  readonly leads: readonly Lead[];
}

/** Every page as somebody hears it: what it is of, then everything on it, with a number wherever there is more to hear. */
export function pageRead(state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, invites: InviteCounts | null = null): PageRead {
  const leads: Lead[] = [];
  const numbered = (text: string, lead: Lead): string => `${leads.push(lead)}. ${text}`;
  const lines = state.page === 'overview' ? overviewLines(state, organisation, reports, language, invites, numbered) : tableLines(state, organisation, reports, language, numbered);
  return { lines, leads };
}

type Numbered = (text: string, lead: Lead) => string;

function overviewLines(state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, invites: InviteCounts | null, numbered: Numbered): readonly string[] {
  const model = overview(state, organisation, reports, language, [], false, invites);
  const { title, sentences, nothing } = model.changes;
  return [
    ...headLines(model),
    ...model.tiles.flatMap(({ metric, content }) => (content === null ? [] : [numbered(ended(content.accessibleName), { kind: 'explain', explained: { metric, place: 'tile' } })])),
    ended(title),
    ...(sentences === null || sentences.length === 0 ? [ended(nothing)] : sentences.map(({ text, url }) => {
      const led = fromUrl(url);
      return led === null ? text : numbered(text, { kind: 'go', state: led.state });
    })),
    ...model.charts.flatMap((chart) => {
      const { content } = chart;
      if (content === null) return [];
      const empty = isBarList(chart) ? (chart.content?.empty ?? null) : null;
      return [empty === null ? numbered(`${chart.title}: ${readingWords[language].rows(content.table.rows.length)}.`, { kind: 'panel', panel: chart.id }) : `${chart.title}: ${ended(empty)}`];
    }),
  ];
}

function tableLines(state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, numbered: Numbered): readonly string[] {
  const model = pageOf(state, organisation, reports, language);
  return [...headLines(model), ...model.panels.flatMap((panel) => panelLines(panel, language, numbered))];
}

const pageOf = (state: ViewState, organisation: OrganisationView, reports: Reports, language: Language) => {
  if (state.page === 'overview') throw new Error('The Overview has no panels of tables.');
  return chosenWindows(tablesPage(state.page, state, organisation, reports, language));
};

/** Numbers of their own are told one by one; a table is told how long it is. */
function panelLines({ id, title, content, purpose }: TablePanelModel, language: Language, numbered: Numbered): readonly string[] {
  const words = readingWords[language];
  if (purpose?.said === null) return [`${title}: ${words.noPurpose}`];
  if (content === null) return [];
  const heading = content.window === '' ? title : `${title}, ${content.window}`;
  if (content.empty !== null) return [`${heading}: ${ended(content.empty)}`];
  const { table } = content;
  const own = content.rows.length > 0 && content.rows.every((explained) => explained !== null);
  if (!own) return [numbered(`${heading}: ${words.rows(table.rows.length)}.`, { kind: 'panel', panel: id })];
  return [ended(heading), ...rowLines(table).map((line, row) => {
    const explained = content.rows[row] ?? null;
    return explained === null ? line : numbered(line, { kind: 'explain', explained });
  }), ...content.notes];
}

function headLines({ title, organisation, narrowed, rangeLabel, period, dataLine, demoBanner, pinned, problems }: PageFrame): readonly string[] {
  const parts = [[title, organisation].join(', '), narrowed ?? '', period === '' ? rangeLabel : `${rangeLabel}, ${period}`, ...dataLine.split(' · '), demoBanner ?? '', pinned ?? ''];
  return [parts.filter((part) => part !== '').map((part) => ended(part.charAt(0).toUpperCase() + part.slice(1))).join(' '), ...problems];
}

/** The table of a panel as it was asked for whole, a row a sentence. */
export function panelRead(panel: string, state: ViewState, organisation: OrganisationView, reports: Reports, language: Language): readonly string[] {
  if (state.page === 'overview') {
    const chart = overview(state, organisation, reports, language).charts.find(({ id }) => id === panel);
    return chart === undefined || chart.content === null ? [] : [ended(chart.title), ...rowLines(chart.content.table)];
  }
  const found = pageOf(state, organisation, reports, language).panels.find(({ id }) => id === panel);
  if (found === undefined || found.content === null) return [];
  const { content, title } = found;
  return [ended(content.window === '' ? title : `${title}, ${content.window}`), ...(content.empty === null ? rowLines(content.table) : [ended(content.empty)]), ...content.notes];
}

/** A row as a sentence: what it is of, then each number behind what it is called. Signs that only eyes need are left out. */
const rowLines = ({ columns, rows, names = 0 }: TableModel): readonly string[] =>
  rows.map((cells) => {
    const said = cells.map((cell) => cell.replace(/^[▲▼=] /, ''));
    const of = said.slice(0, names + 1).filter((cell) => cell !== '').join(', ');
    const numbers = said.flatMap((cell, index) => (index <= names || cell === '' ? [] : [`${columns[index]?.label ?? ''}: ${cell}`]));
    return ended(numbers.length === 0 ? of : `${ended(of)} ${numbers.join('; ')}`);
  });

/** An explanation, a sentence a line. */
export const explanationRead = ({ title, value, when, reason, changes, equation, entries }: Explanation): readonly string[] => [
  ended([`${title}: ${value}`, when].filter((part) => part !== '').join(', ')),
  ...(reason === null ? [] : [ended(reason)]),
  ...changes.map(({ text }) => ended(text.spoken)),
  ...(equation === null ? [] : [ended(equation.whole)]),
  ...entries.map(({ label, lines }) => `${label}${/[?:]$/.test(label) ? '' : ':'} ${lines.join(' ')}`),
];

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
