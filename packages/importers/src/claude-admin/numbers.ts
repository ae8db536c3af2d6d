import { parseDecimal, type Nano } from '@pegel/domain';

/**
 * How the numbers of a file are written: as the console writes them, 1,234.50; or by a spreadsheet of who knows which
 * country that has saved the file again, where "1,234" and "1.234" may be a thousand or one.
 */
export type NumberStyle = 'console' | 'unknown';

/** Who writes semicolons between fields needs the comma for something else. */
export const styleOf = (delimiter: string): NumberStyle => (delimiter === ';' ? 'unknown' : 'console');

const plain = /^-?\d+(\.\d+)?$/;
const withCommas = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;
const withPoints = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/;
const commaDecimal = /^-?\d+,\d+$/;

/** A number with a point before its fraction and nothing else; `null` where it is none, or could be two. */
function decimalOf(text: string, style: NumberStyle): string | null {
  // A sign of the currency says nothing that the column does not.
  const bare = text.trim().replace(/^(-?)\$\s?/, '$1');
  if (style === 'console') return plain.test(bare) ? bare : withCommas.test(bare) ? bare.replaceAll(',', '') : null;
  // One separator with three digits after it: a thousand here, a fraction there. A leading zero is no thousand.
  if (/^-?[1-9]\d{0,2}[.,]\d{3}$/.test(bare)) return null;
  if (plain.test(bare)) return bare;
  if (commaDecimal.test(bare)) return bare.replace(',', '.');
  if (withCommas.test(bare)) return bare.replaceAll(',', '');
  return withPoints.test(bare) ? bare.replaceAll('.', '').replace(',', '.') : null;
}

const countMax = 1_000_000_000_000;

/** A whole number from 0, also where it is written as 12.0. */
export function parseCount(text: string, style: NumberStyle): number | null {
  const decimal = decimalOf(text, style)?.replace(/\.0+$/, '');
  if (decimal === undefined || !/^\d{1,16}$/.test(decimal)) return null;
  const count = Number(decimal);
  return count <= countMax ? count : null;
}

/** An amount, exactly; `null` too where it has more digits than money has. */
export function parseMoney(text: string, style: NumberStyle): Nano | null {
  const decimal = decimalOf(text, style)?.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return decimal !== undefined && /^-?\d{1,9}(\.\d{1,9})?$/.test(decimal) ? parseDecimal(decimal) : null;
}
