import { randomUUID } from 'node:crypto';
import { dayNumber, type Day, type WireEvent } from '@pegel/domain';
import type { PostgresClient } from './engines/postgres.js';

export const orders = ['in the order of time', 'random'] as const;
export type Order = (typeof orders)[number];

/** A message of somebody, in numbers and as its id. */
export interface Message {
  readonly id: string;
  readonly at: number;
  readonly person: number;
  readonly chat: number;
}

/** So many people send messages; once so many were sent, none is new. */
export const peopleOfMessages = 500;

/** Messages of these people in one day, none twice. */
export class Messages {
  #made = 0;
  readonly #begin: number;
  readonly #day: number;

  constructor(
    day: Day,
    private readonly order: Order,
  ) {
    this.#day = dayNumber(day);
    this.#begin = Date.parse(`${day}T08:00:00Z`);
  }

  of(count: number): Message[] {
    return Array.from({ length: count }, () => {
      this.#made += 1;
      const number = this.#made;
      const at = this.#begin + (number % 28_800_000);
      // Both are UUIDs: those that begin with the time, and those that begin anywhere.
      const id = this.order === 'random' ? randomUUID() : `ffff${number.toString(16).padStart(8, '0').replace(/(.{4})$/, '-$1')}-7000-8000-${randomUUID().slice(24)}`;
      return { id, at, person: (number * 7) % peopleOfMessages, chat: 1 + Math.floor(number / 6) };
    });
  }

  /** The same in columns, for a table that keeps whole numbers. */
  columnsOf(messages: readonly Message[]): readonly (readonly (string | number)[])[] {
    return [messages.map(({ id }) => id), messages.map(() => this.#day), messages.map(({ person }) => person), messages.map(({ chat }) => chat)];
  }
}

const wireOf = ({ id, at, person, chat }: Message): WireEvent => ({
  id, type: 'message.sent', at: new Date(at).toISOString(), person: { email: `person-${person}@example.test` }, chat: `chat-${chat}`, model: 'claude-sonnet-4-5',
});

export const bodyOf = (messages: readonly Message[]): string => JSON.stringify({ events: messages.map(wireOf) });

/** One durable statement a batch, which leaves out what is there already: what PostgreSQL does fastest. */
export async function insertedIn(client: PostgresClient, columns: readonly (readonly (string | number)[])[]): Promise<void> {
  await client.query({
    name: 'insert-messages',
    text: `INSERT INTO events (id, type, surface, day, person, department, pilot, chat, project, artifact, connector, model, count, amount, listAmount, requests, input, output, cacheRead, cacheWrite)
      SELECT id, 0, 0, day, person, 1, 0, chat, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0 FROM unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[]) AS message (id, day, person, chat) ON CONFLICT (id) DO NOTHING`,
    values: columns,
  });
}
