import type { Output } from './world.js';
import { cut } from './fit.js';

const everyMilliseconds = 200;

/** One line that rewrites itself on a terminal; anywhere else there is none, so that logs stay readable. */
export class ProgressLine {
  readonly #timer: NodeJS.Timeout | null;

  constructor(
    readonly output: Output,
    readonly text: () => string,
  ) {
    this.#timer = output.isTTY === true ? setInterval(() => this.draw(), everyMilliseconds) : null;
    this.#timer?.unref();
  }

  /** Takes the line away. */
  end(): void {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.output.write('\r\x1B[K');
  }

  /** Draws it at once, for work that lets no timer have its turn. */
  draw(): void {
    if (this.#timer !== null) this.output.write(`\r\x1B[K${cut(this.text(), (this.output.columns ?? 80) - 1)}`);
  }
}
