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

/**
 * What changes for a reader. Whether they may still be here is asked anew at every check, as every request would ask it:
 * where the answer is no, the stream ends with it. A connection that nobody reads from is cut instead of kept in memory;
 * a client that comes back asks for its numbers anyway.
 */
export async function* watched({ changes, clock, checkMilliseconds }: Live, entrance: Entrance, enterAgain: () => Promise<Entrance>, outgoing: Outgoing, signal: AbortSignal): AsyncGenerator<FactsChanged, void, undefined> {
  let { reader } = entrance;
  permitChanges(reader);
  const over = new AbortController();
  const end = () => over.abort();
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });

  let refusal: { readonly error: unknown } | null = null;
  let undrained = 0;
  const leave = stillHere(
    { clock, checkMilliseconds },
    async () => {
      undrained = outgoing?.writableNeedDrain === true ? undrained + 1 : 0;
      if (undrained >= checksUndrained) return void outgoing?.destroy();
      ({ reader } = await enterAgain());
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
