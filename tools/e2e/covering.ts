/** What can be chosen, by name. */
export type Factors = Readonly<Record<string, readonly unknown[]>>;

type Choice<F extends Factors> = { readonly [Name in keyof F]: F[Name][number] };

/** Every combination, the last factor moving fastest. */
export function everyChoice<F extends Factors>(factors: F): readonly Choice<F>[] {
  const names: readonly (keyof F & string)[] = Object.keys(factors);
  return names.reduce<readonly Partial<Choice<F>>[]>((made, name) => made.flatMap((choice) => (factors[name] ?? []).map((value) => ({ ...choice, [name]: value }))), [{}]) as readonly Choice<F>[]; // Every name has a value now.
}

/** As few combinations as a greedy choice finds in which any two values of two factors meet: the same ones each time. */
export function coveringPairs<F extends Factors>(factors: F): readonly Choice<F>[] {
  const every = everyChoice(factors);
  const names = Object.keys(factors);
  const pairsOf = (choice: Choice<F>): readonly string[] =>
    names.flatMap((one, index) => names.slice(index + 1).map((other) => `${one}=${(factors[one] ?? []).indexOf(choice[one])} ${other}=${(factors[other] ?? []).indexOf(choice[other])}`));
  const missing = new Set(every.flatMap(pairsOf));
  const chosen: Choice<F>[] = [];
  while (missing.size > 0) {
    const gain = (choice: Choice<F>) => pairsOf(choice).filter((pair) => missing.has(pair)).length;
    const best = every.reduce((best, choice) => (gain(choice) > best.gain ? { choice, gain: gain(choice) } : best), { choice: every[0], gain: 0 }).choice;
    if (best === undefined) break;
    for (const pair of pairsOf(best)) missing.delete(pair);
    chosen.push(best);
  }
  return chosen;
}
