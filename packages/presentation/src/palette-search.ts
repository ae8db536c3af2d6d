import { rangeSynonyms } from './palette-synonyms.js';
import { rangeChoices, type RangeChoice } from './view-state.js';

/** A text as the words it is compared by: small letters without marks, and numbers apart from what stands behind them. */
export const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '').replace(/(\d)(\p{L})|(\p{L})(\d)/gu, '$1$3 $2$4').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/** As above, with umlauts written out: both ways to write them are understood. */
const writtenOut = (text: string): readonly string[] => wordsOf(text.toLowerCase().normalize('NFC').replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue'));

/** How well words name something that is called so and has such parts; `null` where one of them begins none of their words. */
export function isMeant(words: readonly string[], title: string, names: readonly string[], parts: readonly string[]): number | null {
  const phrases = names.flatMap((name) => [wordsOf(name), writtenOut(name)]);
  const known = new Set([...phrases.flat(), ...parts.flatMap((name) => [...wordsOf(name), ...writtenOut(name)])]);
  let score = 0;
  for (const word of words) {
    if (known.has(word)) score += 3;
    else if ([...known].some((other) => other.startsWith(word))) score += 2;
    else return null;
  }
  const typed = words.join(' ');
  const ofTitle = wordsOf(title).join(' ');
  if (phrases.some((phrase) => phrase.join(' ') === typed)) score += 10;
  if (ofTitle === typed) score += 4;
  else if (ofTitle.startsWith(typed)) score += 2;
  return score;
}

/** Short beginnings of a word mean too much to be a range. */
const beginningMin = 3;
const isNumber = (word: string): boolean => /^\d+$/.test(word);

const phrases = rangeChoices.flatMap((range) => rangeSynonyms[range].map((name) => ({ range, phrase: wordsOf(name) })));

/** The ranges that some of the words name, each with the words that are left; those that take the most words alone. */
export function rangesIn(words: readonly string[]): readonly { readonly range: RangeChoice; readonly rest: readonly string[] }[] {
  const found = phrases.flatMap(({ range, phrase }) =>
    words.flatMap((_, start) => {
      const named = words.slice(start, start + phrase.length);
      const isNamed = named.length === phrase.length && named.every((word, index) => means(word, phrase[index] ?? '', phrase.length));
      return isNamed ? [{ range, length: phrase.length, rest: [...words.slice(0, start), ...words.slice(start + phrase.length)] }] : [];
    }));
  const longest = Math.max(0, ...found.map(({ length }) => length));
  const best = found.filter(({ length }) => length === longest);
  return rangeChoices.flatMap((range) => best.find((one) => one.range === range) ?? []);
}

const means = (word: string, known: string, length: number): boolean => word === known || (!isNumber(known) && known.startsWith(word) && (length > 1 || word.length >= beginningMin));
