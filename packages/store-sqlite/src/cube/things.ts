import { hash } from 'node:crypto';

const words = 3;
/** How full the list of places may be before it is made anew, twice as long. */
const fullest = 0.8;

/** What tells a thing from every other. */
export type Print = readonly [number, number, number];

/** The first 96 bits of SHA-256 of the system and the name: nobody finds two things that have them in common. */
function printOf(system: number, name: string): Print {
  const bytes = hash('sha256', `${system} ${name}`, 'binary');
  const wordAt = (at: number): number => ((bytes.charCodeAt(at) << 24) | (bytes.charCodeAt(at + 1) << 16) | (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3)) >>> 0;
  return [wordAt(0), wordAt(4), wordAt(8)];
}

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
    return name === null ? 0 : this.codeOfPrint(printOf(system, name));
  }

  codeOfPrint(print: Print): number {
    if (this.size >= this.#places.length * fullest) this.#lengthen();
    const [first, second, third] = print;
    const last = this.#places.length - 1;
    for (let place = first & last; ; place = (place + 1) & last) {
      const code = this.#places[place] ?? 0;
      if (code === 0) {
        this.#places[place] = this.size;
        return this.#add(print);
      }
      const at = code * words;
      if (this.#prints[at] === first && this.#prints[at + 1] === second && this.#prints[at + 2] === third) return code;
    }
  }

  #add(print: Print): number {
    const code = this.size;
    this.size += 1;
    if (this.size * words > this.#prints.length) {
      const longer = new Uint32Array(Math.ceil(this.size * 1.25) * words);
      longer.set(this.#prints);
      this.#prints = longer;
    }
    this.#prints.set(print, code * words);
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
