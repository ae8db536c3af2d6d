import { other, service, unattributed } from '@pegel/domain';

/** A place in the clients' palettes. */
export type SeriesColour = 1 | 2 | 3 | 4 | 5 | 6 | 'other';

const palette = [1, 2, 3, 4, 5, 6] as const;
const withoutColour: readonly string[] = [other, unattributed, service];

/**
 * Colours by key, never by rank, so that a model keeps its colour when the order changes, and from panel to panel of a
 * page: `among` are the keys of all of them. Where two keys would share a colour, the later in the alphabet takes the next
 * free one; where there are more keys than colours, at least those of one panel differ as far as they can.
 */
export function coloursOf(keys: readonly string[], among: readonly string[] = []): ReadonlyMap<string, SeriesColour> {
  const usual = assigned([...new Set([...keys, ...among])], firstOf);
  return assigned(keys, (key) => usual.get(key) ?? firstOf(key));
}

/** Each key its preferred colour, or the next that is free. */
function assigned(keys: readonly string[], preferred: (key: string) => SeriesColour): ReadonlyMap<string, SeriesColour> {
  const taken = new Set<SeriesColour>();
  const colours = new Map<string, SeriesColour>();
  for (const key of keys.toSorted()) {
    if (withoutColour.includes(key)) {
      colours.set(key, 'other');
      continue;
    }
    const first = palette.findIndex((colour) => colour === preferred(key));
    const order = palette.map((_, offset) => palette[(first + offset) % palette.length] ?? 1);
    const colour = order.find((candidate) => !taken.has(candidate)) ?? order[0] ?? 1;
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
