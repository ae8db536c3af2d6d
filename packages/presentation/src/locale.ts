import { groupSizes, leadingModelsMax, type Language, type Report, type ReportContract } from '@pegel/domain';
import { formatIn, type Format, type Setting } from './format.js';
import { isOwnKey } from './series-colour.js';
import { wordsIn, type Dictionary } from './words.js';

/** A language with its words and its way of writing numbers and dates: what every view model is decided in. */
export interface Locale {
  readonly language: Language;
  readonly words: Dictionary;
  readonly format: Format;
  /** What stands in place of a number that too few people are behind, or that would give such a one away: "under 5". */
  readonly few: string;
  /** The models that are told apart by colour, in the order in which they take one. */
  readonly keys: readonly string[];
}

const locales = new Map<string, Locale>();

/** Whoever runs for months meets ever more days. */
const localesMax = 100;

/** The same for the same. @param suppression What a report says of the least number of people; without it, what is usual. */
export function localeOf(language: Language, { suppression = null, keys = [], ...setting }: Setting & { readonly suppression?: { readonly minimumGroupSize: number } | null; readonly keys?: readonly string[] }): Locale {
  const least = suppression?.minimumGroupSize ?? groupSizes.usual;
  const key = JSON.stringify([language, setting.currency, setting.today, least, keys]);
  const known = locales.get(key);
  if (known !== undefined) return known;
  const [words, format] = [wordsIn(language), formatIn(language, setting)];
  const made = { language, words, format, few: words.under(format.integer(least)), keys };
  if (locales.size >= localesMax) locales.clear();
  locales.set(key, made);
  return made;
}

/** What the first of some reports that is told of large enough groups alone says of these. */
export const suppressionIn = (reports: readonly Report[]): ReportContract['suppression'] => reports.map(({ contract }) => contract.suppression).find((found) => found !== null) ?? null;

/** Where nobody says which models are told apart: the first of all reports that are split by them. Of what else is split, every bar has the same colour. */
export const keysIn = (reports: readonly Report[]): readonly string[] =>
  [...new Set(reports.filter(({ query }) => query.by === 'model').flatMap(({ rows }) => rows.flatMap(({ key }) => (isOwnKey(key) ? [key] : []))))].slice(0, leadingModelsMax).toSorted();
