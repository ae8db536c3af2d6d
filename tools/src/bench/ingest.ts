import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account, WireEvent } from '@pegel/domain';
import { keyFileBeside, openDatabase } from '@pegel/sqlite';
import { milliseconds, type Figure, type Findings } from './figures.js';
import type { Bench } from './main.js';
import { founded, serve, type Serving } from './server.js';

const orders = ['in the order of time', 'random'] as const;
type Order = (typeof orders)[number];

interface Way {
  readonly batch: number;
  /** How many senders there are at once. */
  readonly senders: number;
  readonly requests: number;
}

const ways: readonly Way[] = [
  { batch: 1, senders: 1, requests: 300 },
  { batch: 1, senders: 32, requests: 1_600 },
  { batch: 100, senders: 1, requests: 60 },
  { batch: 1_000, senders: 1, requests: 12 },
  { batch: 10_000, senders: 1, requests: 2 },
];

/** How many events a second are durable over the whole path, against a loop over one prepared statement and the same table. */
export async function ingestFindings({ folder, isSmall, contest }: Bench): Promise<Findings> {
  const figures: Figure[] = [];
  for (const order of isSmall ? orders.slice(1) : orders) {
    for (const way of isSmall ? ways.filter(({ batch }) => batch === 100) : ways) {
      figures.push(await figureOf(join(folder, `ingest-${figures.length}`), { ...way, requests: isSmall ? 2 : way.requests }, order, contest));
    }
  }
  return { figures, over: [] };
}

async function figureOf(folder: string, { batch, senders, requests }: Way, order: Order, contest: Bench['contest']): Promise<Figure> {
  const server = await serve(await founded(folder, 'UTC'));
  const write = new Invention(order);
  try {
    await sendAll(server, [write.body(1)], 1);
    const bare = bareTable(server, folder);
    const events = batch * requests;
    const figure = await contest({
      name: `${batch.toLocaleString('en')} a request${senders === 1 ? '' : `, ${senders} senders`}, ids ${order}`,
      unit: 'events/s',
      moreIsBetter: true,
      ours: async () => {
        const bodies = Array.from({ length: requests }, () => write.body(batch));
        return events / ((await milliseconds(() => sendAll(server, bodies, senders))) / 1000);
      },
      opponents: {
        'prepared INSERT, one transaction a batch': async () => {
          const batches = Array.from({ length: requests }, () => write.events(batch));
          return events / ((await milliseconds(() => batches.forEach(bare.insert))) / 1000);
        },
      },
    });
    bare.close();
    return figure;
  } finally {
    await server.stop();
  }
}

async function sendAll(server: Serving, bodies: readonly string[], senders: number): Promise<void> {
  const waiting = bodies.values();
  const send = async () => {
    for (const body of waiting) {
      const { received, stored } = JSON.parse(await server.post('/v1/events', body)) as Account; // What the door answers.
      if (stored !== received) throw new Error(`Of ${received} events ${stored} were stored.`);
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
}

/** Messages of 500 people over the last year, none twice. */
class Invention {
  #made = 0;
  readonly #order: Order;
  readonly #begin = Date.now() - 300 * 86_400_000;

  constructor(order: Order) {
    this.#order = order;
  }

  events(count: number): WireEvent[] {
    return Array.from({ length: count }, () => {
      this.#made += 1;
      const number = this.#made;
      const id = this.#order === 'random' ? randomUUID() : `${(this.#begin + number).toString(16).padStart(12, '0')}-${String(number).padStart(23, '0')}`;
      const person = { email: `person-${(number * 7) % 500}@example.test` };
      return { id, type: 'message.sent', at: new Date(this.#begin + number * 10).toISOString(), person, chat: `chat-${Math.floor(number / 6)}`, model: 'claude-sonnet-4-5' };
    });
  }

  body(count: number): string {
    return JSON.stringify({ events: this.events(count) });
  }
}

/** The same table, indexes and pragmas in a file of its own, and nothing but one statement over it. */
function bareTable(server: Serving, folder: string): { insert(batch: readonly WireEvent[]): void; close(): void } {
  const file = join(folder, 'bare.sqlite');
  // Whatever the server has written is in the file or in the log beside it; both together are the database.
  for (const ending of ['', '-wal']) copyFileSync(join(server.data, `pegel.sqlite${ending}`), `${file}${ending}`);
  const database = openDatabase(file, keyFileBeside(join(server.data, 'pegel.sqlite')));
  const columns = (database.pragma('table_info(events)') as { name: string }[]).map(({ name }) => name); // What SQLite answers.
  const model = database.prepare<[], Record<string, unknown>>('SELECT * FROM events LIMIT 1').get();
  if (model === undefined) throw new Error('The server has stored no event to take as a model.');
  const statement = database.prepare(`INSERT INTO events (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  const at = ['id', 'at', 'until_at', 'chat'].map((name) => columns.indexOf(name));
  const insert = database.transaction((batch: readonly WireEvent[]) => {
    const cells = columns.map((name) => model[name]);
    for (const event of batch) {
      if (!('at' in event) || event.type !== 'message.sent') continue;
      const instant = Date.parse(event.at);
      [event.id, instant, instant, event.chat].forEach((value, index) => {
        cells[at[index] ?? 0] = value;
      });
      statement.run(cells);
    }
  });
  return { insert: (batch) => void insert.immediate(batch), close: () => void database.close() };
}
