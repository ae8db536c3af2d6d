import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expected, sendExample } from './example.js';
import { served, type Served } from './served.js';

const top = fileURLToPath(new URL('../../', import.meta.url));
let server: Served;

beforeAll(async () => {
  server = await served();
  await sendExample(server);
});
afterAll(() => server.stop());

const npm = (args: readonly string[], cwd: string, env: Record<string, string> = {}): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });

test('the documented example installs the packed client outside the workspace, type-checks and reads a report', () => {
  const application = join(server.folder, 'application');
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', server.folder, '--workspace', 'packages/client'], top)) as [{ filename: string }]; // npm's own format.
  cpSync(join(top, 'docs/examples/typed-client'), application, { recursive: true });
  npm(['install', '--no-audit', '--no-fund', join(server.folder, filename)], application);

  const installed: unknown = JSON.parse(npm(['ls', '--all', '--json'], application));
  expect(JSON.stringify(installed)).not.toMatch(/"(hono|drizzle-orm|zod|better-sqlite3|@pegel\/(api|domain))"/);

  npm(['run', 'build'], application);
  const printed = npm(['start', '--silent'], application, server.env).trim().split('\n');
  expect(printed).toHaveLength(7);
  expect(printed.at(-1)?.split('\t').slice(1)).toEqual([String(expected.weeklyActiveUsers), '1.75 USD']);

  expect(() => npm(['start', '--silent'], application, { ...server.env, PEGEL_TOKEN: 'pegel_reader_wrong' })).toThrow(/not-signed-in/);
});
