import {
  addDays, bases, factsOf as factsOfMeasure, lengthInDays, metricNames, metricOf, operandsOf, revisionsOf, spendRevisionDays, windowOf,
  type Aggregate, type Dimension, type MetricName, type Period, type Report,
} from '@pegel/domain';
import { entry, linesOf, type Entry } from './catalogue.js';
import type { ExplainedNumber } from './explained-number.js';
import { explainWordsIn } from './explain-words.js';
import type { Locale } from './locale.js';
import { nameOf, safeName } from './names.js';
import { hoursOf } from './zone-hours.js';

/** What is to be said of this number beyond its definition: days, completeness, what may change, and where it comes from. */
export function factsOf(number: ExplainedNumber, report: Report, locale: Locale): readonly Entry[] {
  const { language } = locale;
  const { where = [] } = report.query;
  const amounts = basesLines(number, report, locale);
  return [
    entry('window', windowLines(number, report, locale), language),
    entry('completeness', completenessLines(number, report, locale), language),
    ...(number.value === null ? [] : [entry('mayChange', changeLines(number, report, locale), language)]),
    ...(amounts.length === 0 ? [] : [entry('bases', amounts, language)]),
    entry('sources', sourceLines(number, report, locale), language),
    ...(where.length === 0 ? [] : [entry('filter', filterLines(report, locale), language)]),
    entry('zone', zoneLines(number, report, locale), language),
    entry('splits', linesOf('splits', number.metric, language), language),
    entry('version', versionLines(number, report, locale), language),
  ];
}

const aggregateOf = (metric: MetricName): Aggregate | null => {
  const { measure } = metricOf(metric);
  return measure.kind === 'ratio' ? null : measure;
};

function windowLines(number: ExplainedNumber, { contract }: Report, { language, format }: Locale): readonly string[] {
  const operands = operandsOf(metricOf(number.metric).measure);
  const described = (operands.length === 0 ? [number.metric] : operands).map((metric) => ({ label: metricOf(metric).label[language], text: daysText(metric) }));
  const isOne = described.every(({ text }) => text === described[0]?.text);
  const window = windowOfNumber(number);
  const hours = hoursOf(window, contract.timeZone);
  return [
    ...(isOne ? described.slice(0, 1).map(({ text }) => text) : described.map(({ label, text }) => explainWordsIn(language).operandWindow(label, text))),
    // Days of other than 24 hours are the only ones whose hours change what a number means.
    ...(hours === lengthInDays(window) * 24 ? [] : [explainWordsIn(language).clocks(format.integer(hours))]),
  ];

  function daysText(metric: MetricName): string {
    const aggregate = aggregateOf(metric);
    if (aggregate === null) return '';
    const days = windowOf(aggregate, number);
    const count = lengthInDays(days);
    if (aggregate.kind === 'closing') return explainWordsIn(language).endOf(format.day(days.to));
    const text = count === 1 ? format.day(days.to) : format.range(days);
    return aggregate.kind === 'trailing' ? explainWordsIn(language).rolling(text, format.integer(count)) : explainWordsIn(language).window(text, count, format.integer(count));
  }
}

/** All days that any operand of a number looks at. */
function windowOfNumber(number: ExplainedNumber): Period {
  const operands = operandsOf(metricOf(number.metric).measure);
  const windows = (operands.length === 0 ? [number.metric] : operands).flatMap((metric) => {
    const aggregate = aggregateOf(metric);
    return aggregate === null ? [] : [windowOf(aggregate, number)];
  });
  return { from: windows.map(({ from }) => from).sort()[0] ?? number.from, to: number.to };
}

function completenessLines({ metric, value, incomplete, complete, beyond, from, to }: ExplainedNumber, { contract, query }: Report, { language, format }: Locale): readonly string[] {
  const explain = explainWordsIn(language);
  const { completeThrough } = contract;
  const since = contract.knownFrom[metric];
  const isZero = value !== null && complete && Number(value) === 0;
  // A name that is mistyped, or that nobody has, looks like days on which nothing happened.
  const isFiltered = (query.where ?? []).length > 0;
  const beyondLines = metricNames.flatMap((name) => {
    const count = beyond[name];
    if (count === undefined) return [];
    const { label, unit } = metricOf(name);
    return [count === null ? explain.beyondUnknown(label[language]) : explain.beyond(label[language], format.exact(unit, count))];
  });
  const isAboveWhole = value !== null && metricOf(metric).unit === 'percent' && Number(value) > 1;
  return [
    ...(incomplete === null ? [] : [explain.incomplete[incomplete](incomplete === 'before-data' && since !== undefined ? format.dateLong(since) : format.dateLong(to))]),
    ...(isZero ? [isFiltered ? explain.filteredZero : explain.realZero(from === to)] : complete ? [explain.complete] : []),
    ...(isAboveWhole ? [explain.aboveWhole, ...beyondLines] : []),
    completeThrough === null ? explain.nothingComplete : explain.completeThrough(format.dateLong(completeThrough)),
  ];
}

