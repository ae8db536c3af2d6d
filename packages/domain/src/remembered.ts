/**
 * The last things that were worked out, each under everything that it depends on: a page asks for many reports of the same people,
 * and whoever changes its filter for all of them again. What would be worked out from anything else has another name, so
 * that nothing here is ever out of date.
 */
export class Remembered<T> {
  readonly #known = new Map<string, T>();
  #size = 0;

  /** @param most How large all together may be; how large one is says the length of its name, where nothing else is given. */
  constructor(private readonly most: number, private readonly sizeOf: (name: string, known: T) => number = (name) => name.length) {}

  /** What is remembered under a name. */
  known(name: string): T | undefined {
    return this.#known.get(name);
  }

  forget(name: string): void {
    const known = this.#known.get(name);
    if (known === undefined) return;
    this.#known.delete(name);
    this.#size -= this.sizeOf(name, known);
  }

  /** @param name All that `work` looks at. */
  of(name: string, work: () => T): T {
    const isKnown = this.#known.has(name);
    const known = this.#known.get(name) ?? work();
    // What was asked for last is forgotten last.
    this.#known.delete(name);
    this.#known.set(name, known);
    if (!isKnown) this.#size += this.sizeOf(name, known);
    for (const oldest of this.#known.keys()) {
      if (this.#size <= this.most) break;
      this.forget(oldest);
    }
    return known;
  }
}
