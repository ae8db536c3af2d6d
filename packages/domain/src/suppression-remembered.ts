/**
 * The last things that were worked out, each under everything that it depends on: a page asks for many reports of the same people,
 * and whoever changes its filter for all of them again. What would be worked out from anything else has another name, so
 * that nothing here is ever out of date.
 */
export class Remembered<T> {
  readonly #most: number;
  readonly #known = new Map<string, T>();
  #length = 0;

  /** @param most How many characters all names together may have. */
  constructor(most: number) {
    this.#most = most;
  }

  /** What is remembered under a name. */
  known(name: string): T | undefined {
    return this.#known.get(name);
  }

  forget(name: string): void {
    if (this.#known.delete(name)) this.#length -= name.length;
  }

  /** @param name All that `work` looks at. */
  of(name: string, work: () => T): T {
    const isKnown = this.#known.has(name);
    const known = this.#known.get(name) ?? work();
    // What was asked for last is forgotten last.
    this.#known.delete(name);
    this.#known.set(name, known);
    if (!isKnown) this.#length += name.length;
    for (const oldest of this.#known.keys()) {
      if (this.#length <= this.#most) break;
      this.#known.delete(oldest);
      this.#length -= oldest.length;
    }
    return known;
  }
}
