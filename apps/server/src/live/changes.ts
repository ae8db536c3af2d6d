import { changedTogether, type FactsChanged, type Organisation } from '@pegel/domain';
import { wallClock, type Clock } from './clock.js';

/** Where commits are told of, and whoever looks on is told. */
export interface Changes {
  publish(organisation: Pick<Organisation, 'slug'>, change: FactsChanged): void;
  /**
   * What changes in one organisation from now on, at most once an interval. What comes between is merged into one value,
   * however long nobody asks for it: a subscriber holds a few dozen bytes. Ends with the signal, or when all are ended.
   * It begins with what changed in the last seconds: whoever read their numbers just before has missed nothing.
   */
  of(organisation: Pick<Organisation, 'slug'>, signal: AbortSignal): AsyncGenerator<FactsChanged, void, undefined>;
  /** Ends every subscription; there are none afterwards. */
  end(): void;
}

interface Subscriber {
  /** What it has not been told yet. */
  pending: FactsChanged | null;
  wake(): void;
}

/** The changes of a stretch of time as one. */
interface Stretch {
  readonly number: number;
  readonly change: FactsChanged;
}

const intervalMilliseconds = 1_000;
/** This and the stretch before it are remembered. */
const stretchMilliseconds = 5_000;

const joined = (a: FactsChanged | null, b: FactsChanged | null): FactsChanged | null => (a === null || b === null ? (a ?? b) : changedTogether(a, b));

export function makeChanges(clock: Clock = wallClock, interval = intervalMilliseconds): Changes {
  const subscribers = new Map<string, Set<Subscriber>>();
  const recent = new Map<string, readonly Stretch[]>();
  const ending = new AbortController();
  const stretch = () => Math.floor(clock.now() / stretchMilliseconds);
  const remembered = (slug: string): readonly Stretch[] => (recent.get(slug) ?? []).filter(({ number }) => number >= stretch() - 1);

  return {
    publish({ slug }, change) {
      const number = stretch();
      const [same, before] = [remembered(slug).find((one) => one.number === number), remembered(slug).filter((one) => one.number < number)];
      recent.set(slug, [...before, { number, change: same === undefined ? change : changedTogether(same.change, change) }]);
      for (const subscriber of subscribers.get(slug) ?? []) {
        subscriber.pending = joined(subscriber.pending, change);
        subscriber.wake();
      }
    },
    of({ slug }, signal) {
      const pending = remembered(slug).reduce<FactsChanged | null>((all, { change }) => joined(all, change), null);
      const subscriber: Subscriber = { pending, wake: () => undefined };
      const others = subscribers.get(slug) ?? new Set();
      subscribers.set(slug, others.add(subscriber));
      const leave = () => {
        others.delete(subscriber);
        if (others.size === 0 && subscribers.get(slug) === others) subscribers.delete(slug);
        subscriber.wake();
      };
      const isOver = () => signal.aborted || ending.signal.aborted;
      // A generator that is never started runs no `finally`, so leaving does not depend on one.
      signal.addEventListener('abort', leave, { once: true });
      return told(subscriber, isOver, () => {
        signal.removeEventListener('abort', leave);
        leave();
      });
    },
    end() {
      ending.abort();
      for (const others of subscribers.values()) for (const subscriber of others) subscriber.wake();
      subscribers.clear();
    },
  };

  async function* told(subscriber: Subscriber, isOver: () => boolean, leave: () => void): AsyncGenerator<FactsChanged, void, undefined> {
    let next = -Infinity;
    try {
      while (!isOver()) {
        const wait = subscriber.pending === null ? Infinity : next - clock.now();
        if (subscriber.pending !== null && wait <= 0) {
          const change = subscriber.pending;
          subscriber.pending = null;
          next = clock.now() + interval;
          yield change;
        } else {
          await woken(subscriber, isOver, wait);
        }
      }
    } finally {
      leave();
    }
  }

  /** Until something is published or over, or the wait is. */
  function woken(subscriber: Subscriber, isOver: () => boolean, wait: number): Promise<void> {
    return new Promise((resolve) => {
      if (isOver()) return resolve();
      const callOff = wait === Infinity ? null : clock.after(wait, resolve);
      subscriber.wake = () => {
        // What is published while the interval runs only joins what waits.
        if (callOff !== null && !isOver()) return;
        callOff?.();
        resolve();
      };
    });
  }
}
