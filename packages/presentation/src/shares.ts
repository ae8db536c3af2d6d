/**
 * Whole percentages that add up to 100, by the largest remainder. They are of what was charged: a credit is no part of
 * it and has no share, `null`, and where nothing was charged nothing has.
 */
export function sharesOf(parts: readonly number[]): readonly (number | null)[] {
  const total = parts.reduce((sum, part) => sum + Math.max(0, part), 0);
  if (!(total > 0) || !Number.isFinite(total)) return parts.map(() => null);
  const exact = parts.map((part) => (Math.max(0, part) / total) * 100);
  const missing = 100 - exact.reduce((sum, share) => sum + Math.floor(share), 0);
  const byRemainder = exact.map((share, index) => ({ index, remainder: share - Math.floor(share) })).sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return exact.map((share, index) => ((parts[index] ?? 0) < 0 ? null : Math.floor(share) + (raised.has(index) ? 1 : 0)));
}
