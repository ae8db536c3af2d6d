import { unattributed } from '@pegel/domain';
import { Things } from './things.js';

/** A text costs about this many bytes beside its letters. */
const bytesAText = 72;

/** Numbers for texts, in the order in which they were first seen. Nought stands for what has none. */
export class Dictionary {
  readonly #codes = new Map<string, number>([[unattributed, 0]]);
  /** Texts by their number. */
  readonly texts: string[] = [unattributed];
  /** What the texts are told apart by, under the same numbers, as far as anybody has asked for it. */
  #prints: Things | null = null;
  #bytes = 0;

  /** About how much memory it takes. */
  get bytes(): number {
    return this.#bytes + (this.#prints?.bytes ?? 0);
  }

  codeOf(text: string | null): number {
    if (text === null) return 0;
    return this.#codes.get(text) ?? this.#take(text);
  }

  /** The numbers of texts by what tells them apart, one after the other and each once; from one on. The text at a place is asked for where it is new. */
  codesOfPrints(prints: Uint32Array, textAt: (place: number) => string): Int32Array {
    const first = this.texts.length;
    const codes = this.#allPrints().codesOfPrints(prints);
    // What is new is numbered in the order in which it stands.
    for (let number = 1; number < codes.length; number += 1) if ((codes[number] ?? 0) >= first) this.#take(textAt(number - 1));
    return codes;
  }

  /** What the texts of some numbers are told apart by, one after the other. */
  printsOf(codes: readonly number[]): Uint32Array {
    return this.#allPrints().printsOf(codes);
  }

  #allPrints(): Things {
    const prints = (this.#prints ??= new Things());
    for (const text of this.texts.slice(prints.size)) prints.codeOf(0, text);
    return prints;
  }

  /** The next number, for a text that has none. */
  #take(text: string): number {
    const code = this.texts.push(text) - 1;
    this.#codes.set(text, code);
    this.#bytes += text.length * 2 + bytesAText;
    return code;
  }

  /** Which numbers are those of some texts. */
  among(wanted: readonly string[]): Uint8Array {
    const named = new Uint8Array(this.texts.length);
    for (const text of wanted) {
      const code = this.#codes.get(text);
      if (code !== undefined) named[code] = 1;
    }
    return named;
  }
}
