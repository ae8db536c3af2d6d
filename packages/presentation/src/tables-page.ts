import { addDays, type Day, type Language, type Report } from '@pegel/domain';
import { awaitedPanel, type AwaitedPanel } from './awaited.js';
import { budgetOf } from './budget.js';
import { panelFreshness, type Fresh } from './freshness.js';
import { controlsWordsIn } from './controls-words.js';
import { groupWordsIn } from './group-words.js';
import { keysIn, localeOf, suppressionIn, type Locale } from './locale.js';
import { conditionText, titleOf } from './narrowing.js';
import type { Reports } from './overview.js';
import { hasSpendByUser, pageFrame, type PageFrame } from './page-frame.js';
import type { KnownPage, KnownTable, TableId, TablePageId } from './panels.js';
import type { QueryName } from './overview-queries.js';
import { csvUrl } from './report-url.js';
import { purposeText } from './purposes.js';
import { maySee, mayTake, panelPurpose, purposeSaid, type OrganisationView, type PanelPurpose } from './sight.js';
import { emptyTable, type TableContent } from './table-content.js';
import { questionOf, tableContent } from './table-panel.js';
import { askedBy, asShown, isOfMoney, isRefused, isWhole, pageOf, pageQueries, queryNamesIn, untoldOf } from './table-queries.js';
import { weekChoices, type UrlProblem, type ViewState, type WeekChoice, type WindowChoice } from './view-state.js';

/** A page of tables with everything decided: clients only place it. */
export interface TablesPageModel extends PageFrame {
  readonly page: TablePageId;
  readonly panels: readonly TablePanelModel[];
  /** What else a client has on the page is everybody's: of a group it says this in its place. */
  readonly untold: { readonly title: string; readonly why: string } | null;
}

export interface TablePanelModel extends Fresh {
  readonly id: TableId;
  readonly title: string;
  /** The reports it waits for; none where it may not be shown. */
  readonly queries: readonly QueryName[];
  /** Its numbers as files, exact and whole. */
  readonly files: readonly { readonly label: string; readonly url: string }[];
  /** Not shown on purpose: spend that is switched off, or people whom the organisation does not name. */
  readonly isWithheld: boolean;
  /** Where it is one of several lengths of the same: which one it is, and which is chosen. */
  readonly windows: { readonly own: WindowChoice; readonly chosen: WindowChoice; readonly choices: readonly { readonly value: WindowChoice; readonly label: string }[] } | null;
  /** Where it can be of the seven days before each day or of the weeks of the calendar: which is chosen. */
  readonly weeks: { readonly chosen: WeekChoice; readonly choices: readonly { readonly value: WeekChoice; readonly label: string }[] } | null;
  /** Of numbers of a single day: the ones before and after it; null where there is none to go to. */
  readonly days: { readonly shown: string; readonly previous: Day; readonly next: Day | null } | null;
  /** Whether it is drawn unless the reader prefers its table. */
  readonly isPictured: boolean;
  /** Its picture takes a row of the page to itself. */
  readonly isWide: boolean;
  /** Null until its reports are there. */
  readonly content: TableContent | null;
  readonly awaited: AwaitedPanel;
  readonly purpose: PanelPurpose | null;
}

/**
 * A page of tables from its reports. Both clients draw this and nothing else.
 * @param told Those of the reports that panels tell of by now; what is around the panels is of all of them.
 */
export function tablesPage(id: TablePageId, state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, problems: readonly UrlProblem[] = [], listening = false, told: Reports = reports): TablesPageModel {
  const page = pageOf(id);
  const known = Object.values(reports);
  const setting = { currency: organisation.currency, today: known[0]?.contract.today ?? null, suppression: suppressionIn(known) };
  const locale = localeOf(language, setting);
  const coloured = localeOf(language, { ...setting, keys: organisation.models ?? keysIn(known) });
  const queries = pageQueries({ ...state, page: id }, organisation);
  const spends = page.panels.some(isOfMoney);
  const permitted = page.panels.filter((panel) => maySee(organisation, askedBy(panel)));
  const ranged = reports[`${id}_course`];
  const frame = pageFrame(
    {
      title: page.title[language],
      ranged,
      asked: queries[`${id}_course`],
      contract: ranged?.contract ?? known[0]?.contract,
      provisionalFrom: known.map(({ contract }) => contract.provisionalFrom).find((from) => from !== null) ?? null,
    },
    state, organisation, problems, locale,
  );
  return {
    ...frame,
    spendExport: spends ? frame.spendExport : null,
    page: id,
    untold: frame.narrowed === null ? null : untoldOn(id, frame.narrowed, organisation, language),
    // A page of which nothing is seen says so, panel by panel.
    panels: page.panels.filter((panel) => permitted.length === 0 || permitted.includes(panel)).map((panel) => panelModel(asShown(panel, state), page, { state, organisation, reports: told, queries, listening, locale: 'split' in panel ? coloured : locale })),
  };
}

