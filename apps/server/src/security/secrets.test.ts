import crypto, { scryptSync } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { owner, served } from '../testing/served.js';

/** How often a password was hashed, whoever asked for it. */
const hashing = vi.spyOn(crypto, 'scrypt');
syncBuiltinESMExports();
beforeEach(() => {
  hashing.mockClear();
});


/** An answer without what is another one every time. */
async function answered(response: Response) {
  const names = [...response.headers.keys()].filter((name) => name !== 'x-request-id');
  return { status: response.status, headers: names.map((name) => [name, response.headers.get(name)]), body: await response.text() };
}

describe('whether there is an account', () => {
  const attempt = ({ app }: Awaited<ReturnType<typeof served>>, email: string, password: string) =>
    app.request('/auth/sign-in/email', { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://localhost' }, body: JSON.stringify({ email, password }) });

  test('cannot be told from the answer to a sign-in, nor from the work that it is', async () => {
    const server = await served();
    const works: number[] = [];
    const answers = [];
    for (const [email, password] of [[owner.email, 'another long password'], ['nobody@nordwind.example', owner.password], [owner.email, ''], ['nobody@nordwind.example', ''], [owner.email, 'x'.repeat(2_000)], ['nobody@nordwind.example', 'x'.repeat(2_000)]] as const) {
      hashing.mockClear();
      server.change('DELETE FROM rate_limit');
      answers.push(await answered(await attempt(server, email, password)));
      works.push(hashing.mock.calls.length);
      // At the same cost, too.
      for (const call of hashing.mock.calls) expect(call[3]).toMatchObject({ N: 32_768, r: 8, p: 3 });
    }
    expect(works[0]).toBe(1);
    for (let known = 0; known < works.length; known += 2) {
      expect(answers[known]).toEqual(answers[known + 1]);
      expect(works[known]).toBe(works[known + 1]);
    }
  });

  test('cannot be told from how long one waits after too many attempts', async () => {
    const server = await served();
    const told = async (email: string) => {
      server.change('DELETE FROM rate_limit');
      const statuses: number[] = [];
      for (let count = 0; count < 6; count++) statuses.push((await attempt(server, email, 'another long password')).status);
      return statuses;
    };
    expect(await told(owner.email)).toEqual(await told('nobody@nordwind.example'));
  });
});

test('a password that was hashed at a lower cost is kept at today’s once it was right, and lets in as before', async () => {
  const { signIn, change, read } = await served();
  const salt = 'f'.repeat(32);
  const former = `${salt}:${scryptSync(owner.password, salt, 64, { N: 16_384, r: 16, p: 1, maxmem: 2 ** 27 }).toString('hex')}`;
  change(`UPDATE account SET password = '${former}'`);
  const kept = () => (read('SELECT password FROM account') as { password: string }[])[0]?.password; // A column of the table.
  expect((await signIn('another long password')).response.status).toBe(401);
  expect(kept()).toBe(former);
  expect((await signIn()).response.status).toBe(200);
  expect(kept()).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect((await signIn()).response.status).toBe(200);
});

describe('what nobody may guess', () => {
  test('does not depend on numbers that only look random', async () => {
    const server = await served({ organisation: { organisation: 'Westwind AG' } });
    const { cookie } = await server.signIn();
    const dice = vi.spyOn(Math, 'random').mockReturnValue(0);
    onTestFinished(() => dice.mockRestore());
    const post = (path: string, body: object) => server.app.request(path, { method: 'POST', headers: { cookie, origin: 'http://localhost', 'content-type': 'application/json' }, body: JSON.stringify(body) });
    for (const [path, body] of [
      ['/auth/device/code', () => ({ client_id: 'pegel' })],
      ['/auth/two-factor/enable', () => ({ password: owner.password })],
      ['/trpc/makeIngestKey', (time: number) => ({ label: `new-${time}`, scopes: ['events'], sources: null })],
      ['/trpc/invite', (time: number) => ({ email: `new-${time}@nordwind.example`, role: 'member' })],
    ] as const) {
      const said: string[] = [];
      for (const time of [1, 2]) {
        const response = await post(path, body(time));
        expect([path, response.status]).toEqual([path, 200]);
        said.push(await response.text());
      }
      // Whatever of the two answers is long enough to be a secret differs.
      const [first = [], second = []] = said.map((text) => text.match(/[\w-]{8,}/g)?.filter((word) => /\d/.test(word) && /[a-zA-Z]/.test(word) && !/new-|nordwind/.test(word) && !/^2026-|T\d\d$/.test(word)) ?? []);
      expect([path, first.length > 0, first.filter((word) => second.includes(word))]).toEqual([path, true, []]);
    }
  });

  test('is 190 random bits in a session, another one each time, which nobody can choose', async () => {
    const server = await served();
    const tokens = new Set<string>();
    for (let count = 0; count < 12; count++) {
      server.change('DELETE FROM rate_limit');
      const made = await server.signIn(undefined, { cookie: 'pegel.session_token=chosen-by-somebody-else.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D' });
      const given = made.response.headers.getSetCookie().filter((one) => one.includes('session_token=') && !/Max-Age=0\b/.test(one)).map((one) => one.split(';')[0] ?? '');
      expect(given).toEqual([expect.stringMatching(/^pegel\.session_token=[A-Za-z0-9]{32}\./)]);
      for (const one of given) tokens.add(one);
    }
    const kept = (server.read('SELECT token FROM session') as { token: string }[]).map(({ token }) => token); // A column of the table.
    expect(tokens.size).toBe(12);
    expect(new Set(kept).size).toBe(12);
    for (const token of kept) expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
  });
});
