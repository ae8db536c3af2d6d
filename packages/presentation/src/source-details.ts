import { factOf, metricNames, metricOf, outcomes, revisionsOf, aggregatesOf, type DeliveryView, type Language, type MetricName, type SourcesView, type SourceView } from '@pegel/domain';
import { definitionUrl } from './glossary.js';
import { explainedOn } from './explained.js';
import type { Locale } from './locale.js';
import { safeName } from './names.js';
import { tablePages } from './panels.js';
import { sourcesModel, type SourceModel, type SourceStatus } from './sources.js';
import type { TableModel } from './table.js';
import { pageIds, type PageId } from './view-state.js';
import { sourceDetailsDe } from './words-source-details-de.js';
import { sourceDetailsEn, type SourceDetailWords } from './words-source-details-en.js';

const dictionaries: Record<Language, SourceDetailWords> = { en: sourceDetailsEn, de: sourceDetailsDe };

/** What is said of sources on their page alone; nothing else waits for it. */
export const sourceDetailWordsIn = (language: Language): SourceDetailWords => dictionaries[language];

/** What a page of data sources says of one beyond its account. */
export interface SourceDetails {
  readonly name: string;
  readonly status: SourceStatus;
  readonly completeTo: string;
  readonly received: string;
  readonly next: string;
  /** How many events a day had beside the others, from 1 to 5, for whoever may see use; 0 where it had none. */
  readonly levels: readonly number[];
  readonly facts: readonly { readonly label: string; readonly lines: readonly string[] }[];
  readonly metrics: { readonly label: string; readonly links: readonly { readonly label: string; readonly url: string }[] };
  readonly failure: readonly string[];
}

/** Every source as its page has it, in the order of `sourcesModel`. */
export function sourceDetails(view: SourcesView, locale: Locale): readonly SourceDetails[] {
  const models = sourcesModel(view, locale).sources;
  return view.sources.flatMap((source, index) => {
    const model = models[index];
    return model === undefined ? [] : [detailsOf(source, model, view, locale)];
  });
}

function detailsOf(source: SourceView, model: SourceModel, view: SourcesView, locale: Locale): SourceDetails {
  const { language, format } = locale;
  const words = sourceDetailWordsIn(language);
  const isLate = source.expectedOn !== null && source.expectedOn < view.today;
  const expected = source.expectedOn === null ? null : format.date(source.expectedOn);
  const aggregates = source.metrics.flatMap((name) => aggregatesOf(metricOf(name).measure));
  const isOfDirectory = source.snapshots.count > 0;
  return {
    name: model.name,
    status: model.status,
    completeTo: source.completeThrough === null ? words.unknownNext : `${format.day(source.completeThrough)}${source.hasUtcDays ? ', UTC' : ''}`,
    received: format.moment(source.lastDeliveryAt, view.timeZone),
    next: source.kind === 'live' ? words.asItHappens : expected === null ? words.unknownNext : isLate ? words.late(expected) : words.about(expected),
    levels: levelsOf(source),
    facts: [
      ...(source.kind === null ? [] : [{ label: words.delivers, lines: [words.kinds[source.kind], ...(isOfDirectory && source.kind !== 'directory' ? [words.kinds.directory] : []), ...(expected === null ? [] : [words.rhythm(expected)])] }]),
      { label: words.dayEnds, lines: [source.hasUtcDays ? words.utc : words.zone(view.timeZone)] },
      ...(aggregates.length === 0 ? [] : [{ label: words.revisions, lines: [...new Set(source.metrics.flatMap((name) => revisionsOf(metricOf(name).measure).map((cause) => cause[language])))] }]),
    ],
    metrics: {
      label: source.metrics.length === 0 ? words.noMetrics : words.metrics(source.metrics.length, format.integer(source.metrics.length)),
      links: source.metrics.map((name) => ({ label: metricOf(name).label[language], url: definitionUrl(view.organisation, name) })),
    },
    failure: failureOf(source, view, locale),
  };
}

