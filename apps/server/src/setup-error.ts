import type { Words } from '@pegel/domain';

/** Setting up or starting cannot go on; the message says why to whoever is at the keyboard. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  /** The message in every language. What a library or the system says of itself is in English in each. */
  readonly said: Words;

  constructor(
    /** What the process ends with: 2 for wrong arguments, 1 for everything else. */
    readonly exitCode: 1 | 2,
    said: Words | string,
  ) {
    const words = typeof said === 'string' ? { en: said, de: said } : said;
    super(words.en);
    this.said = words;
  }
}
