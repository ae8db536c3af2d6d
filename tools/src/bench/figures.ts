/** What was measured in rounds: the middle one, and how far the others lie apart. */
interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** One thing measured beside what it is compared with, in the same rounds. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** True where more is better, as with a throughput. */
  readonly moreIsBetter: boolean;
  readonly ours: Spread;
  readonly opponents: readonly Opponent[];
}

interface Opponent {
  readonly name: string;
  readonly spread: Spread;
  /** Ours divided by theirs, as the median over the rounds; `null` where theirs is nothing. */
  readonly ratio: number | null;
}

/** A number that has no opponent, such as how much memory is used. */
export interface Note {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** What a section of the benchmark found. */
export interface Findings {
  /** What it was measured over. */
  readonly over: readonly Note[];
  readonly figures: readonly Figure[];
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: middleOf(sorted), lowest: sorted[0] ?? Number.NaN, highest: sorted.at(-1) ?? Number.NaN };
}

function middleOf(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(half) - 1] ?? Number.NaN, sorted[Math.floor(half)] ?? Number.NaN];
  return (below + above) / 2;
}

export interface Contest {
  readonly name: string;
  readonly unit: string;
  readonly moreIsBetter?: boolean;
  readonly rounds: number;
  /** Returns what it measured, in the unit. */
  readonly ours: () => Promise<number> | number;
  readonly opponents: Readonly<Record<string, () => Promise<number> | number>>;
}

/** Measures in turns, so that whatever else the machine does meets all of them, and once before without counting. */
export async function held({ name, unit, moreIsBetter = false, rounds, ours, opponents }: Contest): Promise<Figure> {
  const runners = [ours, ...Object.values(opponents)];
  for (const run of runners) await run();
  const measured: number[][] = runners.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    // Who begins changes, since the first of a round finds other caches than the last.
    const order = runners.map((_, index) => (index + round) % runners.length);
    for (const index of order) measured[index]?.push(await (runners[index] ?? ours)());
  }
  const [own = [], ...others] = measured;
  return {
    name,
    unit,
    moreIsBetter,
    ours: spreadOf(own),
    opponents: Object.keys(opponents).map((opponent, index) => {
      const theirs = others[index] ?? [];
      const ratio = spreadOf(own.map((value, round) => value / (theirs[round] ?? Number.NaN))).median;
      return { name: opponent, spread: spreadOf(theirs), ratio: Number.isFinite(ratio) ? ratio : null };
    }),
  };
}

/** How many milliseconds something takes. */
export async function milliseconds(work: () => Promise<unknown> | unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
