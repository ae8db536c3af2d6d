import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const top = fileURLToPath(new URL('../../../../', import.meta.url));

/** Each part of the page that a test runs: the shell before it, and what is then asked and answered. */
const page = await readFile(join(top, 'docs/sources.md'), 'utf8');
const parts = page.split('<!-- end documented -->').slice(0, -1).map((part) => ({
  imports: [...(part.split('```sh\n').at(-1) ?? '').matchAll(/^pegel import .*$/gm)].map(([line]) => line.replace(/ +#.*$/, '')),
  documented: /<!-- begin documented .*?-->\n```console\n(.*?)```/s.exec(part)?.[1] ?? '',
}));

test.each(parts)('after $imports.0 … commands print what docs/sources.md says', async ({ imports, documented }) => {
  const server = await pegelServer({ isEmpty: true });
  const printed = async (line: string) => {
    const variables = { PEGEL_URL: server.url, PEGEL_INGEST_KEY: server.ingestKey, PEGEL_TOKEN: server.ownerToken };
    const world = capturedWorld(variables, { loadServer: () => import('@pegel/server'), stopRequested: () => new Promise(() => {}) });
    const code = await run(line.replace(/^pegel /, '').split(' ').map((word) => (word.startsWith('docs/') ? join(top, word) : word)), world);
    return { code, text: world.out().replaceAll('\r', '') };
  };
  expect(imports).not.toEqual([]);
  for (const line of imports) expect(await printed(line)).toMatchObject({ code: 0 });
  const said = documented.split(/^\$ /m).slice(1).map((block) => block.split('\n'));
  expect(said.length).toBeGreaterThan(1);
  for (const [command = '', ...lines] of said) {
    // People stand in the order of keys that differ from one installation to the next.
    expect([command, (await printed(command)).text.split('\n').sort()]).toEqual([command, lines.sort()]);
  }
});
