import type { ServerResponse } from 'node:http';
import type { Entrance } from '@pegel/api';
import { changeFor, permitChanges, type FactsChanged, type Reader } from '@pegel/domain';
import type { Changes, Subscription } from './changes.js';
import { wallClock, type Clock } from './clock.js';
import { makeRounds, type Rounds } from './rounds.js';

/** What a stream of changes needs beside its reader. */
export interface Live {
  readonly changes: Changes;
  /** In each of them a stream asks whether its reader may still be here, and whether they still read. */
  readonly rounds: Rounds;
}

export const liveOf = (changes: Changes, clock: Clock = wallClock, checkMilliseconds = 1_000): Live => ({ changes, rounds: makeRounds(clock, checkMilliseconds) });

/** The connection a stream goes out on; without a socket, as in a test, there is none. */
export type Outgoing = Pick<ServerResponse, 'destroy' | 'writableNeedDrain'> | undefined;

/** Whoever has not taken what was sent to them at so many checks in a row does not read. */
const checksUndrained = 5;

/** Lets a reader in again, as every request would. */
export interface Door {
  enter(): Promise<Entrance>;
  /** Another number after every write that may have changed what `enter` answers. */
  standings(): number;
}

/** What ends by itself is noticed after so many checks at the latest; what somebody ends, at the next one. */
const checksUnasked = 5;

/**
 * What changes for a reader. Whether they may still be here is asked anew, as every request would ask it, at the next check
 * after anybody's standing was written, and now and then: where the answer is no, it is over. A connection that nobody reads from is cut instead of kept in memory;
 * a client that comes back asks for its numbers anyway. Of its reader it keeps what they may see: ten thousand may be open.
 */
export class Watch {
  private readonly subscription: Subscription;
  private readonly leaveRounds: () => void;
  private reader: Pick<Reader, 'permissions'>;
  private undrained = 0;
  /** What the standings were when the door was asked last, and at how many checks it was not asked since. */
  private standings = NaN;
  private unasked = 0;
  private isAsking = false;
  private refused: { readonly error: unknown } | null = null;

  /** Throws where there is nothing that this reader may see. */
  constructor({ changes, rounds }: Live, { reader }: Entrance, private readonly door: Door, private readonly outgoing: Outgoing) {
    permitChanges(reader);
    this.reader = seeing(reader);
    this.subscription = changes.subscribe(reader.organisation);
    this.leaveRounds = rounds.join(() => this.check());
  }

  /** Why its reader may not be here any more, once they may not. */
  get refusal(): { readonly error: unknown } | null {
    return this.refused;
  }

  /** Tells the next change that this reader may see, or `null` once it is over. */
  next(tell: (change: FactsChanged | null) => void): void {
    this.subscription.next((change) => {
      const told = change === null ? null : changeFor(this.reader, change);
      if (change !== null && told === null) this.next(tell);
      else tell(told);
    });
  }

  leave(): void {
    this.leaveRounds();
    this.subscription.leave();
  }

  private check(): void {
    this.undrained = this.outgoing?.writableNeedDrain === true ? this.undrained + 1 : 0;
    if (this.undrained >= checksUndrained) return void this.outgoing?.destroy();
    // Nothing is asked any more once the answer was no, but what is said last must still be taken.
    if (this.isAsking || this.refused !== null) return;
    const standings = this.standingsNow();
    if (standings === this.standings && this.unasked < checksUnasked - 1) {
      this.unasked += 1;
      return;
    }
    this.standings = standings;
    this.unasked = 0;
    void this.ask();
  }

  /** Where that cannot be said no number is the same, and the door is asked, which knows how to say what is wrong. */
  private standingsNow(): number {
    try {
      return this.door.standings();
    } catch {
      return NaN;
    }
  }

  private async ask(): Promise<void> {
    this.isAsking = true;
    try {
      const { reader } = await this.door.enter();
      permitChanges(reader);
      this.reader = seeing(reader);
    } catch (error) {
      this.refused = { error };
      this.subscription.leave();
    } finally {
      this.isAsking = false;
    }
  }
}

const seeing = ({ permissions }: Reader): Pick<Reader, 'permissions'> => ({ permissions });

/** The same as a generator, which is how the typed interface has it. */
export async function* watched(watch: Watch, signal: AbortSignal): AsyncGenerator<FactsChanged, void, undefined> {
  const leave = () => watch.leave();
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  const next = () => new Promise<FactsChanged | null>((resolve) => watch.next(resolve));
  try {
    for (let change = await next(); change !== null; change = await next()) yield change;
    if (watch.refusal !== null) throw watch.refusal.error;
  } finally {
    leave();
    signal.removeEventListener('abort', leave);
  }
}
