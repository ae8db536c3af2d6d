import { canBeUnmasked, metricOf, type MetricName, type OwnData, type OwnLook, type OwnReport, type OwnSpend, type OwnUnmasking } from '@pegel/domain';
import { explainWordsIn } from './explain-words.js';
import { dash } from './format.js';
import { journalActor, journalSentence } from './journal.js';
import type { Locale } from './locale.js';
import { safeName } from './names.js';
import { ownDataWordsIn } from './own-data-words.js';
import { refusalText } from './refusals.js';
import { cellOf, type TableModel } from './table.js';

/** A part of what somebody is told of their own data: sentences, then what is known in a word each, then tables. */
export interface OwnDataSection {
  readonly id: 'held' | 'seen' | 'spend' | 'looks' | 'unmaskings' | 'rest';
  readonly title: string;
  readonly sentences: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Each with a heading, where there are several. */
  readonly tables: readonly { readonly heading: string | null; readonly table: TableModel }[];
}

export interface OwnDataModel {
  readonly title: string;
  readonly about: string;
  readonly sections: readonly OwnDataSection[];
}

const nothing = { sentences: [], facts: [], tables: [] };

/** What an organisation holds of somebody, what its owners see of it and who looked, for themselves to read. */
export function ownDataModel(data: OwnData, locale: Locale): OwnDataModel {
  const words = ownDataWordsIn(locale.language);
  const isKnown = data.held !== null;
  return {
    title: words.title,
    about: words.about(safeName(data.organisation.name), safeName(data.email)),
    sections: [held(data, locale), ...(isKnown ? [seen(data, locale), spend(data, locale), looks(data, locale), ...unmaskings(data, locale)] : []), rest(data, locale)],
  };
}

function held({ held, email, organisation: { timeZone } }: OwnData, { language, format }: Locale): OwnDataSection {
  const words = ownDataWordsIn(language);
  if (held === null) return { ...nothing, id: 'held', title: words.held.title, sentences: [words.nothingHeld(safeName(email))] };
  const date = (at: string): string => format.dateOf(at, timeZone);
  return {
    id: 'held', title: words.held.title,
    sentences: [words.held.about, ...(held.listed === null ? [words.held.unlisted] : [])],
    facts: listedFacts(held, language, { date, list: format.list }),
    tables: [{
      heading: null,
      table: {
        caption: words.held.caption,
        columns: [words.held.source, words.held.id, words.held.email, words.held.name, words.held.first, words.held.last].map((label) => ({ label, align: 'start' as const })),
        rows: held.words.map(({ source, id, email: address, name, firstAt, lastAt }) => [safeName(source), safeName(id ?? dash), safeName(address ?? dash), safeName(name ?? dash), date(firstAt), date(lastAt)]),
      },
    }],
  };
}

/** What a directory says of somebody, a line each; what it does not say is left out. */
export function listedFacts({ key, listed }: NonNullable<OwnData['held']>, language: Locale['language'], { date, list }: { readonly date: (at: string) => string; readonly list: (items: readonly string[]) => string }): OwnDataSection['facts'] {
  const { held: words } = ownDataWordsIn(language);
  const lines: readonly (readonly [label: string, value: string | null])[] = listed === null ? [] : [
    [words.status, listed.status === null ? null : words.statuses[listed.status]],
    [words.seat, listed.seat], [words.groups, listed.groups.length === 0 ? null : list(listed.groups.map(safeName))], [words.department, listed.department], [words.costCentre, listed.costCentre],
    [words.joined, listed.joinedAt === null ? null : date(listed.joinedAt)], [words.invited, listed.invitedAt === null ? null : date(listed.invitedAt)], [words.inviteExpires, listed.inviteExpiresAt === null ? null : date(listed.inviteExpiresAt)],
  ];
  return [{ label: words.key, value: key }, ...lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value: safeName(value) }]))];
}

function seen({ reports, organisation: { names } }: OwnData, locale: Locale): OwnDataSection {
  const { seen: words } = ownDataWordsIn(locale.language);
  const said = { id: 'seen', title: words.title, facts: [], tables: [] } as const;
  if (!reports.isShown) return { ...said, sentences: [names === 'off' ? words.names.off : refusalText(reports.refusal, locale.language) ?? reports.why] };
  const label = reports.reports.flatMap(({ rows }) => rows).at(0)?.label ?? null;
  if (label === null) return { ...said, sentences: [words.names[names], words.none] };
  const totals = reports.reports.filter(({ grain }) => grain === 'total');
  const days = reports.reports.filter(({ grain }) => grain === 'day');
  return {
    ...said,
    sentences: [words.names[names], words.whole],
    facts: [{ label: words.label, value: safeName(label) }],
    tables: [{ heading: words.totals, table: totalsTable(totals, locale) }, ...days.map((report) => ({ heading: `${words.days}: ${locale.words.ranges[report.range]}`, table: daysTable(report, locale) }))],
  };
}

/** Whether a number says something of one person: it is not nothing, and more than that they are one. */
const isTelling = (report: OwnReport, name: MetricName): boolean => metricOf(name).unit !== 'people' && report.rows.some(({ values }) => Number(values[name] ?? 0) !== 0);

