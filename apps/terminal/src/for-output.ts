import type { Output } from './world.js';

// What drives a terminal or reorders a line: control characters but those that end a line, and marks of direction.
const obeyed = /(?!\n|\r\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Data as it is written: a pipe and a file get it as it is, and a terminal shows � for what it would obey. */
export const forOutput = (output: Output, text: string): string => (output.isTTY === true ? text.replace(obeyed, '\ufffd') : text);

/** The same for data that comes in pieces, as texts or as bytes of UTF-8. */
export async function* piecesForOutput(output: Output, pieces: Iterable<string> | AsyncIterable<unknown>): AsyncGenerator<string | Uint8Array> {
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    if (typeof piece === 'string') yield forOutput(output, piece);
    else if (piece instanceof Uint8Array) yield output.isTTY === true ? forOutput(output, decoder.decode(piece, { stream: true })) : piece;
  }
}
