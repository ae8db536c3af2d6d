import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Account, Day } from '@pegel/domain';
import { demoOrganisation } from '../../demo/index.js';
import { milliseconds } from '../figures.js';
import type { Founded } from '../../../e2e/binary.js';
import { founded, remove, serve, type Serving } from '../server.js';
import { scaleDirectories, scaleEvents, scaleVersion, type Scale, type ScaleEvent } from './organisation.js';
import { lineOf, wireOf } from './written.js';

const batch = 10_000;

/** An organisation of a size in a data folder, and the same events as lines for other engines. */
export interface Loaded {
  readonly founded: Founded;
  readonly lines: string;
  /** How many events a second the server took, each batch durable before the next. */
  readonly eventsASecond: number;
}

/** An organisation of a size, loaded through the doors of a server the first time; `below` is where it is kept. No server has it open. */
export async function loadedScale(scale: Scale, end: Day, below: string, tell: (text: string) => void): Promise<Loaded> {
  const folder = join(below, `pegel-scale-v${scaleVersion}-${scale.people}-people-${scale.events}-events-to-${end}`);
  const record = join(folder, 'loaded.json');
  const lines = join(folder, 'events.csv');
  if (!existsSync(record)) {
    remove(folder);
    tell(`  Loading ${scale.events.toLocaleString('en')} events of ${scale.people.toLocaleString('en')} people once into ${folder}.`);
    const server = await serve(await founded(folder, demoOrganisation.timeZone));
    try {
      for (const directory of scaleDirectories(scale, end)) await server.put('/v1/directory', JSON.stringify(directory));
      const eventsASecond = scale.events / ((await loadEvents(server, lines, scale, end, tell)) / 1_000);
      writeFileSync(record, JSON.stringify({ eventsASecond }));
    } finally {
      await server.stop();
    }
  }
  const { eventsASecond } = JSON.parse(readFileSync(record, 'utf8')) as { eventsASecond: number }; // It was written above.
  return { founded: await founded(folder, demoOrganisation.timeZone), lines, eventsASecond };
}

/** How many milliseconds were waited for answers of the server; the next batch is written meanwhile. */
async function loadEvents(server: Serving, file: string, scale: Scale, end: Day, tell: (text: string) => void): Promise<number> {
  const lines = createWriteStream(file);
  let waited = 0;
  let stored = 0;
  let answered = Promise.resolve();
  const post = async (body: string): Promise<void> => {
    waited += await milliseconds(async () => {
      const account = JSON.parse(await server.post('/v1/events', body)) as Account; // What the door answers.
      stored += account.stored;
    });
    if (stored % 1_000_000 < batch) tell(`  ${stored.toLocaleString('en')} events`);
  };
  const send = async (events: readonly ScaleEvent[]): Promise<void> => {
    const body = JSON.stringify({ events: events.map(wireOf) });
    if (!lines.write(events.map((event) => `${lineOf(event)}\n`).join(''))) await once(lines, 'drain');
    await answered;
    answered = post(body);
  };
  let waiting: ScaleEvent[] = [];
  for (const day of scaleEvents(scale, end)) {
    for (const event of day) {
      waiting.push(event);
      if (waiting.length < batch) continue;
      await send(waiting);
      waiting = [];
    }
  }
  if (waiting.length > 0) await send(waiting);
  await answered;
  lines.end();
  await once(lines, 'finish');
  if (stored !== scale.events) throw new Error(`Of ${scale.events} events ${stored} were stored.`);
  return waited;
}
