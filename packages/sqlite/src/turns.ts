import { beforeWriting } from './before-writing.js';
import { wholeOrNot } from './commit.js';
import type { Database } from './database.js';

/** How long a transaction is written before others have their turn. */
const turnMilliseconds = 5;

/** Transactions of one connection that are written a little at a time, each kept as a whole or not at all. */
export interface Turns {
  /** Whether one is open: what this connection reads is not committed. */
  readonly isOpen: boolean;
  /**
   * Writes one, in steps, while others have their turns between them. It resolves after the commit. Whoever writes
   * anything else by the same connection meanwhile has it brought to its end first.
   */
  run(write: () => Generator<void>): Promise<void>;
  /** Whether none is open, and whoever waited for the last one has heard of its end. */
  readonly isIdle: boolean;
  /** Resolves where that is so. */
  idle(): Promise<void>;
  /** Brings the one that is open to its end at once; whoever waits for it hears so once others have had their turn. */
  settle(): void;
}

interface Told {
  /** Hears of one before it begins, while nothing is open. */
  begins(): void;
  /** Hears that nothing of one was kept, before anybody else goes on. */
  isTakenBack(): void;
  /** Hears that one is over, however, before whoever waits for it. */
  isOver(): void;
}

interface OpenTransaction {
  readonly steps: Generator<void>;
  resolve(): void;
  reject(error: unknown): void;
}

/** The turns of a connection that `openDatabase` has opened. */
export function turnsOf(database: Database, { begins, isTakenBack, isOver }: Told): Turns {
  const [begin, commit, rollback] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT'), database.prepare('ROLLBACK')];
  let open: OpenTransaction | null = null;
  const whenIdle: (() => void)[] = [];
  /** Whether one is over of which nobody has heard yet. */
  let isUntold = false;
  /** Whether what is written is of the one that is open. */
  let isWithin = false;
  /** Whether something is still to be taken back that could not be, before anybody else may write. */
  let isLeft = false;
  const takeBack = (): void => {
    isLeft = database.inTransaction;
    if (isLeft) rollback.run();
    isLeft = false;
  };
  const end = (): void => {
    try {
      commit.run();
    } catch (error) {
      takeBack();
      throw error;
    }
  };

  /** Goes on as long as there is time; what is to be told where it is over, and `null` where it is not. */
  function advance({ steps, resolve, reject }: OpenTransaction, isTime: () => boolean): (() => void) | null {
    isWithin = true;
    try {
      for (;;) {
        // An error of the disk ends it wherever it is read, and what follows would be kept by itself.
        if (!database.inTransaction) throw new Error('The transaction was ended from outside, and nothing of it was kept.');
        if (steps.next().done === true) {
          wholeOrNot(database, end);
          open = null;
          return resolve;
        }
        if (!isTime()) return null;
      }
    } catch (error) {
      open = null;
      try {
        takeBack();
      } catch {
        // Whoever writes next tries it again, and hears of it.
      }
      isTakenBack();
      return () => reject(error);
    } finally {
      isWithin = false;
    }
  }

  function takeTurn(own: OpenTransaction): void {
    if (open !== own) return;
    const until = performance.now() + turnMilliseconds;
    const tell = advance(own, () => performance.now() < until);
    if (tell === null) setImmediate(takeTurn, own);
    else finish(tell);
  }

  function finish(tell: () => void): void {
    isUntold = false;
    isOver();
    tell();
    for (const go of whenIdle.splice(0)) go();
  }

  function settle(): void {
    if (isWithin) return;
    if (isLeft) takeBack();
    if (open === null) return;
    const tell = advance(open, () => true);
    // Whoever reads at the moment goes on to read what was there before.
    if (tell === null) return;
    isUntold = true;
    setImmediate(finish, tell);
  }
  beforeWriting(database, settle);
  const isIdle = (): boolean => open === null && !isUntold;

  return {
    get isIdle() {
      return isIdle();
    },
    get isOpen() {
      return open !== null;
    },
    settle,
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => void whenIdle.push(resolve))),
    run: (write) =>
      new Promise((resolve, reject) => {
        settle();
        begins();
        begin.run();
        open = { steps: write(), resolve, reject };
        takeTurn(open);
      }),
  };
}
