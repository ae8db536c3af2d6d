import { additivityOf, lengthInDays, metricOf, operandsOf, windowOf, type Value } from '@pegel/domain';
import type { ExplainedNumber, Part } from './explained-number.js';
import { explainWordsIn } from './explain-words.js';
import type { Locale } from './locale.js';
import { nameOf } from './names.js';

/** As many as a ranking names, and what stands for the rest. */
const partsShown = 8;

/** A number as what it is made of, and the number in front of that where the two are different texts. */
export interface Equation {
  readonly whole: string;
  readonly madeOf: string;
}

/**
 * What a number comes from, with the real operands: a quotient with what was divided, a split with its parts, anything
 * else with the days it is counted over. Null where there is no number, or nothing is known of what it is made of.
 */
export function equationOf(number: ExplainedNumber, locale: Locale): Equation | null {
  const { language, words, format } = locale;
  const { metric, value, parts } = number;
  const { measure, unit } = metricOf(metric);
  if (value === null) return null;
  const made = (whole: string, madeOf: string): Equation => ({ whole: explainWordsIn(language).equals(whole, madeOf), madeOf });
  const same = (text: string): Equation => ({ whole: text, madeOf: text });
  if (measure.kind === 'ratio') {
    const [above, below] = operandsOf(measure).map((name) => (number.operands[name] === undefined || number.operands[name] === null ? null : format.exact(metricOf(name).unit, number.operands[name])));
    // A quotient that somebody else reported comes without them.
    return typeof above === 'string' && typeof below === 'string' ? made(format.fine(unit, value), words.dividedBy(above, below)) : null;
  }
  if (parts.length > 0 && number.key === null && additivityOf(measure) === 'additive') return made(format.exact(unit, value), sumOf(parts, locale, (of) => format.exact(unit, of)));
  const text = words.units[unit](Number(value), format.exact(unit, value));
  if (measure.kind === 'closing') return same(explainWordsIn(language).atEndOf(text, format.day(number.to)));
  const days = lengthInDays(windowOf(measure, number));
  return same(explainWordsIn(language).over(text, days, format.integer(days)));
}

/** "$11,567.64 (Claude Opus) + $7,785.87 (Claude Sonnet)": a part below zero is taken away. */
function sumOf(parts: readonly Part[], locale: Locale, write: (value: Value) => string): string {
  const shown = parts.slice(0, partsShown).map((part, index) => {
    const isTaken = Number(part.value) < 0;
    const size = isTaken ? (typeof part.value === 'string' ? part.value.replace('-', '') : -part.value) : part.value;
    const sign = isTaken ? '\u2212' : '+';
    return `${index === 0 ? (isTaken ? sign : '') : ` ${sign} `}${write(size)} (${nameOf(part, locale)})`;
  });
  const rest = parts.length - shown.length;
  return `${shown.join('')}${rest > 0 ? ` + ${explainWordsIn(locale.language).rest(locale.format.integer(rest))}` : ''}`;
}
