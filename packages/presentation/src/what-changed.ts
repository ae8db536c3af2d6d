import { addDays, lengthInDays, metricOf, type Day, type InviteCounts, type Language, type Report, type ReportRow } from '@pegel/domain';
import { budgetOf, budgetText } from './budget.js';
import type { Locale } from './locale.js';
import { nameOf } from './names.js';
import { titleOf } from './narrowing.js';
import type { Reports } from './overview.js';
import { overviewMoves, overviewWatched } from './panels.js';
import { endOf, type QueryName } from './overview-queries.js';
import { isOwnKey } from './series-colour.js';
import { maySee, type OrganisationView } from './sight.js';
import { numberOf } from './tile.js';
import { onPage, toUrl, type PageId, type ViewState } from './view-state.js';
import { changesDe } from './words-changes-de.js';
import { changesEn } from './words-changes-en.js';

/** What changed, in at most five sentences, the most pressing first. Rules decide, never a model. */
export interface ChangesModel {
  readonly title: string;
  /** The reports it waits for. */
  readonly queries: readonly QueryName[];
  /** Null until its reports are there. */
  readonly sentences: readonly ChangeSentence[] | null;
  /** What stands there where nothing stands out. */
  readonly nothing: string;
}

export interface ChangeSentence {
  readonly glyph: '▲' | '▼' | '!' | '=';
  readonly text: string;
  /** Where to look closer. */
  readonly url: string;
}

const ownQueries: readonly QueryName[] = ['changes', 'changesOfModels', 'changesOfConnectors', 'spendToDate'];

const { cost, gained } = overviewMoves;
const sentencesMax = 5;
const week = 7;
/** So many weeks say what is usual. */
const weeksUsual = 12;
/** So many times the usual step is unusual. */
const unusualFrom = 3;
/** A change of less than this base is said as a step alone, and is no news. */
const baseLeast = 10;
/** A share of spend that moved by less is the same. */
const mixLeast = 0.02;
const spendLeast = 5;
const gainedLeast = 3;
const steadyMost = 0.02;

const words: Readonly<Record<Language, typeof changesEn>> = { en: changesEn, de: changesDe };
const wordsOf = (language: Language) => words[language];

export function changesModel(state: ViewState, organisation: OrganisationView, reports: Reports, asked: readonly QueryName[], invites: InviteCounts | 'awaited' | null, locale: Locale): ChangesModel {
  const words = wordsOf(locale.language);
  const queries = asked.filter((name) => ownQueries.includes(name));
  const isThere = queries.every((name) => reports[name] !== undefined);
  return { title: titleOf(words.title, state.group, locale), queries, nothing: nothingIn(reports.changes, locale), sentences: isThere && invites !== 'awaited' ? sentencesOf(state, organisation, reports, invites, locale) : null };
}

/** Why no sentence is there: nothing is told, nothing was ever delivered, or nothing stands out. */
function nothingIn(report: Report | undefined, { language, words }: Locale): string {
  if (isHidden(report)) return words.notAvailable(words.reasons.hidden);
  return report?.contract.sources.length === 0 ? words.headline.nothingYet : wordsOf(language).nothing;
}

/** Whether nothing can stand out because nothing is told. */
const isHidden = (report: Report | undefined): boolean => report?.rows.at(-1) !== undefined && report.query.metrics.every((name) => report.rows.at(-1)?.reasons[name] === 'hidden');

