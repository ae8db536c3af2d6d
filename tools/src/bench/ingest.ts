import { join } from 'node:path';
import type { Account } from '@pegel/domain';
import { keyFileBeside, openDatabase, openReader } from '@pegel/sqlite';
import { milliseconds, type Figure, type Findings } from './figures.js';
import type { Bench } from './main.js';
import { bodyOf, insertedIn, Messages, orders, type Message, type Order } from './messages.js';
import { onTop, type OnTop } from './scale/on-top.js';
import type { Serving } from './server.js';

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

/** How many events a second are durable over the whole path, on top of those that are there, against a loop over one prepared statement into an empty table, and PostgreSQL on top of the same. */
export async function ingestFindings(bench: Bench): Promise<Findings> {
  const { isSmall } = bench;
  const top = await onTop(bench, 'ingest');
  try {
    const figures: Figure[] = [];
    for (const order of isSmall ? orders.slice(1) : orders) {
      for (const way of isSmall ? ways.filter(({ batch }) => batch === 100) : ways) {
        figures.push(await figureOf(join(bench.folder, `bare-${figures.length}.sqlite`), { ...way, requests: isSmall ? 2 : way.requests }, order, top, bench.contest));
      }
    }
    return { figures, over: [{ name: 'events there before', value: top.scale.events, unit: '' }] };
  } finally {
    await top.close();
  }
}

async function figureOf(file: string, { batch, senders, requests }: Way, order: Order, { server, postgres, end }: OnTop, contest: Bench['contest']): Promise<Figure> {
  const messages = new Messages(end, order);
  await sendAll(server, [bodyOf(messages.of(1))], 1);
  const bare = bareTable(server, file);
  const events = batch * requests;
  const batches = (): Message[][] => Array.from({ length: requests }, () => messages.of(batch));
  const rate = async (work: () => Promise<unknown> | unknown): Promise<number> => events / ((await milliseconds(work)) / 1_000);
  const figure = await contest({
    name: `${batch.toLocaleString('en')} a request${senders === 1 ? '' : `, ${senders} senders`}, ids ${order}`,
    unit: 'events/s',
    moreIsBetter: true,
    ours: () => {
      const bodies = batches().map(bodyOf);
      return rate(() => sendAll(server, bodies, senders));
    },
    opponents: {
      'prepared INSERT, one transaction a batch': () => {
        const made = batches();
        return rate(() => made.forEach(bare.insert));
      },
      ...(postgres === null ? {} : {
        PostgreSQL: () => {
          const made = batches().map((each) => messages.columnsOf(each));
          return rate(async () => { for (const columns of made) await insertedIn(postgres.client, columns); });
        },
      }),
    },
  });
  bare.close();
  return figure;
}

export async function sendAll(server: Serving, bodies: readonly string[], senders: number): Promise<void> {
  const waiting = bodies.values();
  const send = async () => {
    for (const body of waiting) {
      const { received, stored } = JSON.parse(await server.post('/v1/events', body)) as Account; // What the door answers.
      if (stored !== received) throw new Error(`Of ${received} events ${stored} were stored.`);
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
}

/** The same table, indexes and pragmas in a file of its own that holds nothing, and nothing but one statement over it. */
function bareTable(server: Serving, file: string): { insert(batch: readonly Message[]): void; close(): void } {
  const kept = openReader(join(server.data, 'pegel.sqlite'));
  const model = kept.prepare<[], Record<string, unknown>>("SELECT * FROM events WHERE type = 'message.sent' LIMIT 1").get();
  const made = kept.prepare<[], string>("SELECT sql FROM sqlite_schema WHERE tbl_name = 'events' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC").pluck().all();
  kept.close();
  if (model === undefined) throw new Error('The server has stored no event to take as a model.');
  const database = openDatabase(file, keyFileBeside(join(server.data, 'pegel.sqlite')));
  // The tables that it refers to are not there.
  database.pragma('foreign_keys = OFF');
  for (const sql of made) database.exec(sql);
  const columns = Object.keys(model);
  const statement = database.prepare(`INSERT INTO events (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  const at = ['id', 'at', 'until_at', 'chat'].map((name) => columns.indexOf(name));
  const insert = database.transaction((batch: readonly Message[]) => {
    const cells = columns.map((name) => model[name]);
    for (const message of batch) {
      const { chat } = message;
      [message.id, message.at, message.at, `chat-${chat}`].forEach((value, index) => {
        cells[at[index] ?? 0] = value;
      });
      statement.run(cells);
    }
  });
  return { insert: (batch) => void insert.immediate(batch), close: () => void database.close() };
}
