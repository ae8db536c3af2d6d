import { expect, test, vi } from 'vitest';
import { served, spend } from './testing/served.js';

const month = (number: number) => `2026-${String(number).padStart(2, '0')}-10T09:00:00Z`;

test('whoever sees what models cost is told which are told apart by colour: what matters most of late, the first used first, a newer one at the end', async () => {
  let now = Date.parse('2026-11-24T09:00:00Z');
  const server = await served({ ports: { now: () => now } });
  const cost = (model: string, amount: string, at: string) => spend({ model, amount, at });
  const models = async () => ((await (await server.get('/trpc/reader?input=%7B%7D')).json()) as { result: { data: { models: readonly string[] } } }).result.data.models; // The answer under test.
  await server.send([
    // Small ones, and large ones that nobody has used for long, beside six that matter more.
    ...['tiny-a', 'tiny-b', 'tiny-c'].map((model) => cost(model, '0.0001', month(11))), cost('ancient-a', '80', month(1)), cost('ancient-b', '80', month(1)),
    cost('old-opus', '90', month(1)), cost('haiku', '20', month(2)), cost('sonnet', '30', month(2)), cost('gpt', '9', month(3)), cost('alpha', '8', month(3)),
    cost('opus', '100', month(10)), cost('haiku', '5', month(11)),
  ]);
  const leading = ['old-opus', 'haiku', 'sonnet', 'alpha', 'gpt', 'opus'];
  expect(await models()).toEqual(leading);

  // After a while a newer one that matters takes the place of the one that mattered least, and nobody had to wait for it.
  await server.send([cost('newest', '900', '2026-11-23T09:00:00Z')]);
  expect(await models()).toEqual(leading);
  now += 16 * 60_000;
  await models();
  await expect.poll(models).toEqual(['haiku', 'sonnet', 'alpha', 'gpt', 'opus', 'newest']);

  server.change("UPDATE memberships SET role = 'admin', grants = '[\"view:usage\"]'");
  expect(await models()).toEqual([]);
});

test('where they cannot be looked up, whoever enters is let in with those of the last time, and the log says so', async () => {
  let now = Date.parse('2026-11-24T09:00:00Z');
  const server = await served({ ports: { now: () => now } });
  const models = async () => ((await (await server.get('/trpc/reader?input=%7B%7D')).json()) as { result: { data: { models: readonly string[] } } }).result.data.models; // The answer under test.
  await server.send([spend({ model: 'opus', amount: '3', at: month(11) })]);
  expect(await models()).toEqual(['opus']);
  expect(server.logged()).not.toContain('told apart by colour');

  vi.spyOn(server.folder.store, 'read').mockRejectedValue(new Error('disk I/O error'));
  now += 16 * 60_000;
  expect(await models()).toEqual(['opus']);
  await expect.poll(server.logged).toMatch(/"level":40.*"disk I\/O error".*told apart by colour could not be looked up/);
  expect(await models()).toEqual(['opus']);
});
