import { groupSizes, type Language, type Report, type ReportContract } from '@pegel/domain';
import { formatIn, type Format, type Setting } from './format.js';
import { wordsIn, type Dictionary } from './words.js';

/** A language with its words and its way of writing numbers and dates: what every view model is decided in. */
export interface Locale {
  readonly language: Language;
  readonly words: Dictionary;
  readonly format: Format;
  /** What stands in place of a number that too few people are behind, or that would give such a one away: "under 5". */
  readonly few: string;
}

/** @param suppression What a report says of the least number of people; without it, what is usual. */
export function localeOf(language: Language, { suppression = null, ...setting }: Setting & { readonly suppression?: { readonly minimumGroupSize: number } | null }): Locale {
  const [words, format] = [wordsIn(language), formatIn(language, setting)];
  return { language, words, format, few: words.under(format.integer(suppression?.minimumGroupSize ?? groupSizes.usual)) };
}

/** What the first of some reports that is told of large enough groups alone says of these. */
export const suppressionIn = (reports: readonly Report[]): ReportContract['suppression'] => reports.map(({ contract }) => contract.suppression).find((found) => found !== null) ?? null;
