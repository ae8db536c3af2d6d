const steps = [1, 2, 2.5, 5, 10, 20, 25, 50];

/** Round numbers from 0 to just above `highest`, at most `countMax` of them: the ticks of a value axis. */
export function ticksFromZero(highest: number, wholeNumbers: boolean, countMax = 5): number[] {
  const top = Number.isFinite(highest) && highest > 0 ? highest : 1;
  const magnitude = 10 ** Math.floor(Math.log10(top / (countMax - 1)));
  const intervals = (step: number) => Math.ceil(top / step - 1e-9);
  const usable = steps
    .map((step) => step * magnitude)
    .filter((step) => (!wholeNumbers || Number.isInteger(step)) && intervals(step) <= countMax - 1);
  // Two ticks alone say nothing of what is between them.
  const several = usable.filter((step) => intervals(step) > 1);
  // The axis that wastes least height; of equals the one with more ticks, which is the first.
  const best = (several.length > 0 ? several : usable).reduce((chosen, step) => (intervals(step) * step < intervals(chosen) * chosen - 1e-9 ? step : chosen), (several[0] ?? usable[0]) ?? 1);
  return Array.from({ length: Math.max(1, intervals(best)) + 1 }, (_, index) => Number((index * best).toPrecision(12)));
}

/**
 * Round numbers from just below `lowest` to just above `highest` with 0 among them, for values that can be below it: credits.
 * One that would be a pixel or two high is no reason to give part of the picture away.
 */
export function ticksAround(lowest: number, highest: number, wholeNumbers: boolean, countMax = 5): number[] {
  if (!(lowest < 0) || -lowest < highest / 100) return ticksFromZero(highest, wholeNumbers, countMax);
  const [above, below] = [Math.max(0, highest), -lowest];
  const magnitude = 10 ** Math.floor(Math.log10(above / (countMax - 1) + below / (countMax - 1)));
  const intervals = (size: number, step: number) => Math.ceil(size / step - 1e-9);
  // The last of them holds both sides in a single interval each.
  const usable = [...steps, 100, 200, 500].map((step) => step * magnitude).filter((step) => (!wholeNumbers || Number.isInteger(step)) && intervals(above, step) + intervals(below, step) <= countMax - 1);
  const step = usable[0] ?? Math.ceil(Math.max(above, below));
  const first = -intervals(below, step);
  return Array.from({ length: intervals(above, step) - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Round numbers from just below `lowest` to just above `highest`, both above 0, for an axis that leaves out what is below. */
export function ticksBetween(lowest: number, highest: number, wholeNumbers: boolean, countMax = 5): number[] {
  const spread = highest > lowest ? highest - lowest : highest / 10;
  const magnitude = 10 ** Math.floor(Math.log10(spread / (countMax - 1)));
  const ends = (step: number) => [Math.floor(lowest / step + 1e-9), Math.max(Math.floor(lowest / step + 1e-9) + 1, Math.ceil(highest / step - 1e-9))] as const;
  const usable = [...steps, 100].map((step) => step * magnitude).filter((step) => (!wholeNumbers || Number.isInteger(step)) && ends(step)[1] - ends(step)[0] <= countMax - 1);
  const step = usable[0];
  if (step === undefined) return ticksFromZero(highest, wholeNumbers, countMax);
  const [first, last] = ends(step);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
