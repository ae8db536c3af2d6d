import { factsOf, isMetricName, languages, metricNames, metricOf, operandsOf, type Language, type MetricName } from '@pegel/domain';
import { appearancesOf, type Appearance } from './appearances.js';
import { definitionOf } from './catalogue.js';
import { glossaryWordsIn } from './glossary-words.js';
import { localeOf } from './locale.js';
import { isMatch } from './matching.js';
import { safeName } from './names.js';
import { nearMetric } from './near-metric.js';
import { csvUrl } from './report-url.js';
import { reportCommand } from './report-command.js';
import { maySee, type OrganisationView } from './sight.js';
import { subjectIds, subjectOf, type SubjectId } from './subjects.js';

/** A metric in the list. */
interface GlossaryRow {
  readonly name: MetricName;
  readonly label: string;
  readonly counts: string;
  readonly url: string;
}

export interface Glossary {
  readonly subjects: readonly { readonly id: SubjectId; readonly label: string; readonly rows: readonly GlossaryRow[] }[];
  /** How many there are, or match; said aloud as a filter changes. */
  readonly said: string;
  /** What to say where nothing matches. */
  readonly empty: string | null;
}

/** The link to a metric's definition. It names nothing but the metric, so it says the same to everybody and next year. */
export const definitionUrl = (organisation: string, metric: string): string => `/${organisation}/metrics/${encodeURIComponent(metric)}`;

/** Every metric that a reader may see and a filter leaves, by what it is about. It finds names in every language. */
export function glossary(organisation: OrganisationView, filter: string, language: Language): Glossary {
  const words = glossaryWordsIn(language);
  const { format } = localeOf(language, { currency: organisation.currency, today: null });
  const visible = metricNames.filter((name) => maySee(organisation, { metrics: [name] }));
  const found = visible.filter((name) => isMatch(filter, textsOf(name, language)));
  const count = (number: number) => format.integer(number);
  return {
    subjects: subjectIds.flatMap((id) => {
      const rows = found.filter((name) => subjectOf(name) === id).map((name): GlossaryRow => ({
        name, label: metricOf(name).label[language], counts: metricOf(name).counts[language], url: definitionUrl(organisation.slug, name),
      }));
      return rows.length === 0 ? [] : [{ id, label: words.subjects[id], rows }];
    }),
    said: filter.trim() === '' ? words.all(visible.length, count(visible.length)) : words.found(visible.length, count(found.length), count(visible.length)),
    empty: found.length === 0 ? words.noMatch(filter.trim()) : null,
  };
}

function textsOf(name: MetricName, language: Language): readonly string[] {
  const { label, short, counts, excludes } = metricOf(name);
  return [name, glossaryWordsIn(language).subjects[subjectOf(name)], counts[language], excludes[language], ...languages.flatMap((each) => [label[each], short[each]])];
}

/** Something that is said of a metric by definition. */
interface GlossaryEntry {
  readonly id: string;
  readonly label: string;
  readonly lines: readonly string[];
  /** Lines that are typed into something else. */
  readonly isCode: boolean;
}

interface MetricLink {
  readonly label: string;
  readonly url: string;
}

/** Everything that holds of each number of a metric, and where they stand. */
export interface MetricPage {
  readonly kind: 'metric';
  readonly name: MetricName;
  readonly label: string;
  readonly subject: string;
  readonly counts: string;
  readonly entries: readonly GlossaryEntry[];
  readonly appearances: readonly Appearance[];
  /** What it is made of, and what is beyond it. */
  readonly related: readonly MetricLink[];
  /** What is made of it. */
  readonly usedBy: readonly MetricLink[];
}

/** What stands at an address that names no metric, or none for this reader. */
export interface MissingMetric {
  readonly kind: 'missing';
  readonly sentence: string;
  readonly about: string;
  readonly near: MetricLink | null;
}

/** What is said at the address of a metric: its definition, or what was probably meant. */
export function metricPage(text: string, organisation: OrganisationView, language: Language): MetricPage | MissingMetric {
  const words = glossaryWordsIn(language);
  const link = (name: MetricName): MetricLink => ({ label: metricOf(name).label[language], url: definitionUrl(organisation.slug, name) });
  const isVisible = (name: MetricName) => maySee(organisation, { metrics: [name] });
  if (!isMetricName(text)) {
    const near = nearMetric(text.replaceAll(/[-_]/g, ' ')) ?? nearMetric(text.replaceAll(/[-_]/g, ''));
    return { kind: 'missing', sentence: words.unknown(safeName(text.slice(0, 60))), about: words.unknownAbout, near: near === null || !isVisible(near) ? null : link(near) };
  }
  if (!isVisible(text)) return { kind: 'missing', sentence: words.notPermitted(metricOf(text).label[language]), about: '', near: null };
  const { label, counts, good, beyond, measure } = metricOf(text);
  const beyondName = metricNames.find((name) => beyond !== undefined && metricOf(name) === beyond);
  const definition = definitionOf(text, language).entries;
  const asked = { metrics: [text], range: '28d' } as const;
  const own = (id: keyof typeof words.labels, lines: readonly string[]): GlossaryEntry[] => (lines.length === 0 ? [] : [{ id, label: words.labels[id], lines, isCode: id === 'name' }]);
  return {
    kind: 'metric',
    name: text,
    label: label[language],
    subject: words.subjects[subjectOf(text)],
    counts: counts[language],
    entries: [
      ...definition.filter(({ id }) => id !== 'version').map((entry): GlossaryEntry => ({ ...entry, isCode: false })),
      ...own('freshness', factsOf(measure).map((fact) => words.freshness[fact])),
      ...own('good', [...(good === undefined ? [] : [words.good[good]]), ...(beyond === undefined ? [] : [words.beyond(beyond.label[language])])]),
      ...definition.filter(({ id }) => id === 'version').map((entry): GlossaryEntry => ({ ...entry, isCode: false })),
      ...own('name', [text, reportCommand(asked), csvUrl(asked, organisation.slug).replace('/report.csv', '/report.json')]),
    ],
    appearances: appearancesOf(text, organisation, language),
    related: [...operandsOf(measure), ...(beyondName === undefined ? [] : [beyondName])].filter(isVisible).map(link),
    usedBy: metricNames.filter((name) => operandsOf(metricOf(name).measure).includes(text) && isVisible(name)).map(link),
  };
}
