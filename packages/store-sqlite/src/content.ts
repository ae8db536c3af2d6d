import { createHash } from 'node:crypto';

/**
 * What two contents are compared by. It depends on every field and on no order of keys, so that a fact which another
 * version of this program has parsed is still the same fact.
 */
export const contentHash = (content: object): Buffer => createHash('sha256').update(canonicalText(content)).digest();

/**
 * JSON with the keys of every object in order. What is null is left out, so that a field which is added one day makes no
 * fact that lacks it another one. JSON has no bigint, so an amount is its digits as text.
 */
export function canonicalText(content: object): string {
  if (Array.isArray(content)) return `[${content.map(valueText).join()}]`;
  let text = '';
  for (const [key, value] of Object.entries(content).sort(byKey)) {
    if (value !== null && value !== undefined) text += `${text === '' ? '' : ','}"${key}":${valueText(value)}`;
  }
  return `{${text}}`;
}

function valueText(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  return typeof value === 'object' && value !== null ? canonicalText(value) : JSON.stringify(value);
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
