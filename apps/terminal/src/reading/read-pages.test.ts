import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { exitCodes } from '../failure.js';
import { run } from '../program.js';
import { keepSession } from '../sign-in/credentials.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';
import { temporaryFolder } from '../testing/transcripts.js';

/** A terminal at which somebody types lines, one after the other, until there are no more. */
async function heard(server: { readonly url: string; readonly ownerToken: string }, words: readonly string[], lines: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, TERM: 'xterm-256color', LANG: 'en_GB.UTF-8', ...variables }, { stdin });
  Object.assign(world.stdout, { isTTY: true });
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  const code = await run(words, world);
  // What was typed echoes in the terminal, not here: each answer follows the prompt.
  const [page = '', ...answers] = world.out().split('\n> ');
  return { code, page, answers, out: world.out(), messages: world.messages() };
}

test('a page is heard from its first line to a prompt, a number explains itself, a name leads on, and q ends with the link', async () => {
  const server = await pegelServer();
  const { code, page, answers, out, messages } = await heard(server, ['overview', '--screen-reader'], ['1', '99', 'nonsense', 'exp', 'ausgaben', '90d', '', 'q']);
  expect([code, messages]).toEqual([0, '']);
  // oxlint-disable-next-line no-control-regex -- what drives a terminal is not to be there.
  expect(out).not.toMatch(/[\x1B│┌█▲]/);
  expect(page).toMatch(/^Overview, Nordwind AG\. Last 28 days, .*\. Complete to .*\.\n1\. /);
  expect(page).toMatch(/\nType a number to hear more of it, a page \(Overview, Activity, Adoption, Spend\), a period \(7d, .*or q to quit\.$/);
  const [explained, none, nonsense, place, spend, longer, again, link] = answers;
  expect(explained).toMatch(/^.+: .+\n(.+\n)*What this counts: /);
  expect(none).toMatch(/^There is no 99; the numbers go up to \d+\.$/);
  expect(nonsense).toBe('“nonsense” is no number, page or period. Type ? to hear what can be typed.');
  expect(place).toContain('pegel export');
  expect(spend).toMatch(/^Spend, Nordwind AG\. /);
  expect(longer).toMatch(/^Spend, Nordwind AG\. Last 90 days/);
  expect(again).toBe(longer);
  expect(link).toBe(`\n${server.url}/nordwind-ag/spend?range=90d\n`);
});

test('INK_SCREEN_READER asks for the same, in German too, and the end of what is typed is an end', async () => {
  const server = await pegelServer();
  const { code, page, answers } = await heard(server, ['activity', '--lang', 'de'], ['?'], { INK_SCREEN_READER: 'true' });
  expect(code).toBe(0);
  expect(page).toMatch(/^Benutzeraktivität, Nordwind AG\. Letzte 28 Tage/);
  expect(answers[0]).toMatch(/^Geben Sie eine Nummer ein/);
  expect(answers.at(-1)).toContain(`${server.url}/nordwind-ag/activity`);
});

test('a pipe and CI get tables all the same', async () => {
  const server = await pegelServer();
  const { page, answers } = await heard(server, ['overview', '--screen-reader'], [], { CI: 'true' });
  expect(answers).toEqual([]);
  expect(page).toMatch(/\nMetric +Value +Change/);
});

test('what changed tells of old invites to whoever listens, and of a link, as it does on the screen', async () => {
  const server = await pegelServer();
  await server.send('PUT', '/v1/directory', { takenAt: '2026-01-14T09:00:00Z', complete: true, people: [{ email: 'a@nordwind.example', status: 'active', seat: 'standard' }, { email: 'c@nordwind.example', status: 'invited', invitedAt: '2025-11-10T09:00:00Z' }] });
  const said = '1 of 1 pending invites is older than 14 days.';
  const { page } = await heard(server, ['overview', '--screen-reader'], ['q']);
  expect(page).toContain(said);
  const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken });
  expect(await run(['open', '/nordwind-ag/overview'], world)).toBe(0);
  expect(world.out()).toContain(said);
});

test.each([
  ['en', 'spend', 'Your session has ended. Run pegel login. Then pegel open', 'goes on where you were.'],
  ['de', 'ausgaben', 'Ihre Sitzung ist zu Ende. Rufen Sie pegel login auf. Danach geht es mit pegel open', 'weiter, wo Sie waren.'],
])('whoever listens (%s) while their session ends is told so in words, how to sign in, and what goes on where they were', async (language, place, ended, on) => {
  const server = await pegelServer();
  const home = await temporaryFolder();
  keepSession(join(home, 'pegel', 'credentials.json'), server.url, { token: server.ownerToken, email: 'h@nordwind.example' });
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const world = capturedWorld({ PEGEL_URL: server.url, XDG_CONFIG_HOME: home, TERM: 'xterm-256color', LC_ALL: `${language}.UTF-8` }, { stdin });
  Object.assign(world.stdout, { isTTY: true });
  const listening = run(['activity', '--screen-reader'], world);
  await vi.waitFor(() => expect(world.out()).toMatch(/> $/), { timeout: 60_000 });

  const id = createHash('sha256').update(server.ownerToken).digest('hex').slice(0, 12);
  expect(await run(['keys', 'revoke', id, '--yes'], capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken }))).toBe(0);
  const before = world.out();
  stdin.write(`${place}\n`);
  expect(await listening).toBe(exitCodes.notPermitted);
  // No number is told any more, and where they were is not lost.
  expect(world.out().slice(before.length).trim()).toBe('');
  const said = world.messages().replaceAll(/\s+/g, ' ').trim();
  expect(said.startsWith(ended), said).toBe(true);
  expect(said.endsWith(on), said).toBe(true);
  expect(said).toContain(`'${server.url}/nordwind-ag/activity?range=28d'`);
}, 120_000);
