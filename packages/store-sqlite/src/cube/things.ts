import { hash } from 'node:crypto';

/** How many words of 32 bits tell a thing from every other. */
const words = 3;
/** How full the list of places may be before it is made anew, twice as long. */
const fullest = 0.8;

/** The first 96 bits of SHA-256 of the system and the name, which tell a thing from every other: nobody finds two that have them in common. */
const printOf = (system: number, name: string): string => hash('sha256', `${system} ${name}`, 'binary');

const wordIn = (print: string, at: number): number => ((print.charCodeAt(at) << 24) | (print.charCodeAt(at + 1) << 16) | (print.charCodeAt(at + 2) << 8) | print.charCodeAt(at + 3)) >>> 0;

/** Numbers for things that are told apart by two texts and are never named again, of which it keeps no text. Nought stands for nothing. */
export class Things {
  /** How many numbers there are, with nought. */
  size = 1;
  /** What the thing of each number is told apart by. */
  #prints = new Uint32Array(words * 8);
  /** Numbers, each at the place that its print says, or at the next one that was free. */
  #places = new Uint32Array(16);

  get bytes(): number {
    return this.#prints.byteLength + this.#places.byteLength;
  }

  codeOf(system: number, name: string | null): number {
    if (name === null) return 0;
    const print = printOf(system, name);
    return this.#codeOf(wordIn(print, 0), wordIn(print, 4), wordIn(print, 8));
  }

  /** The numbers of what is told apart by some words, one thing after the other; from one on. */
  codesOfPrints(prints: Uint32Array): Uint32Array {
    const codes = new Uint32Array(prints.length / words + 1);
    for (let number = 1, at = 0; number < codes.length; number += 1, at += words) codes[number] = this.#codeOf(prints[at] ?? 0, prints[at + 1] ?? 0, prints[at + 2] ?? 0);
    return codes;
  }

  /** What the things of some numbers are told apart by, one after the other. */
  printsOf(codes: readonly number[]): Uint32Array {
    const prints = new Uint32Array(codes.length * words);
    for (const [at, code] of codes.entries()) prints.set(this.#prints.subarray(code * words, (code + 1) * words), at * words);
    return prints;
  }

  #codeOf(first: number, second: number, third: number): number {
    if (this.size >= this.#places.length * fullest) this.#lengthen();
    const last = this.#places.length - 1;
    for (let place = first & last; ; place = (place + 1) & last) {
      const code = this.#places[place] ?? 0;
      if (code === 0) {
        this.#places[place] = this.size;
        return this.#add(first, second, third);
      }
      const at = code * words;
      if (this.#prints[at] === first && this.#prints[at + 1] === second && this.#prints[at + 2] === third) return code;
    }
  }

  #add(first: number, second: number, third: number): number {
    const code = this.size;
    this.size += 1;
    if (this.size * words > this.#prints.length) {
      const longer = new Uint32Array(Math.ceil(this.size * 1.25) * words);
      longer.set(this.#prints);
      this.#prints = longer;
    }
    const at = code * words;
    this.#prints[at] = first;
    this.#prints[at + 1] = second;
    this.#prints[at + 2] = third;
    return code;
  }

  #lengthen(): void {
    this.#places = new Uint32Array(this.#places.length * 2);
    const last = this.#places.length - 1;
    for (let code = 1; code < this.size; code += 1) {
      let place = (this.#prints[code * words] ?? 0) & last;
      while (this.#places[place] !== 0) place = (place + 1) & last;
      this.#places[place] = code;
    }
  }
}
