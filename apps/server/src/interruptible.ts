import type { SpendByUser, UsageStore } from '@pegel/domain';

/** A store, and the means to end what still reads from it: a connection that is being read from cannot be closed. */
export interface Interruptible {
  readonly store: UsageStore;
  interrupt(): Promise<void>;
}

export function interruptible(store: UsageStore): Interruptible {
  const reading = new Set<AsyncIterator<readonly SpendByUser[]>>();
  let isInterrupted = false;
  return {
    store: {
      ...store,
      async *spendByUser(organisation, period, namedSince) {
        const rows = store.spendByUser(organisation, period, namedSince)[Symbol.asyncIterator]();
        reading.add(rows);
        try {
          for (let row = await rows.next(); row.done !== true; row = await rows.next()) yield row.value;
          // An interrupted reader sees an end like any other, which must not be taken for the last row.
          if (isInterrupted) throw new Error('The rows were interrupted.');
        } finally {
          reading.delete(rows);
          await rows.return?.();
        }
      },
    },
    async interrupt() {
      isInterrupted = true;
      for (const rows of reading) await rows.return?.();
    },
  };
}
