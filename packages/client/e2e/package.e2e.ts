import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initialise, serve } from '@pegel/server';
import { afterAll, beforeAll, expect, test } from 'vitest';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pegel-client-'));
const application = join(folder, 'application');

let server: Awaited<ReturnType<typeof serve>>;
let token: string;

beforeAll(async () => {
  const data = join(folder, 'data');
  const { ownerToken, ingestKey } = await initialise({
    data, organisation: 'Example', timeZone: 'UTC', ownerEmail: 'owner@example.com', ownerPassword: 'a long enough password', names: 'full', extraUsage: true, currency: 'USD',
  });
  token = ownerToken;
  server = await serve({ data, host: '127.0.0.1', port: 0, quiet: true });
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  const answer = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      events: [
        { id: 'm', type: 'message.sent', at: yesterday, chat: 'c', person: { email: 'a@example.com' } },
        { id: 's', type: 'spend', at: yesterday, person: { email: 'a@example.com' }, amount: '12.5', currency: 'USD', basis: 'billed' },
      ],
    }),
  });
  expect(await answer.json()).toMatchObject({ received: 2, stored: 2 });
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const npm = (args: readonly string[], cwd: string, env: Record<string, string> = {}): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });

test('the documented example installs the packed client outside the workspace, type-checks and reads a report', () => {
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder, '--workspace', 'packages/client'], top)) as [{ filename: string }]; // npm's own format.
  cpSync(join(top, 'docs/examples/typed-client'), application, { recursive: true });
  npm(['install', '--no-audit', '--no-fund', join(folder, filename)], application);

  const installed = JSON.parse(npm(['ls', '--all', '--json'], application)) as { dependencies: object }; // npm's own format.
  expect(JSON.stringify(installed)).not.toMatch(/"(hono|drizzle-orm|zod|better-sqlite3|@pegel\/(api|domain))"/);

  npm(['run', 'build'], application);
  const printed = npm(['start', '--silent'], application, { PEGEL_URL: server.url, PEGEL_TOKEN: token }).trim().split('\n');
  expect(printed).toHaveLength(7);
  expect(printed.at(-1)?.split('\t').slice(1)).toEqual(['1', '12.5 USD']);

  const refused = () => npm(['start', '--silent'], application, { PEGEL_URL: server.url, PEGEL_TOKEN: 'pegel_reader_wrong' });
  expect(refused).toThrow(/not-signed-in/);
});
