import { concerns, type FactsChanged } from '@pegel/domain';
import type { Reports } from './overview.js';
import type { QueryName } from './overview-queries.js';

/** Time as a feed sees it, handed in so that a test can be in charge of it. */
export interface FeedClock {
  now(): number;
  /** Runs once after a while; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** What a feed decides about: the reports on a screen, and how they are asked for again. */
export interface Feeding {
  readonly clock: FeedClock;
  /** What is shown now; what is missing is on its way. */
  reports(): Reports;
  /** The reports that the screen asks for. */
  asked(): readonly QueryName[];
  refetch(names: readonly QueryName[]): void;
}

/** Decides when a screen asks again for what. */
export interface ChangeFeed {
  /** Facts changed: the reports they concern are asked for again, at once where it has been quiet. */
  tell(change: FactsChanged): void;
  /** Nobody was listening for a while, so anything may have changed. */
  missed(): void;
  /** While held, nothing is asked for; what changed meanwhile is asked for afterwards. */
  hold(isHeld: boolean): void;
  /** How many reports wait to be asked for again. */
  waiting(): number;
  stop(): void;
}

/** What is asked for over a longer time: once in ten seconds. */
const intervalMilliseconds = 10_000;
/** So many times are saved up while it is quiet, so that now and then an event shows at once, also where others come all day. */
const savedMax = 6;
/** Two answers in a row can be told apart. */
const leastMilliseconds = 1_000;
/** What no event announces, such as the beginning of a day, is seen this late at most. */
const quietMilliseconds = 300_000;

/** At once when it has been quiet, and at most every ten seconds where it never is. */
export function makeChangeFeed({ clock, reports, asked, refetch }: Feeding): ChangeFeed {
  const touched = new Set<QueryName>();
  let isHeld = false;
  let lastAt = -Infinity;
  let saved = savedMax;
  let callOff: (() => void) | null = null;
  let callOffQuiet = afterQuiet();

  function afterQuiet(): () => void {
    return clock.after(quietMilliseconds, () => {
      callOffQuiet = afterQuiet();
      touchAll();
    });
  }

  function touchAll(): void {
    for (const name of asked()) touched.add(name);
    plan();
  }

  function plan(): void {
    if (isHeld || callOff !== null || touched.size === 0) return;
    const passed = clock.now() - lastAt;
    const lacking = 1 - Math.min(savedMax, saved + passed / intervalMilliseconds);
    const wait = Math.max(lacking * intervalMilliseconds, leastMilliseconds - passed);
    if (wait <= 0) return ask();
    callOff = clock.after(wait, () => {
      callOff = null;
      ask();
    });
  }

  function ask(): void {
    const wanted = asked();
    const names = [...touched].filter((name) => wanted.includes(name));
    touched.clear();
    if (names.length === 0) return;
    const now = clock.now();
    saved = Math.max(0, Math.min(savedMax, saved + (now - lastAt) / intervalMilliseconds) - 1);
    lastAt = now;
    callOffQuiet();
    callOffQuiet = afterQuiet();
    refetch(names);
  }

  return {
    tell(change) {
      const shown = reports();
      for (const name of asked()) {
        const report = shown[name];
        // An answer that is on its way may have been given before the change.
        if (report === undefined || concerns(change, report)) touched.add(name);
      }
      plan();
    },
    missed: touchAll,
    hold(next) {
      isHeld = next;
      if (!isHeld) return plan();
      callOff?.();
      callOff = null;
    },
    waiting: () => touched.size,
    stop() {
      callOff?.();
      callOffQuiet();
      isHeld = true;
    },
  };
}
