import type { Exchange, Moves } from './suppression-exchange.js';

interface Asked {
  /** Of the two who are exchanged, one is in this group and the other is not. */
  readonly place: number;
  /** By place what it costs to hide a group; whole numbers, or `Infinity`. */
  readonly costs: readonly number[];
  /** Only what costs less is worth anything. */
  readonly most: number;
}

interface Cheapest {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}

/** All signatures that are in the same groups of those that cost anything are one: the first of them. */
interface Alike {
  readonly signature: number;
  readonly isIn: boolean;
  /** In the order in which they are met. */
  readonly order: number;
  /** Those that cost anything. */
  readonly places: readonly number[];
}

/** The exchange of somebody given for somebody taken of which it costs the least to hide what it changes, the first of those that cost the same; `null` where none costs less than `most`. */
export function cheapestOf({ given, taken }: Exchange, moves: Moves, { place, costs, most }: Asked): Cheapest | null {
  const others = alikeAmong(taken, moves, place, costs);
  const [inside, outside] = [new Near(others.filter(({ isIn }) => isIn), costs), new Near(others.filter(({ isIn }) => !isIn), costs)];
  let best: Cheapest | null = null;
  for (const { signature: from, isIn, places } of alikeAmong(given, moves, place, costs)) {
    const least: number = best?.cost ?? most;
    let nearest: { readonly cost: number; readonly to: Alike } | null = null;
    for (const some of (isIn ? outside : inside).to(places, least)) {
      for (const to of some) {
        const cost = costBetween(places, to.places, costs, nearest?.cost ?? least);
        if (cost < (nearest?.cost ?? least) || (nearest !== null && cost === nearest.cost && to.order < nearest.to.order)) nearest = { cost, to };
      }
    }
    if (nearest !== null) best = { from, to: nearest.to.signature, cost: nearest.cost };
  }
  return best;
}

function alikeAmong(signatures: readonly number[], moves: Moves, place: number, costs: readonly number[]): readonly Alike[] {
  const isCostly = costs.map((cost, each) => cost !== 0 || each === place);
  const found = new Map<number | string, Alike>();
  for (const [order, signature] of signatures.entries()) {
    const places = moves.placesOf(signature);
    const name = moves.nameOf(places, isCostly);
    if (!found.has(name)) found.set(name, { signature, order, isIn: places.includes(place), places: places.filter((each) => costs[each] !== 0) });
  }
  return [...found.values()];
}

/** Signatures by the groups that they are in. */
class Near {
  readonly #all: readonly (readonly Alike[])[];
  readonly #costs: readonly number[];
  readonly #within: Alike[][] = [];

  constructor(all: readonly Alike[], costs: readonly number[]) {
    this.#all = [all];
    this.#costs = costs;
    for (const one of all) for (const place of one.places) (this.#within[place] ??= []).push(one);
  }

  /** All that cost less from some places, with others and some of them more than once: whoever is in none of the rarest that together cost as much costs as much. */
  to(places: readonly number[], least: number): readonly (readonly Alike[])[] {
    const rarestFirst = places.map((place) => ({ place, some: this.#within[place] ?? [] })).sort((a, b) => a.some.length - b.some.length);
    let cost = 0;
    for (const [at, { place }] of rarestFirst.entries()) {
      cost += this.#costs[place] ?? 0;
      if (cost >= least) return rarestFirst.slice(0, at + 1).map(({ some }) => some);
    }
    return this.#all;
  }
}

/** What it costs to hide the groups that one of two is in and the other is not, both in order; or something that is more than `most`. */
function costBetween(some: readonly number[], others: readonly number[], costs: readonly number[], most: number): number {
  let [cost, at, beside] = [0, 0, 0];
  while (cost <= most && (at < some.length || beside < others.length)) {
    const [mine, yours] = [some[at] ?? Infinity, others[beside] ?? Infinity];
    if (mine !== yours) cost += costs[Math.min(mine, yours)] ?? 0;
    if (mine <= yours) at += 1;
    if (yours <= mine) beside += 1;
  }
  return cost;
}
