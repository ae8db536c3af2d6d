import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openReader, sealOf } from '@pegel/sqlite';

/** A text as the bytes it can stand in a file as, each with what it is called. */
export function formsOf(text: string): readonly (readonly [form: string, bytes: Buffer])[] {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  // Where it stands among other bytes its ends depend on them, so only what lies between is looked for.
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), utf8]).toString('base64').replace(/=+$/, '');
    return encoded.slice(before === 0 ? 0 : before + 1, -2);
  });
  return [
    ['utf-8', utf8],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.from(utf16).swap16()],
    ...base64.flatMap((encoded, at) => [[`base64 at ${at}`, Buffer.from(encoded)], [`base64url at ${at}`, Buffer.from(encoded.replaceAll('+', '-').replaceAll('/', '_'))]] as const),
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['percent-encoded', Buffer.from(encodeURIComponent(text))],
  ];
}

/** The bytes that words are sealed as in a data folder, as handles too, for what they were sealed with before they went. */
export function sealedForms(data: string, words: readonly string[], contexts: readonly string[]): readonly (readonly [form: string, bytes: Buffer])[] {
  const reader = openReader(join(data, 'pegel.sqlite'));
  try {
    const { seal } = sealOf(reader);
    return words.flatMap((word) => contexts.map((context) => [`sealed ${word}`, seal(word, context)] as const));
  } finally {
    reader.close();
  }
}

/** Where any of some bytes stand in the files of a folder, whatever the files are. */
export function foundIn(folder: string, forms: readonly (readonly [form: string, bytes: Buffer])[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const content = readFileSync(join(entry.parentPath, entry.name));
      return forms.flatMap(([form, bytes]) => (content.includes(bytes) ? [`${entry.name}: ${form}`] : []));
    });
}
