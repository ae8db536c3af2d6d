/**
 * Whole percentages that add up to 100, by the largest remainder. `null` where a share means nothing:
 * the total is not positive, or a part is negative.
 */
export function sharesOf(parts: readonly number[]): readonly number[] | null {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (!(total > 0) || !Number.isFinite(total) || parts.some((part) => part < 0)) return null;
  const exact = parts.map((part) => (part / total) * 100);
  const floors = exact.map(Math.floor);
  const missing = 100 - floors.reduce((sum, floor) => sum + floor, 0);
  const byRemainder = exact.map((share, index) => ({ index, remainder: share - Math.floor(share) })).sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return floors.map((floor, index) => (raised.has(index) ? floor + 1 : floor));
}
