import { dimensionLabels, isMetricName, lengthInDays, metricOf, permissionsFor, type Dimension, type FilePreview, type JournalEntryView, type JournalView, type Language, type Period } from '@pegel/domain';
import { fileFormats, type FileFormat } from './csv-dialect.js';
import { datasetIds, datasets, exportQuery, isOfPeople, splitsOf, type DatasetId, type ExportChoice, type NamesInFile } from './export-datasets.js';
import { exportsWordsIn } from './exports-words.js';
import { datasetOf, fileName, spendByUserDataset } from './file-name.js';
import { dash } from './format.js';
import { inviteWordsIn } from './invites.js';
import { journalActor } from './journal.js';
import type { Locale } from './locale.js';
import { safeName } from './names.js';
import { csvUrl, jsonUrl, spendByUserUrl } from './report-url.js';
import { reportCommand, shellLine } from './report-command.js';
import { maySee, panelPurpose, purposeSaid, type OrganisationView, type PanelPurpose } from './sight.js';
import { wordsIn } from './words.js';
import { namesWordsIn } from './words-names.js';
import type { TableModel } from './table.js';

/** One of some values, and why it cannot be chosen where it cannot. */
export interface Offered<Value> {
  readonly value: Value;
  readonly label: string;
  readonly problem: string | null;
}

/** The choices of an export, with everything decided. */
export interface ExportsModel {
  /** What is chosen, as far as it is offered. */
  readonly choice: ExportChoice;
  readonly datasets: readonly Offered<DatasetId>[];
  /** Empty where the rows are of the whole period. */
  readonly hasGrain: boolean;
  readonly splits: readonly Dimension[];
  readonly formats: readonly Offered<FileFormat>[];
  /** Empty where nobody is in it. */
  readonly names: readonly Offered<NamesInFile | 'email'>[];
  readonly isOfPeople: boolean;
  readonly purpose: PanelPurpose | null;
  /** Why nothing of what is chosen can be had at all. */
  readonly refused: string | null;
}

/** What may be chosen by a reader of an organisation, and what not and why. */
export function exportsModel(wanted: ExportChoice, organisation: OrganisationView, language: Language): ExportsModel {
  const words = exportsWordsIn(language);
  const offered = datasetIds.map((value): Offered<DatasetId> => ({ value, label: datasets[value].label[language], problem: datasetProblem(value, organisation, language) }));
  const dataset = (offered.find(({ value, problem }) => value === wanted.dataset && problem === null) ?? offered.find(({ problem }) => problem === null))?.value ?? wanted.dataset;
  const splits = splitsOf(dataset);
  const ofPeople = isOfPeople(dataset);
  const names = ofPeople && organisation.names !== 'off' ? namesOffered(organisation.names, language) : [];
  return {
    choice: { ...wanted, dataset, by: wanted.by !== null && splits.includes(wanted.by) ? wanted.by : null, names: organisation.names === 'pseudonyms' ? 'pseudonyms' : wanted.names },
    datasets: offered,
    hasGrain: datasets[dataset].isCourse,
    splits,
    formats: fileFormats.map((value) => ({ value, label: words.formats[value], problem: null })),
    names,
    isOfPeople: ofPeople,
    purpose: ofPeople ? panelPurpose(organisation, { by: 'person' }) : null,
    refused: offered.every(({ problem }) => problem !== null) ? (offered.find(({ value }) => value === dataset)?.problem ?? null) : null,
  };
}

function datasetProblem(id: DatasetId, organisation: OrganisationView, language: Language): string | null {
  const words = exportsWordsIn(language);
  const { metrics } = datasets[id];
  const isOfSpend = metrics.every((name) => permissionsFor({ metrics: [name] }).has('view:spend'));
  if (isOfSpend && !organisation.extraUsage) return words.offSpend;
  if (isOfPeople(id) && organisation.names === 'off') return words.peopleOff;
  if (!metrics.some((name) => maySee(organisation, { metrics: [name] }))) return isOfSpend ? words.noSpend : words.noUse;
  return isOfPeople(id) && !maySee(organisation, { metrics, by: 'person' }) ? words.noPeople : null;
}

function namesOffered(names: 'full' | 'initials' | 'pseudonyms', language: Language): ExportsModel['names'] {
  const words = exportsWordsIn(language);
  const pseudonym = { value: 'pseudonyms', label: words.pseudonym, problem: null } as const;
  if (names === 'full') return [{ value: 'own', label: words.email, problem: null }, pseudonym];
  const email = { value: 'email', label: words.email, problem: words.namesAre[names] } as const;
  return names === 'initials' ? [email, { value: 'own', label: words.initials, problem: null }, pseudonym] : [email, pseudonym];
}

/** A file that can be taken along, and other ways to the same. */
export interface ExportFile {
  readonly url: string;
  /** What stands beside it; null where the file says it itself. */
  readonly meta: string | null;
  readonly command: string;
}

