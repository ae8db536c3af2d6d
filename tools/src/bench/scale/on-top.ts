import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Day } from '@pegel/domain';
import { postgresEngine, type PostgresEngine } from '../engines/postgres-engine.js';
import type { Bench } from '../main.js';
import { historyEnd } from '../million.js';
import { remove, serve, type Serving } from '../server.js';
import { loadedScale } from './loaded.js';
import { allSealed } from './sealed.js';
import type { Scale } from './organisation.js';

/** A server and PostgreSQL with the same events, to which others are added. */
export interface OnTop {
  readonly server: Serving;
  readonly postgres: PostgresEngine | null;
  /** The last day that has any. */
  readonly end: Day;
  readonly scale: Scale;
  close(): Promise<void>;
}

/** Over a copy, since what is kept must stay as it was loaded. */
export async function onTop({ scales, folder: own, isSmall, tell }: Bench, name: string): Promise<OnTop> {
  const scale = scales.toSorted((a, b) => b.events - a.events).find(({ events }) => events <= 1_000_000) ?? scales[0];
  if (scale === undefined) throw new Error('There is no size to add to.');
  const end: Day = new Date(historyEnd()).toISOString().slice(0, 10);
  const folder = join(own, name);
  mkdirSync(folder, { recursive: true });
  // Another user may be who serves from it.
  for (const each of [own, folder]) chmodSync(each, 0o711);
  const { founded, lines } = await loadedScale(scale, end, isSmall ? own : tmpdir(), tell);
  cpSync(founded.data, join(folder, 'data'), { recursive: true });
  const postgres = isSmall ? null : await postgresEngine(lines, scale, folder, tell);
  const server = await serve({ ...founded, data: join(folder, 'data') });
  // What it makes ready by itself after a start is no part of what is measured.
  await allSealed(server);
  return {
    server, postgres, end, scale,
    async close() {
      await server.stop();
      await postgres?.close();
      remove(folder);
    },
  };
}
