import { expect, test } from 'vitest';
import { randomOf } from '../src/demo/random.js';
import { record, seed, Tally, wanted } from './figures.js';
import { withInstallation } from './installation.js';
import { inLanes } from './lanes.js';
import { startSenders } from './load/senders.js';

const kills = wanted('PEGEL_KILLS', 20);
/** After so many kills a folder makes room for a new one, since everything in it is compared after every kill; there are two at least, which are worked on at the same time. */
const killsPerFolder = Math.min(60, Math.ceil(kills / 2));

test(`nothing acknowledged is lost, doubled or altered when the server is killed while four senders send, ${kills} times`, { timeout: kills * 10_000 }, async () => {
  const tally = new Tally();
  let done = 0;
  await inLanes(Math.ceil(kills / killsPerFolder), async (folder) => {
    const own = Math.min(killsPerFolder, kills - folder * killsPerFolder);
    await withInstallation(seed + folder, async (installation) => {
      const { load } = installation;
      let server = await installation.serve();
      for (let kill = 0; kill < own; kill += 1) {
        const sending = startSenders(load, server.url, kill);
        await new Promise((resolve) => setTimeout(resolve, randomOf(seed, 'kill', folder, kill).integer(0, 150)));
        await server.kill();
        await sending.stop();
        server = await installation.serve();
        tally.add(await installation.examine(server, { thorough: kill % 20 === 19 || kill === own - 1 }));
        expect(tally.complaints).toEqual([]);
        done += 1;
      }
      expect(await server.stop()).toEqual({ code: 0, signal: null });
      tally.count(load.claims);
    });
  });
  expect(done).toBe(kills);
  const { figures } = tally;
  // A run in which nothing was under way would prove nothing.
  expect(figures['eventsAcked']).toBeGreaterThan(kills * 20);
  expect(figures['unknown']).toBeGreaterThan(kills / 4);
  record('kill-ingest', { faults: kills, ...figures });
});
