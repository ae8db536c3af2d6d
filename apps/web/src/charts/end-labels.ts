/** What stands at the right end of a line. */
export interface EndLabel {
  readonly text: string;
  /** Where its line ends. */
  readonly y: number;
  /** How far it reaches. */
  readonly left: number;
  readonly right: number;
  /** Whether what it says stands beside the picture as well. */
  readonly isSaidBeside: boolean;
}

/** A line as it is drawn: its points from left to right; nothing where it is broken. */
export type DrawnLine = readonly (readonly [x: number, y: number] | null)[];

const lineHeight = 16;
const step = 4;
/** Further away nobody would look for the name of a line. */
const farthest = 56;

/** Whatever is nearer, a place that a line runs through, or that is too far, comes after all that are neither. */
const bad = 1_000;

interface Place {
  readonly at: number;
  /** Whether no line runs through it, and it is near the end of its own. */
  readonly isClear: boolean;
}

/** A way to place some labels, and how far all of them are from where they would be best. */
interface Placing {
  readonly places: readonly Place[];
  readonly cost: number;
}

/**
 * Where labels stand so that none covers another: just above its line or below it, or as near as no line runs through it. Where
 * lines leave no room, those that are said beside the picture are left to that, all of them or none, and any other lies over one.
 * From top to bottom they stand as their lines end, so that none is read as that of another.
 */
export function placedLabels<T extends EndLabel>(labels: readonly T[], lines: readonly DrawnLine[], top: number, bottom: number): readonly (T & { readonly at: number })[] {
  const placed = nearestPlaces(labels, lines, top, bottom);
  if (placed.every(({ isClear, isSaidBeside }) => isClear || !isSaidBeside)) return placed;
  return nearestPlaces(labels.filter(({ isSaidBeside }) => !isSaidBeside), lines, top, bottom);
}

function nearestPlaces<T extends EndLabel>(labels: readonly T[], lines: readonly DrawnLine[], top: number, bottom: number): readonly (T & Place)[] {
  const sorted = labels.toSorted((a, b) => a.y - b.y);
  const [first, last] = [top + 10, bottom - 4];
  /** For each place of the label before, the best way to place all until there. */
  let ways: readonly Placing[] = [{ places: [], cost: 0 }];
  for (const label of sorted) {
    const found: Placing[] = [];
    for (const [at, nearness] of placesOf(label, first, last)) {
      const isBad = Math.abs(at - label.y) > farthest || lines.some((line) => runsThrough(line, label, at));
      const best = ways.filter(({ places }) => (places.at(-1)?.at ?? Number.NEGATIVE_INFINITY) <= at - lineHeight).reduce<Placing | null>((least, way) => (least === null || way.cost < least.cost ? way : least), null);
      if (best !== null) found.push({ places: [...best.places, { at, isClear: !isBad }], cost: best.cost + nearness + (isBad ? bad : 0) });
    }
    // More labels than the height holds lie over each other at its foot.
    ways = found.length > 0 ? found : ways.map(({ places, cost }) => ({ places: [...places, { at: last, isClear: false }], cost }));
  }
  const { places } = ways.reduce((least, way) => (way.cost < least.cost ? way : least));
  return sorted.map((label, index) => ({ ...label, ...(places[index] ?? { at: last, isClear: false }) }));
}

/** Where a label can stand, with how many places are nearer to its line. */
function placesOf({ y }: EndLabel, first: number, last: number): readonly (readonly [at: number, nearness: number])[] {
  const count = Math.ceil((last - first) / step) + 1;
  const around = Array.from({ length: count }, (_, index) => [y - 7 - index * step, y + lineHeight + index * step]).flat();
  return [...around, first, last].filter((at) => at >= first && at <= last).map((at, nearness) => [at, nearness] as const);
}

/** Whether a line runs through a label whose text stands on `at`. */
function runsThrough(line: DrawnLine, { left, right }: EndLabel, at: number): boolean {
  const [above, below] = [at - 12, at + 4];
  return line.some((point, index) => {
    const next = line[index + 1] ?? null;
    if (point === null || next === null || next[0] < left || point[0] > right) return false;
    const y = (x: number) => point[1] + ((next[1] - point[1]) * (x - point[0])) / (next[0] - point[0] || 1);
    const [from, to] = [y(Math.max(left, point[0])), y(Math.min(right, next[0]))];
    return Math.max(from, to) > above && Math.min(from, to) < below;
  });
}
