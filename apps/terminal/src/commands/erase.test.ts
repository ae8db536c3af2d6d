import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const max = { id: 'user-max', email: 'max@nordwind.example', name: 'Max Muster' };

async function running() {
  const server = await pegelServer({ isEmpty: true });
  const events = [
    { id: 'one', type: 'message.sent', at: '2026-11-20T09:00:00Z', person: max, chat: 'c', project: 'Plans of max@nordwind.example' },
    { id: 'ahead', type: 'message.sent', at: '2099-01-01T00:00:00Z', person: max, chat: 'c' },
  ];
  await server.send('POST', '/v1/events', { events });
  return async (words: readonly string[], variables: Record<string, string> = {}) => {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, ...variables });
    return { code: await run(['erase', ...words], world), out: world.out().replaceAll(/p_[0-9a-f]{20}/g, 'KEY'), messages: world.messages() };
  };
}

test('says what would go and what would stay, and does it with --yes and a reason, once', async () => {
  const ran = await running();
  const dry = await ran(['MAX@nordwind.example']);
  expect(dry).toEqual({
    code: 0,
    out: `Would go (KEY):
  ids: 1
  e-mail addresses: 1
  names: 1
  words in items that were set aside: 1
Stays, because it is the sources’ and changing it would count it twice; mend it where it comes from:
  ids of projects: 1
Every sum and every count stays as it is; split by person this part is nobody’s.
`,
    messages: 'Nothing was erased; --yes with --reason does it, for good.\n',
  });
  expect((await ran(['user-max'], { LC_ALL: 'de_DE.UTF-8' })).out).toMatch(/^Entfiele \(KEY\):\n {2}Kennungen: 1\n/);
  expect(await ran(['user-max', '--yes'])).toMatchObject({ code: 2, messages: 'Say why with --reason TEXT; it is kept, so leave out their name, address and id.\n' });
  expect(await ran(['user-max', '--yes', '--reason', 'Max Muster asked for it.'])).toMatchObject({ code: 2, messages: expect.stringContaining('must not name') });
  const done = await ran(['user-max', '--yes', '--reason', 'They asked for it.', '--json']);
  expect([done.code, JSON.parse(done.out), done.messages]).toMatchObject([0, { words: { ids: 1, emails: 1, names: 1 }, quarantined: 1, mentions: { project: 1 } }, expect.stringContaining('Backups that you keep elsewhere')]);
  expect(await ran(['user-max'])).toMatchObject({ code: 2, out: '', messages: expect.stringContaining('has nobody who is called "user-max"') });
  expect(await ran(['user-max'], { LC_ALL: 'de_DE.UTF-8' })).toMatchObject({ code: 2, out: '', messages: expect.stringMatching(/^In Nordwind AG heißt niemand "user-max"\. Geben Sie /) });
});

test('is for owners alone', async () => {
  const ran = await running();
  expect((await ran(['user-max'], { PEGEL_TOKEN: 'pegel_reader_unknown' })).code).toBe(3);
});
