import type { Language, Report } from '@pegel/domain';
import type { PageFrame } from '@pegel/presentation';
import { safeText } from './safe-text.js';
import { sentences } from './words.js';

/** Whose numbers these are, of which days, and how far they are complete; days are written as a query takes them. */
export function plainHead({ organisation, narrowed, rangeLabel, demoBanner }: PageFrame, ranged: Report | undefined, any: Report | undefined, language: Language): readonly string[] {
  const completeThrough = any?.contract.completeThrough ?? null;
  const words = sentences[language];
  return [
    [
      safeText(organisation),
      ...(narrowed === null ? [] : [narrowed]),
      ranged === undefined ? rangeLabel : `${rangeLabel} (${ranged.query.from} – ${ranged.query.to})`,
      completeThrough === null ? words.nothingComplete : words.completeTo(completeThrough),
    ].join('   '),
    ...(demoBanner === null ? [] : [demoBanner]),
  ];
}
