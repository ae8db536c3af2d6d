import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WireEvent } from '@pegel/domain';
import { demoEvents, demoOrganisation, demoSnapshots } from '../demo/index.js';
import { founded, remove, serve, type Serving } from './server.js';

/** Raised whenever the same month would give other events or another file. */
const version = 1;
const batch = 5_000;

export interface History {
  readonly people: number;
  readonly months: number;
}

/** The last instant of the history: the same for a month, so that what was loaded once serves all of it. */
export const historyEnd = (now = new Date()): number => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1) - 1;

/** Serves the invented organisation at a size, loading it through the doors the first time; `below` is where it is kept. */
export async function serveHistory(history: History, below: string, tell: (text: string) => void): Promise<Serving> {
  const end = historyEnd();
  const folder = join(below, `pegel-bench-v${version}-${history.people}-people-${history.months}-months-to-${new Date(end).toISOString().slice(0, 10)}`);
  const loaded = join(folder, 'loaded');
  if (!existsSync(loaded)) remove(folder);
  const server = await serve(await founded(folder, demoOrganisation.timeZone));
  if (existsSync(loaded)) return server;
  tell(`Loading the history once into ${folder}.`);
  const options = { until: end, ...history };
  for (const snapshot of demoSnapshots(options)) await server.put('/v1/directory', JSON.stringify(snapshot));
  let events: WireEvent[] = [];
  let sent = 0;
  const send = async () => {
    await server.post('/v1/events', JSON.stringify({ events }));
    sent += events.length;
    if (sent % 100_000 === 0) tell(`${sent.toLocaleString('en')} events`);
    events = [];
  };
  for (const event of demoEvents(options)) {
    events.push(event);
    if (events.length === batch) await send();
  }
  await send();
  writeFileSync(loaded, '');
  await server.stop();
  return serve(await founded(folder, demoOrganisation.timeZone));
}
