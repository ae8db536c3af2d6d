import { milliseconds } from '../figures.js';
import type { Scale } from '../scale/organisation.js';
import { columns } from '../scale/written.js';
import type { Engine } from './engine.js';
import { postgres, type PostgresClient } from './postgres.js';

export interface PostgresEngine extends Engine {
  readonly client: PostgresClient;
}

/** The events in one table with the indexes one would give it: what tells repeats, and what finds days of a kind. */
export async function postgresEngine(lines: string, scale: Scale, folder: string, tell: (text: string) => void): Promise<PostgresEngine | null> {
  const server = await postgres(folder, tell);
  if (server === null) return null;
  const client = await server.connect();
  const taken = await milliseconds(async () => {
    await client.query(`CREATE TABLE events (${Object.entries(columns).map(([name, type]) => `${name} ${type} ${name === 'id' ? 'PRIMARY KEY' : 'NOT NULL'}`).join(', ')})`);
    await client.query(`COPY events FROM '${lines}' (FORMAT csv)`);
    await client.query('CREATE INDEX events_by_day ON events (type, day)');
    await client.query('VACUUM ANALYZE events');
  });
  return {
    name: 'PostgreSQL',
    client,
    eventsASecond: scale.events / (taken / 1_000),
    rows: async (sql) => (await client.query({ text: sql, rowMode: 'array' })).rows,
    bytes: async () => Number((await client.query({ text: "SELECT pg_total_relation_size('events')", rowMode: 'array' })).rows[0]?.[0]),
    async close() {
      await client.end();
      await server.stop();
    },
  };
}
