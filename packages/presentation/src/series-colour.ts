import { other, service, unattributed } from '@pegel/domain';

/** A place in the clients' palettes. */
export type SeriesColour = 1 | 2 | 3 | 4 | 5 | 6 | 'other';

const palette = [1, 2, 3, 4, 5, 6] as const;
const withoutColour: readonly string[] = [other, unattributed, service];

/** Whether a key of a split stands for something of its own; the rest, nobody known and services do not. */
export const isOwnKey = (key: string | null): key is string => key !== null && !withoutColour.includes(key);

/**
 * Colours by key, never by rank, so that a model keeps its colour when the order changes, from panel to panel and from page
 * to page: `among` are those of all panels, the ones that matter most first. Where two keys would share a colour, the later
 * one in the alphabet takes the next that is free; which of them matters more only decides where there are more keys than colours.
 */
export function coloursOf(keys: readonly string[], among: readonly string[] = []): ReadonlyMap<string, SeriesColour> {
  const sorted = keys.toSorted();
  const all = [...new Set([...among, ...sorted])].filter(isOwnKey);
  const usual = assigned([...all.slice(0, palette.length).toSorted(), ...all.slice(palette.length).toSorted(), ...withoutColour], firstOf);
  // Of many keys those that have a colour on the page keep it before the others take one.
  const withColour = sorted.filter((key) => usual.get(key) !== 'other');
  return assigned([...withColour, ...sorted.filter((key) => !withColour.includes(key))], (key) => usual.get(key) ?? firstOf(key));
}

/** Each key its preferred colour, or the next that is free; what has no place of its own any more has the colour of the rest. */
function assigned(keys: readonly string[], preferred: (key: string) => SeriesColour): ReadonlyMap<string, SeriesColour> {
  const taken = new Set<SeriesColour>();
  const colours = new Map<string, SeriesColour>();
  for (const key of keys) {
    if (!isOwnKey(key)) {
      colours.set(key, 'other');
      continue;
    }
    const first = Math.max(0, palette.findIndex((colour) => colour === preferred(key)));
    const order = palette.map((_, offset) => palette[(first + offset) % palette.length] ?? 1);
    const colour = order.find((candidate) => !taken.has(candidate)) ?? 'other';
    taken.add(colour);
    colours.set(key, colour);
  }
  return colours;
}

const firstOf = (key: string): SeriesColour => palette[hash(key) % palette.length] ?? 1;

/** FNV-1a: small, and the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
