/** A text as filters compare it: without case, accents and doubled spaces. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

/** Whether every word of a filter stands somewhere in the texts; an empty filter lets everything through. */
export function isMatch(filter: string, texts: readonly string[]): boolean {
  const text = folded(texts.join(' '));
  return folded(filter).split(' ').every((word) => text.includes(word));
}
