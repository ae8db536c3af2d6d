import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { binary } from '../../e2e/binary.js';
import { milliseconds, type Findings } from './figures.js';
import type { Bench } from './main.js';

const run = promisify(execFile);

/** How long a command takes from start to end, against starting Node for nothing. */
export async function terminalFindings({ rounds, historyServer, contest }: Bench): Promise<Findings> {
  const server = await historyServer();
  const env = { ...process.env, PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken };
  const command = (args: readonly string[]) => () => milliseconds(() => run(process.execPath, args, { env }));
  const opponents = { '`node -e 0`': command(['-e', '0']) };
  return {
    figures: [
      await contest({ name: '`pegel --help`', unit: 'ms', rounds: rounds * 2, ours: command([binary, '--help']), opponents }),
      await contest({ name: '`pegel overview --plain`, with its reports', unit: 'ms', ours: command([binary, 'overview', '--plain']), opponents }),
    ],
    over: [],
  };
}
