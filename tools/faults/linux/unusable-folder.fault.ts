import { chmodSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pegel } from '../../e2e/binary.js';
import { seed } from '../figures.js';
import { withInstallation } from '../installation.js';
import { startSenders } from '../load/senders.js';
import { NotServing, startServer } from '../process/server-process.js';
import { canMount, run } from './small-disk.js';

/** Root may do everything, unless it runs without that power; then it stands for any other owner. */
const asAnybody = process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search', '--inh-caps', '-all'] : [];

test('a folder, or a file in it, that this user may not use is named with a sentence, nothing is made in its place, and nothing is lost', () =>
  withInstallation(seed, async (installation) => {
    const { load, data } = installation;
    const first = await installation.serve();
    const sending = startSenders(load, first.url, 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await first.kill();
    await sending.stop();

    for (const [name, mode] of [['', 0o000], ['', 0o500], ['pegel.lock', 0o000], ['pegel.sqlite', 0o000], ['pegel.sqlite', 0o400], ['pegel.sqlite-wal', 0o000], ['pegel.sqlite-wal', 0o400], ['pegel.sqlite-shm', 0o000]] as const) {
      const path = join(data, name);
      const before = statSync(path).mode;
      chmodSync(path, mode);
      const refused = await startServer({ data, under: asAnybody.length > 0 ? asAnybody : undefined }).catch((error: unknown) => error);
      chmodSync(path, before);
      if (!(refused instanceof NotServing)) throw new Error(`The server starts although ${path} has the mode ${mode.toString(8)}.`);
      expect({ name, mode, ...refused.ended, said: refused.stderr.trim() }).toEqual({ name, mode, code: 1, signal: null, said: expect.stringMatching(/^\/.* cannot be (read|written to): permission is denied\. It must be a (folder|file) that this user may write to\.$/) });
    }
    const again = await installation.serve();
    expect(await installation.examine(again, { thorough: true })).toEqual([]);
    await again.stop();
  }),
);

// Only root can mount one, and not everywhere; every other way of not being allowed to write is above.
if (canMount()) test('a disk that is mounted read-only is named as such', () =>
  withInstallation(seed, async ({ data, folder }) => {
    const path = join(folder, 'read-only');
    mkdirSync(path);
    run('mount', '--bind', data, path);
    try {
      run('mount', '-o', 'remount,bind,ro', path);
      const refused = await pegel(['serve', '--data', path, '--port', '0']);
      expect(refused).toMatchObject({ code: 1, stderr: `${path} cannot be written to: its disk is mounted read-only. It must be a folder that this user may write to.\n` });
    } finally {
      run('umount', path);
      rmdirSync(path);
    }
  }),
);
