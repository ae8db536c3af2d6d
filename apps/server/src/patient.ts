import { setTimeout as wait } from 'node:timers/promises';
import { refusalSentence } from '@pegel/domain';
import type { SqliteStore } from '@pegel/store-sqlite';

/** What is counted from is still being made, for longer than an answer may take. */
export class NotReadyYet extends Error {
  override readonly name = 'NotReadyYet';
  constructor() {
    super(refusalSentence({ name: 'numbers-preparing', about: {} }));
  }
}

/** Whoever asks for numbers waits until what they are counted from is in memory, which is made between requests; for so long, and then they are told to ask again. */
export const patient = (store: SqliteStore, milliseconds: number): SqliteStore => ({
  ...store,
  async ready(organisation, since) {
    const isOver = new AbortController();
    const given = wait(milliseconds, undefined, { ref: false, signal: isOver.signal }).then(() => {
      throw new NotReadyYet();
    });
    // It is called off where it is not needed.
    given.catch(() => undefined);
    try {
      await Promise.race([store.prepare(organisation, since), given]);
    } finally {
      isOver.abort();
    }
  },
});
