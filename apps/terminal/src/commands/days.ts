import { isReportDay, ranges, type Period, type Range, type Words } from '@pegel/domain';
import { Unreadable, type OptionDeclaration } from '../command-line/declaration.js';
import { dayFrom } from '../command-line/values.js';
import { exitCodes, Failure } from '../failure.js';
import type { Sentences } from '../words.js';

/** Which days are asked for: by name, as the first and the last at once, or each by itself. */
export interface WithDays {
  readonly range?: Range | Period;
  readonly from?: string;
  readonly to?: string;
}

/** A range by its name, or two days. */
function rangeFrom(text: string): Range | Period {
  const named = ranges.find((range) => range === text);
  if (named !== undefined) return named;
  const [from = '', to = '', ...rest] = text.split('..');
  if (rest.length === 0 && isReportDay(from) && isReportDay(to) && from <= to) return { from, to };
  throw new Unreadable({ en: `It must be one of ${ranges.join(', ')}, or two days such as 2026-10-26..2026-11-22.`, de: `Es muss eines von ${ranges.join(', ')} sein oder zwei Tage wie 2026-10-26..2026-11-22.` });
}

/** The options that say which days. @param says What a range is of. */
export const daysOptions = (says: Words): readonly OptionDeclaration[] => [
  { flags: '--range <range>', says: { en: `${says.en} One of ${ranges.join(', ')}, ending at the last complete day, or two days such as 2026-10-26..2026-11-22.`, de: `${says.de} Eines von ${ranges.join(', ')}, bis zum letzten vollständigen Tag, oder zwei Tage wie 2026-10-26..2026-11-22.` }, suggests: ranges, parse: rangeFrom },
  { flags: '--from <day>', says: { en: 'Instead of a range: the first day, such as 2026-11-01.', de: 'Statt --range: der erste Tag, etwa 2026-11-01.' }, parse: dayFrom },
  { flags: '--to <day>', says: { en: 'The last day, included.', de: 'Der letzte Tag, eingeschlossen.' }, parse: dayFrom },
];

/** A range by its name or two days in order, as a query says it; `null` where none are named. What contradicts itself is refused before any server is asked. */
export function daysAsked({ range, from, to }: WithDays, words: Sentences): { readonly range: Range } | Period | null {
  if (range !== undefined && (from !== undefined || to !== undefined)) throw new Failure(exitCodes.wrongArguments, words.eitherDays);
  if (typeof range === 'object') return range;
  if (range !== undefined) return { range };
  if (from === undefined && to === undefined) return null;
  if (from === undefined || to === undefined) throw new Failure(exitCodes.wrongArguments, words.otherDay(from === undefined ? '--from' : '--to'));
  if (from > to) throw new Failure(exitCodes.wrongArguments, words.daysOrder(from, to));
  return { from, to };
}
