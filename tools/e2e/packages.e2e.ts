import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { expected, sendExample, yesterday } from './example.js';
import { Screen } from './screen.js';
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

/** Installs what was packed into a folder that has nothing to do with the workspace. */
const install = (tarball: string, into: string): string => npm(['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], into);

test('the documented example installs the packed client outside the workspace, type-checks, reads a report and hears of a change', async () => {
  const application = join(server.folder, 'application');
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', server.folder, '--workspace', 'packages/client'], top)) as [{ filename: string }]; // npm's own format.
  cpSync(join(top, 'docs/examples/typed-client'), application, { recursive: true });
  install(join(server.folder, filename), application);

  const installed: unknown = JSON.parse(npm(['ls', '--all', '--json'], application));
  expect(JSON.stringify(installed)).not.toMatch(/"(hono|drizzle-orm|zod|better-sqlite3|@pegel\/(api|domain))"/);

  npm(['run', 'build'], application);
  const printed = npm(['start', '--silent'], application, server.env).trim().split('\n');
  expect(printed).toHaveLength(7);
  expect(printed.at(-1)?.split('\t').slice(1)).toEqual([String(expected.weeklyActiveUsers), '1.75 USD']);

  expect(() => npm(['start', '--silent'], application, { ...server.env, PEGEL_TOKEN: 'pegel_reader_wrong' })).toThrow(/not-signed-in/);

  // What `npm run live` runs; npm itself would stand between it and Ctrl+C.
  const live = spawn(process.execPath, ['dist/live.js'], { cwd: application, env: { ...process.env, ...server.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void live.kill('SIGKILL'));
  const said: string[] = [];
  for (const stream of [live.stdout, live.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(...text.trim().split('\n')));
  const heard = (pattern: RegExp) => vi.waitFor(() => expect(said.join('\n')).toMatch(pattern), { timeout: 20_000, interval: 50 });
  await heard(/^open$/m);
  await server.post([{ id: 'live-1', type: 'message.sent', at: `${yesterday}T11:00:00Z`, person: { email: 'ada@example.com' }, chat: `c-ada-${yesterday}`, count: 3 }]);
  await heard(new RegExp(`^activity from ${yesterday} to ${yesterday}; messages of the last 7 days: 33$`, 'm'));
  const ended = new Promise((resolve) => live.once('exit', resolve));
  live.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('the terminal as npm packs it runs from its file in an empty folder without a network, and reads, prints and draws there; what needs the server says so', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'pegel-packed-'));
  onTestFinished(() => rmSync(elsewhere, { recursive: true }));
  npm(['pack', '--silent', '--pack-destination', elsewhere], join(top, 'apps/terminal'));
  const [tarball = ''] = readdirSync(elsewhere);
  // Nobody answers there, and nothing was fetched before: whatever it needed besides itself would be missing.
  const alone = { npm_config_registry: 'http://127.0.0.1:1', npm_config_cache: join(elsewhere, 'cache'), npm_config_fetch_retries: '0' };
  expect(execFileSync('npx', ['--yes', `./${tarball}`, '--version'], { cwd: elsewhere, encoding: 'utf8', env: { ...process.env, ...alone } })).toMatch(/^\d+\.\d+\.\d+\n$/);
  npm(['install', '--no-audit', '--no-fund', join(elsewhere, tarball)], elsewhere, alone);
  expect(readdirSync(join(elsewhere, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['@pegel']);

  const run = (args: readonly string[]) => spawnSync(join(elsewhere, 'node_modules/.bin/pegel'), args, { cwd: elsewhere, encoding: 'utf8', env: { ...process.env, ...server.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' } });
  expect(run(['--help']).stdout).toContain('Usage: pegel');
  expect(run(['whoami']).stdout).toContain(server.ownerEmail);
  expect(run(['overview']).stdout).toMatch(/utilisation +75\.0%/);
  expect(run(['report', '--metrics', 'chats', '--from', yesterday, '--to', yesterday, '--format', 'csv']).stdout).toContain(`${yesterday},,,true,${expected.chats}`);
  expect(run(['demo'])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^This pegel was installed without the server/) as unknown });

  const screen = new Screen(server, 'packed', 80, 24, {}, elsewhere, [], undefined, join(elsewhere, 'node_modules/.bin/pegel'));
  onTestFinished(() => screen.close());
  await screen.until(/75\.0%/);
  screen.press('q');
  await screen.until(/ended with 0/);
});
