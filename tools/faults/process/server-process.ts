import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { binary } from '../../e2e/binary.js';

export interface ServeChoices {
  readonly data: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Modules of `process/` that the child loads before the product, such as one that counts statements. */
  readonly preload?: readonly string[];
  /** A program, with its arguments, that the server runs under, such as strace. */
  readonly under?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `pegel serve` in a process of its own, which can be hurt. */
export interface ServerProcess {
  readonly url: string;
  /** The process that serves, also where it runs under another program. */
  readonly pid: number;
  readonly ended: Promise<Ended>;
  hasEnded(): boolean;
  /** What it has said so far, log lines and sentences. */
  stderr(): string;
  /** `kill -9`, and the wait until nothing of it is left. */
  kill(): Promise<Ended>;
  /** SIGTERM, and the wait for its end. */
  stop(): Promise<Ended>;
  /** Asks something of a preloaded module. */
  ask<Answer>(question: object): Promise<Answer>;
}

/** A server that ended before it served, with what it said. */
export class NotServing extends Error {
  override readonly name = 'NotServing';
  constructor(
    readonly ended: Ended,
    readonly stderr: string,
  ) {
    super(`The server ended with ${ended.code ?? ended.signal} before it served: ${stderr}`);
  }
}

/** The command line of the binary, with modules loaded first and a program around it. */
export function commandLine(args: readonly string[], { preload = [], under = [] }: Pick<ServeChoices, 'preload' | 'under'> = {}): { readonly command: string; readonly args: readonly string[] } {
  const imports = preload.flatMap((name) => ['--import', fileURLToPath(new URL(`./${name}.mjs`, import.meta.url))]);
  const [command = process.execPath, ...rest] = [...under, process.execPath, ...imports, binary, ...args];
  return { command, args: rest };
}

/** Starts a server and waits until it serves. */
export async function startServer(choices: ServeChoices): Promise<ServerProcess> {
  const { command, args } = commandLine(['serve', '--data', choices.data, '--port', String(choices.port ?? 0)], choices);
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, ...choices.env } });
  let said = '';
  let seen: Ended | null = null;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      seen = { code, signal };
      resolve(seen);
    });
  });
  const url = new Promise<string>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /"url":"([^"]+)","msg":"serving"/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const first = await Promise.race([url, ended]);
  if (typeof first !== 'string') {
    // What it said last may still be on its way.
    await new Promise((resolve) => (child.stderr?.closed ? resolve(null) : child.stderr?.once('close', resolve)));
    throw new NotServing(first, said);
  }
  const pid = choices.under === undefined ? pidOf(child) : servingBelow(pidOf(child));
  const end = (signal: 'SIGKILL' | 'SIGTERM') => {
    try {
      if (seen === null) process.kill(pid, signal);
    } catch (error) {
      // It has died by itself, and what it ran under has not noticed yet.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
    return ended;
  };
  return { url: first, pid, ended, hasEnded: () => seen !== null, stderr: () => said, kill: () => end('SIGKILL'), stop: () => end('SIGTERM'), ask: (question) => answerOf(child, question) };
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('The process was not started.');
  return pid;
}

/** The process of Node below a tracer or a shell. */
function servingBelow(pid: number): number {
  const [below] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  if (below === undefined || below === '') return pid;
  return servingBelow(Number(below));
}

function answerOf<Answer>(child: ChildProcess, question: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Answer)); // Both ends are ours.
    child.send(question, (error) => error !== null && reject(error));
  });
}
