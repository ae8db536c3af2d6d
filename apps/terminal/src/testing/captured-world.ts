import { PassThrough, Writable } from 'node:stream';
import type { ServerPackage, World } from '../world.js';

/** A world that keeps what is written to it, waits for nothing, and is told to stop at once. */
export interface CapturedWorld extends World {
  out(): string;
  messages(): string;
  /** How long was waited, in milliseconds, each time. */
  readonly waits: readonly number[];
}

export function capturedWorld(variables: World['variables'] = {}, changes: Partial<World> = {}): CapturedWorld {
  const stdout = collector();
  const stderr = collector();
  const waits: number[] = [];
  return {
    variables,
    stdin: new PassThrough(),
    stdout: stdout.stream,
    stderr: stderr.stream,
    folder: '.',
    version: '1.2.3',
    versions: { node: process.versions.node, timeZoneData: process.versions.tz ?? null },
    loadServer: (): Promise<ServerPackage> => Promise.reject(new Error('This test has no server package.')),
    stopRequested: () => Promise.resolve(),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    ...changes,
    out: stdout.text,
    messages: stderr.text,
    waits,
  };
}

function collector() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
