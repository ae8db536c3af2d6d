import type { ServerResponse } from 'node:http';
import type { Entrance } from '@pegel/api';
import { changeFor, permitChanges, type FactsChanged } from '@pegel/domain';
import type { Changes } from './changes.js';
import { wallClock, type Clock } from './clock.js';
import { stillHere } from './still-here.js';

/** What a stream of changes needs beside its reader. */
export interface Live {
  readonly changes: Changes;
  readonly clock: Clock;
  /** How often a stream asks whether its reader may still be here, and whether they still read. */
  readonly checkMilliseconds: number;
}

export const liveOf = (changes: Changes, clock: Clock = wallClock, checkMilliseconds = 1_000): Live => ({ changes, clock, checkMilliseconds });

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
 * after anybody's standing was written, and now and then: where the answer is no, the stream ends with it. A connection that nobody reads from is cut instead of kept in memory;
 * a client that comes back asks for its numbers anyway.
 */
export async function* watched({ changes, clock, checkMilliseconds }: Live, entrance: Entrance, door: Door, outgoing: Outgoing, signal: AbortSignal): AsyncGenerator<FactsChanged, void, undefined> {
  let { reader } = entrance;
  permitChanges(reader);
  const over = new AbortController();
  const end = () => over.abort();
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });

  let refusal: { readonly error: unknown } | null = null;
  let undrained = 0;
  /** What the standings were when the door was asked last, and at how many checks it was not asked since. */
  let asked = { standings: NaN, unasked: 0 };
  const leave = stillHere(
    { clock, checkMilliseconds },
    async () => {
      undrained = outgoing?.writableNeedDrain === true ? undrained + 1 : 0;
      if (undrained >= checksUndrained) return void outgoing?.destroy();
      const standings = door.standings();
      if (standings === asked.standings && asked.unasked < checksUnasked - 1) {
        asked.unasked += 1;
        return;
      }
      asked = { standings, unasked: 0 };
      ({ reader } = await door.enter());
      permitChanges(reader);
    },
    (error) => {
      refusal = { error };
      end();
    },
  );

  try {
    for await (const change of changes.of(reader.organisation, over.signal)) {
      const told = changeFor(reader, change);
      if (told !== null) yield told;
    }
    if (refusal !== null) throw (refusal as { readonly error: unknown }).error; // The compiler does not see that the check may have set it.
  } finally {
    leave();
    end();
    signal.removeEventListener('abort', end);
  }
}
