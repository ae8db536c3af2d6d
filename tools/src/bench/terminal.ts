import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { binary } from '../../e2e/binary.js';
import { milliseconds, type Findings, type Note } from './figures.js';
import type { Bench } from './main.js';
import { serveHistory } from './million.js';
import { drawnBy } from './pty.js';
import type { Serving } from './server.js';

const run = promisify(execFile);
const maxBuffer = 64 * 1024 * 1024;

/** The tile of utilisation has its share as soon as there are numbers. */
const hasNumbers = /\d%/;

/** How long commands and the screen take from start to end, against starting Node for nothing, and what a screen costs that somebody leaves open. */
export async function terminalFindings({ rounds, folder, isSmall, leftOpenSeconds, historyServer, contest }: Bench): Promise<Findings> {
  const server = await historyServer();
  const env = { ...process.env, PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken };
  const command = (args: readonly string[]) => () => milliseconds(() => run(process.execPath, args, { env, maxBuffer }));
  const opponents = { '`node -e 0`': command(['-e', '0']) };
  const drawn = (caches: () => string) => async () => (await drawnBy([binary], { ...env, XDG_CACHE_HOME: caches() }, folder, hasNumbers)).until;
  const inTerminal = { '`node -e 0` in a terminal': async () => (await drawnBy(['-e', '0'], env, folder, null)).until };
  const kept = mkdtempSync(join(folder, 'cache-'));

  const asked = ['--metrics', 'chats,messages,activeUsers', '--range', '28d'];
  const report = new URL(`/report.json?${new URLSearchParams({ metrics: 'chats,messages,activeUsers', range: '28d' })}`, server.url).href;
  const authorization = `authorization: Bearer ${server.ownerToken}`;
  const answered = { '`curl` of the same report': () => milliseconds(() => run('curl', ['-sSf', '-H', authorization, report], { maxBuffer })) };
  const fetched = { '`node` that fetches the same report': command(['-e', `fetch(${JSON.stringify(report)}, { headers: { authorization: ${JSON.stringify(`Bearer ${server.ownerToken}`)} } }).then((answer) => answer.json())`]) };
  return {
    figures: [
      await contest({ name: '`pegel --version`', unit: 'ms', rounds: rounds * 2, ours: command([binary, '--version']), opponents }),
      await contest({ name: '`pegel --help`', unit: 'ms', rounds: rounds * 2, ours: command([binary, '--help']), opponents }),
      await contest({ name: '`pegel overview --plain`, with its reports', unit: 'ms', ours: command([binary, 'overview', '--plain']), opponents }),
      await contest({ name: '`pegel report` as JSON', unit: 'ms', ours: command([binary, 'report', ...asked, '--format', 'json']), opponents: { ...(hasCurl() ? answered : {}), ...fetched } }),
      await contest({ name: '`pegel` to the first numbers, as last seen', unit: 'ms', ours: drawn(() => kept), opponents: inTerminal }),
      await contest({ name: '`pegel` to the first numbers, nothing kept', unit: 'ms', ours: drawn(() => mkdtempSync(join(folder, 'cache-'))), opponents: inTerminal }),
    ],
    over: isSmall ? await leftOpen(server, folder, leftOpenSeconds) : await leftOpenElsewhere(folder, leftOpenSeconds),
  };
}

/** An Overview that somebody leaves open, while every second something happens. */
async function leftOpen(server: Serving, folder: string, seconds: number): Promise<readonly Note[]> {
  const env = { ...process.env, PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, XDG_CACHE_HOME: mkdtempSync(join(folder, 'cache-')) };
  const happen = async () => {
    const at = new Date().toISOString();
    await server.post('/v1/events', JSON.stringify({ events: [{ id: `open-${at}`, type: 'message.sent', at, person: { email: 'open@nordwind.example' }, chat: `open-${at}` }] }));
  };
  await happen();
  const closed = await drawnBy([binary], env, folder, hasNumbers);
  const { frames, bytes, processor } = await drawnBy([binary], env, folder, hasNumbers, async () => {
    for (let second = 0; second < seconds; second += 1) {
      await happen();
      await wait(1_000);
    }
  });
  return [
    { name: `an Overview left open for ${seconds} s with an event each second`, value: frames, unit: 'frames' },
    { name: 'sent to the terminal for each', value: frames === 0 ? 0 : bytes / frames, unit: 'bytes' },
    { name: 'processor time meanwhile', value: Math.max(0, processor - closed.processor) / seconds / 10, unit: '% of a core' },
  ];
}

/** The same for a small organisation of its own, where the long history is to stay as it is. */
async function leftOpenElsewhere(folder: string, seconds: number): Promise<readonly Note[]> {
  const server = await serveHistory({ people: 20, months: 1 }, mkdtempSync(join(folder, 'open-')), () => undefined);
  const found = await leftOpen(server, folder, seconds);
  await server.stop();
  return found;
}

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
