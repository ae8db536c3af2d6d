import { changedTogether, type FactsChanged, type Organisation } from '@pegel/domain';
import { wallClock, type Clock } from './clock.js';

/** Where commits are told of, and whoever looks on is told. */
export interface Changes {
  publish(organisation: Pick<Organisation, 'slug'>, change: FactsChanged): void;
  /**
   * What changes in one organisation from now on, at most once an interval. What comes between is merged into one value,
   * however long nobody asks for it: a subscriber holds a few dozen bytes. Over when it is left, or when all are ended.
   * It begins with what changed in the last seconds: whoever read their numbers just before has missed nothing.
   */
  subscribe(organisation: Pick<Organisation, 'slug'>): Subscription;
  /** Ends every subscription; there are none afterwards. */
  end(): void;
}

/** Is told one change for each time it asks, so that whoever is slow is told less often and of more. */
export interface Subscription {
  /** Tells the next change as soon as there is one, or `null` once it is over. Asked again before that, it tells the last who asked. */
  next(tell: (change: FactsChanged | null) => void): void;
  leave(): void;
}

/** The changes of a stretch of time as one. */
interface Stretch {
  readonly number: number;
  readonly change: FactsChanged;
}

const intervalMilliseconds = 1_000;
/** This and the stretch before it are remembered. */
const stretchMilliseconds = 5_000;
/** So many are told before others have their turn. */
const toldTogether = 250;

const joined = (a: FactsChanged | null, b: FactsChanged | null): FactsChanged | null => (a === null || b === null ? (a ?? b) : changedTogether(a, b));

export function makeChanges(clock: Clock = wallClock, interval = intervalMilliseconds): Changes {
  const subscribers = new Map<string, Set<Subscriber>>();
  const recent = new Map<string, readonly Stretch[]>();
  const crier = new Crier();
  let isEnded = false;
  const stretch = () => Math.floor(clock.now() / stretchMilliseconds);
  const remembered = (slug: string): readonly Stretch[] => (recent.get(slug) ?? []).filter(({ number }) => number >= stretch() - 1);

  return {
    publish({ slug }, change) {
      const number = stretch();
      const [same, before] = [remembered(slug).find((one) => one.number === number), remembered(slug).filter((one) => one.number < number)];
      recent.set(slug, [...before, { number, change: same === undefined ? change : changedTogether(same.change, change) }]);
      for (const subscriber of subscribers.get(slug) ?? []) subscriber.learn(change);
    },
    subscribe({ slug }) {
      const pending = remembered(slug).reduce<FactsChanged | null>((all, { change }) => joined(all, change), null);
      const others = subscribers.get(slug) ?? new Set();
      const subscriber = new Subscriber(pending, { clock, interval, crier, others });
      if (isEnded) subscriber.leave();
      else subscribers.set(slug, others.add(subscriber));
      return subscriber;
    },
    end() {
      isEnded = true;
      for (const others of subscribers.values()) for (const subscriber of others) subscriber.leave();
      subscribers.clear();
    },
  };
}

/** Lets many be told in turns, so that ten thousand of them keep nobody else waiting. */
class Crier {
  private readonly waiting = new Set<Subscriber>();
  private isComing = false;

  tell(subscriber: Subscriber): void {
    this.waiting.add(subscriber);
    if (this.isComing) return;
    this.isComing = true;
    setImmediate(() => this.come());
  }

  private come(): void {
    this.isComing = false;
    let left = toldTogether;
    for (const subscriber of this.waiting) {
      if (left-- === 0) break;
      this.waiting.delete(subscriber);
      subscriber.take();
    }
    const [next] = this.waiting;
    if (next !== undefined) this.tell(next);
  }
}

/** What all subscribers of an organisation have in common. */
interface Circle {
  readonly clock: Clock;
  readonly interval: number;
  readonly crier: Crier;
  readonly others: Set<Subscriber>;
}

/** There are as many as streams are open, so it holds no promise and no generator. */
class Subscriber implements Subscription {
  private notBefore = -Infinity;
  private tell: ((change: FactsChanged | null) => void) | null = null;
  private callOff: (() => void) | null = null;
  private isOver = false;

  constructor(private pending: FactsChanged | null, private readonly circle: Circle) {}

  next(tell: (change: FactsChanged | null) => void): void {
    this.tell = tell;
    if (this.isOver || this.pending !== null) this.circle.crier.tell(this);
  }

  leave(): void {
    this.circle.others.delete(this);
    this.callOff?.();
    this.isOver = true;
    if (this.tell !== null) this.circle.crier.tell(this);
  }

  learn(change: FactsChanged): void {
    this.pending = joined(this.pending, change);
    // What is published while the interval runs only joins what waits.
    if (this.tell !== null && this.callOff === null) this.circle.crier.tell(this);
  }

  /** Tells what there is to whoever asked, or waits until it may be told. */
  take(): void {
    const { tell, pending, circle: { clock, interval, crier } } = this;
    if (tell === null) return;
    if (this.isOver) {
      this.tell = null;
      tell(null);
      return;
    }
    if (pending === null || this.callOff !== null) return;
    const wait = this.notBefore - clock.now();
    if (wait > 0) {
      this.callOff = clock.after(wait, () => {
        this.callOff = null;
        crier.tell(this);
      });
      return;
    }
    this.pending = null;
    this.notBefore = clock.now() + interval;
    this.tell = null;
    tell(pending);
  }
}
