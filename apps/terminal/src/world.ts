import type { Readable, Writable } from 'node:stream';
import type * as Server from '@pegel/server';
import { cut } from './fit.js';
import { safeText } from './safe-text.js';

/** What the program needs of the server package, which only commands on a data folder load. */
export type ServerPackage = Pick<typeof Server, 'initialise' | 'inspectFolder' | 'readJournal' | 'readPrivacyReport' | 'resetPassword' | 'serve' | 'verify'>;

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/** Everything outside the program, handed in, so that a test can hand in another. */
export interface World {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown; ref?(): unknown; unref?(): unknown };
  /** Data. */
  readonly stdout: Output;
  /** Messages. */
  readonly stderr: Output;
  /** Where files are written that nobody named a place for. */
  readonly folder: string;
  readonly version: string;
  /** What runs the program. */
  readonly versions: { readonly node: string; readonly timeZoneData: string | null };
  loadServer(): Promise<ServerPackage>;
  /** Resolves when somebody asks the process to end. Until it is called, signals do what they always do. */
  stopRequested(): Promise<void>;
  wait(milliseconds: number): Promise<void>;
}

const sentenceMax = 1000;

/** A message is one line of text, whatever it repeats of somebody's input or of a server's answer. */
export const say = (world: World, sentence: string): void => {
  world.stderr.write(`${cut(safeText(sentence.slice(0, 4 * sentenceMax)), sentenceMax)}\n`);
};
