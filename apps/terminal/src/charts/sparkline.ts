/**
 * One character a value, between the lowest and the highest of them: the last ones, where there are more than fit.
 * A missing value is a space, and a level series lies in the middle, because it says nothing about its height.
 */
export function sparkline(values: readonly (number | null)[], width: number, steps: readonly string[]): string {
  const shown = values.slice(-width);
  const known = shown.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  return shown
    .map((value) => {
      if (value === null) return ' ';
      const share = span === 0 ? 0.5 : (value - low) / span;
      return steps[Math.min(steps.length - 1, Math.floor(share * steps.length))] ?? ' ';
    })
    .join('');
}
