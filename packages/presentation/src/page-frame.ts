import { later, type Day, type Period, type Report, type ReportContract, type ReportQuery } from '@pegel/domain';
import { dataLine } from './data-line.js';
import { groupWordsIn } from './group-words.js';
import { localeOf, type Locale } from './locale.js';
import { safeName } from './names.js';
import { conditionText } from './narrowing.js';
import { spendByUserUrl } from './report-url.js';
import { mayTakeSpendByUser, panelPurpose, purposeSaid, type OrganisationView, type PanelPurpose } from './sight.js';
import type { UrlProblem, ViewState } from './view-state.js';

/** What every page says around its panels. */
export interface PageFrame {
  readonly title: string;
  readonly organisation: string;
  /** "Last 28 days", or the days of a range of one's own. */
  readonly rangeLabel: string;
  /** "26 Oct – 22 Nov"; empty until a report of these days is there. */
  readonly period: string;
  /** What courses and changes are compared with: "vs previous"; empty where they are not. */
  readonly compared: string;
  /** The same as days; null until a report is there. */
  readonly days: Period | null;
  /** What days there are to choose from; null until a report is there. */
  readonly calendar: { readonly today: Day; readonly completeThrough: Day | null; readonly firstDay: Day | null; /** Days that some source speaks of. */ readonly known: readonly Period[]; /** Whether every source counts its days in UTC. */ readonly hasUtcDays: boolean } | null;
  /** Empty until a report is there. */
  readonly dataLine: string;
  /** Whose numbers these are, where not everybody's: "Department: engineering". */
  readonly narrowed: string | null;
  readonly demoBanner: string | null;
  readonly pinned: string | null;
  /** Spend of every person as a file, and what it tells of them; null where there is no spend, or no person is told apart. */
  readonly spendExport: { readonly label: string; readonly note: string; /** `null` until its days are known, and until it is said what for. */ readonly url: string | null; readonly purpose: PanelPurpose | null } | null;
  /** What in the link could not be used, in sentences. */
  readonly problems: readonly string[];
}

export interface Framed {
  readonly title: string;
  /** A report of the page's own days, and what was asked for it. */
  readonly ranged: Report | undefined;
  readonly asked: ReportQuery | undefined;
  /** What may be relied on, as far as any report is there. */
  readonly contract: ReportContract | undefined;
  /** From when on spend may still change, where the page shows any. */
  readonly provisionalFrom: string | null;
}

export function pageFrame({ title, ranged, asked, contract, provisionalFrom }: Framed, state: ViewState, organisation: OrganisationView, problems: readonly UrlProblem[], locale: Locale): PageFrame {
  const { words, format } = locale;
  return {
    title,
    organisation: organisation.name,
    rangeLabel: typeof state.range === 'string' ? words.ranges[state.range] : format.range(state.range),
    // While a newly chosen range loads, the days of the one before would stand beside its name.
    period: ranged === undefined || !answers(ranged, asked) ? '' : format.range(ranged.query),
    compared: state.comparison === 'off' ? '' : words.comparison.versus[state.comparison],
    days: ranged === undefined ? null : { from: ranged.query.from, to: ranged.query.to },
    calendar: contract === undefined ? null : calendarOf(contract),
    dataLine: contract === undefined ? '' : dataLine(contract, organisation.extraUsage ? provisionalFrom : null, locale),
    narrowed: state.group === null ? null : conditionText(state.group, locale),
    demoBanner: organisation.demo ? words.data.demo : null,
    pinned: state.end === null || typeof state.range !== 'string' ? null : words.data.pinned(localeOf(locale.language, { currency: organisation.currency, today: null }).format.date(state.end)),
    // A file of every person's spend has everybody's.
    spendExport: state.group !== null || !hasSpendByUser(organisation)
      ? null
      : spendExportOf(ranged, organisation, locale),
    problems: problems.map(({ parameter, value }) => (parameter === 'group' ? groupWordsIn(locale.language).gone(safeName(value)) : words.url.invalid(parameter, value, words.url.defaultValue))),
  };
}

/** Whether there is a file of what every person spends, for a reader. */
export const hasSpendByUser = (organisation: OrganisationView): boolean => organisation.extraUsage && organisation.names !== 'off' && mayTakeSpendByUser(organisation);

function spendExportOf(ranged: Report | undefined, organisation: OrganisationView, { words }: Locale): NonNullable<PageFrame['spendExport']> {
  const people = { by: 'person' } as const;
  const purpose = panelPurpose(organisation, people);
  return { label: words.spendExport.label, note: words.spendExport[organisation.names === 'full' ? 'named' : 'unnamed'], url: ranged === undefined || purpose?.said === null ? null : spendByUserUrl(ranged.query, organisation.slug, purposeSaid(organisation, people)), purpose };
}

/** Which days there are to choose from. */
export const calendarOf = ({ today, completeThrough, sources }: ReportContract): NonNullable<PageFrame['calendar']> => ({
  today,
  completeThrough,
  firstDay: sources.map(({ firstDay }) => firstDay).toSorted()[0] ?? null,
  known: sources.map(({ kind, firstDay, lastDay }) => ({ from: firstDay, to: kind === 'live' ? later(lastDay, today) : lastDay })),
  hasUtcDays: sources.length > 0 && sources.every((source) => source.hasUtcDays === true),
});

/** Whether a report is of the days that a query asks for. */
const answers = ({ query }: Report, asked: ReportQuery | undefined): boolean =>
  asked?.range === undefined ? query.from === asked?.from && query.to === asked?.to : query.range === asked.range && query.today === asked.today;
