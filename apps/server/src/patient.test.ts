import { afterEach, expect, test, vi } from 'vitest';
import { sentenceOf, served } from './testing/served.js';

afterEach(() => void vi.restoreAllMocks());

test('a report that would wait for too long after a start is refused with when to ask again, and is told once what it is counted from is ready', async () => {
  const server = await served({ preparingMilliseconds: 0 });
  const day = (number: number) => new Date(Date.UTC(2026, 9, 1 + number)).toISOString().slice(0, 10);
  const sent = await server.send(Array.from({ length: 40 }, (_, number) => ({ id: `e${number}`, type: 'message.sent', at: `${day(number)}T09:00:00Z`, person: { email: 'ada@nordwind.example' }, surface: 'chat', chat: 'a chat', model: 'opus' })));
  expect(await sent.json()).toMatchObject({ stored: 40 });
  // Each day takes all of the time that there is for a turn.
  let time = 0;
  const slow = vi.spyOn(performance, 'now').mockImplementation(() => (time += 1_000));
  const ask = () => server.get(`/report.json?metrics=messages&from=${day(0)}&to=${day(39)}`);
  const refused = await ask();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
  expect(await sentenceOf(refused)).toBe('What these numbers are counted from is still being made ready after the start, which takes a few minutes where there is very much of it. Ask again in a moment.');
  slow.mockRestore();
  const answers = [];
  do answers.push(await ask());
  while (answers.at(-1)?.status === 503 && answers.length < 1_000);
  const told = answers.at(-1) ?? expect.fail('Nobody has asked.');
  expect(told.status).toBe(200);
  const { rows } = (await told.json()) as { readonly rows: readonly { readonly values: { readonly messages: number } }[] }; // What the door answers.
  expect(rows.reduce((sum, { values }) => sum + values.messages, 0)).toBe(40);
});
