import { PassThrough, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Finished } from './binary.js';

/** What is around one command line; the program says the rest of it in `apps/terminal/src/world.ts`. */
interface World {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stdin: PassThrough;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly folder: string;
  readonly version: string;
  readonly versions: { readonly node: string; readonly timeZoneData: string | null };
  loadServer(): Promise<never>;
  stopRequested(): Promise<void>;
  wait(milliseconds: number): Promise<void>;
}

/** Known by its path alone, since the terminal stands on the tools and not they on it. */
const program = fileURLToPath(new URL('../../apps/terminal/src/program.ts', import.meta.url));

/**
 * Runs a command line to its end as `pegel` does, within this process: for many of them whose being a program of their
 * own is not what is asked. It has no server to start, and no folder but the one it writes to.
 */
export async function pegelHere(words: readonly string[], variables: Readonly<Record<string, string>>, folder: string): Promise<Finished> {
  const { run } = (await import(program)) as { run(words: readonly string[], world: World): Promise<number> }; // What that file exports.
  const [stdout, stderr] = [kept(), kept()];
  const code = await run(words, {
    variables: { ...process.env, ...variables }, stdin: new PassThrough(), stdout: stdout.stream, stderr: stderr.stream, folder, version: 'here',
    versions: { node: process.versions.node, timeZoneData: process.versions.tz ?? null },
    loadServer: () => Promise.reject(new Error('A command on a data folder is run as a program.')),
    stopRequested: () => new Promise(() => undefined),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function kept(): { readonly stream: Writable; text(): string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