/** Whether it may still change: a running period does, provisional spend may until its last day is old enough. */
function changeLines({ metric, incomplete, to }: ExplainedNumber, { contract }: Report, { language, format }: Locale): readonly string[] {
  const { measure } = metricOf(metric);
  const { provisionalFrom } = contract;
  const causes = revisionsOf(measure).map((cause) => cause[language]);
  if (incomplete === 'not-over') return [explainWordsIn(language).stillRunning, ...causes];
  const isProvisional = factsOfMeasure(measure).includes('spend') && provisionalFrom !== null && to >= provisionalFrom;
  return [isProvisional ? explainWordsIn(language).provisionalUntil(format.dateLong(addDays(to, spendRevisionDays))) : explainWordsIn(language).onlyIf, ...causes];
}

function basesLines({ metric, value }: ExplainedNumber, { contract, query }: Report, { language, format }: Locale): readonly string[] {
  if (value === null || !factsOfMeasure(metricOf(metric).measure).includes('spend')) return [];
  const { spendBases } = contract;
  const known = bases.filter((basis) => spendBases[basis] !== undefined);
  if (known.length === 0) return [];
  return [
    `${explainWordsIn(language).basesIn(format.range(query))} ${known.map((basis) => explainWordsIn(language).basisDays(explainWordsIn(language).bases[basis], spendBases[basis] ?? 0, format.integer(spendBases[basis] ?? 0))).join('; ')}`,
    ...(known.includes('computed') ? [explainWordsIn(language).pricedLines] : []),
  ];
}

function sourceLines({ metric, authority }: ExplainedNumber, { contract }: Report, { language, format }: Locale): readonly string[] {
  const operands = operandsOf(metricOf(metric).measure);
  const isOfDirectory = [metric, ...operands].some((name) => factsOfMeasure(metricOf(name).measure).includes('directory'));
  const lines = [
    ...contract.sources
      .filter(({ metrics }) => metrics.includes(metric))
      .map(({ name, kind, lastDeliveryAt }) => explainWordsIn(language).source(safeName(name), explainWordsIn(language).sourceKinds[kind], format.moment(lastDeliveryAt, contract.timeZone))),
    ...systemLines(metric, contract, { language, format }),
    ...(isOfDirectory ? [explainWordsIn(language).directory] : []),
    ...(authority === null ? [] : [explainWordsIn(language).authorities[authority]]),
  ];
  return lines.length === 0 ? [explainWordsIn(language).noSource] : lines;
}

/** Which of several doors onto one system is believed, where two of them feed the number. */
function systemLines(metric: MetricName, { systems = [], sources }: Report['contract'], { language, format }: Pick<Locale, 'language' | 'format'>): readonly string[] {
  // What is spent goes by its basis, whichever door it came through.
  if (!factsOfMeasure(metricOf(metric).measure).includes('activity')) return [];
  return systems.flatMap(({ order, isPinned }) => {
    const feeding = order.filter((name) => sources.some((source) => source.name === name && source.metrics.includes(metric)));
    return feeding.length < 2 ? [] : [explainWordsIn(language).system(format.list(feeding.map(safeName)), isPinned)];
  });
}

/** Whose days they are: a vendor's UTC days keep their date, and nothing can cut them anew. */
function zoneLines({ metric }: ExplainedNumber, { contract }: Report, { language, format }: Locale): readonly string[] {
  const inUtc = contract.sources.filter(({ metrics, hasUtcDays }) => hasUtcDays === true && metrics.includes(metric)).map(({ name }) => safeName(name));
  return [explainWordsIn(language).days(contract.timeZone), ...(inUtc.length === 0 || contract.timeZone === 'UTC' ? [] : [explainWordsIn(language).utcDays(format.list(inUtc))])];
}

function filterLines({ query: { where = [] } }: Report, locale: Locale): readonly string[] {
  const byDimension = new Map<Dimension, string[]>();
  for (const { dimension, key } of where) byDimension.set(dimension, [...(byDimension.get(dimension) ?? []), nameOf({ key, label: null }, locale)]);
  return [...byDimension].map(([dimension, keys]) => explainWordsIn(locale.language).filter(locale.words.dimensions[dimension], locale.format.list(keys)));
}

/** The version the server counted with; a client of another version says so. */
function versionLines({ metric }: ExplainedNumber, { contract }: Report, { language }: Locale): readonly string[] {
  const now = metricOf(metric).version;
  const used = contract.definitions[metric] ?? now;
  return used === now ? linesOf('version', metric, language) : [explainWordsIn(language).versionNow(used, now)];
}
