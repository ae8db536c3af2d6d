import { isSpecial } from '@pegel/domain';

/** A place in the clients' palettes. */
export type SeriesColour = 1 | 2 | 3 | 4 | 5 | 6 | 'other';

const palette = [1, 2, 3, 4, 5, 6] as const;

/** Whether a key of a split stands for something of its own; the rest, nobody known and services do not. */
export const isOwnKey = (key: string | null): key is string => key !== null && !isSpecial(key);

/**
 * Colours by key, never by rank: which keys have one is said by their order alone, and everything after the first six is the rest.
 * Each of the leading ones has its own everywhere, over any range: the colour it would have alone, or else the next that none
 * before it took, so that a newer one changes nothing. What is none of them takes a colour that no leading one has, and where
 * there is none, that of a leading one which is not among them.
 */
export function coloursOf(keys: readonly string[], leading: readonly string[] = []): ReadonlyMap<string, SeriesColour> {
  const shown = keys.filter(isOwnKey).slice(0, palette.length);
  const fixed = assigned(leading.filter(isOwnKey).slice(0, palette.length), new Map(), new Set());
  const own = new Map([...fixed].filter(([key]) => shown.includes(key)));
  const all = assigned(shown.filter((key) => !own.has(key)).toSorted(), own, new Set(fixed.values()));
  return new Map(keys.map((key) => [key, all.get(key) ?? 'other']));
}

/** Each key, beside those that have one, its preferred colour or the next that is free, those that are `kept` for others last. */
function assigned(keys: readonly string[], before: ReadonlyMap<string, SeriesColour>, kept: ReadonlySet<SeriesColour>): ReadonlyMap<string, SeriesColour> {
  const colours = new Map(before);
  for (const key of keys) {
    const first = hash(key) % palette.length;
    const taken = new Set(colours.values());
    const order = palette.map((_, offset) => palette[(first + offset) % palette.length] ?? 1);
    const free = order.filter((candidate) => !taken.has(candidate));
    colours.set(key, free.find((candidate) => !kept.has(candidate)) ?? free[0] ?? 'other');
  }
  return colours;
}

/** FNV-1a: small, and the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
