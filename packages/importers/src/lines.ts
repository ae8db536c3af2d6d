import { openFile } from './files.js';

/** Longer lines are left out. */
export const lineBytesMax = 16 * 1024 * 1024;
const chunkBytes = 256 * 1024;
const lineFeed = 10;

/** One line of a file that is not empty: its text, or why it has none. */
export type Line =
  | { readonly number: number; readonly text: string; readonly ended: boolean }
  | { readonly number: number; readonly text: null; readonly ended: boolean; readonly reason: 'line-too-long' | 'invalid-utf8' };

interface LinesOptions {
  readonly bytesMax?: number;
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Reads a file line by line, in memory that does not grow with the file or with its longest line.
 * `ended` is false for a last line without a line break, which may still be in the middle of being written.
 */
export async function* linesOf(path: string, { bytesMax = lineBytesMax, onBytes }: LinesOptions = {}): AsyncGenerator<Line> {
  // A decoder without `stream: true` also takes away a byte order mark.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  let parts: Buffer[] = [];
  let size = 0;

  const add = (part: Buffer, fate: 'decode now' | 'keep') => {
    size += part.length;
    if (size > bytesMax) parts = [];
    else parts.push(fate === 'keep' ? Buffer.from(part) : part);
  };

  const take = (ended: boolean): Line | null => {
    number += 1;
    const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    const tooLong = size > bytesMax;
    parts = [];
    size = 0;
    if (tooLong) return { number, text: null, ended, reason: 'line-too-long' };
    try {
      // JSON takes the carriage return of a Windows line break for the white space it is.
      const text = decoder.decode(bytes);
      return text.trim() === '' ? null : { number, text, ended };
    } catch {
      return { number, text: null, ended, reason: 'invalid-utf8' };
    }
  };

  const file = await openFile(path);
  try {
    // One buffer for the whole file: those of a stream are garbage that can pile up faster than it is collected.
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) break;
      onBytes?.(bytesRead);
      const chunk = buffer.subarray(0, bytesRead);
      let from = 0;
      for (let to = chunk.indexOf(lineFeed); to !== -1; to = chunk.indexOf(lineFeed, from)) {
        add(chunk.subarray(from, to), 'decode now');
        from = to + 1;
        const line = take(true);
        if (line) yield line;
      }
      if (from < bytesRead) add(chunk.subarray(from), 'keep');
    }
  } finally {
    await file.close();
  }
  if (size > 0) {
    const line = take(false);
    if (line) yield line;
  }
}
