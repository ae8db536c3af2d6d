import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const top = fileURLToPath(new URL('../../../../', import.meta.url));

test('the commands about the files of the admin console print what docs/sources.md says', async () => {
  const page = await readFile(join(top, 'docs/sources.md'), 'utf8');
  const documented = /<!-- begin documented .*?-->\n```console\n(.*?)```/s.exec(page)?.[1] ?? '';
  const [imported = ''] = /^pegel import claude-admin docs\/.*$/m.exec(page) ?? [];
  const server = await pegelServer({ isEmpty: true });
  const printed = async (line: string) => {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_INGEST_KEY: server.ingestKey, PEGEL_TOKEN: server.ownerToken });
    const code = await run(line.replace(/^pegel /, '').split(' ').map((word) => (word.startsWith('docs/') ? join(top, word) : word)), world);
    return { code, text: world.out().replaceAll('\r', '') };
  };
  expect(await printed(imported)).toMatchObject({ code: 0 });
  const said = documented.split(/^\$ /m).slice(1).map((block) => block.split('\n'));
  expect(said.length).toBeGreaterThan(1);
  for (const [command = '', ...lines] of said) {
    // People stand in the order of keys that differ from one installation to the next.
    expect([command, (await printed(command)).text.split('\n').sort()]).toEqual([command, lines.sort()]);
  }
});
