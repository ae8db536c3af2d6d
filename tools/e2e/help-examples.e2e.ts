import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportOf, nordwind } from '@pegel/importers/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendExample } from './example.js';
import { pegelHere } from './here.js';
import { served, type Served } from './served.js';
import { shell } from './shell.js';

let server: Served;
beforeAll(async () => {
  server = await served();
  await sendExample(server);
});
afterAll(() => server.stop());

test('what the help names as examples works as it stands there', async () => {
  // Those that serve go on until they are ended, and keys that are written as … are refused; items
  // that are decided about have numbers of their own, and another time zone would be one for every other test. A token has no data of its own, and asks for no names; whom an example erases is nobody here, and a link is of another server.
  const without = /pegel (serve|demo|login|logout|my-data|erase)|=…| (release|discard|revoke) |open 'https:|settings .* --yes|unmask (request|approve|refuse|withdraw|close) /;
  const { stdout } = await pegelHere(['complete', '--', ''], {}, server.folder);
  const paths = stdout.split('\n').slice(1, -1).map((line) => line.split('\t')[0] ?? '').filter((name) => name !== 'serve' && name !== 'demo');
  const helps = await Promise.all(paths.map((name) => pegelHere([name, '--help'], { LC_ALL: 'C.UTF-8' }, server.folder)));
  // Links name an organisation, and here is another one.
  const examples = helps.flatMap(({ stdout: help }) => [...help.matchAll(/^ {4}\$ ((?:.*\\\n)*.*)$/gm)].map(([, line = '']) => line.replace('/nordwind/', `/${server.slug}/`))).filter((line) => !without.test(line));
  expect(examples.length).toBeGreaterThan(15);
  const folder = join(server.folder, 'examples');
  mkdirSync(join(folder, 'transcripts'), { recursive: true });
  writeFileSync(join(folder, 'password'), 'a long enough password');
  cpSync(fileURLToPath(new URL('../../docs/examples/claude-admin', import.meta.url)), join(folder, 'exports'), { recursive: true });
  writeFileSync(join(folder, 'exportUsers_2026-11-22.csv'), 'userPrincipalName,displayName,mail,department\nfay@example.com,Fay,fay@example.com,Sales\n');
  writeFileSync(join(folder, 'people.csv'), 'E-Mail;KST\nfay@example.com;4711\n');
  writeFileSync(join(folder, 'data-2026-03-20-batch-0000.zip'), Object.values(await exportOf(nordwind, 'A'))[0] ?? '');
  const transcript = join(folder, 'transcripts', 'fay@example.com');
  mkdirSync(transcript);
  writeFileSync(join(transcript, 'one.jsonl'), `${JSON.stringify({ type: 'user', uuid: 'p-1', sessionId: 's-1', timestamp: '2026-01-13T09:00:00Z', isSidechain: false, message: { role: 'user', content: 'Hello' } })}\n`);
  // A folder is made before it is looked at.
  const ordered = examples.toSorted((a, b) => Number(b.startsWith('pegel init')) - Number(a.startsWith('pegel init')));
  for (const line of ordered) {
    const words = wordsIn(line);
    const { stdout: code, stderr } = words === null
      ? await shell(`cd examples; exec 3>&1; {\n${line}\necho "\${PIPESTATUS[0]}" >&3\n} >/dev/null 2>said`, server)
      : await pegelHere(words, { ...server.env, LC_ALL: 'C.UTF-8' }, folder).then(({ code }) => ({ stdout: `${code}\n`, stderr: '' }));
    // Days that are written down may be without data by the time somebody reads them.
    expect([line, code, stderr]).toEqual([line, expect.stringMatching(/^([05]|141)\n$/), '']);
  }
});

/** The words of a line that a shell only has to split, and to keep what is printed in a file. `null` where it does more, or where files are named to the program: that is for a shell and a program in a folder. */
function wordsIn(line: string): readonly string[] | null {
  const alone = line.replaceAll('\\\n', ' ').replace(/ > [\w.-]+$/, '');
  if (!alone.startsWith('pegel ') || /[|&;<>$`*~\\]|\.\//.test(alone)) return null;
  return [...alone.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].slice(1).map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}