function sentencesOf(state: ViewState, organisation: OrganisationView, { changes, changesOfModels, changesOfConnectors, spendToDate }: Reports, invites: InviteCounts | null, locale: Locale): readonly ChangeSentence[] {
  const words = wordsOf(locale.language);
  const to = (page: PageId) => toUrl(onPage(state, page));
  const moved = changes === undefined ? [] : overviewWatched.flatMap((each) => movedOf(changes, each, to(each.page), locale));
  const complete = changes?.contract.completeThrough ?? null;
  const isLate = changes !== undefined && complete !== null && endOf(state) === null && complete < addDays(changes.contract.today, -1);
  const found = [
    ...(isLate ? [{ glyph: '!' as const, text: words.missing(locale.format.day(addDays(complete, 1))), url: `/${organisation.slug}/sources` }] : []),
    ...(spendToDate === undefined ? [] : crossedOf(spendToDate, budgetOf(organisation, state.group), to('spend'), locale)),
    ...(invites === null ? [] : oldOf(invites, to('activity'), locale)),
    ...(spendToDate === undefined ? [] : spendOf(spendToDate, to('spend'), locale)),
    ...(changesOfModels === undefined ? [] : mixOf(changesOfModels, to('spend'), locale)),
    ...moved.filter(({ rank }) => rank === 'record'),
    ...moved.filter(({ rank }) => rank === 'unusual'),
    ...(changesOfConnectors === undefined ? [] : connectorOf(changesOfConnectors, to('adoption'), locale)),
    ...moved.filter(({ rank }) => rank === 'steady'),
  ];
  return found.slice(0, sentencesMax).map(({ glyph, text, url }) => ({ glyph, text, url }));
}

interface Moved extends ChangeSentence {
  readonly rank: 'record' | 'unusual' | 'steady';
}

/** How a number stands against the same weekday a week before, measured by how it usually moves. */
function movedOf({ rows }: Report, { metric, isAverage, ...of }: (typeof overviewWatched)[number], url: string, { format, language }: Locale): readonly Moved[] {
  const words = wordsOf(language);
  const label = of.label[language];
  const { unit } = metricOf(metric);
  const values = new Map(rows.flatMap((row): [Day, number][] => {
    const value = row.complete ? numberOf(row.values[metric] ?? null) : null;
    return value === null ? [] : [[row.to, value]];
  }));
  const last = rows.at(-1);
  const newest = last === undefined ? undefined : values.get(last.to);
  const stepTo = (day: Day): number | null => {
    const [here, before] = [values.get(day), values.get(addDays(day, -week))];
    return here === undefined || before === undefined ? null : here - before;
  };
  const step = last === undefined ? null : stepTo(last.to);
  if (last === undefined || newest === undefined || step === null) return [];
  const base = newest - step;
  const usual = median(Array.from({ length: weeksUsual }, (_, index) => stepTo(addDays(last.to, -week * (index + 1)))).filter((each) => each !== null).map(Math.abs));
  const size = format.size(unit, step);
  const value = format.value(unit, newest);
  const earlier = [...values].filter(([day]) => day < last.to).map(([, each]) => each);
  const isSeen = format.value(unit, newest) !== format.value(unit, base);
  if (!isAverage && base >= baseLeast && step > 0 && isSeen && earlier.length >= weeksUsual * week && earlier.every((each) => each < newest)) {
    return [{ rank: 'record', glyph: '▲', text: words.record(label, size, value, earlier.length + 1), url }];
  }
  if (!isAverage && base >= baseLeast && isSeen && usual !== null && Math.abs(step) > unusualFrom * usual) {
    return [{ rank: 'unusual', glyph: step > 0 ? '▲' : '▼', text: (step > 0 ? words.rose : words.fell)(label, size, value), url }];
  }
  return base > 0 && Math.abs(step) <= steadyMost * base ? [{ rank: 'steady', glyph: '=', text: words.steady(label, value), url }] : [];
}

/** The middle one, so that one odd week does not decide what is usual; nothing where fewer than half of the weeks are known. */
function median(steps: readonly number[]): number | null {
  if (steps.length < weeksUsual / 2) return null;
  const sorted = steps.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? null) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Whether invites that have probably been missed can be told beside the rest: they are those of everybody, and of the last complete day. */
export const tellsOfInvites = ({ group, page, ...days }: Pick<ViewState, 'group' | 'range' | 'end' | 'page'>, organisation: OrganisationView): boolean =>
  page === 'overview' && group === null && endOf(days) === null && maySee(organisation, { metrics: [overviewMoves.waiting] });

function oldOf({ old, total, oldDays }: InviteCounts, url: string, { format, language }: Locale): readonly ChangeSentence[] {
  if (old === null || total === null || old === 0) return [];
  return [{ glyph: '!', text: wordsOf(language).invites(format.integer(old), format.integer(total), format.integer(oldDays), old), url }];
}

