import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { queryFromTexts, type QueryTexts, type ReportQuery } from '@pegel/domain';
import { reportCommand } from '@pegel/presentation';
import { expect, test } from 'vitest';
import { commands } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { parserOf } from './parser.js';

/** What `pegel report` understands when the command is pasted into bash. */
async function pasted(command: string): Promise<ReportQuery> {
  const { stdout } = await promisify(execFile)('bash', ['-c', `pegel() { printf '%s\\0' "$@"; }\n${command}`], { env: { LC_ALL: 'C.UTF-8' } });
  let texts: QueryTexts = {};
  await parserOf(commands, capturedWorld(), 'en', (_, options: Omit<QueryTexts, 'today'> & { readonly today?: boolean }) => { texts = { ...options, today: String(options.today ?? false) }; }).parseAsync(stdout.split('\0').slice(0, -1), { from: 'user' });
  return queryFromTexts(texts);
}

test.each<ReportQuery>([
  { metrics: ['chats'], range: '7d' },
  { metrics: ['spend', 'listSpend'], from: '2026-01-01', to: '2026-01-31', grain: 'total', by: 'model', top: 5, compare: 'previous' },
  { metrics: ['chats'], range: '7d', where: [{ dimension: 'group', key: 'Sales' }, { dimension: 'group', key: 'R & D, "Süd"' }] },
  { metrics: ['chats'], range: '7d', where: ["it's", '$(rm -rf ~)', '`id`', 'a\\b', '-x', 'two\nlines', '\x1B]52;c;x\x07', '\u202Eevil', '名前', '😀'].map((key) => ({ dimension: 'group', key })) },
])('a report as a command asks the same when it is pasted into a shell: %j', async (query) => {
  const command = reportCommand(query);
  expect(await pasted(command)).toEqual(query);
  // Neither a terminal nor Markdown takes anything in it for its own.
  expect(command).not.toMatch(/[`\p{Cc}\u202E]/u);
});
