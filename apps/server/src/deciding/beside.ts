import { Worker } from 'node:worker_threads';
import type { Deciding, OfferedGroup, Suppressed, Undecided, Unsorted } from '@pegel/domain';

export type Asked =
  | { readonly number: number; readonly kind: 'suppressed'; readonly undecided: Undecided }
  | { readonly number: number; readonly kind: 'offered'; readonly unsorted: Unsorted };

export type Answered = { readonly number: number; readonly suppressed: Suppressed } | { readonly number: number; readonly offered: readonly OfferedGroup[] };

interface Waiting {
  answered(answer: Answered): void;
  failed(error: Error): void;
}

/** Decides in a thread of its own, so that the server answers others meanwhile. */
export interface DecidingBeside extends Deciding {
  close(): Promise<void>;
}

/**
 * The thread begins with the first question. Where it ends by itself, whatever waits fails, and the next question begins another one.
 *
 * @param file What the thread runs, as a module for Node: `worker.ts`, bundled.
 */
export function decidingBeside(file: URL): DecidingBeside {
  let running: Worker | null = null;
  let asked = 0;
  const waiting = new Map<number, Waiting>();

  function begin(): Worker {
    const worker = new Worker(file);
    let reason: unknown;
    worker.on('message', (answer: Answered) => {
      const one = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (waiting.size === 0) worker.unref();
      one?.answered(answer);
    });
    worker.on('error', (error) => {
      reason = error;
    });
    worker.on('exit', () => {
      if (running === worker) running = null;
      const failed = [...waiting.values()];
      waiting.clear();
      for (const one of failed) one.failed(new Error('It could not be decided what of groups is hidden: the thread that decides has ended.', { cause: reason }));
    });
    return worker;
  }

  function ask(question: (number: number) => Asked): Promise<Answered> {
    const worker = (running ??= begin());
    const number = (asked += 1);
    return new Promise((answered, failed) => {
      // Copied, and nothing of it handed over: the store keeps some of it.
      worker.postMessage(question(number), []);
      waiting.set(number, { answered, failed });
      // Only while somebody waits it keeps the process.
      worker.ref();
    });
  }

  return {
    async suppressed(undecided) {
      const answer = await ask((number) => ({ number, kind: 'suppressed', undecided }));
      if (!('suppressed' in answer)) throw new TypeError('Something else was answered than was asked.');
      return answer.suppressed;
    },
    async offered(unsorted) {
      const answer = await ask((number) => ({ number, kind: 'offered', unsorted }));
      if (!('offered' in answer)) throw new TypeError('Something else was answered than was asked.');
      return answer.offered;
    },
    async close() {
      await running?.terminate();
    },
  };
}
