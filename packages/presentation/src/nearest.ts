/** What was probably meant: the known word with the fewest slips between it and the one that was typed, if they are few. */
export function nearest(typed: string, known: readonly string[]): string | null {
  // Nobody mistypes a long text for a word, and comparing it would take its time.
  if (typed.length > 60) return null;
  const [best] = known
    .map((word) => ({ word, slips: slipsBetween(typed.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, slips }) => slips <= Math.max(1, Math.floor(Math.max(word.length, typed.length) / 3)))
    .toSorted((a, b) => a.slips - b.slips);
  return best?.word ?? null;
}

/** Letters added, lost, exchanged or swapped with their neighbour. */
function slipsBetween(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const options = [at(last, column) + 1, at(line, column - 1) + 1, at(last, column - 1) + same];
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) options.push(at(before, column - 2) + 1);
      line.push(Math.min(...options));
    }
    [before, last] = [last, line];
  }
  return at(last, b.length);
}

const at = (line: readonly number[], column: number): number => line[column] ?? Infinity;
