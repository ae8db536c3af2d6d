import { hash } from 'node:crypto';

/** How many words of 32 bits tell a thing from every other. */
export const wordsAPrint = 3;
/** How full the list of places may be before it is made anew, twice as long. */
const fullest = 0.8;
/** Where nothing is yet. */
const free = 0;

/** The first 96 bits of SHA-256 of the system and the name, which tell a thing from every other: nobody finds two that have them in common. */
const printOf = (system: number, name: string): string => hash('sha256', `${system} ${name}`, 'binary');

const wordIn = (print: string, at: number): number => ((print.charCodeAt(at) << 24) | (print.charCodeAt(at + 1) << 16) | (print.charCodeAt(at + 2) << 8) | print.charCodeAt(at + 3)) >>> 0;

/** Numbers for things that are told apart by two texts and are never named again, of which it keeps no text. Nought stands for nothing. */
export class Things {
  /** How many numbers there are, with nought. */
  size = 1;
  /** What the thing of each number is told apart by. */
  #prints = new Uint32Array(wordsAPrint * 8);
  /** Numbers, each at the place that its print says, or at the next one that was free. */
  #places = new Int32Array(16);
  /** For each place a byte of the print of what has its number there, so that what is another is passed over without looking its print up: among millions that would be far away each time. */
  #marks = new Uint8Array(16);
  /** The bits of the first word of a print that say nothing of its place. */
  #shift = 28;

  get bytes(): number {
    return this.#prints.byteLength + this.#places.byteLength + this.#marks.byteLength;
  }

  codeOf(system: number, name: string | null): number {
    if (name === null) return 0;
    const print = printOf(system, name);
    return this.#codeOf(wordIn(print, 0), wordIn(print, 4), wordIn(print, 8));
  }

  /** The numbers of what is told apart by some words, one thing after the other and each once; from one on. What is new is numbered in their order. */
  codesOfPrints(prints: Uint32Array): Int32Array {
    const codes = new Int32Array(prints.length / wordsAPrint + 1);
    this.#makeRoom(codes.length);
    const places = new Int32Array(codes.length);
    // Things whose places lie close together are looked up one after the other: of millions each would be far away otherwise.
    for (const thing of nearbyOrder(prints)) {
      const at = thing * wordsAPrint;
      const place = this.#placeOf(prints[at] ?? 0, prints[at + 1] ?? 0, prints[at + 2] ?? 0);
      if (this.#marks[place] !== free) {
        codes[thing + 1] = this.#places[place] ?? 0;
        continue;
      }
      // Nobody else of these is given its place meanwhile.
      this.#marks[place] = markOf(prints[at + 1] ?? 0);
      places[thing + 1] = place;
    }
    for (let number = 1, at = 0; number < codes.length; number += 1, at += wordsAPrint) {
      if (codes[number] !== 0) continue;
      const code = this.#number(prints[at] ?? 0, prints[at + 1] ?? 0, prints[at + 2] ?? 0);
      this.#places[places[number] ?? 0] = code;
      codes[number] = code;
    }
    return codes;
  }

  /** What the things of some numbers are told apart by, one after the other. */
  printsOf(codes: readonly number[]): Uint32Array {
    const prints = new Uint32Array(codes.length * wordsAPrint);
    for (const [at, code] of codes.entries()) prints.set(this.#prints.subarray(code * wordsAPrint, (code + 1) * wordsAPrint), at * wordsAPrint);
    return prints;
  }

  #codeOf(first: number, second: number, third: number): number {
    this.#makeRoom(1);
    const place = this.#placeOf(first, second, third);
    if (this.#marks[place] !== free) return this.#places[place] ?? 0;
    const code = this.#number(first, second, third);
    this.#places[place] = code;
    this.#marks[place] = markOf(second);
    return code;
  }

  /** Where something has its number, or will. */
  #placeOf(first: number, second: number, third: number): number {
    const [marks, prints, mark] = [this.#marks, this.#prints, markOf(second)];
    const last = marks.length - 1;
    for (let place = first >>> this.#shift; ; place = (place + 1) & last) {
      const found = marks[place] ?? free;
      if (found === free) return place;
      if (found !== mark) continue;
      const at = (this.#places[place] ?? 0) * wordsAPrint;
      if (prints[at] === first && prints[at + 1] === second && prints[at + 2] === third) return place;
    }
  }

  /** The next number, for something that has none. */
  #number(first: number, second: number, third: number): number {
    const code = this.size;
    this.size += 1;
    if (this.size * wordsAPrint > this.#prints.length) {
      const longer = new Uint32Array(Math.ceil(this.size * 1.25) * wordsAPrint);
      longer.set(this.#prints);
      this.#prints = longer;
    }
    const at = code * wordsAPrint;
    this.#prints[at] = first;
    this.#prints[at + 1] = second;
    this.#prints[at + 2] = third;
    return code;
  }

  /** For so many things more, wherever their places are. */
  #makeRoom(amount: number): void {
    const before = this.#places.length;
    let length = before;
    while (this.size + amount > length * fullest) {
      length *= 2;
      this.#shift -= 1;
    }
    if (length === before) return;
    const [places, marks] = [new Int32Array(length), new Uint8Array(length)];
    for (let code = 1; code < this.size; code += 1) {
      let place = (this.#prints[code * wordsAPrint] ?? 0) >>> this.#shift;
      while (marks[place] !== free) place = (place + 1) & (length - 1);
      places[place] = code;
      marks[place] = markOf(this.#prints[code * wordsAPrint + 1] ?? 0);
    }
    [this.#places, this.#marks] = [places, marks];
  }
}

/** Never what a free place has. */
const markOf = (second: number): number => (second & 0xff) | 1;

/** So many bits say which things are looked up together. */
const nearbyBits = 11;

/** Things in the order of the first bits of their prints. */
function nearbyOrder(prints: Uint32Array): Int32Array {
  const amount = prints.length / wordsAPrint;
  const shift = 32 - nearbyBits;
  const starts = new Int32Array(2 ** nearbyBits + 1);
  for (let at = 0; at < prints.length; at += wordsAPrint) starts[((prints[at] ?? 0) >>> shift) + 1] = (starts[((prints[at] ?? 0) >>> shift) + 1] ?? 0) + 1;
  for (let bucket = 1; bucket < starts.length; bucket += 1) starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  const order = new Int32Array(amount);
  for (let thing = 0; thing < amount; thing += 1) {
    const bucket = (prints[thing * wordsAPrint] ?? 0) >>> shift;
    const place = starts[bucket] ?? 0;
    order[place] = thing;
    starts[bucket] = place + 1;
  }
  return order;
}
