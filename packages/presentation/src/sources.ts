import { addDays, outcomes, type SourceDay, type SourcesView, type SourceView, type Tallies, type Tally } from '@pegel/domain';
import type { Locale } from './locale.js';
import { safeName } from './names.js';
import type { TableModel } from './table.js';
import { eventTypeLabel } from './words-event-types.js';

/** How a source does, in a word and a shape; the colour only repeats it. */
export interface SourceStatus {
  readonly glyph: '●' | '○' | '◐' | '–' | '!';
  readonly text: string;
  readonly tone: 'good' | 'quiet' | 'attention';
}

/** A day of the strip: full where something happened, hollow where nothing did, crossed out where nothing is known. */
interface DayModel {
  readonly day: string;
  readonly shape: 'full' | 'hollow' | 'none';
  readonly text: string;
}

export interface SourceModel {
  readonly name: string;
  readonly status: SourceStatus;
  /** Beside the status: what waits for a person. */
  readonly waiting: SourceStatus | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly strip: { readonly days: readonly DayModel[]; readonly summary: string };
  readonly days: TableModel;
}

export interface SourcesModel {
  readonly title: string;
  /** Whether anything needs a person, in one line. */
  readonly summary: SourceStatus;
  /** What to say instead where nothing was ever delivered. */
  readonly empty: string | null;
  readonly sources: readonly SourceModel[];
  readonly account: TableModel;
  readonly law: string;
}

const waitingIn = ({ quarantine }: SourceView): number => quarantine.reduce((sum, { waiting }) => sum + waiting, 0);

/** What brings the first data, in the order in which most have it. */
const firstImports = {
  'claude-code': '~/.claude --person you@example.com',
  'claude-export': './data-2026-03-20-batch-0000.zip',
  'claude-admin': './exports',
  directory: './exportUsers_2026-11-22.csv',
} satisfies Record<keyof Locale['words']['sources']['begin']['imports'], string>;

/** Commands that bring the first data to a server, each with what it brings. */
export function firstCommands(server: string, { words }: Locale): readonly { readonly label: string; readonly command: string }[] {
  const { key, imports } = words.sources.begin;
  return [
    { label: key, command: `export PEGEL_URL=${server}\nexport PEGEL_INGEST_KEY=…` },
    ...Object.entries(firstImports).map(([source, rest]) => ({ label: imports[source as keyof typeof firstImports], command: `npx --no-install pegel import ${source} ${rest}` })), // Object.entries forgets the names.
  ];
}

/** Where the numbers come from, decided down to its texts. */
export function sourcesModel(view: SourcesView, locale: Locale): SourcesModel {
  const { words, format } = locale;
  const concerned = view.sources.filter((source) => waitingIn(source) > 0 || source.kind === null || isLate(source, view.today)).length;
  return {
    title: words.sources.title,
    summary:
      concerned === 0
        ? { glyph: '●', text: words.sources.calm, tone: 'good' }
        : { glyph: '!', text: words.sources.attention(concerned, format.integer(concerned), format.integer(view.sources.length)), tone: 'attention' },
    empty: view.sources.length === 0 ? words.sources.empty : null,
    sources: view.sources.map((source) => sourceModel(source, view, locale)),
    account: accountTable(view, locale),
    law: words.sources.account.law,
  };
}

function sourceModel(source: SourceView, view: SourcesView, locale: Locale): SourceModel {
  const { words, format } = locale;
  const waiting = waitingIn(source);
  return {
    name: safeName(source.name),
    status: statusOf(source, view, locale),
    waiting: waiting === 0 ? null : { glyph: '!', text: words.sources.status.waiting(waiting, format.integer(waiting)), tone: 'attention' },
    facts: factsOf(source, view, locale),
    strip: stripOf(source, view, locale),
    days: daysTable(source, view, locale),
  };
}

