import { randomOf } from '../../src/demo/random.js';
import { Connection } from '../process/request.js';
import type { Delivered, Load } from './load.js';

/** Two programs that send as one source, and two others. */
const sources = ['gateway', 'gateway', 'bot', 'portal'] as const;

export interface Sending {
  /** Lets each finish what it is about. */
  stop(): Promise<void>;
}

/** Several senders at once, each waiting for its answer before it sends again. One whose server is gone ends. */
export function startSenders(load: Load, url: string, round: number, hear: (delivered: Delivered) => void = () => undefined): Sending {
  const stopping = new AbortController();
  const all = sources.map(async (source, index) => {
    const connection = new Connection(url);
    const random = randomOf(load.seed, 'sender', index, round);
    try {
      while (!stopping.signal.aborted) {
        const delivered = await load.deliver(connection, load.random(random, source, `directory-${index}`));
        hear(delivered);
        if (delivered.outcome !== 'acked') return;
      }
    } finally {
      connection.close();
    }
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(all);
    },
  };
}
