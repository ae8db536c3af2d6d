import { readFile } from 'node:fs/promises';
import { exitCodes, Failure } from './failure.js';
import type { Sentences } from './words.js';

/** The password in a file, which ends with a line break that is no part of it. */
export async function passwordIn(file: string, words: Sentences): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch {
    throw new Failure(exitCodes.wrongArguments, words.noPasswordFile(file));
  }
}