function untoldOn(id: TablePageId, label: string, organisation: OrganisationView, language: Language): TablesPageModel['untold'] {
  const texts = groupWordsIn(language);
  if (id === 'activity') return { title: texts.invitesTitle, why: texts.invites(label) };
  return id === 'spend' && hasSpendByUser(organisation) ? { title: texts.perUserTitle, why: texts.perUser(label) } : null;
}

/** The lengths that a page has of the same. */
const windowsOf = ({ panels }: KnownPage, language: Language) =>
  panels.flatMap((panel) => ('window' in panel && panel.window !== undefined ? [{ value: panel.window.id, label: panel.window.label[language] }] : []));

function daysAround({ rows, contract }: Report, { format }: Locale): TablePanelModel['days'] {
  const day = rows.at(-1)?.to;
  if (day === undefined) return null;
  return { shown: format.day(day), previous: addDays(day, -1), next: contract.completeThrough === null || day >= contract.completeThrough ? null : addDays(day, 1) };
}

interface Drawing {
  readonly state: ViewState;
  readonly organisation: OrganisationView;
  readonly reports: Reports;
  readonly queries: ReturnType<typeof pageQueries>;
  readonly listening: boolean;
  readonly locale: Locale;
}

function panelModel(panel: KnownTable, page: KnownPage, { state, organisation, reports, queries, listening, locale }: Drawing): TablePanelModel {
  const { words, language } = locale;
  const whole = panel.form === 'keys' && isWhole(panel, state) ? panel.wholeTitle : undefined;
  const named = (whole ?? panel.title)[language];
  const titled = panel.form === 'course' || panel.form === 'stacked' ? panel.titles?.[state.grain][language] : named;
  const title = titleOf(titled ?? words.tables.stepped(named, words.grains[state.grain]), state.group, locale);
  const isHidden = !maySee(organisation, askedBy(panel));
  const refused = isHidden || isRefused(panel, organisation);
  const cut = state.group === null || refused ? null : untoldOf(panel, organisation);
  const purpose = refused || cut !== null ? null : panelPurpose(organisation, askedBy(panel));
  const names = refused || cut !== null || purpose?.said === null ? [] : queryNamesIn(panel, page);
  const report = (name: QueryName | undefined): Report | undefined => (name === undefined ? undefined : reports[name]);
  const [first] = names;
  const isOff = isOfMoney(panel) && !organisation.extraUsage;
  const content = refused
    ? emptyTable(title, isHidden ? words.tables.notShown : words.tables.peopleOff)
    : isOff
      ? emptyTable(title, words.state.offSpend)
      : cut !== null && state.group !== null
      ? emptyTable(title, groupWordsIn(language).unnarrowed[cut](conditionText(state.group, locale)))
      : purpose?.said === null
      ? emptyTable(title, purposeText(purpose, language))
      : tableContent(panel, title, { report: report(first), ranges: Object.fromEntries(names.map((name) => [name, report(name)])) }, isWhole(panel, state), organisation, budgetOf(organisation, state.group), locale);
  const newest = report(first);
  return {
    id: panel.id,
    title,
    queries: names,
    files: (mayTake(organisation) ? names : []).flatMap((name, index) => {
      const query = queries[name];
      const range = panel.form === 'ranges' ? panel.rows[index]?.range : undefined;
      return query === undefined ? [] : [{ label: range === undefined ? words.panel.csv : words.tables.fileOf(words.ranges[range]), url: csvUrl(questionOf(panel, query), organisation.slug, purposeSaid(organisation, query)) }];
    }),
    isWithheld: refused || isOff || cut !== null,
    windows: 'window' in panel && panel.window !== undefined ? { own: panel.window.id, chosen: state.win, choices: windowsOf(page, language) } : null,
    weeks: panel.form === 'course' && panel.calendarWeeks !== undefined ? { chosen: state.week, choices: weekChoices.map((value) => ({ value, label: controlsWordsIn(language).weeks[value] })) } : null,
    days: panel.form === 'numbers' && newest !== undefined && content?.empty === null ? daysAround(newest, locale) : null,
    isWide: panel.isWide === true,
    isPictured: panel.form !== 'numbers' && panel.picture !== undefined,
    content,
    awaited: awaitedPanel(panel),
    purpose,
    freshness: newest === undefined ? null : panelFreshness(newest, panel.form === 'ranges' ? [panel.metric] : panel.metrics, listening, locale),
  };
}
