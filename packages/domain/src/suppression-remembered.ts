import { createHash } from 'node:crypto';

/**
 * The last things that were worked out, each under everything that it depends on: a page asks for many reports of the same people,
 * and whoever changes its filter for all of them again. What would be worked out from anything else has another name, so
 * that nothing here is ever out of date.
 */
export class Remembered<T> {
  readonly #most: number;
  readonly #known = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  /** @param name What `nameOf` makes of all that `work` looks at. */
  of(name: string, work: () => T): T {
    const known = this.#known.get(name) ?? work();
    // What was asked for last is forgotten last.
    this.#known.delete(name);
    this.#known.set(name, known);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.#most) break;
      this.#known.delete(oldest);
    }
    return known;
  }
}

/** A short name for a long text, and for no other. */
export const nameOf = (...texts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length} `).update(text);
  return hash.digest('base64');
};
