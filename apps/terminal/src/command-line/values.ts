import { budgetProblem, dimensions, groupSizes, isReportDay, topMax } from '@pegel/domain';
import { Unreadable, type OptionDeclaration } from './declaration.js';

/** Refuses what is no day before anybody is asked for it. */
export function dayFrom(text: string): string {
  if (isReportDay(text)) return text;
  throw new Unreadable({ en: 'It must be a day that exists, such as 2026-11-22.', de: 'Es muss ein Tag sein, den es gibt, etwa 2026-11-22.' });
}

/** The text of a whole number that a ranking can have. */
export function topFrom(text: string): string {
  if (/^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= topMax) return text;
  throw new Unreadable({ en: `It must be a whole number from 1 to ${topMax}.`, de: `Es muss eine ganze Zahl von 1 bis ${topMax} sein.` });
}

/** A minimum group size. */
export function groupSizeFrom(text: string): number {
  const size = Number(text);
  if (/^\d{1,6}$/.test(text) && size >= groupSizes.min && size <= groupSizes.max) return size;
  throw new Unreadable({ en: `It must be a whole number from ${groupSizes.min} to ${groupSizes.max}.`, de: `Es muss eine ganze Zahl von ${groupSizes.min} bis ${groupSizes.max} sein.` });
}

/** What a month may cost, as a decimal amount. */
export function budgetFrom(text: string): string {
  if (budgetProblem(text) === null) return text;
  throw new Unreadable({ en: 'It must be an amount above 0, such as 25000 or 24999.50.', de: 'Es muss ein Betrag über 0 sein, etwa 25000 oder 24999.50.' });
}

/** A filter of a report, as often as it is needed. */
export const whereOption: OptionDeclaration = {
  flags: '--where <dimension:value>',
  says: { en: 'A filter, such as group:Sales.', de: 'Ein Filter, etwa group:Vertrieb.' },
  suggests: dimensions.map((dimension) => `${dimension}:`),
  repeatable: true,
  parse: (text) => {
    const known: readonly string[] = dimensions;
    const colon = text.indexOf(':');
    if (known.includes(text.slice(0, Math.max(0, colon))) && colon < text.length - 1) return text;
    throw new Unreadable({ en: `It must be one of ${dimensions.join(', ')}, a colon and a value.`, de: `Es muss eines von ${dimensions.join(', ')} sein, ein Doppelpunkt und ein Wert.` });
  },
};
