import type { WireEvent } from '@pegel/domain';

/** Well under what a server takes in one request, so that a batch never has to be cut again. */
const eventsMax = 5_000;
const bytesMax = 12 * 1024 * 1024;

/** Events gathered into bodies of newline-delimited JSON. */
export class Batch {
  readonly #lines: string[] = [];
  #bytes = 0;

  /** False when the event does not fit any more; an empty batch takes everything. */
  add(event: WireEvent): boolean {
    const line = JSON.stringify(event);
    const bytes = Buffer.byteLength(line) + 1;
    if (this.#lines.length > 0 && (this.#lines.length >= eventsMax || this.#bytes + bytes > bytesMax)) return false;
    this.#lines.push(line);
    this.#bytes += bytes;
    return true;
  }

  get body(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }
}
