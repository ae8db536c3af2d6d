import { aggregatesOf, asksForSeats, dayReadingOf, factsOf as factsOfMeasure, metricOf, operandsOf, other, type MetricName, type Report, type ReportQuery } from '@pegel/domain';
import { changeText, type ChangeText } from './change.js';
import { entry, linesOf, type Entry } from './catalogue.js';
import { equationOf, type Equation } from './equation.js';
import { numberIn, type ExplainedNumber, type Which } from './explained-number.js';
import { factsOf } from './explained-facts.js';
import { explainWordsIn } from './explain-words.js';
import type { Locale } from './locale.js';
import { nameOf } from './names.js';
import { captionOf } from './narrowing.js';
import { csvUrl } from './report-url.js';
import { mayTake, purposeSaid, type OrganisationView } from './sight.js';
import { reportCommand } from './report-command.js';
import { whenOf } from './table.js';
import { weekdayChange } from './tile.js';

/** A number with everything that is to be said of it. Clients place it; nothing about it is left for them to decide. */
export interface Explanation {
  readonly metric: MetricName;
  /** "Utilisation rate"; of a part of a split with its name. */
  readonly title: string;
  /** As tables have it, with cents and every digit. A dash where there is none, and then `reason` says why. */
  readonly value: string;
  /** "Sun 22 Nov", "1–22 Nov"; empty without a report. */
  readonly when: string;
  /** Why there is no number, and what to do about it. */
  readonly reason: string | null;
  /** The changes that are shown beside the number, each with its base. */
  readonly changes: readonly ExplainedChange[];
  /** "64.8% = 311 ÷ 480", and its right side alone. Null where there is no number. */
  readonly equation: Equation | null;
  readonly entries: readonly Entry[];
  /** Numbers that this one is made of. */
  readonly related: readonly MetricName[];
  /** `null` for whoever may take no numbers along. */
  readonly csvUrl: string | null;
  readonly jsonUrl: string;
  /** The number itself, for programs; null without a report. */
  readonly number: ExplainedNumber | null;
}

export interface ExplainedChange {
  readonly text: ChangeText;
  /** "▲ +4 (+1.3%) vs Sun 15 Nov (307)" */
  readonly line: string;
}

/** What is to be explained: a metric, and the report that has its number as far as it is there. */
export interface Explaining {
  readonly metric: MetricName;
  readonly which: Which;
  /** What the number is called where it stands; otherwise the metric's own name. */
  readonly title?: string;
  /** What the report was asked. */
  readonly query: ReportQuery;
  readonly report: Report | undefined;
  readonly organisation: Pick<OrganisationView, 'slug' | 'extraUsage' | 'permissions' | 'purpose'> & Partial<Pick<OrganisationView, 'purposes'>>;
}

/** Explains a number: its definition from the metric, the rest from the row and contract of its report. */
export function explain({ metric, which, title, query, report, organisation }: Explaining, locale: Locale): Explanation {
  const { language, format, words, few } = locale;
  const { label, unit, measure } = metricOf(metric);
  const number = report === undefined ? null : numberOf(report, metric, which, organisation);
  const operands = operandsOf(measure);
  const asked = queryOfNumber({ ...query, metrics: [metric, ...operands] }, number);
  const purpose = purposeSaid(organisation, asked);
  const file = csvUrl(asked, organisation.slug, purpose);
  const name = title ?? label[language];
  const definition = (['counts', 'formula', 'excludes', 'addUp'] as const).map((id) => entry(id, linesOf(id, metric, language), language));
  const equation = number === null ? null : equationOf(number, locale);
  return {
    metric,
    title: captionOf(number === null || number.key === null ? name : `${name} · ${nameOf(number, locale)}`, query, locale),
    value: number?.reason === 'hidden' ? few : format.exact(unit, number?.value ?? null),
    when: number === null ? '' : whenOf(number, locale),
    reason: report === undefined || number === null || number.reason === null ? null : missingText(number, report),
    changes: report === undefined || number === null ? [] : changesOf(number, report, locale),
    equation,
    entries: [
      ...definition,
      ...(report === undefined || number === null ? [entry('window', linesOf('window', metric, language), language), entry('version', linesOf('version', metric, language), language)] : factsOf(number, report, locale)),
      entry('query', [file.replace('/report.csv', '/report.json'), reportCommand(asked, purpose)], language),
    ],
    related: operands,
    csvUrl: mayTake(organisation) ? file : null,
    jsonUrl: file.replace('/report.csv', '/report.json'),
    number,
  };

  function missingText(missing: ExplainedNumber, of: Report): string {
    const { missing: texts } = explainWordsIn(language);
    switch (missing.reason) {
      case 'off':
        return words.state.offSpend;
      case 'hidden':
        return texts.hidden(few);
      case 'not-applicable':
        return missing.key === other || operands.length === 0 ? texts.rest : texts.nothingToDivideBy(metricOf(operands[1] ?? metric).label[language]);
      case 'no-data':
      case null:
        return noDataText(missing, of, locale);
    }
  }
}

