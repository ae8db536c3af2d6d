/**
 * Whole numbers one after the other in a row of bytes: each as what it is above `base` and above `step` times its place,
 * in as few bytes as the largest of them needs. Numbers that are all the same, or count up, need none.
 */
export interface Packed {
  /** Where its bytes begin. */
  readonly from: number;
  /** How many bytes each number has. */
  readonly width: number;
  readonly base: number;
  readonly step: 0 | 1;
}

/** What numbers are laid out in to be counted with. Those of people and things have a sign that none of them needs: without it engines count in floating point. */
export type Laid = Int32Array | Float64Array;

const word = 2 ** 32;

/** What is packed next, as numbers of one kind, whatever kind of list it came in: machines go through a list as quickly as they can where it is always of the same. */
let given = new Float64Array(1_024);

function asGiven(values: ArrayLike<number>): Float64Array {
  if (values.length > given.length) given = new Float64Array(values.length * 2);
  given.set(values);
  return given;
}

/** Packs columns behind each other. */
export class Packer {
  #bytes = new Uint8Array(1_024);
  #length = 0;
  readonly #columns: Packed[] = [];

  /** `null`: they are further apart than whole numbers of JavaScript reach. Columns that say the same are one. */
  pack(list: ArrayLike<number>): Packed | null {
    const { length } = list;
    const values = asGiven(list);
    const { level, rising } = spansOf(values, length);
    const [step, { least: base, most }] = rising.most - rising.least < level.most - level.least ? [1, rising] as const : [0, level] as const;
    if (!Number.isSafeInteger(most - base)) return null;
    const width = bytesFor(most - base);
    const from = this.#length;
    this.#makeRoom(width * length);
    putAll(this.#bytes, { from, width, base, step }, values, length);
    return this.#take({ from, width, base, step }, length);
  }

  /** A column as another packer has packed it, of so many numbers. */
  copy(bytes: Uint8Array, { from: start, width, base, step }: Packed, amount: number): Packed {
    const from = this.#length;
    this.#makeRoom(width * amount);
    this.#bytes.set(bytes.subarray(start, start + width * amount), from);
    return this.#take({ from, width, base, step }, amount);
  }

  /** All bytes so far. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** What stands behind the last column becomes one, if it is not one already. */
  #take(packed: Packed, amount: number): Packed {
    const { from, width, base, step } = packed;
    const same = this.#columns.find((other) => other.width === width && other.base === base && other.step === step && this.#isSame(other.from, from, width * amount));
    if (same !== undefined) return same;
    this.#length += width * amount;
    this.#columns.push(packed);
    return packed;
  }

  #isSame(one: number, other: number, length: number): boolean {
    for (let at = 0; at < length; at += 1) if (this.#bytes[one + at] !== this.#bytes[other + at]) return false;
    return true;
  }

  #makeRoom(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const longer = new Uint8Array((this.#length + length) * 2);
    longer.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = longer;
  }
}

/** Lays the numbers of a column out; where they are beyond 32 bits or below nought it takes room for what is. */
export function layOut(bytes: Uint8Array, { from, width, base, step }: Packed, length: number, room: Laid): void {
  for (let at = 0, start = from; at < length; at += 1, start += width) {
    let above = 0;
    switch (width) {
      case 0: break;
      case 1: above = bytes[start] ?? 0; break;
      case 2: above = (bytes[start] ?? 0) | ((bytes[start + 1] ?? 0) << 8); break;
      case 3: above = (bytes[start] ?? 0) | ((bytes[start + 1] ?? 0) << 8) | ((bytes[start + 2] ?? 0) << 16); break;
      default: above = take(bytes, start, width);
    }
    room[at] = base + step * at + above;
  }
}

function take(bytes: Uint8Array, start: number, width: number): number {
  let above = 0;
  for (let at = width - 1; at >= 0; at -= 1) above = above * 256 + (bytes[start + at] ?? 0);
  return above;
}

/** Writes numbers as what they are above the least of them. */
function putAll(bytes: Uint8Array, { from, width, base, step }: Packed, values: Float64Array, length: number): void {
  if (width === 0) return;
  for (let at = 0, to = from; at < length; at += 1, to += width) {
    const above = (values[at] ?? 0) - step * at - base;
    if (width > 3) {
      put(bytes, to, width, above);
      continue;
    }
    bytes[to] = above & 255;
    if (width > 1) bytes[to + 1] = (above >> 8) & 255;
    if (width > 2) bytes[to + 2] = above >> 16;
  }
}

function put(bytes: Uint8Array, start: number, width: number, above: number): void {
  let [low, high] = [above % word, Math.floor(above / word)];
  for (let at = 0; at < width; at += 1) {
    if (at === 4) [low, high] = [high, 0];
    bytes[start + at] = low & 255;
    low = Math.floor(low / 256);
  }
}

interface Span {
  readonly least: number;
  readonly most: number;
}

/** Between what numbers lie, as they are and above their places. */
function spansOf(values: Float64Array, length: number): { readonly level: Span; readonly rising: Span } {
  const first = length === 0 ? 0 : (values[0] ?? 0);
  let [least, most, risingLeast, risingMost] = [first, first, first, first];
  for (let at = 1; at < length; at += 1) {
    const value = values[at] ?? 0;
    const rising = value - at;
    if (value < least) least = value;
    if (value > most) most = value;
    if (rising < risingLeast) risingLeast = rising;
    if (rising > risingMost) risingMost = rising;
  }
  return { level: { least, most }, rising: { least: risingLeast, most: risingMost } };
}

function bytesFor(most: number): number {
  let width = 0;
  for (let left = most; left >= 1; left /= 256) width += 1;
  return width;
}
