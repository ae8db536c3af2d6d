import { chmodSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Day, Report } from '@pegel/domain';
import { clickHouse } from './engines/clickhouse.js';
import { duckDb } from './engines/duckdb.js';
import type { Engine } from './engines/engine.js';
import { asked } from './engines/statements.js';
import { growthOf, milliseconds, type Figure, type Findings } from './figures.js';
import type { Bench } from './main.js';
import { historyEnd } from './million.js';
import { loadedScale } from './scale/loaded.js';
import { columnsMebibytes, type Scale } from './scale/organisation.js';
import { asking, endingOf, queriesOf } from './scale/overview.js';
import { allSealed } from './scale/sealed.js';
import { remove, serve } from './server.js';

/** How long it takes from starting a server over days that are sealed to the first whole Overview of a month, against engines that open the same events anew. */
export async function startFindings(bench: Bench): Promise<Findings> {
  const figures: Figure[] = [];
  for (const scale of bench.scales) figures.push(...(await atScale(bench, scale)));
  return { figures: [...figures, ...growthOf(bench.scales.map((scale) => ({ amount: scale.events, ending: endingOf(scale) })), figures)], over: [] };
}

async function atScale({ contest, rounds, folder: own, isSmall, tell }: Bench, scale: Scale): Promise<Figure[]> {
  const end: Day = new Date(historyEnd()).toISOString().slice(0, 10);
  const folder = join(own, `start-${scale.people}-${scale.events}`);
  mkdirSync(folder, { recursive: true });
  // Another user may be who serves from it.
  for (const each of [own, folder]) chmodSync(each, 0o711);
  const { founded, lines } = await loadedScale(scale, end, isSmall ? own : tmpdir(), tell);
  const queries = queriesOf(founded.slug, end, 30, null);
  const reports: Report[] = [];
  const ask = async (server: Awaited<ReturnType<typeof serve>>): Promise<void> => void reports.splice(0, Infinity, ...await Promise.all(queries.map(([, query]) => asking(server, query))));
  const before = await serve(founded, columnsMebibytes);
  await allSealed(before, () => ask(before)).finally(() => before.stop());
  const engines: Engine[] = [];
  try {
    for (const make of isSmall ? [duckDb] : [duckDb, clickHouse]) {
      const engine = await make(lines, scale, folder, tell);
      if (engine !== null) engines.push(engine);
    }
    const ours = async (): Promise<number> => {
      const begun = performance.now();
      const server = await serve(founded, columnsMebibytes);
      await ask(server);
      const taken = performance.now() - begun;
      await server.stop();
      return taken;
    };
    const opponents = engines.flatMap((engine) => {
      const { reopen } = engine;
      return reopen === undefined ? [] : [[`${engine.name}, opened anew`, () => milliseconds(async () => {
        await reopen();
        for (const one of reports) await asked(engine).answer(one);
      })] as const];
    });
    return [await contest({ name: `from the start to the first whole Overview of 30 days${endingOf(scale)}`, unit: 'ms', rounds: Math.min(rounds, 5), ours, opponents: Object.fromEntries(opponents) })];
  } finally {
    for (const engine of engines) await engine.close();
    remove(folder);
  }
}