const levelMax = 5;

/** By the largest day of the source itself: sources of different sizes are each read by themselves. */
function levelsOf({ days }: SourceView): readonly number[] {
  const most = Math.max(0, ...days.map(({ events }) => events ?? 0));
  return days.map(({ state, events }) => (state === 'directory' || (state === 'events' && events === null) ? levelMax : state !== 'events' || events === null || most === 0 ? 0 : Math.max(1, Math.ceil((levelMax * events) / most))));
}

/** What stops, what goes on from other sources, and what never needed it: from which metrics each has a part in, and where they stand. */
function failureOf(source: SourceView, view: SourcesView, { language, format, words }: Locale): readonly string[] {
  const { failure } = sourceDetailWordsIn(language);
  const others = view.sources.filter(({ name }) => name !== source.name);
  const isLevel = (name: MetricName) => aggregatesOf(metricOf(name).measure).every((aggregate) => factOf(aggregate) === 'directory');
  const flows = source.metrics.filter((name) => !isLevel(name));
  const alone = flows.filter((name) => !others.some(({ metrics }) => metrics.includes(name)));
  const shared = flows.filter((name) => !alone.includes(name));
  const helpers = others.filter(({ metrics }) => shared.some((name) => metrics.includes(name)));
  const titleOf = (page: PageId): string => tablePages.find(({ id }) => id === page)?.title[language] ?? words.nav.overview;
  const on = (page: PageId): ReadonlySet<MetricName> => new Set(explainedOn(page).map(({ metric }) => metric));
  // The Overview has every number in one table, so that it says nothing of where one belongs.
  const pages = pageIds.filter((page) => page !== 'overview').map((page) => ({ title: titleOf(page), metrics: on(page) }));
  const homeless = alone.filter((name) => !pages.some(({ metrics }) => metrics.has(name)));
  const untouched = pages.filter(({ metrics }) => !source.metrics.some((name) => metrics.has(name))).map(({ title }) => title);
  const stops = (title: string, names: readonly MetricName[]) => (names.length === 0 ? [] : [failure.stops(title, names.length, format.integer(names.length))]);
  if (source.metrics.length === 0) return [failure.nothing];
  return [
    ...pages.flatMap(({ title, metrics }) => stops(title, metricNames.filter((name) => alone.includes(name) && metrics.has(name)))),
    ...stops(failure.elsewhere, homeless),
    ...(shared.length === 0 ? [] : [failure.goesOn(shared.length, format.integer(shared.length), format.list(helpers.map(({ name }) => safeName(name))))]),
    ...(source.metrics.some(isLevel) ? [failure.directory] : []),
    ...(untouched.length === 0 ? [] : [failure.continues(format.list(untouched))]),
    failure.kept,
    failure.alert,
  ];
}

/** Deliveries as a table, a line each. */
export function deliveriesTable(deliveries: readonly DeliveryView[], timeZone: string, { language, format, words }: Locale): TableModel {
  const { log } = sourceDetailWordsIn(language);
  const { account } = words.sources;
  const [newest] = deliveries;
  return {
    // Each page of the log is a region of its own.
    caption: newest === undefined ? log.title : log.caption(`${format.moment(newest.receivedAt, timeZone)} (${newest.id})`),
    columns: [log.when, log.source, log.what, log.account].map((label, index) => ({ label, align: 'start', isProse: index === 3 })),
    rows: deliveries.map((delivery) => [
      format.moment(delivery.receivedAt, timeZone),
      safeName(delivery.source),
      log.items[delivery.kind](delivery.received, format.integer(delivery.received)),
      [...outcomes, 'rejected' as const].flatMap((outcome) => (delivery[outcome] === 0 ? [] : [`${account[outcome]} ${format.integer(delivery[outcome])}`])).join(' · ') || '–',
    ]),
  };
}
