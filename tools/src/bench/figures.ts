/** What was measured in rounds: the middle one, and how far the others lie apart. */
interface Spread {
  readonly median: number;
  /** Nineteen of twenty rounds were not above it; missing where it was not kept yet. */
  readonly p95?: number;
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
  return { median: middleOf(sorted), p95: quantileOf(sorted, 0.95), lowest: sorted[0] ?? Number.NaN, highest: sorted.at(-1) ?? Number.NaN };
}

/** The least value that so large a part of them is not above. */
export const quantileOf = (sorted: readonly number[], part: number): number => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;

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
  /** Whether everybody does it once before without counting; usual. */
  readonly warmsUp?: boolean;
  /** Returns what it measured, in the unit. */
  readonly ours: () => Promise<number> | number;
  readonly opponents: Readonly<Record<string, () => Promise<number> | number>>;
}

/** Measures in turns, so that whatever else the machine does meets all of them. */
export async function held({ name, unit, moreIsBetter = false, rounds, warmsUp = true, ours, opponents }: Contest): Promise<Figure> {
  const runners = [ours, ...Object.values(opponents)];
  if (warmsUp) for (const run of runners) await run();
  const [own = [], ...others] = await inTurns(runners, rounds);
  return figureOf({ name, unit, moreIsBetter }, own, Object.keys(opponents).map((opponent, index) => ({ name: opponent, values: others[index] ?? [] })));
}

/** Something made of parts, such as a page of its reports: what each of them takes is measured together. */
export interface ContestInParts<Who> {
  readonly name: string;
  readonly parts: readonly string[];
  readonly rounds: number;
  /** How many milliseconds an opponent takes of it at most: whoever is slow is asked less often. */
  readonly patience: number;
  /** The first is ours. What somebody took for the first time, before anything was counted, is given where that was measured. */
  readonly runners: readonly { readonly name: string; readonly who: Who; readonly first: readonly number[] }[];
  /** How many milliseconds one of the parts takes somebody. */
  readonly ask: (who: Who, part: number) => Promise<number>;
}

/** The whole, which is the sum of its parts, and each part. */
export async function heldInParts<Who>({ name, parts, rounds, patience, runners, ask }: ContestInParts<Who>): Promise<Figure[]> {
  const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  // Ours made ready what it answers from when it was asked for the first time, which says nothing of the next.
  const wanted = runners.map(({ first }, index) => (index === 0 ? rounds : Math.min(rounds, Math.floor(patience / sumOf(first)))));
  // Of whoever is not asked again the first time has to count.
  const measured: number[][][] = runners.map(({ first }, index) => (wanted[index] === 0 ? [[...first]] : []));
  const run = async (index: number, round: number): Promise<void> => {
    const runner = runners[index];
    if (runner === undefined || round >= (wanted[index] ?? 0)) return;
    const taken: number[] = [];
    for (let part = 0; part < parts.length; part += 1) taken.push(await ask(runner.who, part));
    measured[index]?.push(taken);
  };
  for (let round = 0; round < rounds; round += 1) for (const index of turnsOf(runners.length, round)) await run(index, round);
  const figure = (what: string, valueOf: (taken: readonly number[]) => number): Figure => {
    const [own = [], ...others] = measured.map((taken) => taken.map(valueOf));
    return figureOf({ name: what, unit: 'ms', moreIsBetter: false }, own, runners.slice(1).map((runner, index) => ({ name: runner.name, values: others[index] ?? [] })));
  };
  return [figure(name, sumOf), ...parts.map((part, index) => figure(`${name}: ${part}`, (taken) => taken[index] ?? Number.NaN))];
}

/** How times of the same thing grow with how much there is: 1 is in proportion, 0 not at all. From the smallest to the largest that is named. */
export function growthOf(amounts: readonly { readonly amount: number; readonly ending: string }[], figures: readonly Figure[]): Figure[] {
  const sorted = amounts.toSorted((a, b) => a.amount - b.amount);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined || least.amount === most.amount) return [];
  const growth = (small: Spread, large: Spread): number => Math.log(large.median / small.median) / Math.log(most.amount / least.amount);
  const alone = (value: number): Spread => ({ median: value, lowest: value, highest: value });
  return figures.flatMap((large) => {
    const name = large.name.slice(0, -most.ending.length);
    const small = large.name.endsWith(most.ending) ? figures.find((figure) => figure.name === `${name}${least.ending}`) : undefined;
    if (small === undefined) return [];
    const ours = alone(growth(small.ours, large.ours));
    const opponents = large.opponents.flatMap((opponent): Opponent[] => {
      const before = small.opponents.find((other) => other.name === opponent.name);
      if (before === undefined) return [];
      const spread = alone(growth(before.spread, opponent.spread));
      return [{ name: opponent.name, spread, ratio: ours.median / spread.median }];
    });
    return [{ name: `growth with the events: ${name}`, unit: '', moreIsBetter: false, ours, opponents }];
  });
}

/** Who begins changes, since the first of a round finds other caches than the last. */
const turnsOf = (count: number, round: number): number[] => Array.from({ length: count }, (_, index) => (index + round) % count);

async function inTurns(runners: readonly (() => Promise<number> | number)[], rounds: number): Promise<number[][]> {
  const measured: number[][] = runners.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const index of turnsOf(runners.length, round)) measured[index]?.push((await runners[index]?.()) ?? Number.NaN);
  }
  return measured;
}

/** Something measured already, beside what others took. */
export function figureOf(what: Pick<Figure, 'name' | 'unit' | 'moreIsBetter'>, own: readonly number[], others: readonly { readonly name: string; readonly values: readonly number[] }[]): Figure {
  return {
    ...what,
    ours: spreadOf(own),
    opponents: others.map(({ name, values }) => {
      // Whoever was asked less often has rounds that ours cannot be paired with.
      const ratio = values.length === own.length ? spreadOf(own.map((value, round) => value / (values[round] ?? Number.NaN))).median : spreadOf(own).median / spreadOf(values).median;
      return { name, spread: spreadOf(values), ratio: Number.isFinite(ratio) ? ratio : null };
    }),
  };
}

/** How many milliseconds something takes. */
export async function milliseconds(work: () => Promise<unknown> | unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
