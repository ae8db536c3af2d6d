import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { addDays, daysOf, type Report, type WireEvent } from '@pegel/domain';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { served, temporaryFolder } from '../testing/served.js';
import { decidingBeside } from './beside.js';

const range = { from: '2026-10-27', to: '2026-11-23' };
const departments = ['Sales', 'Engineering', 'Support', 'Legal', 'Press'];
/** A hundred and sixty people in departments and groups that cut across them, some of them there on each day. */
const people = Array.from({ length: 160 }, (_, at) => ({ email: `p${at}@nordwind.example`, status: 'active' as const, seat: 'standard', department: departments[Math.floor((at / 160) ** 2 * departments.length)] ?? 'Sales', groups: [`site ${at % 4}`, ...(at % 11 === 0 ? ['pilot'] : [])] }));
const isThere = (at: number, day: number): boolean => (at * 7 + day * 13 + ((at * day) % 17)) % (at % 2 === 0 ? 3 : 11) === 0;
const events = daysOf({ from: addDays(range.from, -30), to: range.to }).flatMap((day, number) => people.flatMap(({ email }, at): WireEvent[] =>
  isThere(at, number) ? [{ id: `${day} ${at}`, at: `${day}T10:00:00Z`, person: { email }, surface: 'chat', type: 'message.sent', chat: `${day} ${at}` }] : []));
const question = `metrics=activeUsers,messages,weeklyActiveUsers&from=${range.from}&to=${range.to}&grain=day&by=department`;

/** The thread's code as it is built. */
async function decidingFile(): Promise<URL> {
  const outfile = join(await temporaryFolder(), 'deciding-worker.mjs');
  await build({ entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))], outfile, bundle: true, platform: 'node', format: 'esm', conditions: ['pegel-source'], logLevel: 'silent' });
  return pathToFileURL(outfile);
}

async function organisation(file?: URL) {
  const server = await served({ decidingFile: file, ports: { now: () => Date.parse('2026-11-24T09:00:00Z') } });
  server.change("UPDATE organisations SET names = 'pseudonyms'");
  expect((await server.app.request('/v1/directory', { method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ takenAt: '2026-09-01T00:00:00Z', complete: true, people }) })).status).toBe(200);
  for (let from = 0; from < events.length; from += 5_000) expect((await server.send(events.slice(from, from + 5_000))).status).toBe(200);
  return server;
}

const rowsOf = async (answer: Response): Promise<Report['rows']> => ((await answer.json()) as Report).rows; // What the route answers.

test('while it is decided what of a large organisation is hidden, others are answered, and the decision is that of a server that decides by itself', { timeout: 300_000 }, async () => {
  const [server, plain] = [await organisation(await decidingFile()), await organisation()];
  // Once the days are in memory a server that decides by itself answers without a turn for anybody.
  for (const one of [server, plain]) expect((await one.get(`/report.json?metrics=activeUsers&from=${range.from}&to=${range.to}`)).status).toBe(200);
  const turnsOf = async (ask: () => Promise<Response>) => {
    let [turns, isOver, health] = [0, false, 0];
    const counting = (): void => {
      turns += 1;
      if (!isOver) setImmediate(counting);
    };
    const answering = ask().finally(() => {
      isOver = true;
    });
    setImmediate(counting);
    const probing = (async () => {
      await new Promise((resolve) => setImmediate(resolve));
      const { status } = await server.app.request('/healthz');
      if (!isOver) health = status;
    })();
    const answer = await answering;
    await probing;
    return { answer, turns, health };
  };
  const beside = await turnsOf(async () => server.get(`/report.json?${question}`));
  expect(beside.health).toBe(200);
  expect(beside.turns).toBeGreaterThan(5);
  const rows = await rowsOf(beside.answer);
  expect(rows.some(({ reasons }) => reasons.messages === 'hidden')).toBe(true);
  expect(rows.some(({ values }) => Number(values.messages) > 0)).toBe(true);
  expect(rows).toEqual(await rowsOf(await plain.get(`/report.json?${question}`)));
  const groups = `/trpc/groups?input=${encodeURIComponent(JSON.stringify(range))}`;
  expect(await (await server.get(groups)).json()).toEqual(await (await plain.get(groups)).json());
});

test('where the thread that decides ends, whoever waits is told so, and the next question begins another', async () => {
  const file = join(await temporaryFolder(), 'ends.mjs');
  await writeFile(file, "import { parentPort } from 'node:worker_threads'; parentPort.on('message', ({ number, unsorted }) => { if (unsorted.days === null) throw new Error('Out of order.'); parentPort.postMessage({ number, offered: [] }); });");
  const deciding = decidingBeside(pathToFileURL(file));
  const days = range;
  expect(await deciding.offered({ segments: [], days, minimumGroupSize: 5 })).toEqual([]);
  // As nobody would ask.
  const failing = deciding.offered({ segments: [], days: null as unknown as typeof days, minimumGroupSize: 5 });
  await expect(failing).rejects.toThrow('It could not be decided what of groups is hidden');
  await expect(failing).rejects.toMatchObject({ cause: { message: 'Out of order.' } });
  expect(await deciding.offered({ segments: [], days, minimumGroupSize: 5 })).toEqual([]);
  await deciding.close();
});