/** A row a number, a column a period that ends now. */
function totalsTable(reports: readonly OwnReport[], locale: Locale): TableModel {
  const { seen: words } = ownDataWordsIn(locale.language);
  const metrics = (reports[0]?.metrics ?? []).filter((name) => reports.some((report) => isTelling(report, name)));
  return {
    caption: words.totals,
    columns: [{ label: words.metric, align: 'start' }, ...reports.map(({ range }) => ({ label: locale.words.ranges[range], align: 'end' as const }))],
    rows: metrics.map((name) => [metricOf(name).label[locale.language], ...reports.map(({ rows: [row] }) => (row === undefined ? dash : cellOf(row, name, locale)))]),
  };
}

/** A row a day, the newest first; of a day on which nothing was done there is nothing to divide by. */
function daysTable(report: OwnReport, locale: Locale): TableModel {
  const { seen: words } = ownDataWordsIn(locale.language);
  const metrics = report.metrics.filter((name) => metricOf(name).measure.kind !== 'ratio' && isTelling(report, name));
  return {
    caption: words.days,
    columns: [{ label: words.day, align: 'start' }, ...metrics.map((name) => ({ label: metricOf(name).short[locale.language], align: 'end' as const }))],
    rows: report.rows.toReversed().map((row) => [locale.format.day(row.from), ...metrics.map((name) => cellOf(row, name, locale))]),
  };
}

/** What a line of spend rests on. */
export const basisText = ({ basis }: Pick<OwnSpend, 'basis'>, language: Locale['language']): string => (basis === 'reported' ? ownDataWordsIn(language).spend.reported : explainWordsIn(language).bases[basis]);

function spend({ spend, organisation: { names, extraUsage } }: OwnData, { language, format }: Locale): OwnDataSection {
  const { spend: words, seen: { names: namesWords } } = ownDataWordsIn(language);
  const said = { ...nothing, id: 'spend', title: words.title } as const;
  if (!spend.isShown) return { ...said, sentences: [!extraUsage ? words.notReported : names === 'off' ? namesWords.off : words.hidden] };
  const about = words.about(format.date(spend.from), format.date(spend.to));
  if (spend.lines.length === 0) return { ...said, sentences: [about, words.none] };
  return {
    ...said,
    sentences: [about],
    tables: [{
      heading: null,
      table: {
        caption: words.caption,
        columns: [{ label: words.model, align: 'start' }, { label: words.basis, align: 'start' }, { label: words.amount, align: 'end' }, { label: words.requests, align: 'end' }],
        rows: spend.lines.map((line) => [safeName(line.model ?? words.noModel), basisText(line, language), format.exact('money', line.amount), line.requests === null ? dash : format.integer(line.requests)]),
      },
    }],
  };
}

/** Who looked: somebody by name, or oneself. */
export const lookerText = ({ by }: OwnLook, language: Locale['language']): string =>
  by.isSelf ? ownDataWordsIn(language).looks.you : journalActor({ by: { kind: by.kind, id: null, name: by.name } }, language).trim();

export const lookText = ({ happening, about }: OwnLook, language: Locale['language']): string => journalSentence({ happening, about, names: {}, hidden: [] }, language);

function looks({ looks: { entries, areMore }, organisation: { timeZone } }: OwnData, { language, format }: Locale): OwnDataSection {
  const { looks: words } = ownDataWordsIn(language);
  const said = { ...nothing, id: 'looks', title: words.title } as const;
  if (entries.length === 0) return { ...said, sentences: [words.nobody] };
  return {
    ...said,
    sentences: [words.about, ...(areMore ? [words.more(format.integer(entries.length))] : [])],
    tables: [{
      heading: null,
      table: {
        caption: words.caption,
        columns: [{ label: words.when, align: 'start' }, { label: words.who, align: 'start' }, { label: words.why, align: 'start', isProse: true }, { label: words.what, align: 'start', isProse: true }],
        rows: entries.map((look) => [format.moment(look.at, timeZone), lookerText(look, language), safeName(look.purpose ?? words.noPurpose), lookText(look, language)]),
      },
    }],
  };
}

export const purposeText = ({ reason, purpose }: OwnUnmasking): string => safeName(purpose === null ? reason : `${purpose}: ${reason}`);

/** Where names are full there is nothing that could be unmasked; what was before then stays told. */
function unmaskings({ unmaskings: told, organisation: { names, timeZone } }: OwnData, { language, format }: Locale): readonly OwnDataSection[] {
  const { unmaskings: words } = ownDataWordsIn(language);
  const said = { ...nothing, id: 'unmaskings', title: words.title } as const;
  if (told.length === 0) return canBeUnmasked(names) ? [{ ...said, sentences: [words.nobody] }] : [];
  return [{
    ...said,
    sentences: [words.about],
    tables: [{
      heading: null,
      table: {
        caption: words.caption,
        columns: [...[words.from, words.until, words.who, words.agreed].map((label) => ({ label, align: 'start' as const })), { label: words.why, align: 'start', isProse: true }],
        rows: told.map((one) => [format.moment(one.from, timeZone), format.moment(one.until, timeZone), safeName(one.requestedBy ?? words.gone), safeName(one.approvedBy ?? words.gone), purposeText(one)]),
      },
    }],
  }];
}

function rest({ organisation: { names, groupSize, retentionDays } }: OwnData, { language, format }: Locale): OwnDataSection {
  const { rest: words } = ownDataWordsIn(language);
  return {
    ...nothing, id: 'rest', title: words.title,
    sentences: [words.contents, names === 'full' ? words.anyGroups : words.groups(format.integer(groupSize)), retentionDays === null ? words.keptForEver : words.kept(format.integer(retentionDays)), words.aside, words.operator, words.wrong],
  };
}
