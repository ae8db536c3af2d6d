import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, foundIn, type Founded, type FoundingChoices } from './binary.js';

/** A running server over a folder of its own, with one organisation. */
export interface Served extends Founded {
  readonly url: string;
  readonly folder: string;
  readonly port: number;
  /** The process that serves. */
  pid(): number;
  /** What it has logged, over every start. */
  log(): string;
  /** What commands need to reach it. */
  readonly env: Readonly<Record<string, string>>;
  post(events: readonly object[], source?: string): Promise<Response>;
  putDirectory(directory: object): Promise<Response>;
  /** Ends the server and starts it again on the same folder and port; `between` runs while there is none. */
  restart(between?: () => Promise<void>): Promise<void>;
  stop(): Promise<number>;
}

type Variables = Readonly<Record<string, string>>;

/** Sets an organisation up and serves it, both through the binary. */
export async function served({ env = {}, ...choices }: FoundingChoices & { /** Around the process that serves, perhaps by its port. */ readonly env?: Variables | ((port: number) => Promise<Variables>) } = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-e2e-'));
  const founded = await foundIn(folder, choices);
  const { data, ownerToken, ingestKey } = founded;

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const variables = typeof env === 'function' ? await env(port) : env;
  const logFile = join(folder, 'server.log');
  const log = openSync(logFile, 'a');
  const start = async () => {
    const started = spawn(process.execPath, [binary, 'serve', '--data', data, '--port', String(port)], { stdio: ['ignore', log, log], env: { ...process.env, ...variables } });
    await ready(url, started);
    return started;
  };
  let server = await start();

  const send = (method: string, path: string, body: object, source?: string) =>
    fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json', ...(source === undefined ? {} : { 'pegel-source': source }) },
      body: JSON.stringify(body),
    });
  return {
    ...founded, url, folder, port,
    pid: () => server.pid ?? 0,
    log: () => readFileSync(logFile, 'utf8'),
    env: { PEGEL_URL: url, PEGEL_TOKEN: ownerToken, PEGEL_INGEST_KEY: ingestKey },
    post: (events, source) => send('POST', '/v1/events', { events }, source),
    putDirectory: (directory) => send('PUT', '/v1/directory', directory),
    async restart(between) {
      await stopped(server);
      await between?.();
      server = await start();
    },
    async stop() {
      const code = await stopped(server);
      closeSync(log);
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** A server over an empty folder, which waits for its first organisation. */
export interface WaitingServer {
  readonly url: string;
  /** What it prints for whoever runs it. */
  readonly setUpUrl: string;
  stop(): Promise<number>;
}

/** Starts it as somebody does who has nothing yet. */
export async function servedEmpty(): Promise<WaitingServer> {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-e2e-'));
  const server = spawn(process.execPath, [binary, 'serve', '--data', join(folder, 'data'), '--port', '0', '--set-up'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const setUpUrl = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [address] = /http:\/\/\S+\/setup#\S+/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    server.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready: ${said}`)));
  });
  return {
    url: new URL(setUpUrl).origin, setUpUrl,
    async stop() {
      const code = await stopped(server);
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** Asks a process to end and resolves with its exit code. */
const stopped = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve(child.exitCode);
    child.once('exit', (code) => resolve(code ?? -1));
    child.kill('SIGTERM');
  });

async function ready(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode} before it was ready.`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The server was not ready within 30 seconds.');
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port was given.'))));
    });
  });
