import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { initArguments, pegel } from '../e2e/binary.js';
import { isEverything } from '../src/testing/everything.js';
import { record, seed, Tally } from './figures.js';
import { withInstallation } from './installation.js';
import { startSenders } from './load/senders.js';
import { NotServing, type ServerProcess } from './process/server-process.js';

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const rollouts = isEverything ? 6 : 3;

test(`a server that is asked to stop under load answers what it has begun, and the next one goes on, ${rollouts} times`, { timeout: 180_000 }, () =>
  withInstallation(seed, async (installation) => {
    const { load } = installation;
    const tally = new Tally();
    let server = await installation.serve();
    for (let rollout = 0; rollout < rollouts; rollout += 1) {
      const sending = startSenders(load, server.url, rollout);
      await wait(300);
      const stopping = server.stop();
      // The next one is started as soon as the folder is free, as a supervisor would.
      const [ended, next] = await Promise.all([stopping, startOnceFree(() => installation.serve())]);
      await sending.stop();
      expect(ended).toEqual({ code: 0, signal: null });
      server = next;
      tally.add(await installation.examine(server, { thorough: rollout === rollouts - 1 }));
      expect(tally.complaints).toEqual([]);
    }
    expect(load.claims.counts.acked).toBeGreaterThan(rollouts * 4);
    // Whoever asks a server that is stopping is told so, or finds nobody; nothing is taken without an answer.
    expect(load.claims.counts.unheardAndThere).toBe(0);
    tally.count(load.claims);
    record('rollouts', { faults: rollouts, ...tally.figures });
  }),
);

async function startOnceFree(start: () => Promise<ServerProcess>): Promise<ServerProcess> {
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof NotServing) || !error.stderr.includes('already served')) throw error;
    }
  }
}

test('a data folder that is served is refused to everybody else in a sentence, and the server loses nothing by it', () =>
  withInstallation(seed, async (installation) => {
    const { load, data, folder } = installation;
    const server = await installation.serve();
    const sending = startSenders(load, server.url, 0);
    for (const again of [1, 2]) {
      const refused = await installation.serve().catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(NotServing);
      if (refused instanceof NotServing) expect({ again, ...refused.ended, said: refused.stderr.trim() }).toEqual({ again, code: 1, signal: null, said: `${data} is already served by another process. Stop that one first, or name another folder.` });
    }
    const second = initArguments(folder).map((argument) => (argument === 'Example AG' ? 'Another AG' : argument));
    expect(await pegel(second)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('already served') });
    // Looking does no harm.
    expect((await pegel(['verify', '--data', data])).code).toBe(0);
    await sending.stop();
    const tally = new Tally();
    tally.add(await installation.examine(server, { thorough: true }));
    expect(tally.complaints).toEqual([]);
    tally.count(load.claims);
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    record('two-servers', { faults: 3, ...tally.figures });
  }),
);

test('nothing that a killed server left in its folder keeps the next one from starting', () =>
  withInstallation(seed, async (installation) => {
    const { load, data, folder } = installation;
    const server = await installation.serve();
    const sending = startSenders(load, server.url, 0);
    await wait(300);
    await server.kill();
    await sending.stop();
    expect(readdirSync(data)).toEqual(expect.arrayContaining(['pegel.lock', 'pegel.sqlite', 'pegel.sqlite-wal']));
    // The same leftovers in a copy of the folder, as a backup made by copying files would have them.
    const copy = join(folder, 'copy');
    mkdirSync(copy);
    for (const name of readdirSync(data)) copyFileSync(join(data, name), join(copy, name));
    expect((await pegel(['verify', '--data', copy])).code).toBe(0);
    const again = await installation.serve();
    expect(await installation.examine(again, { thorough: true })).toEqual([]);
    await again.stop();
    expect(existsSync(`${installation.file}-wal`)).toBe(false);
  }),
);
