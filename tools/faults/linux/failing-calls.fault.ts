import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomOf } from '../../src/demo/random.js';
import { record, seed, Tally, wanted } from '../figures.js';
import { withInstallation, type Installation } from '../installation.js';
import { eventItem, loadDays } from '../load/items.js';
import type { Delivered, Prepared } from '../load/load.js';
import { Connection } from '../process/request.js';
import { NotServing, type ServerProcess } from '../process/server-process.js';

const injections = wanted('PEGEL_INJECTIONS', 2);

/** What it stands for, calls of the operating system, and what becomes of one of them, or of all from it on. */
const faults = [
  ['write-full', 'a write finds the disk full', 'pwrite64', 'error=ENOSPC', ''],
  ['writes-full', 'every write from one on finds the disk full', 'pwrite64', 'error=ENOSPC', '+'],
  ['write-fails', 'a write fails', 'pwrite64', 'error=EIO', ''],
  ['sync-fails', 'a sync fails', 'fsync,fdatasync', 'error=EIO', ''],
  ['syncs-fail', 'every sync from one on fails', 'fsync,fdatasync', 'error=EIO', '+'],
  ['kill-at-sync', 'the server is killed instead of a sync', 'fsync,fdatasync', 'signal=SIGKILL', ''],
  ['kill-at-write', 'the server is killed instead of a write', 'pwrite64', 'signal=SIGKILL', ''],
] as const;

// TRICKY: with --seccomp-bpf, which is faster, strace sends no signal in place of a call, and says nothing of it.
const under = (calls: string, log: string, inject?: string) => ['strace', '-f', ...(inject?.startsWith('signal') === true ? [] : ['--seccomp-bpf']), '-qq', '-e', `trace=${calls}`, ...(inject === undefined ? [] : ['-e', `inject=${calls}:${inject}`]), '-o', log];

/** What is sent while a call fails: small deliveries, so that few calls lie between two answers. */
function deliveriesOf({ load }: Installation): readonly Prepared[] {
  const events = (size: number): Prepared => ({ kind: 'events', source: 'gateway', form: 'json', items: Array.from({ length: size }, () => eventItem(load.seed, load.newId('event'), 0)) });
  const id = load.newId('revised');
  const revised: Prepared = { kind: 'events', source: 'bot', form: 'json', items: [eventItem(load.seed, load.newId('event'), 0), eventItem(load.seed, id, 0), eventItem(load.seed, id, 2), eventItem(load.seed, id, 1)] };
  return [events(1), revised, load.randomDirectory(randomOf(load.seed, id), 'people'), events(30)];
}

/** Sends until something is not taken; says what that was. */
async function sendUntilRefused({ load }: Installation, server: ServerProcess, all: readonly Prepared[]): Promise<{ readonly prepared: Prepared; readonly delivered: Delivered } | null> {
  const connection = new Connection(server.url);
  try {
    for (const prepared of all) {
      const delivered = await load.deliver(connection, prepared);
      if (delivered.outcome !== 'acked') return { prepared, delivered };
    }
    return null;
  } finally {
    connection.close();
  }
}

/** Questions are answered whatever the disk refuses to take. */
async function expectReports({ ownerToken }: Installation, { url }: ServerProcess): Promise<void> {
  const connection = new Connection(url);
  const { status } = await connection.ask('GET', `/report.json?metrics=messages,spend&from=${loadDays.from}&to=${loadDays.to}`, { authorization: `Bearer ${ownerToken}` });
  connection.close();
  expect(status).toBe(200);
}

const counted = new Map<string, number>();

/** How many such calls a server makes from its start over some deliveries to its end, which is about the same each time. */
async function callsOf(installation: Installation, calls: string): Promise<number> {
  const known = counted.get(calls);
  if (known !== undefined) return known;
  const log = join(installation.folder, 'calls');
  const server = await installation.serve({ under: under(calls, log) });
  expect(await sendUntilRefused(installation, server, deliveriesOf(installation))).toBe(null);
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  const count = readFileSync(log, 'utf8').split('\n').filter((line) => line.includes('(')).length;
  counted.set(calls, count);
  return count;
}

test.each(faults)('%s: when %s, nothing acknowledged is lost and nothing refused is there', { timeout: 120_000 + injections * 60_000 }, (suite, _, calls, inject, andLater) =>
  withInstallation(seed, async (installation) => {
    const { load } = installation;
    const count = await callsOf(installation, calls);
    expect(count).toBeGreaterThan(5);
    const tally = new Tally();
    const isKill = inject.startsWith('signal');
    let done = 0;
    let refusals = 0;
    let notServing = 0;
    for (let index = 0; index < Math.min(injections, count); index += 1) {
      // Spread over all of them, the last one too.
      const at = Math.round(((index + 1) * count) / Math.min(injections, count));
      const log = join(installation.folder, `calls-${at}`);
      try {
        const server = await installation.serve({ under: under(calls, log, `${inject}:when=${at}${andLater}`) });
        const refused = await sendUntilRefused(installation, server, deliveriesOf(installation));
        if (isKill) {
          if (refused !== null) expect({ at, outcome: refused.delivered.outcome }).toEqual({ at, outcome: 'unknown' });
          // If not before, then while it moves its log into the database at its end.
          if ((await server.stop()).signal === 'SIGKILL') done += 1;
        } else if (refused === null) {
          await server.stop();
        } else {
          refusals += 1;
          const { outcome, answer } = refused.delivered;
          expect({ at, status: answer?.status, later: answer?.headers['retry-after'] !== undefined }).toEqual({ at, status: 503, later: true });
          // Only a disk that syncs nothing any more leaves in doubt what it holds.
          if (outcome === 'unknown') expect([calls, andLater]).toEqual(['fsync,fdatasync', '+']);
          await expectReports(installation, server);
          // Every second server is killed right then, when only the disk knows what it holds.
          if (refusals % 2 === 0 || andLater === '+') await server.kill();
          else {
            expect(await sendUntilRefused(installation, server, [refused.prepared])).toBe(null);
            await server.stop();
          }
        }
      } catch (error) {
        if (!(error instanceof NotServing)) throw error;
        notServing += 1;
        // A sentence for people, and no trace of the program.
        if (isKill) done += error.ended.signal === 'SIGKILL' ? 1 : 0;
        else expect({ at, ...error.ended, stack: /^\s+at /m.test(error.stderr), said: error.stderr.trim() !== '' }).toEqual({ at, code: 1, signal: null, stack: false, said: true });
      }
      if (readFileSync(log, 'utf8').includes('(INJECTED)')) done += 1;
      const after = await installation.serve();
      tally.add(await installation.examine(after, { thorough: index === injections - 1 }));
      expect({ at, complaints: tally.complaints }).toEqual({ at, complaints: [] });
      await after.stop();
    }
    // How many calls there are differs a little from run to run, so the last is not always reached.
    expect(done).toBeGreaterThanOrEqual(Math.min(injections, count) / 2);
    tally.count(load.claims);
    record(suite, { faults: done, ...tally.figures, refusals, notServing });
  }),
);
