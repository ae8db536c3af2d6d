import { fork, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { WireEvent } from '@pegel/domain';
import { milliseconds, type Figure, type Findings } from './figures.js';
import type { Bench } from './main.js';
import { addressSaid, founded, memoryOf, serve } from './server.js';

/** What can be looked on at by many. */
interface Stage {
  readonly url: string;
  readonly pid: number;
  /** What whoever looks on sends. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes something happen that everybody who looks on is told. */
  happen(): Promise<unknown>;
  stop(): Promise<void>;
}

/** A reader is told of changes once a second at most, so whoever measures waits for the next. */
const apart = 1_200;
/** How long is looked whether a server that has nothing to tell works all the same. */
const idleSeconds = 10;

/** What it costs that many look on, beside a server that does nothing else but keep their answers open. */
export async function streamFindings({ folder, isSmall, streams: count, contest }: Bench): Promise<Findings> {
  const [pegel, bare] = await Promise.all([pegelStage(join(folder, 'streams')), bareStage()]);
  try {
    const before = { memory: memoryOf(pegel.pid), files: filesOf(pegel.pid) };
    const audiences = new Map<Stage, Audience>();
    for (const stage of [pegel, bare]) audiences.set(stage, await audienceOf(stage, count));
    const told = async (stage: Stage): Promise<number> => {
      await pause(apart);
      return (await audiences.get(stage)?.told(() => stage.happen())) ?? Number.NaN;
    };
    const over = `${count.toLocaleString('en')} open streams`;
    const figures: Figure[] = [
      await contest({ name: `from an event to the last of ${over}`, unit: 'ms', ours: () => told(pegel), opponents: { 'bare node:http': () => told(bare) } }),
      await contest({ name: `resident memory with ${over}`, unit: 'MiB', rounds: 1, ours: () => memoryOf(pegel.pid), opponents: { 'bare node:http': () => memoryOf(bare.pid) } }),
      await contest({ name: `work of one core while nothing happens, ${over}`, unit: '%', rounds: 1, ours: () => workOf(pegel.pid, isSmall), opponents: { 'bare node:http': () => workOf(bare.pid, isSmall) } }),
    ];
    await Promise.all([...audiences.values()].map((audience) => audience.leave()));
    const gone = async (): Promise<number> => {
      for (let waited = 0; waited < 30; waited += 1) {
        await pause(1_000);
        if (filesOf(pegel.pid) <= before.files + 5) break;
      }
      return filesOf(pegel.pid) - before.files;
    };
    const left = await gone();
    if (left > 5) throw new Error(`${left} connections of ${count} that were closed are still open at the server.`);
    return {
      figures,
      over: [
        { name: 'streams', value: count, unit: '' },
        { name: 'resident memory of the server before the first', value: before.memory, unit: 'MiB' },
        { name: 'and after the last has gone', value: memoryOf(pegel.pid), unit: 'MiB' },
      ],
    };
  } finally {
    await Promise.all([pegel.stop(), bare.stop()]);
  }
}

async function pegelStage(folder: string): Promise<Stage> {
  const server = await serve(await founded(folder, 'UTC'));
  let sent = 0;
  return {
    url: `${server.url}/trpc/changes?input=${encodeURIComponent(JSON.stringify({ organisation: server.slug }))}`,
    pid: server.pid,
    headers: { authorization: `Bearer ${server.ownerToken}` },
    happen: () => {
      sent += 1;
      const event: WireEvent = { id: `told-${sent}`, type: 'message.sent', at: new Date().toISOString(), person: { email: 'ada@example.com' }, chat: 'c-1' };
      return server.post('/v1/events', JSON.stringify({ events: [event] }));
    },
    stop: () => server.stop(),
  };
}

async function bareStage(): Promise<Stage> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('bare-streams.mjs', import.meta.url))], { stdio: ['ignore', 'ignore', 'pipe'] });
  const url = await addressSaid(child.stderr);
  return {
    url,
    pid: child.pid ?? 0,
    happen: () => fetch(url, { method: 'POST' }).then((answer) => answer.text()),
    stop: () => new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    }),
  };
}

interface Audience {
  /** How many milliseconds pass until everybody has been told what happens. */
  told(happen: () => Promise<unknown>): Promise<number>;
  leave(): Promise<void>;
}

/** Opens so many streams. */
async function audienceOf({ url, headers = {} }: Stage, count: number): Promise<Audience> {
  const child = fork(fileURLToPath(new URL('audience.mjs', import.meta.url)), [url, String(count), JSON.stringify(headers)], { execArgv: [] });
  const said = (what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const over = (code: number | null): void => reject(new Error(`Who looked on at ${new URL(url).origin} ended with ${code} before they were ${what}.`));
      const hear = (message: unknown): void => {
        if (message !== what) return;
        child.off('message', hear);
        child.off('exit', over);
        resolve();
      };
      child.on('message', hear);
      child.once('exit', over);
    });
  await said('there');
  return {
    async told(happen) {
      const listening = said('listening');
      child.send('listen');
      await listening;
      const everybody = said('told');
      return milliseconds(() => Promise.all([everybody, happen()]));
    },
    leave: () => new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill();
    }),
  };
}

/** How many files and connections a process has open; Linux says it. */
const filesOf = (pid: number): number => (process.platform === 'linux' ? readdirSync(`/proc/${pid}/fd`).length : 0);

/** How much of one core a process takes, in percent; Linux says it, in hundredths of a second. */
async function workOf(pid: number, isSmall: boolean): Promise<number> {
  const seconds = isSmall ? 1 : idleSeconds;
  const taken = (): number => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  };
  const before = taken();
  await pause(seconds * 1_000);
  return (taken() - before) / seconds;
}
