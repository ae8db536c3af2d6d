/** Larger elements are left out: what is held of one, as bytes, text and values, is several times this. */
export const elementBytesMax = 32 * 1024 * 1024;

/** One element of a list, counted from 1, or the whole of what is no list: its text, or why it has none. */
export type Element =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly text: null; readonly reason: 'element-too-long' | 'invalid-utf8' | 'ends-early' | 'more-follows' };

const quote = 0x22;
const backslash = 0x5c;

/**
 * JSON that is read as it arrives: the elements of a list one at a time, in memory that does not grow with the list.
 *
 * It only finds where elements end, in bytes; what an element says is for a parser. So an element that is broken, larger
 * than the bound or not UTF-8 costs nothing but itself, and of a list that ends early everything before is read.
 */
export class JsonElements {
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #bytesMax: number;
  /** What has arrived and is not yet looked at. */
  #rest: Buffer = Buffer.alloc(0);

  private constructor(chunks: AsyncIterator<Buffer>, bytesMax: number) {
    this.#chunks = chunks;
    this.#bytesMax = bytesMax;
  }

  /** What the first byte says: a list, an object, or neither. */
  root: 'list' | 'object' | null = null;
  /** The first bytes that are no white space. */
  opening: Buffer = Buffer.alloc(0);

  static async open(chunks: AsyncIterable<Buffer>, bytesMax = elementBytesMax): Promise<JsonElements> {
    const elements = new JsonElements(chunks[Symbol.asyncIterator](), bytesMax);
    await elements.#begin();
    return elements;
  }

  async #begin(): Promise<void> {
    for (let isFirst = true; ; isFirst = false) {
      const chunk = await this.#next();
      if (chunk === null) return;
      const from = firstOf(chunk, isFirst ? bytesOfMark(chunk) : 0);
      if (from === chunk.length) continue;
      this.root = rootOf(chunk[from]);
      this.opening = Buffer.from(chunk.subarray(from, from + 4));
      this.#rest = chunk.subarray(this.root === 'list' ? from + 1 : from);
      return;
    }
  }

  /** Every element, up to the first that is broken off. It can be read through once. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Element> {
    try {
      if (this.root === 'list') yield* this.#elements();
      else if (this.root === 'object') yield* this.#whole();
    } finally {
      await this.close();
    }
  }

  /** Lets go of what is read from; nobody needs the rest. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async *#whole(): AsyncGenerator<Element> {
    const piece = new Piece(this.#bytesMax);
    for (let chunk: Buffer | null = this.#rest; chunk !== null; chunk = await this.#next()) piece.add(chunk);
    yield { number: 1, ...piece.take() };
  }

  async *#elements(): AsyncGenerator<Element> {
    const piece = new Piece(this.#bytesMax);
    let number = 1;
    let depth = 0;
    let inText = false;
    /** Whether the byte before this chunk takes the meaning from the next one. */
    let isEscaped = false;

    for (let chunk: Buffer | null = this.#rest; chunk !== null; chunk = await this.#next()) {
      let from = 0;
      let at = 0;
      while (at < chunk.length) {
        if (inText) {
          const end = chunk.indexOf(quote, at);
          const isOdd = isOddRun(chunk, at, end === -1 ? chunk.length : end, isEscaped);
          if (end === -1) {
            isEscaped = isOdd;
            break;
          }
          isEscaped = false;
          inText = isOdd;
          at = end + 1;
          continue;
        }
        switch (chunk[at]) {
          case quote:
            inText = true;
            break;
          case 0x5b: // [
          case 0x7b: // {
            depth += 1;
            break;
          case 0x5d: // ]
          case 0x7d: // }
            if (depth === 0) {
              piece.add(chunk.subarray(from, at));
              // Nothing between the brackets is no element; nothing after a comma is a broken one.
              if (!piece.isBlank || number > 1) yield { number, ...piece.take() };
              this.#rest = chunk.subarray(at + 1);
              if (await this.#moreFollows()) yield { number: number + 1, text: null, reason: 'more-follows' };
              return;
            }
            depth -= 1;
            break;
          case 0x2c: // ,
            if (depth === 0) {
              piece.add(chunk.subarray(from, at));
              yield { number, ...piece.take() };
              number += 1;
              from = at + 1;
            }
            break;
        }
        at += 1;
      }
      piece.add(chunk.subarray(from));
    }
    yield { number, text: null, reason: 'ends-early' };
  }

  async #moreFollows(): Promise<boolean> {
    for (let chunk: Buffer | null = this.#rest; chunk !== null; chunk = await this.#next()) if (firstOf(chunk, 0) < chunk.length) return true;
    return false;
  }

  async #next(): Promise<Buffer | null> {
    const { done, value } = await this.#chunks.next();
    return done === true ? null : value;
  }
}

/** The bytes of one element as they come, up to a bound. */
class Piece {
  readonly #bytesMax: number;
  #parts: Buffer[] = [];
  #size = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  add(part: Buffer): void {
    if (part.length === 0) return;
    this.#size += part.length;
    if (this.#size > this.#bytesMax) this.#parts = [];
    else this.#parts.push(part);
  }

  get isBlank(): boolean {
    return this.#size <= this.#bytesMax && this.#parts.every((part) => firstOf(part, 0) === part.length);
  }

  take(): { readonly text: string } | { readonly text: null; readonly reason: 'element-too-long' | 'invalid-utf8' } {
    const bytes = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    const isTooLong = this.#size > this.#bytesMax;
    this.#parts = [];
    this.#size = 0;
    if (isTooLong) return { text: null, reason: 'element-too-long' };
    try {
      return { text: decoder.decode(bytes) };
    } catch {
      return { text: null, reason: 'invalid-utf8' };
    }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether an odd number of backslashes stands before a place, not looking back beyond `from` but for what was said of it. */
function isOddRun(chunk: Buffer, from: number, end: number, wasEscaped: boolean): boolean {
  let before = end;
  while (before > from && chunk[before - 1] === backslash) before -= 1;
  const isOdd = (end - before) % 2 === 1;
  return before === from && wasEscaped ? !isOdd : isOdd;
}

/** The place of the first byte that is no white space. */
function firstOf(chunk: Buffer, from: number): number {
  let at = from;
  while (at < chunk.length && isBlank(chunk[at])) at += 1;
  return at;
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** How long a byte order mark at the beginning is. */
export const bytesOfMark = (chunk: Buffer): number => (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0);

const rootOf = (byte: number | undefined): 'list' | 'object' | null => (byte === 0x5b ? 'list' : byte === 0x7b ? 'object' : null);
