/** Larger elements are left out: what is held of one, as text and as values, is several times this. */
export const elementBytesMax = 12 * 1024 * 1024;

/**
 * One element of a list, counted from 1, or the whole of what is no list: its text, or why it has none. With `inner` it is
 * an element of the list in the element of that number, which comes after them, without them.
 */
export type Element =
  | ({ readonly number: number; readonly inner: number } & Read)
  | ({ readonly number: number; readonly inner?: undefined } & (Read | { readonly text: null; readonly reason: 'ends-early' | 'more-follows' }));

type Read = { readonly text: string } | { readonly text: null; readonly reason: 'element-too-long' | 'invalid-utf8' };

export interface ElementsOptions {
  readonly bytesMax?: number;
  /** The field of elements whose list is read by its own elements: it may be larger than the memory, too. */
  readonly inner?: string;
}

const endLength = 200;
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
  readonly #inner: RegExp | null;
  /** What has arrived and is not yet looked at. */
  #rest: Buffer = Buffer.alloc(0);

  private constructor(chunks: AsyncIterator<Buffer>, { bytesMax = elementBytesMax, inner }: ElementsOptions) {
    this.#chunks = chunks;
    this.#bytesMax = bytesMax;
    // A quote behind a backslash ends no name.
    this.#inner = inner === undefined ? null : new RegExp(`(?<!\\\\)"${inner}"\\s*:\\s*\\[$`);
  }

  /** What the first byte says: a list, an object, or neither. */
  root: 'list' | 'object' | null = null;
  /** The first bytes that are no white space. */
  opening: Buffer = Buffer.alloc(0);

  static async open(chunks: AsyncIterable<Buffer>, options: ElementsOptions = {}): Promise<JsonElements> {
    const elements = new JsonElements(chunks[Symbol.asyncIterator](), options);
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
    const outer = new Piece(this.#bytesMax);
    const inside = new Piece(this.#bytesMax);
    let number = 1;
    /** Of the element of the list inside; 0 outside of it. */
    let inner = 0;
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
            depth += 1;
            if (depth === 2 && inner === 0 && this.#inner !== null) {
              outer.add(chunk.subarray(from, at + 1));
              from = at + 1;
              if (outer.endsWith(this.#inner)) inner = 1;
            }
            break;
          case 0x7b: // {
            depth += 1;
            break;
          case 0x5d: // ]
          case 0x7d: // }
            if (depth === 2 && inner > 0) {
              inside.add(chunk.subarray(from, at));
              from = at;
              if (!inside.isBlank || inner > 1) yield { number, inner, ...inside.take() };
              inner = 0;
            }
            if (depth === 0) {
              outer.add(chunk.subarray(from, at));
              // Nothing between the brackets is no element; nothing after a comma is a broken one.
              if (!outer.isBlank || number > 1) yield { number, ...outer.take() };
              this.#rest = chunk.subarray(at + 1);
              if (await this.#moreFollows()) yield { number: number + 1, text: null, reason: 'more-follows' };
              return;
            }
            depth -= 1;
            break;
          case 0x2c: // ,
            if (depth === 2 && inner > 0) {
              inside.add(chunk.subarray(from, at));
              from = at + 1;
              yield { number, inner, ...inside.take() };
              inner += 1;
            } else if (depth === 0) {
              outer.add(chunk.subarray(from, at));
              from = at + 1;
              yield { number, ...outer.take() };
              number += 1;
            }
            break;
        }
        at += 1;
      }
      (inner > 0 ? inside : outer).add(chunk.subarray(from));
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

/** One element as it comes, up to a bound: bytes are not kept, since text takes their place at once. */
class Piece {
  readonly #bytesMax: number;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #text = '';
  /** The end of the text. To look at that of the whole would put it together anew each time. */
  #end = '';
  #size = 0;
  #isBroken = false;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  add(part: Buffer): void {
    if (part.length === 0) return;
    this.#size += part.length;
    if (this.#size > this.#bytesMax) this.#text = this.#end = '';
    else if (!this.#isBroken) this.#decode(part);
  }

  /** Something with more white space in it than anybody writes is not found. */
  endsWith(pattern: RegExp): boolean {
    return pattern.test(this.#end);
  }

  get isBlank(): boolean {
    return this.#size <= this.#bytesMax && !this.#isBroken && this.#text.trim() === '';
  }

  take(): Read {
    this.#decode();
    const text = this.#text;
    const reason = this.#size > this.#bytesMax ? 'element-too-long' : this.#isBroken ? 'invalid-utf8' : null;
    this.#text = '';
    this.#end = '';
    this.#size = 0;
    this.#isBroken = false;
    return reason === null ? { text } : { text: null, reason };
  }

  /** A character may be cut by the end of a chunk; without one, the text has to be at an end. */
  #decode(part?: Buffer): void {
    try {
      const text = this.#decoder.decode(part, { stream: part !== undefined });
      this.#text += text;
      this.#end = text.length >= endLength ? text.slice(-endLength) : (this.#end + text).slice(-endLength);
    } catch {
      this.#isBroken = true;
    }
  }
}

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