/** Whether a source that delivers with a rhythm has broken it. */
const isLate = ({ expectedOn }: SourceView, today: string): boolean => expectedOn !== null && expectedOn < today;

/** What a source is doing. A live one that is silent since the day before yesterday may well be right, but should be looked at. */
function statusOf(source: SourceView, { today }: SourcesView, { words, format }: Locale): SourceStatus {
  const { kind, lastDay, completeThrough, expectedOn } = source;
  const { status } = words.sources;
  if (expectedOn !== null && isLate(source, today)) return { glyph: '!', text: status.late(format.date(expectedOn)), tone: 'attention' };
  switch (kind) {
    case null:
      return { glyph: '–', text: status.nothing, tone: 'attention' };
    case 'directory':
      return { glyph: '●', text: status.directory, tone: 'good' };
    case 'import':
      return { glyph: '◐', text: completeThrough === null ? status.nothing : status.imported(format.date(completeThrough)), tone: 'good' };
    case 'live':
      return lastDay !== null && lastDay < addDays(today, -1) ? { glyph: '○', text: status.silent(format.date(lastDay)), tone: 'quiet' } : { glyph: '●', text: status.ok, tone: 'good' };
  }
}

function factsOf(source: SourceView, { timeZone }: SourcesView, locale: Locale): SourceModel['facts'] {
  const { words, format } = locale;
  const { facts } = words.sources;
  const { kind, feeds, kept, snapshots, totals, quarantine } = source;
  const dropped = [totals.events.droppedFields, totals.directory.droppedFields];
  const droppedFields = dropped.reduce<number | null>((sum, fields) => (sum === null || fields === null ? null : sum + fields), 0);
  const all: readonly (readonly [string, string | null])[] = [
    [facts.kind, kind === null ? null : words.sources.kinds[kind]],
    [facts.lastDelivery, format.moment(source.lastDeliveryAt, timeZone)],
    [facts.completeTo, source.completeThrough === null ? null : format.day(source.completeThrough)],
    [facts.events, source.firstDay === null || source.lastDay === null ? null : format.range({ from: source.firstDay, to: source.lastDay })],
    [facts.coverage, source.coverage.length === 0 ? null : source.coverage.map((run) => format.range(run)).join(', ')],
    [facts.gaps, gapsText(source, locale)],
    [facts.snapshots, snapshots.lastAt === null ? null : words.sources.snapshots(format.integer(snapshots.count), format.moment(snapshots.lastAt, timeZone))],
    [facts.kept, kept === null || Object.keys(kept).length === 0 ? null : Object.entries(kept).map(([type, revisions]) => `${eventTypeLabel(type, locale)} ${format.integer(revisions)}`).join(' · ')],
    [facts.feeds, kind === null || kind === 'directory' ? null : feeds === null ? words.sources.anything : words.sources.fed(feeds.types.map((type) => eventTypeLabel(type, locale)).join(', '), feeds.surfaces.map((surface) => words.tables.surfaces[surface]).join(', '))],
    [facts.quarantine, quarantine.length === 0 ? null : quarantine.map(({ code, waiting, released, discarded }) => `${words.sources.codes[code]}: ${words.sources.byState(format.integer(waiting), format.integer(released), format.integer(discarded))}`).join('; ')],
    [facts.dropped, droppedFields === 0 ? null : droppedFields === null ? words.sources.notWritten : format.integer(droppedFields)],
  ];
  return all.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

function gapsText({ gaps }: SourceView, { words, format }: Locale): string {
  return gaps
    .map(({ from, to, reason }) => {
      const days = from !== null && to !== null ? format.range({ from, to }) : from !== null ? words.sources.openFrom(format.date(from)) : to !== null ? words.sources.openTo(format.date(to)) : words.sources.always;
      return `${days}: ${words.sources.gaps[reason]}`;
    })
    .join('; ');
}

const shapeOf = ({ state }: SourceDay): DayModel['shape'] => (state === 'events' || state === 'directory' ? 'full' : state === 'zero' ? 'hollow' : 'none');

function stripOf({ kind, days }: SourceView, view: SourcesView, locale: Locale): SourceModel['strip'] {
  const { words, format } = locale;
  const models = days.map((day): DayModel => ({ day: day.day, shape: shapeOf(day), text: `${format.day(day.day)}: ${stateText(day, view, locale)}` }));
  const count = (shape: DayModel['shape']) => format.integer(models.filter((model) => model.shape === shape).length);
  const summary = kind === 'directory' ? words.sources.stripKnown(days.length, count('full'), count('none')) : words.sources.strip(days.length, count('full'), count('hollow'), count('none'));
  return { days: models, summary };
}

function stateText({ day, state, events }: SourceDay, { today }: SourcesView, { words, format }: Locale): string {
  const text = state === 'events' && events !== null ? `${words.sources.states.events} ${format.integer(events)}` : words.sources.states[state];
  return day === today && (state === 'events' || state === 'zero') ? `${text} (${words.sources.soFar})` : text;
}

const itemKinds = ['events', 'directory'] as const;

function cellsOf(tally: Tally, { format }: Locale): string[] {
  return [tally.received, ...outcomes.map((outcome) => tally[outcome]), tally.rejected].map((count) => format.integer(count));
}

function tallyColumns({ words }: Locale): TableModel['columns'] {
  const { account } = words.sources;
  return [account.received, ...outcomes.map((outcome) => account[outcome]), account.rejected].map((label) => ({ label, align: 'end' }));
}

function daysTable({ name, days }: SourceView, view: SourcesView, locale: Locale): TableModel {
  const { words, format } = locale;
  const { account } = words.sources;
  return {
    caption: words.sources.daysOf(safeName(name)),
    columns: [{ label: account.day, align: 'start' }, ...tallyColumns(locale), { label: account.state, align: 'start' }],
    // Events and people are different things; a day on which both arrived has a line for each.
    rows: days.toReversed().flatMap((day) => {
      const arrived = itemKinds.filter((kind) => day.received[kind].received > 0);
      const shown = arrived.length === 0 ? (['events'] as const) : arrived;
      return shown.map((kind) => [
        shown.length > 1 || kind === 'directory' ? `${format.day(day.day)} · ${account.items[kind]}` : format.day(day.day),
        ...cellsOf(day.received[kind], locale),
        stateText(day, view, locale),
      ]);
    }),
  };
}

/** What became of everything that was delivered, a line for each source and kind of item, and one for all. */
export function accountTable({ sources, totals }: SourcesView, locale: Locale): TableModel {
  const { account } = locale.words.sources;
  const lines = (name: string, tallies: Tallies) =>
    itemKinds.filter((kind) => tallies[kind].received > 0).map((kind) => [`${name} · ${account.items[kind]}`, ...cellsOf(tallies[kind], locale)]);
  const rows = sources.flatMap(({ name, totals: own }) => lines(safeName(name), own));
  return { caption: account.caption, columns: [{ label: account.source, align: 'start' }, ...tallyColumns(locale)], rows: [...rows, ...lines(account.all, totals)] };
}

/** One line a source, for terminals. */
export function sourcesTable(view: SourcesView, locale: Locale): TableModel {
  const { words, format } = locale;
  const { account, facts, kinds } = words.sources;
  return {
    caption: words.sources.title,
    columns: [
      ...[account.source, account.kind, account.status, facts.completeTo, facts.lastDelivery].map((label) => ({ label, align: 'start' as const })),
      { label: account.waiting, align: 'end' },
    ],
    rows: view.sources.map((source) => [
      safeName(source.name),
      source.kind === null ? '' : kinds[source.kind],
      statusOf(source, view, locale).text,
      source.completeThrough ?? '',
      format.moment(source.lastDeliveryAt, view.timeZone),
      format.integer(waitingIn(source)),
    ]),
  };
}
