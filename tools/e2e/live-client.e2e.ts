import { createPegelClient, listen, type FactsChanged, type StreamState } from '@pegel/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sendExample, yesterday } from './example.js';
import { served, type Served } from './served.js';

let server: Served;

beforeAll(async () => {
  server = await served();
  await sendExample(server);
});
afterAll(() => server.stop());

/** A client that writes down what it hears. */
function listening(token = server.ownerToken) {
  const changes: FactsChanged[] = [];
  const states: StreamState[] = [];
  const { stop } = listen(createPegelClient({ url: server.url, token }), { onChange: (change) => void changes.push(change), onState: (state) => void states.push(state) });
  return { changes, states, stop, until: (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 30_000, interval: 20 }) };
}

let messages = 0;
const post = (at: string) => {
  messages += 1;
  return server.post([{ id: `live-${messages}`, type: 'message.sent', at, person: { email: 'ada@example.com' }, chat: 'c-live' }]);
};

test('hears of a change, finds a restarted server by itself, and says that it may have missed something', async () => {
  const { changes, states, stop, until } = listening();
  await until(() => states.at(-1)?.kind === 'open');
  await post(`${yesterday}T12:00:00Z`);
  await until(() => changes.some(({ facts, from, to }) => facts.join() === 'activity' && from === yesterday && to === yesterday));

  await server.restart(() => until(() => states.at(-1)?.kind === 'lost'));
  await until(() => states.at(-1)?.kind === 'open');
  expect(states.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['connecting', 'open', 'lost']));
  expect(states.at(-1)).toEqual({ kind: 'open', missed: true });
  const before = changes.length;
  await post(`${yesterday}T13:00:00Z`);
  await until(() => changes.length > before);
  stop();
});

test('is told in words that it may not listen, and does not ask again', async () => {
  const { states, until } = listening(`pegel_reader_${'x'.repeat(43)}`);
  await until(() => states.at(-1)?.kind === 'refused');
  expect(states.at(-1)).toMatchObject({ failure: 'not-signed-in', message: 'This token is unknown, has expired or was revoked.' });
});
