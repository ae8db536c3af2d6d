import { other, service, unattributed } from '@pegel/domain';

/** A place in the clients' palettes. */
export type SeriesColour = 1 | 2 | 3 | 4 | 5 | 6 | 'other';

const palette = [1, 2, 3, 4, 5, 6] as const;
const withoutColour: readonly string[] = [other, unattributed, service];

/**
 * Colours by key, never by rank, so that a model keeps its colour when the order changes. Where two keys of one panel
 * would share a colour, the later in the alphabet takes the next free one.
 */
export function coloursOf(keys: readonly string[]): ReadonlyMap<string, SeriesColour> {
  const taken = new Set<SeriesColour>();
  const colours = new Map<string, SeriesColour>();
  for (const key of keys.toSorted()) {
    if (withoutColour.includes(key)) {
      colours.set(key, 'other');
      continue;
    }
    const first = hash(key) % palette.length;
    const order = palette.map((_, offset) => palette[(first + offset) % palette.length] ?? 1);
    const colour = order.find((candidate) => !taken.has(candidate)) ?? order[0] ?? 1;
    taken.add(colour);
    colours.set(key, colour);
  }
  return colours;
}

/** FNV-1a: small, and the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
