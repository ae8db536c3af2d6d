import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { binary, foundIn, type Founded } from '../../e2e/binary.js';

/** Sets an organisation up below a folder, or finds it there. */
export async function founded(folder: string, timeZone: string): Promise<Founded> {
  const record = join(folder, 'founded.json');
  if (existsSync(record)) return JSON.parse(readFileSync(record, 'utf8')) as Founded; // It was written below.
  mkdirSync(folder, { recursive: true });
  const made = await foundIn(folder, { timeZone });
  writeFileSync(record, JSON.stringify(made));
  return made;
}

export interface Serving extends Founded {
  readonly url: string;
  readonly pid: number;
  /** Resident memory of the server in MiB. */
  memory(): number;
  post(path: string, body: string): Promise<string>;
  put(path: string, body: string): Promise<string>;
  get(path: string): Promise<string>;
  stop(): Promise<void>;
}

/** Serves a data folder on a free port. Requests reuse connections, as those of a program that sends all day do. Columns may take as much memory as a server usually gives them, or as is said. */
export async function serve(organisation: Founded, columnsMebibytes?: number): Promise<Serving> {
  const child = spawn(process.execPath, [binary, 'serve', '--data', organisation.data, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, PEGEL_LOG_LEVEL: 'error', LANG: 'C.UTF-8', ...(columnsMebibytes === undefined ? {} : { PEGEL_COLUMNS_MEBIBYTES: String(columnsMebibytes) }) } });
  const url = await addressSaid(child.stderr);
  const agent = new Agent({ keepAlive: true });
  const once = (method: string, path: string, token: string, body?: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) };
      const sent = request(`${url}${path}`, { method, agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`${method} ${path.slice(0, 200)}: ${answer.statusCode} ${text.slice(0, 500)}`));
        });
        answer.on('error', reject);
      });
      sent.on('error', (error) => reject(sent.reusedSocket ? new ClosedMeanwhile(error.message) : error));
      sent.end(body);
    });
  // A server closes connections that were idle; whoever finds one closed opens another. Nothing counts twice.
  const ask: typeof once = async (...asked) => {
    try {
      return await once(...asked);
    } catch (error) {
      if (error instanceof ClosedMeanwhile) return once(...asked);
      throw error;
    }
  };
  return {
    ...organisation,
    url,
    pid: child.pid ?? 0,
    memory: () => memoryOf(child.pid ?? 0),
    post: (path, body) => ask('POST', path, organisation.ingestKey, body),
    put: (path, body) => ask('PUT', path, organisation.ingestKey, body),
    get: (path) => ask('GET', path, organisation.ownerToken),
    async stop() {
      agent.destroy();
      await new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGTERM');
      });
    },
  };
}

class ClosedMeanwhile extends Error {}

/** Resident memory of a process in MiB. */
export const memoryOf = (pid: number): number => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

/** The address a server says it serves. */
export function addressSaid(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    });
    stream.on('end', () => reject(new Error(`The server ended: ${said}`)));
  });
}

export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });
