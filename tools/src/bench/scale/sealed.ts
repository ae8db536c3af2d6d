import { setTimeout as wait } from 'node:timers/promises';
import type { Serving } from '../server.js';

const secondsMost = 1_800;

/** Waits until a server has all days in memory and in the file, as every one has that ran before; `ask` may ask for some of them. */
export async function allSealed(server: Serving, ask: () => Promise<void> = async () => undefined): Promise<void> {
  const until = async (isReached: (columns: Columns) => boolean): Promise<void> => {
    for (let seconds = 0; seconds < secondsMost; seconds += 1) {
      const { columns } = JSON.parse(await server.get('/healthz')) as { columns: Columns }; // What it always says.
      if (isReached(columns)) return;
      await wait(1_000);
    }
    throw new Error('Not every day was sealed.');
  };
  // It begins by itself, and of very many events it takes longer than an answer may be silent.
  await until(({ days, daysAhead }) => days > 0 && daysAhead === 0);
  await ask();
  await until(({ daysAhead, daysUnsealed }) => daysAhead === 0 && daysUnsealed === 0);
}

interface Columns {
  readonly days: number;
  readonly daysAhead: number;
  readonly daysUnsealed: number;
}
