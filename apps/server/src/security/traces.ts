import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every way in which a text may lie in bytes: as each encoding writes it, and as it is written inside of other texts. */
export function tracesOf(text: string): ReadonlyMap<string, Buffer> {
  const utf8 = Buffer.from(text);
  const traces = new Map<string, Buffer>([
    ['UTF-8', utf8], ['Latin-1', Buffer.from(text, 'latin1')], ['UTF-16 LE', Buffer.from(text, 'utf16le')], ['UTF-16 BE', Buffer.from(text, 'utf16le').swap16()],
    ['hex', Buffer.from(utf8.toString('hex'))], ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['percent-encoded', Buffer.from(encodeURIComponent(text))], ['percent-encoded with +', Buffer.from(new URLSearchParams([['', text]]).toString().slice(1))],
    ['JSON-escaped', Buffer.from(text.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`))],
    ['HTML-escaped', Buffer.from(text.replaceAll('@', '&#64;'))],
  ]);
  for (const offset of [0, 1, 2]) {
    // What stands before and behind it shares letters with its ends, so these are left out.
    const inner = Buffer.concat([Buffer.alloc(offset), utf8]).toString('base64').replace(/=+$/, '').slice(offset === 0 ? 0 : offset + 1, -1);
    traces.set(`base64 at ${offset}`, Buffer.from(inner));
    traces.set(`base64url at ${offset}`, Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return traces;
}

/** A text as it is, without case, and in capitals. */
const spellings = (text: string): readonly string[] => [...new Set([text, text.toLowerCase(), text.toUpperCase()])];

/** Which of these texts stand in some bytes, and how. */
export function tracesIn(bytes: Buffer, texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => spellings(text).flatMap((spelling) => [...tracesOf(spelling)].filter(([, trace]) => bytes.includes(trace)).map(([how]) => `${spelling} in ${how}`)));
}

/** Which of these texts stand in the files of a folder, in their names too. */
export function tracesInFolder(folder: string, texts: readonly string[], isLookedAt: (name: string) => boolean = () => true): readonly string[] {
  return readdirSync(folder).filter(isLookedAt).flatMap((name) => [...tracesIn(Buffer.from(name), texts), ...tracesIn(readFileSync(join(folder, name)), texts)].map((found) => `${name}: ${found}`));
}