/** What is chosen, of these days, as addresses; null until it is said what for. */
export function exportFile(choice: ExportChoice, period: Period, organisation: OrganisationView): ExportFile | null {
  const { dataset, format } = choice;
  const about = isOfPeople(dataset) ? { by: 'person' as const } : {};
  if (panelPurpose(organisation, about)?.said === null) return null;
  const purpose = purposeSaid(organisation, about);
  const { slug } = organisation;
  const asksForPseudonyms = isOfPeople(dataset) && choice.names === 'pseudonyms' && organisation.names !== 'pseudonyms';
  const names = asksForPseudonyms || organisation.names === 'pseudonyms' ? 'pseudonyms' : organisation.names;
  const extra = `${format === 'excel-de' ? '&dialect=excel-de' : ''}${asksForPseudonyms ? '&names=pseudonyms' : ''}`;
  const isJson = format === 'json';
  const form = isJson ? ['--format', 'json'] : ['--format', 'csv', ...(format === 'excel-de' ? ['--dialect', format] : [])];
  const pseudonyms = asksForPseudonyms ? ['--names', 'pseudonyms'] : [];
  const ending = isJson ? 'json' : 'csv';
  if (dataset === 'spend_by_user') {
    const url = `${spendByUserUrl(period, slug, purpose)}${extra}`;
    const line = ['pegel', 'export', spendByUserDataset, '--from', period.from, '--to', period.to, ...form, ...pseudonyms, ...(purpose === undefined ? [] : ['--purpose', purpose]), '--organisation', slug];
    return {
      url: isJson ? url.replace('.csv?', '.json?') : url,
      meta: isJson ? null : url.replace('.csv?', '.meta.json?'),
      command: `${shellLine(line)} > ${fileName(spendByUserDataset, slug, period, names)}.${ending}`,
    };
  }
  const query = exportQuery(choice, period, organisation);
  const url = `${csvUrl(query, slug, purpose)}${extra}`;
  return {
    url: isJson ? jsonUrl(url) : url,
    meta: isJson ? null : url.replace('/report.csv?', '/export/report.meta.json?'),
    command: `${reportCommand(query, purpose)} ${shellLine([...form, ...pseudonyms, '--organisation', slug])} > ${fileName(datasetOf(query), slug, period, isOfPeople(dataset) ? names : 'full')}.${ending}`,
  };
}

/** How many days of a period there are, and how many of them are over and known. */
export function daysText(period: Period, completeThrough: string | null, { language, format }: Locale): string {
  const words = exportsWordsIn(language);
  const all = lengthInDays(period);
  const complete = completeThrough === null || completeThrough < period.from ? 0 : lengthInDays({ from: period.from, to: completeThrough < period.to ? completeThrough : period.to });
  return complete === all ? words.days(format.integer(all), all) : words.daysOf(format.integer(complete), format.integer(all));
}

/** How much a file would be. */
export function extentText({ count, bytes, isWhole }: FilePreview, { language, format }: Locale): string {
  const words = exportsWordsIn(language);
  const size = bytes < 1000 ? words.bytes(format.integer(bytes)) : bytes < 1_000_000 ? `${format.integer(Math.round(bytes / 1000))}\u00a0kB` : `${format.integer(Math.round(bytes / 1_000_000))}\u00a0MB`;
  return isWhole ? words.extent(format.integer(count), count, size) : words.extentAtLeast(format.integer(count), size);
}

/** The first rows, as they stand in the file. */
export const previewTable = ({ columns, rows }: FilePreview, language: Language): TableModel => ({
  caption: exportsWordsIn(language).firstRows,
  columns: columns.map((label) => ({ label, align: 'start' })),
  rows: rows.map((cells) => cells.map(safeName)),
});

/** Who took which files along, the newest first, out of the audit journal. */
export function recentDownloads({ entries }: Pick<JournalView, 'entries'>, timeZone: string, { language, format }: Locale): TableModel {
  const words = exportsWordsIn(language);
  const names = namesWordsIn(language).choices;
  const started = (label: string) => ({ label, align: 'start' as const });
  return {
    caption: words.recentCaption,
    columns: [started(words.when), started(words.who), started(words.what), started(words.period), started(words.names), { label: words.rows, align: 'end' }, started(words.purpose)],
    rows: entries.map((entry) => {
      const { about } = entry;
      const [from, to] = [about['from'], about['to']];
      return [
        format.moment(entry.at, timeZone),
        journalActor(entry, language),
        takenText(entry, language),
        typeof from === 'string' && typeof to === 'string' ? format.range({ from, to }) : dash,
        among(names, about['names'])?.label ?? dash,
        typeof about['rows'] === 'number' ? format.integer(about['rows']) : dash,
        typeof about['purpose'] === 'string' ? safeName(about['purpose']) : dash,
      ];
    }),
  };
}

/** A word by its name; names of prototypes are none. */
const among = <T>(words: Readonly<Record<string, T>>, name: unknown): T | undefined => Object.entries(words).find(([known]) => known === name)?.[1];

function takenText({ about }: Pick<JournalEntryView, 'about'>, language: Language): string {
  const words = exportsWordsIn(language);
  const format = among({ csv: 'CSV', md: 'Markdown', ndjson: 'NDJSON', json: 'JSON' }, about['format']) ?? '';
  const dimensions = { en: dimensionLabels, de: wordsIn('de').dimensions }[language];
  const by = among(dimensions, about['by']);
  const metrics = Array.isArray(about['metrics']) ? about['metrics'] : [];
  const named = metrics.flatMap((name) => (isMetricName(name) ? [metricOf(name).short[language]] : []));
  const taken = {
    'spend-by-user': datasets.spend_by_user.label[language],
    invites: inviteWordsIn(language).title,
    journal: words.journal,
  };
  const what = among(taken, about['what']) ?? [named.slice(0, 2).join(', ') + (named.length > 2 ? ' …' : ''), ...(by === undefined ? [] : [by])].join(' · ');
  return format === '' ? what : `${what} (${format})`;
}
