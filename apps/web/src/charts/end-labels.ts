/** What stands at the right end of a line. */
export interface EndLabel {
  readonly text: string;
  /** Where its line ends. */
  readonly y: number;
}

const lineHeight = 16;

/** Where labels stand so that none covers another: each just above its line, or below it where another stands there. */
export function placedLabels<T extends EndLabel>(labels: readonly T[], top: number, bottom: number): readonly (T & { readonly at: number })[] {
  const sorted = labels.map((label) => ({ ...label, at: label.y - 7 })).sort((a, b) => a.at - b.at);
  for (const [index, label] of sorted.entries()) {
    const above = sorted[index - 1];
    const free = above === undefined ? top + 10 : above.at + lineHeight;
    if (label.at < free) label.at = above === undefined ? free : Math.max(free, label.y + lineHeight);
  }
  // What was pushed out at the bottom pushes back.
  for (let index = sorted.length - 1; index >= 0; index -= 1) {
    const [label, below] = [sorted[index], sorted[index + 1]];
    if (label !== undefined) label.at = Math.min(label.at, below === undefined ? bottom - 4 : below.at - lineHeight);
  }
  return sorted;
}