/** A month that has cost more than it may. */
function crossedOf({ rows }: Report, budget: string | null, url: string, locale: Locale): readonly ChangeSentence[] {
  const row = rows.at(-1);
  const text = budgetText(cost, row?.values[cost] ?? null, budget, locale);
  if (row === undefined || text === null || text.over === null) return [];
  return [{ glyph: '!', text: wordsOf(locale.language).crossed(locale.format.month(row.from), text.over, text.limit), url }];
}

function spendOf(report: Report, url: string, { format, language }: Locale): readonly ChangeSentence[] {
  const words = wordsOf(language);
  const row = report.rows.at(-1);
  const compared = row?.compared?.[cost];
  if (row === undefined || compared === undefined || compared.change.kind !== 'percent' || Math.abs(compared.change.percent) < spendLeast) return [];
  const { percent } = compared.change;
  const isMonth = compared.from.endsWith('-01') && compared.from.slice(0, 7) === compared.to.slice(0, 7);
  if (!isMonth) return [];
  const base = words.firstDays(lengthInDays(compared), format.month(compared.from));
  // What stands behind the days is what they came to, as whoever reads it takes it.
  const value = format.value(metricOf(cost).unit, compared.value);
  return [{ glyph: percent > 0 ? '▲' : '▼', text: (percent > 0 ? words.above : words.below)(format.percent(Math.abs(percent)), base, value), url }];
}

/** The model whose part of the month's spend moved the most against the same days of the month before. */
function mixOf({ rows }: Report, url: string, locale: Locale): readonly ChangeSentence[] {
  const { format, language } = locale;
  const words = wordsOf(language);
  const sides = rows.filter(({ key }) => key !== null).map((row) => ({ row, now: numberOf(row.values[cost] ?? null), before: numberOf(row.compared?.[cost]?.value ?? null) }));
  // With a part that is not told, nobody can say what the others are a part of.
  if (sides.length === 0 || sides.some(({ now, before }) => now === null || before === null)) return [];
  const sum = (side: 'now' | 'before') => sides.reduce((total, each) => total + (each[side] ?? 0), 0);
  const [now, before] = [sum('now'), sum('before')];
  if (now <= 0 || before <= 0) return [];
  const named = sides.filter(({ row }) => isOwnKey(row.key));
  const moves = named.map((each) => ({ ...each, share: (each.now ?? 0) / now, step: (each.now ?? 0) / now - (each.before ?? 0) / before }));
  const most = moves.reduce<(typeof moves)[number] | null>((best, each) => (best === null || Math.abs(each.step) > Math.abs(best.step) ? each : best), null);
  const from = most?.row.compared?.[cost]?.from;
  if (most === null || from === undefined || Math.abs(most.step) < mixLeast) return [];
  const said = most.step > 0 ? words.more : words.less;
  return [{ glyph: most.step > 0 ? '▲' : '▼', text: said(nameOf(most.row, locale), format.percent(most.share * 100), `${format.percent(Math.abs(most.step) * 100).replace(/\s?%/u, '')} ${locale.words.change.points}`, format.month(from)), url }];
}

function connectorOf({ rows }: Report, url: string, locale: Locale): readonly ChangeSentence[] {
  const gains = rows.filter(({ key }) => isOwnKey(key)).map((row) => ({ row, step: gainOf(row) }));
  const most = gains.reduce<(typeof gains)[number] | null>((best, each) => (best === null || each.step > best.step ? each : best), null);
  if (most === null || most.step < gainedLeast) return [];
  return [{ glyph: '▲', text: wordsOf(locale.language).connector(nameOf(most.row, locale), locale.format.integer(most.step), most.step), url }];
}

/** Nothing where either side is not told. */
function gainOf(row: ReportRow): number {
  const [now, before] = [row.values[gained] ?? null, row.compared?.[gained]?.value ?? null];
  return now === null || before === null ? 0 : Number(now) - Number(before);
}
