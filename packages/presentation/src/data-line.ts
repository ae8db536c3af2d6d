import type { ReportContract } from '@pegel/domain';
import type { Locale } from './locale.js';
import { safeName } from './names.js';

const sourcesShown = 4;

/** What the numbers may be relied on for: how far they are complete, where they come from, whose days they count. */
export function dataLine(contract: ReportContract, provisionalFrom: string | null, { words, format }: Locale): string {
  const names = contract.sources.map(({ name }) => safeName(name));
  const shown = names.length > sourcesShown ? [...names.slice(0, sourcesShown), words.data.more(format.integer(names.length - sourcesShown))] : names;
  return [
    contract.completeThrough === null ? words.data.nothingComplete : words.data.completeTo(format.day(contract.completeThrough)),
    ...(provisionalFrom === null ? [] : [words.data.provisional(format.date(provisionalFrom))]),
    names.length === 0 ? words.data.noSources : words.data.sources(names.length, format.list(shown)),
    contract.timeZone,
    words.data.currency(contract.currency),
  ].join(' · ');
}
