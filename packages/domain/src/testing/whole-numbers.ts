import loadHighs, { type Highs } from 'highs';
import type { Equation } from './solver.js';

/** What is known of a sum of unknown numbers: between which two it lies. */
export interface Known {
  readonly of: readonly number[];
  /** Unknown numbers that are taken away from those. */
  readonly less?: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** How many hidden numbers are asked for one by one. */
const fewMost = 20;

/** HiGHS, which says of whole numbers within bounds which of them make a sum the smallest or the largest; loaded by the first who asks. */
let solver: Promise<Highs> | null = null;

/**
 * Of hidden numbers those that somebody works out who knows that each unknown is a whole number from nought to its `most`: the
 * smallest and the largest that such a hidden number can be are the same.
 */
export async function pinned(most: readonly number[], known: readonly Known[], hidden: readonly Equation[]): Promise<string[]> {
  solver ??= loadHighs();
  const highs = await solver;
  return highs.withModel((model) => {
    const rows = known.map(({ of, less = [] }) => new Map([...of.map((unknown) => [unknown, 1] as const), ...less.map((unknown) => [unknown, -1] as const)]));
    const starts = [0];
    for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.size);
    model.options.set({ output_flag: false, random_seed: 1, mip_abs_gap: 0.5 });
    model.passModel({
      numCols: most.length, numRows: rows.length, colCost: most.map(() => 0), colLower: most.map(() => 0), colUpper: most, integrality: most.map(() => 1 as const),
      rowLower: known.map(({ least }) => least), rowUpper: known.map((one) => one.most),
      matrix: { format: 'csr', numCols: most.length, numRows: rows.length, starts, indices: rows.flatMap((row) => [...row.keys()]), values: rows.flatMap((row) => [...row.values()]) },
    });
    const valueOf = (found: Float64Array, at: number): number => (hidden[at]?.of ?? []).reduce((sum, unknown) => sum + Math.round(found[unknown] ?? 0), 0);
    const answer = (weights: ReadonlyMap<number, number>, enough = -1e12): Float64Array => {
      const costs = new Float64Array(most.length);
      for (const [at, weight] of weights) for (const unknown of hidden[at]?.of ?? []) costs[unknown] = (costs[unknown] ?? 0) + weight;
      model.changeColsCost({ kind: 'range', from: 0, to: most.length - 1 }, costs);
      model.options.set({ objective_target: enough });
      const { modelStatus } = model.run();
      const { optimal, objectiveTarget } = highs.constants.modelStatus;
      if (modelStatus !== optimal && modelStatus !== objectiveTarget) throw new Error(`What is known fits no numbers, or too many: ${modelStatus}.`);
      return model.getSolution().colValue;
    };
    if (hidden.length === 0) return [];
    const first = answer(new Map());
    let left = hidden.map((_, at) => at);
    const compare = (weights: ReadonlyMap<number, number>, enough?: number): void => {
      const found = answer(weights, enough);
      left = left.filter((at) => valueOf(found, at) === valueOf(first, at));
    };
    // One answer shows of many that there is a choice: all are asked for together, with weights of their own, before each is alone; of that one no more is asked than another number.
    for (let round = 0; round < 4; round += 1) for (const sign of [1, -1]) if (left.length > fewMost) compare(new Map(left.map((at) => [at, sign * (round === 0 ? 1 : ((at * 7 + round * 5) % 11) - 5)])));
    for (const at of hidden.keys()) for (const sign of [1, -1]) if (left.includes(at)) compare(new Map([[at, sign]]), sign * valueOf(first, at) - 0.5);
    return left.map((at) => hidden[at]?.name ?? '');
  });
}
