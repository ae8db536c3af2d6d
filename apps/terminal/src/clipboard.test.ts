import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyToClipboard } from './clipboard.js';
import { capturedWorld } from './testing/captured-world.js';
import { temporaryFolder } from './testing/transcripts.js';
import { sentences } from './words.js';

const text = '**Auslastung: 65,0 %** (312 ÷ 480)\n';
const asked = `\x1B]52;c;${Buffer.from(text).toString('base64')}\x07`;

/** A folder for what is kept, and one with a program of a name that copies into a file. */
async function machine(tool: string, script = '/bin/cat > "$XDG_STATE_HOME/taken"') {
  const folder = await temporaryFolder();
  await writeFile(join(folder, tool), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, tool), 0o755);
  return { folder, variables: { XDG_STATE_HOME: folder, PATH: folder } };
}
const file = (folder: string) => join(folder, 'pegel', 'clipboard.md');

test('a program of this machine copies, and says so; the text is kept where only its owner reads it', async () => {
  const { folder, variables } = await machine('wl-copy');
  const world = capturedWorld({ ...variables, WAYLAND_DISPLAY: 'wayland-0' });
  expect(await copyToClipboard(text, world, sentences.en, 'linux')).toBe(`Copied (wl-copy), and kept in ${file(folder)}`);
  expect(await readFile(join(folder, 'taken'), 'utf8')).toBe(text);
  expect(await readFile(file(folder), 'utf8')).toBe(text);
  if (process.platform !== 'win32') expect((await stat(file(folder))).mode & 0o077).toBe(0);
  expect(world.out()).toBe('');
});

test.each([
  ['there is none', 'other', undefined, { DISPLAY: ':0' }],
  ['it fails', 'xclip', 'exit 1', { DISPLAY: ':0' }],
  ['somebody sits elsewhere', 'xclip', undefined, { DISPLAY: ':0', SSH_CONNECTION: '192.0.2.1 5 192.0.2.2 22' }],
  ['nothing draws windows', 'xclip', undefined, {}],
])('where %s the terminal is asked, and nobody claims that it did', async (_, tool, script, more) => {
  const { folder, variables } = await machine(tool, script);
  const world = capturedWorld({ ...variables, ...more });
  const said = await copyToClipboard(text, world, sentences.de, 'linux');
  expect(said).toBe(`Ans Terminal gesendet. Notfalls in ${file(folder)}`);
  expect(world.out()).toBe(asked);
  expect(await readFile(file(folder), 'utf8')).toBe(text);
});

test('a place that takes no file does not lose the text, and is said', async () => {
  const { folder, variables } = await machine('other');
  await writeFile(join(folder, 'not-a-folder'), '');
  const world = capturedWorld({ ...variables, XDG_STATE_HOME: join(folder, 'not-a-folder') });
  expect(await copyToClipboard(text, world, sentences.en, 'linux')).toMatch(/^Sent to the terminal; it could not be kept as a file: .+/);
  expect(world.out()).toBe(asked);
});
