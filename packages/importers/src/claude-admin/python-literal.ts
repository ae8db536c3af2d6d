/** What a literal of Python or of JSON says; dictionaries are maps, so that no key can reach a prototype. */
export type Literal = null | boolean | number | string | readonly Literal[] | LiteralMap;
export type LiteralMap = ReadonlyMap<string, Literal>;

/** What a cell may come to; more is no record of an event. */
const depthMax = 32;
const valuesMax = 10_000;

/**
 * Reads what Python's `repr` prints of plain data, or JSON: a log holds the one or the other. `undefined` where it is neither,
 * or more than a cell can hold. Objects that a name builds, such as `UUID('…')`, are what is in their parentheses.
 */
export function parseLiteral(text: string): Literal | undefined {
  const reader = new Reader(text);
  try {
    const value = reader.value(0);
    reader.space();
    return reader.atEnd ? value : undefined;
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

class NotALiteral extends Error {}

const words: ReadonlyMap<string, null | boolean> = new Map<string, null | boolean>([
  ['None', null], ['null', null], ['True', true], ['true', true], ['False', false], ['false', false],
]);
const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'], ['t', '\t'], ['r', '\r'], ['b', '\b'], ['f', '\f'], ['v', '\v'], ['a', '\u0007'], ['0', '\0'],
  ['\\', '\\'], ["'", "'"], ['"', '"'], ['/', '/'], ['\n', ''],
]);
const hexadecimal: ReadonlyMap<string, number> = new Map([['x', 2], ['u', 4], ['U', 8]]);

class Reader {
  readonly #text: string;
  #at = 0;
  #values = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  space(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  value(depth: number): Literal {
    this.#values += 1;
    if (depth > depthMax || this.#values > valuesMax) throw new NotALiteral();
    this.space();
    const first = this.#text.charAt(this.#at);
    if (first === "'" || first === '"') return this.#string();
    if (first === '{') return this.#braces(depth);
    if (first === '[') return this.#list('[', ']', depth);
    if (first === '(') return this.#list('(', ')', depth);
    if (/[-+\d.]/.test(first)) return this.#number();
    return this.#named(depth);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    this.space();
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at += 1;
    return true;
  }

  #number(): number {
    const found = this.#match(/[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?/y);
    const number = Number(found);
    if (found === null || !Number.isFinite(number)) throw new NotALiteral();
    return number;
  }

  /** A word that stands for itself, or the name of what is built from the values in parentheses, or of one of those. */
  #named(depth: number): Literal {
    const name = this.#match(/[A-Za-z_][\w.]*/y);
    if (name === null) throw new NotALiteral();
    const word = words.get(name);
    if (word !== undefined) return word;
    const next = this.#text.charAt(this.#at);
    if (/^[uU]$/.test(name) && (next === "'" || next === '"')) return this.#string();
    if (next === '=') {
      this.#at += 1;
      return this.value(depth + 1);
    }
    if (next !== '(') {
      if (name.includes('.')) return null;
      throw new NotALiteral();
    }
    const [only, ...more] = this.#list('(', ')', depth);
    return only === undefined || more.length > 0 ? null : only;
  }

  #list(open: string, close: string, depth: number): Literal[] {
    this.#take(open);
    const list: Literal[] = [];
    while (!this.#take(close)) {
      if (list.length > 0 && !this.#take(',')) throw new NotALiteral();
      if (this.#take(close)) break;
      list.push(this.value(depth + 1));
    }
    return list;
  }

  /** A dictionary, or a set. A key that is given twice holds the last of its values, as in both languages. */
  #braces(depth: number): Literal {
    this.#take('{');
    const entries = new Map<string, Literal>();
    const members: Literal[] = [];
    for (let first = true; !this.#take('}'); first = false) {
      if (!first && !this.#take(',')) throw new NotALiteral();
      if (this.#take('}')) break;
      const key = this.value(depth + 1);
      if (this.#take(':')) entries.set(typeof key === 'string' ? key : String(key), this.value(depth + 1));
      else members.push(key);
    }
    if (members.length > 0 && entries.size > 0) throw new NotALiteral();
    return members.length > 0 ? members : entries;
  }

  #string(): string {
    const quote = this.#text.charAt(this.#at);
    this.#at += 1;
    const plain = quote === "'" ? /[^'\\]+/y : /[^"\\]+/y;
    let text = '';
    for (;;) {
      text += this.#match(plain) ?? '';
      const character = this.#text.charAt(this.#at);
      this.#at += 1;
      if (character === quote) return text;
      if (character !== '\\') throw new NotALiteral();
      text += this.#escape();
    }
  }

  #escape(): string {
    const letter = this.#text.charAt(this.#at);
    this.#at += 1;
    const digits = hexadecimal.get(letter);
    if (digits === undefined) {
      const meant = escapes.get(letter);
      if (letter === '') throw new NotALiteral();
      // Python leaves a backslash that means nothing where it is.
      return meant ?? `\\${letter}`;
    }
    const code = this.#text.slice(this.#at, this.#at + digits);
    this.#at += digits;
    const point = /^[\da-fA-F]+$/.test(code) && code.length === digits ? Number.parseInt(code, 16) : Number.NaN;
    // Halves of a character outside the first plane come one after the other, as JSON has them.
    if (!(point <= 0x10_ffff)) throw new NotALiteral();
    return String.fromCodePoint(point);
  }
}
