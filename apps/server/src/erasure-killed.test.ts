import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readerWithRole, report } from '@pegel/domain';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFolder } from './data-folder.js';
import { formsOf, foundIn, sealedForms } from './testing/byte-scan.js';
import { everyMoment } from './testing/every-moment.js';
import { message, served, spend, temporaryFolder } from './testing/served.js';
import { verify } from './verify.js';

const scratch = mkdtempSync(join(tmpdir(), 'pegel-killed-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const program = join(scratch, 'dist', 'erase.mjs');
beforeAll(async () => {
  // The program asks beside itself which version it is.
  cpSync(fileURLToPath(new URL('../package.json', import.meta.url)), join(scratch, 'package.json'));
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  await build({
    entryPoints: [here('testing/erase-child.ts')], outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20', conditions: ['pegel-source'],
    alias: { 'better-sqlite3': here('testing/moments.ts') }, banner: { js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);` },
  });
});

const zoe = { id: 'zq-4711-x', email: 'zoe.quirrel@nordwind.example', name: 'Zoë Quirrel' };
const words = Object.values(zoe);
const now = Date.parse('2026-11-24T09:00:00Z');

interface Ending {
  readonly signal: NodeJS.Signals | null;
  /** What happened before the erasure began, and altogether. */
  readonly begun: number;
  readonly moments: readonly string[];
}

async function erase(data: string, environment: Readonly<Record<string, string>> = {}): Promise<Ending> {
  const real = createRequire(new URL('../../../packages/sqlite/package.json', import.meta.url)).resolve('better-sqlite3');
  const child = spawn(process.execPath, [program, data, zoe.email], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, REAL_SQLITE: real, ...environment } });
  let said = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => { said += String(chunk); });
  child.stderr.on('data', (chunk) => { complaints += String(chunk); });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, by) => resolve(by)));
  expect(complaints).toBe('');
  return { signal, ...(said === '' ? { begun: 0, moments: [] } : (JSON.parse(said) as Omit<Ending, 'signal'>)) }; // The child writes it.
}

/** What a start of the server finds in a folder: whether the words are there, and the numbers. */
async function startedIn(data: string): Promise<{ readonly isThere: boolean; readonly numbers: unknown }> {
  const { accounts, store, close } = await openFolder(data, { create: false });
  try {
    const [organisation = expect.fail('The organisation is gone.')] = accounts.organisations();
    const query = { metrics: ['messages', 'activeUsers', 'spend'] as const, from: '2026-11-16', to: '2026-11-22' };
    const { rows } = await report(readerWithRole(organisation, 'owner'), store, query, now);
    return { isThere: (await store.peopleCalled(organisation, zoe.email)).length > 0, numbers: rows };
  } finally {
    await close();
  }
}

test('killed at any moment of an erasure, somebody is there wholly or not at all after the next start, of which no byte is left, and every number is what it was', { timeout: 600_000 }, async () => {
  const server = await served();
  expect((await server.send([message({ id: 'one', person: zoe }), spend({ id: 'two', person: zoe }), message({ id: 'three' }), message({ id: 'ahead', person: zoe, at: '2026-12-20T09:00:00Z' })])).status).toBe(200);
  const forms = [...words.flatMap(formsOf), ...sealedForms(server.data, [...words, `id:live:${zoe.id}`, `email:${zoe.email}`], ['1', 'accounts'])];
  await server.folder.close();
  const copyOf = async (): Promise<string> => {
    const copy = await temporaryFolder();
    cpSync(server.data, copy, { recursive: true });
    return copy;
  };
  const { isThere, numbers } = await startedIn(await copyOf());
  expect(isThere).toBe(true);
  const { begun, moments } = await erase(await copyOf());
  const during = [...moments.entries()].slice(begun);
  expect(during.length).toBeGreaterThan(20);
  expect(during.map(([, moment]) => moment)).toContain('COMMIT');

  const outcomes = new Set<boolean>();
  for (const [at, moment] of during.filter(([index]) => everyMoment || index % 12 === 0 || moments[index] === 'COMMIT' || moments[index - 1] === 'COMMIT' || moments[index] === 'fsyncSync' || moments[index - 1] === 'fsyncSync')) {
    const data = await copyOf();
    expect([moment, (await erase(data, { KILL_AT: String(at) })).signal]).toEqual([moment, 'SIGKILL']);
    const after = await startedIn(data);
    outcomes.add(after.isThere);
    expect([moment, after.numbers]).toEqual([moment, numbers]);
    expect([moment, verify({ data }).checks.flatMap(({ first }) => first)]).toEqual([moment, []]);
    if (!after.isThere) expect([moment, foundIn(data, forms)]).toEqual([moment, []]);
    else expect([moment, (await erase(data)).signal, foundIn(data, forms)]).toEqual([moment, null, []]);
  }
  expect(outcomes).toEqual(new Set([true, false]));
});
