import { expect, test } from 'vitest';
import { served } from '../testing/served.js';
import { ask, credentialAt, doorsOf, textOf } from './doors.js';

/** What only the program knows, as it stands in messages of a database layer. */
const telling = 'Failed query: SELECT password FROM account WHERE email = ? params: ada@nordwind.example /srv/pegel/pegel.sqlite';
const leaks = /SELECT|Failed query|ada@nordwind|\/srv\/|\.sqlite|node_modules|\.[mc]?[jt]s:\d|at \w+ \((?:file:|node:|\/)|TypeError|SQLITE/;

const failure = () => Object.assign(new Error(telling, { cause: new TypeError(telling) }), { code: 'ERR_TEST', query: telling });
const throws = (): never => {
  throw failure();
};
const breaks = async function* (): AsyncGenerator<never> {
  await Promise.resolve();
  yield throws();
};
const isGenerator = (one: unknown): boolean => one instanceof breaks.constructor;
const rejects = (): Promise<never> => Promise.reject(failure());

test('whatever fails behind a door, nobody is told more than where the log has it', async () => {
  const server = await served();
  const { app, folder, logged } = server;
  const doors = (await doorsOf(app)).filter(({ path }) => !/^\/($|overview|assets|favicon|healthz)/.test(path));
  // A port is what routes call: to break a function is to break what stands behind it.
  const functions = ([[folder.accounts, throws], [folder.store, rejects], [folder.sources, rejects]] as const).flatMap(([port, failing]) => {
    const held = port as unknown as Record<string, unknown>;
    return Object.keys(held).filter((name) => typeof held[name] === 'function').map((name) => ({ held, name, sound: held[name], broken: isGenerator(held[name]) ? breaks : failing }));
  });
  const entrances = ['enter', 'admit'];
  const breakages = [functions, functions.filter(({ name }) => !entrances.includes(name)), ...functions.filter(({ held }) => held !== (folder.accounts as unknown)).map((one) => [one])];
  let failed = 0;
  for (const breakage of breakages) {
    const what = breakage.length === 1 ? breakage[0]?.name : `${breakage.length} functions`;
    for (const { held, name, broken } of breakage) held[name] = broken;
    for (const door of doors.filter(({ path }) => breakage.length > 1 || !path.startsWith('/auth/'))) {
      const response = await ask({ app }, door, credentialAt(door, server));
      // A file that fails midway ends with its connection, and with nothing else.
      const said = `${await textOf(response).catch(() => '')}${JSON.stringify([...response.headers])}`;
      expect([door.name, what, said]).toEqual([door.name, what, expect.not.stringMatching(leaks)]);
      if (response.status !== 500) continue;
      failed += 1;
      expect([door.name, what, said]).toEqual([door.name, what, expect.stringContaining(`Something went wrong here; the log has it under ${response.headers.get('x-request-id') ?? ''}.`)]);
    }
    for (const { held, name, sound } of breakage) held[name] = sound;
  }
  expect(failed).toBeGreaterThan(20);
  expect(logged().split('\n').filter((line) => line.includes('"msg":"failed"')).length).toBeGreaterThanOrEqual(failed);
  // It lives, and what was broken for a while is whole again.
  expect((await server.get('/report.json?metrics=messages&range=28d')).status).toBe(200);
});

test('nobody is let in because the door could not be asked', async () => {
  const server = await served();
  const { app, folder } = server;
  const doors = (await doorsOf(app)).filter(({ path }) => /^\/(trpc|v1|report|export|sources)/.test(path));
  Object.assign(folder.accounts, { enter: () => Promise.reject(new Error(telling)), admit: () => { throw new Error(telling); } });
  for (const door of doors) {
    const response = await ask({ app }, door, credentialAt(door, server));
    // A stream has begun by then, and says it in its first words.
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (!isStream) expect([door.name, response.status]).toEqual([door.name, expect.toSatisfy((status: number) => status >= 400)]);
    await textOf(response);
  }
});
