import { readFileSync, writeFileSync } from 'node:fs';
import { addDays, dayNumber, parseDecimal, type Day } from '@pegel/domain';
import { spendByUserUrl } from '@pegel/presentation';
import type { Engine } from './engines/engine.js';
import { milliseconds, type Findings } from './figures.js';
import type { Bench } from './main.js';
import { emailOf, models, types } from './scale/organisation.js';
import type { Serving } from './server.js';

/** How long the file of every person's spend over a year takes, over HTTP and as a query whose rows are written as such a file. */
export async function spendFile({ contest, rounds }: Bench, ending: string, server: Serving, engines: readonly Engine[], end: Day): Promise<Findings> {
  const period = { from: addDays(end, -364), to: end };
  let file = '';
  let added = 0;
  const ours = async (): Promise<number> => {
    const before = forgottenPeak(server.pid);
    const taken = await milliseconds(async () => {
      file = await server.get(spendByUserUrl(period, server.slug));
    });
    added = Math.max(added, peakOf(server.pid) - before);
    return taken;
  };
  const columns = ['amount', 'listAmount', 'requests', 'input', 'output', 'cacheRead', 'cacheWrite'];
  const sql = `SELECT person, model, ${columns.map((name) => `sum(${name})`).join(', ')} FROM events
    WHERE type = ${types.indexOf('spend')} AND day BETWEEN ${dayNumber(period.from)} AND ${dayNumber(period.to)} GROUP BY person, model ORDER BY person, model`;
  const theirs = async (engine: Engine): Promise<readonly (readonly unknown[])[]> => {
    const rows = await engine.rows(sql);
    // It is a file that is wanted, so that its lines have to be written.
    if (rows.map(([person, model, ...sums]) => `${emailOf(Number(person))},${models[Number(model) - 1]},${sums.join(',')}\n`).join('') === '') throw new Error(`${engine.name} knows no spend.`);
    return rows;
  };
  await ours();
  const [header = '', ...lines] = file.trimEnd().split(/\r?\n/);
  const at = header.split(',').indexOf('spend');
  const sum = lines.reduce((whole, line) => whole + parseDecimal(line.split(',')[at] ?? ''), 0n);
  for (const engine of engines) {
    const rows = await theirs(engine);
    const other = rows.reduce((whole, [, , amount]) => whole + BigInt(String(amount)), 0n);
    if (rows.length !== lines.length || other !== sum) throw new Error(`Of ${lines.length} lines and ${sum} in all ${engine.name} says ${rows.length} and ${other}.`);
  }
  if (engines.length === 0) return { figures: [], over: [] };
  const figure = await contest({
    name: `the spend of every person over a year as CSV${ending}`, unit: 'ms', rounds: Math.min(5, rounds), ours,
    opponents: Object.fromEntries(engines.map((engine) => [engine.name, () => milliseconds(() => theirs(engine))])),
  });
  return { figures: [figure], over: [{ name: `lines of spend${ending}`, value: lines.length, unit: '' }, { name: `memory the file of spend took in addition${ending}`, value: added, unit: 'MiB' }] };
}

const sizeIn = (pid: number, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

/** Lets Linux measure the most resident memory anew, and answers how much there is now. */
function forgottenPeak(pid: number): number {
  if (process.platform !== 'linux') return 0;
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return sizeIn(pid, 'VmRSS');
}

const peakOf = (pid: number): number => (process.platform === 'linux' ? sizeIn(pid, 'VmHWM') : 0);
