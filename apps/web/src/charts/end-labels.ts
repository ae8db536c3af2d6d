/** What stands at the right end of a line. */
export interface EndLabel {
  readonly text: string;
  /** Where its line ends. */
  readonly y: number;
  /** How far it reaches. */
  readonly left: number;
  readonly right: number;
}

/** A line as it is drawn: its points from left to right; nothing where it is broken. */
export type DrawnLine = readonly (readonly [x: number, y: number] | null)[];

const lineHeight = 16;
const step = 4;
/** Further away nobody would look for the name of a line. */
const farthest = 56;

/** Where labels stand so that none covers another: just above its line or below it, or as near as no line runs through it. Where lines leave no room, it lies over one. */
export function placedLabels<T extends EndLabel>(labels: readonly T[], lines: readonly DrawnLine[], top: number, bottom: number): readonly (T & { readonly at: number })[] {
  const placed: (T & { readonly at: number })[] = [];
  const [first, last] = [top + 10, bottom - 4];
  for (const label of labels.toSorted((a, b) => a.y - b.y)) {
    const count = Math.ceil((last - first) / step) + 1;
    const places = Array.from({ length: count }, (_, index) => [label.y - 7 - index * step, label.y + lineHeight + index * step]).flat();
    const inside = [...places, first, last].filter((at) => at >= first && at <= last);
    const free = inside.filter((at) => placed.every((other) => Math.abs(other.at - at) >= lineHeight));
    const clear = free.find((at) => Math.abs(at - label.y) <= farthest && !lines.some((line) => runsThrough(line, label, at)));
    placed.push({ ...label, at: clear ?? free[0] ?? first });
  }
  return placed.sort((a, b) => a.at - b.at);
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
