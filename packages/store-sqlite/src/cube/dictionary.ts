import { unattributed } from '@pegel/domain';

/** A text costs about this many bytes beside its letters. */
const bytesAText = 72;

/** Numbers for texts, in the order in which they were first seen. Nought stands for what has none. */
export class Dictionary {
  readonly #codes = new Map<string, number>([[unattributed, 0]]);
  /** Texts by their number. */
  readonly texts: string[] = [unattributed];
  /** About how much memory it takes. */
  bytes = 0;

  codeOf(text: string | null): number {
    if (text === null) return 0;
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.texts.push(text) - 1;
    this.#codes.set(text, code);
    this.bytes += text.length * 2 + bytesAText;
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
