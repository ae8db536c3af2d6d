import { UncertainCommitError } from '@pegel/sqlite';

interface Waiting<Result> {
  readonly write: () => Generator<void, Result>;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Once so much time has gone into a group, what else waits is for the next one: whoever reads has their turn in between. */
const groupMilliseconds = 20;

/**
 * Commits what waits at the same moment together: the disk is synced once for all of it, which is most of what a small
 * delivery costs. Each answer is given after the commit. Where one of them fails, or their commit does, nothing of the
 * group is kept, and each is tried again by itself: nobody fails for what somebody else has sent.
 * `transact` writes a transaction in steps, which is kept as a whole or not at all; what it runs may run more than once.
 */
export function groupCommit<Result>(transact: (write: () => Generator<void>) => Promise<void>): (write: () => Generator<void, Result>) => Promise<Result> {
  let isAtWork = false;
  let waiting: Waiting<Result>[] = [];
  /** How many of those that wait come one by one, after a group of them has failed. */
  let apart = 0;

  /** After everything that has arrived by now. */
  const soon = () => {
    isAtWork = true;
    setImmediate(() => void commit());
  };

  async function commit(): Promise<void> {
    const isApart = apart > 0;
    const group = isApart ? waiting.splice(0, 1) : waiting.splice(0);
    if (isApart) apart -= 1;
    const written: Result[] = [];
    try {
      await transact(() => writeAll(group, written));
      written.forEach((result, index) => group[index]?.resolve(result));
      waiting = [...group.slice(written.length), ...waiting];
    } catch (error) {
      // Of a commit that may be there or not nothing is tried again.
      if (group.length === 1 || error instanceof UncertainCommitError) for (const { reject } of group) reject(error);
      else {
        waiting = [...group, ...waiting];
        apart += group.length;
      }
    }
    isAtWork = false;
    if (waiting.length > 0) soon();
  }

  return (write) =>
    new Promise((resolve, reject) => {
      if (!isAtWork) soon();
      waiting.push({ write, resolve, reject });
    });
}

function* writeAll<Result>(group: readonly Waiting<Result>[], written: Result[]): Generator<void> {
  let spent = 0;
  for (const { write } of group) {
    const steps = write();
    for (;;) {
      const begun = performance.now();
      const step = steps.next();
      spent += performance.now() - begun;
      if (step.done === true) {
        written.push(step.value);
        break;
      }
      yield;
    }
    if (spent > groupMilliseconds) return;
  }
}