/** The question whose answer is this number alone, for whoever wants to check it. */
function queryOfNumber(query: ReportQuery, number: ExplainedNumber | null): ReportQuery {
  if (number === null) return query;
  const { range: _range, compare: _compare, beside: _beside, ...rest } = query;
  return { ...rest, from: number.from, to: number.to, grain: 'total' };
}

/** A split that is switched off has no rows, so no row can carry the reason. */
function numberOf(report: Report, metric: MetricName, which: Which, { extraUsage }: Explaining['organisation']): ExplainedNumber {
  const number = numberIn(report, metric, which);
  const isOff = metricOf(metric).unit === 'money' && !extraUsage;
  return isOff ? { ...number, value: null, reason: 'off', complete: false, incomplete: null, parts: [] } : number;
}

/** Why nothing is known, and what would change that. */
function noDataText({ metric, from, to }: ExplainedNumber, { contract, query }: Report, { language, format }: Locale): string {
  const { missing } = explainWordsIn(language);
  const since = contract.knownFrom[metric];
  if (since !== undefined && to < since) return missing.starts(format.dateLong(since));
  const { measure } = metricOf(metric);
  const ofDirectory = (of: MetricName) => metricOf(of).measure.kind === 'closing';
  const operands = operandsOf(measure);
  const isFed = (operands.length === 0 ? [metric] : operands).every((of) => ofDirectory(of) || contract.sources.some(({ metrics }) => metrics.includes(metric)));
  if (!isFed) return missing.noSource;
  const needsDirectory = factsOfMeasure(measure).includes('directory');
  if (since === undefined && needsDirectory) return missing.noDirectory;
  const isNarrowed = query.by !== undefined || (query.where ?? []).length > 0;
  if (needsDirectory && (isNarrowed || aggregatesOf(measure).some(asksForSeats))) return missing.noMembership;
  // What a vendor counted by day does not say what two days have in common.
  const isJoinable = aggregatesOf(measure).every((aggregate) => (dayReadingOf(aggregate)?.holdsFor ?? 'everything') === 'everything');
  return from < to && !isJoinable ? missing.oneDay : missing.gap;
}

function changesOf({ metric, compared, value, to }: ExplainedNumber, report: Report, locale: Locale): ExplainedChange[] {
  if (compared === null || value === null) return [];
  const row = report.rows.findLast((candidate) => candidate.to === to && candidate.key === null);
  const weekday = row === undefined || report.query.compare !== 'previous' ? null : weekdayChange(metric, row, report, locale);
  const text = changeText(metric, compared, locale);
  const base = compared.value === null || text.base === '' ? '' : ` (${locale.format.exact(metricOf(metric).unit, compared.value)})`;
  return [
    { text, line: `${text.glyph} ${[text.visual, text.base].filter((part) => part !== '').join(' ')}${base}` },
    ...(weekday === null ? [] : [{ text: weekday, line: `${weekday.glyph} ${weekday.visual} ${weekday.base}` }]),
  ];
}
