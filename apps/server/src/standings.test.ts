import { expect, test } from 'vitest';
import { message, served } from './testing/served.js';

const rpc = (path: string, input: unknown, headers: Record<string, string>) => ({ path: `/trpc/${path}`, init: { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://localhost', ...headers }, body: JSON.stringify(input) } });

test('whatever takes somebody’s standing or gives them another is told, and what is sent, read and noted is not', async () => {
  const server = await served();
  const { app, folder, send, get, signIn, read, change } = server;
  const { standings } = folder.accounts;
  const { cookie } = await signIn();
  const [{ id: account } = { id: '' }] = read('SELECT id FROM user') as { id: string }[]; // The column that was asked for.
  const isTold = async (act: () => unknown): Promise<boolean> => {
    const before = standings();
    await act();
    return standings() !== before;
  };
  const asked = async (path: string, input: unknown): Promise<void> => {
    const { path: address, init } = rpc(path, input, { cookie });
    const answer = await app.request(address, init);
    expect([path, answer.status, answer.status === 200 ? '' : await answer.text()]).toEqual([path, 200, '']);
  };

  expect(await isTold(async () => expect((await send([message()])).status).toBe(200))).toBe(false);
  expect(await isTold(async () => expect((await get('/report.json?metrics=messages&by=person&from=2026-11-22&to=2026-11-22')).status).toBe(200))).toBe(false);
  expect(await isTold(() => app.request('/auth/get-session', { headers: { cookie } }))).toBe(false);
  expect(await isTold(() => app.request('/auth/sign-in/email', { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://localhost' }, body: JSON.stringify({ email: 'nobody@nordwind.example', password: 'wrong, and long enough' }) }))).toBe(false);

  expect(await isTold(() => asked('changeSettings', { organisation: 'nordwind-ag', names: 'pseudonyms', reason: 'Agreed.' }))).toBe(true);
  for (const sql of [
    `UPDATE memberships SET role = 'auditor' WHERE user_id = '${account}'`, `UPDATE memberships SET role = 'primary-owner' WHERE user_id = '${account}'`,
    'UPDATE reader_tokens SET revoked_at = 1', `UPDATE user SET two_factor_enabled = 1`,
  ]) expect([sql, await isTold(() => change(sql))]).toEqual([sql, true]);
  expect(await isTold(() => app.request('/auth/sign-out', { method: 'POST', headers: { origin: 'http://localhost', cookie } }))).toBe(true);
  expect((await app.request('/trpc/reader?input=%7B%7D', { headers: { cookie } })).status).toBe(401);
});
