import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReaderView } from '@pegel/client';
import { initialView } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { keptView, viewKeeper } from '../kept-view.js';
import { run } from '../program.js';
import { keptSession } from '../sign-in/credentials.js';
import { capturedWorld, type CapturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';
import { temporaryFolder } from '../testing/transcripts.js';
import { webServer } from '../testing/web-server.js';

const owner = { email: 'h@nordwind.example', password: 'a long enough password' };

/** A browser with a session, as far as it takes to decide about a terminal. */
async function browserAt(url: string) {
  const headers = { 'content-type': 'application/json', origin: url };
  const answer = await fetch(`${url}/auth/sign-in/email`, { method: 'POST', headers, body: JSON.stringify(owner) });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? expect.fail();
  return async (verb: 'approve' | 'deny', userCode: string) => {
    await fetch(`${url}/auth/device?user_code=${userCode}`, { headers: { cookie } });
    const decided = await fetch(`${url}/auth/device/${verb}`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify({ userCode }) });
    expect([verb, decided.status]).toEqual([verb, 200]);
  };
}

/** A terminal beside a browser in which somebody decides while it waits. */
async function beside(url: string, verb: 'approve' | 'deny', variables: CapturedWorld['variables'] = {}) {
  const decide = await browserAt(url);
  const home = await temporaryFolder();
  const world: CapturedWorld = capturedWorld({ HOME: home, ...variables }, {
    wait: async () => {
      const code = /user_code=([\w-]+)/.exec(world.messages())?.[1] ?? expect.fail();
      await decide(verb, code);
    },
  });
  return { world, home, file: join(home, '.config', 'pegel', 'credentials.json') };
}

test('signing in by a code keeps a session for this user alone, with which every command reads until it is ended', async () => {
  const { url } = await pegelServer();
  const { world, home, file } = await beside(url, 'approve');
  expect(await run(['login', '--url', url], world)).toBe(0);
  expect(world.out()).toBe(`Signed in to ${url} as h@nordwind.example.\n`);
  expect(world.messages()).toMatch(/Confirm there only if it shows {2}\w{4}-\w{4}/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  const reading = capturedWorld({ HOME: home });
  expect([await run(['report', '--metrics', 'chats', '--from', '2026-01-12', '--to', '2026-01-13', '--format', 'csv', '--url', url], reading), reading.messages()]).toEqual([0, '']);
  const asking = capturedWorld({ HOME: home });
  await run(['whoami', '--json', '--url', url], asking);
  expect(JSON.parse(asking.out())).toMatchObject({ name: owner.email, by: 'session', organisations: [{ organisation: 'nordwind-ag', role: 'primary-owner' }] });

  const seen = { url, token: keptSession(reading, url)?.token ?? expect.fail('Nobody is signed in.'), organisation: undefined };
  const view = initialView(sampleOrganisation.slug);
  await viewKeeper(reading, seen, null).keep({ name: '', role: 'owner', permissions: [], organisation: {} } as unknown as ReaderView, view, sampleOrganisation, { reports: sampleReports(view) }); // Nobody looks into it here.
  expect(keptView(reading, seen)).not.toBeNull();

  const copy = await readFile(file, 'utf8');
  const leaving = capturedWorld({ HOME: home });
  expect([await run(['logout', '--url', url], leaving), leaving.out()]).toEqual([0, `Signed out of ${url}, where you were h@nordwind.example.\n`]);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({});
  expect(keptView(reading, seen)).toBeNull();
  // Whoever kept a copy of the file gets nowhere with it.
  await writeFile(file, copy);
  const late = capturedWorld({ HOME: home });
  expect([await run(['whoami', '--url', url], late), late.messages()]).toEqual([3, 'Your session has ended. Run pegel login.\n']);
});

test('whoever says in the browser that it is not their terminal signs nobody in', async () => {
  const { url } = await pegelServer({ isEmpty: true });
  const { world, file } = await beside(url, 'deny');
  expect(await run(['login', '--url', url, '--lang', 'de'], world)).toBe(3);
  expect(world.messages()).toContain('Im Browser wurde gesagt, dies sei ein fremdes Terminal. Niemand ist angemeldet.');
  await expect(stat(file)).rejects.toThrow(/ENOENT/);
});

test('a session is shown to the server it is of and to no other, and a token outweighs it', async () => {
  const { url, ownerToken } = await pegelServer();
  const { world, home } = await beside(url, 'approve', { PEGEL_TOKEN: ownerToken });
  await run(['login', '--url', url], world);
  expect(world.messages()).toContain('PEGEL_TOKEN is set and outweighs this session; unset it to use the session.');
  const asked: (string | undefined)[] = [];
  const other = await webServer(({ headers }, response) => {
    asked.push(headers.authorization);
    response.writeHead(401).end();
  });
  const elsewhere = capturedWorld({ HOME: home });
  expect([await run(['report', '--metrics', 'chats', '--range', '7d', '--url', other.url], elsewhere), elsewhere.messages(), asked]).toEqual([3, "Not signed in: run pegel login, or set PEGEL_TOKEN to a reader's token.\n", []]);
  const byToken = capturedWorld({ HOME: home, PEGEL_TOKEN: ownerToken });
  await run(['whoami', '--json', '--url', url], byToken);
  expect(JSON.parse(byToken.out())).toMatchObject({ by: 'token' });
});

test('without a home, without a session and without a server it says so', async () => {
  const { url } = await pegelServer({ isEmpty: true });
  const homeless = capturedWorld();
  expect([await run(['login', '--url', url], homeless), homeless.messages()]).toEqual([1, 'There is no place to keep a session: set HOME or XDG_CONFIG_HOME.\n']);
  const home = await temporaryFolder();
  const stranger = capturedWorld({ XDG_CONFIG_HOME: home });
  expect([await run(['logout', '--url', url], stranger), stranger.messages()]).toEqual([3, `Nobody is signed in to ${url} from here.\n`]);
  const alone = capturedWorld({ XDG_CONFIG_HOME: home });
  expect(await run(['login', '--url', 'http://127.0.0.1:1'], alone)).toBe(1);
  expect(alone.messages()).toMatch(/^No answer from http:\/\/127\.0\.0\.1:1/);
});

test('what stands in the file and is no session is nobody’s', async () => {
  const { url } = await pegelServer({ isEmpty: true });
  const home = await temporaryFolder();
  await mkdir(join(home, 'pegel'));
  for (const content of ['', '{', '[]', 'null', JSON.stringify({ [url]: { token: 1 } }), JSON.stringify({ __proto__: { [url]: {} } })]) {
    await writeFile(join(home, 'pegel', 'credentials.json'), content);
    const world = capturedWorld({ XDG_CONFIG_HOME: home });
    expect([content, await run(['whoami', '--url', url], world)]).toEqual([content, 3]);
  }
});
