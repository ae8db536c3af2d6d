import type { FactsChanged } from '@pegel/domain';
import { failureOf, type Failure, type PegelClient } from './client.js';

/** How it stands between a client and what changes at the server. */
export type StreamState =
  /** Asked for the first time, and not answered yet. */
  | { readonly kind: 'connecting' }
  /** Every change is told. `missed`: it was away before, so anything may have changed meanwhile. */
  | { readonly kind: 'open'; readonly missed: boolean }
  /** It is tried again, after longer and longer pauses. */
  | { readonly kind: 'lost' }
  /** The server does not let this reader listen, and says why in its sentence; it is not tried again. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly message: string; readonly error: unknown };

export interface Listener {
  readonly organisation?: string;
  onChange(change: FactsChanged): void;
  onState?(state: StreamState): void;
}

export interface Listening {
  /** Tries at once where it waits for the next attempt, as when a network is back. */
  retryNow(): void;
  stop(): void;
}

const firstPauseMilliseconds = 1_000;
const longestPauseMilliseconds = 30_000;
/** A stream that lived so long begins again with the first pause. */
const provenMilliseconds = 10_000;

/** Listens to what changes until it is stopped. A stream that ends is opened again, by itself. */
export function listen(client: PegelClient, { organisation, onChange, onState = () => undefined }: Listener): Listening {
  let attempts = 0;
  let hasBeenOpen = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let close = (): void => undefined;
  let isOver = false;

  function open(): void {
    timer = undefined;
    let isCurrent = true;
    let openedAt = Infinity;
    const subscription = client.changes.subscribe(organisation === undefined ? {} : { organisation }, {
      onStarted: () => {
        if (!isCurrent) return;
        openedAt = Date.now();
        onState({ kind: 'open', missed: hasBeenOpen });
        hasBeenOpen = true;
      },
      onData: (change) => {
        if (isCurrent) onChange(change);
      },
      onConnectionStateChange: ({ state, error }) => {
        if (state === 'connecting' && error !== null) lose(error);
      },
      onError: lose,
      onComplete: () => lose(null),
    });
    // It may have failed before it was returned.
    close = () => {
      isCurrent = false;
      subscription.unsubscribe();
    };
    if (!isCurrent) subscription.unsubscribe();

    function lose(error: unknown): void {
      if (!isCurrent || isOver) return;
      isCurrent = false;
      // An EventSource tries again by itself and always as soon; how long to wait is decided here.
      queueMicrotask(() => subscription.unsubscribe());
      const failure = error === null ? 'unreachable' : failureOf(error);
      if (failure === 'not-signed-in' || failure === 'not-permitted' || failure === 'bad-query') {
        isOver = true;
        return onState({ kind: 'refused', failure, message: error instanceof Error ? error.message : '', error });
      }
      if (Date.now() - openedAt >= provenMilliseconds) attempts = 0;
      onState({ kind: 'lost' });
      const pause = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** attempts);
      attempts += 1;
      // Spread, so that not everybody comes back to a restarted server in the same moment.
      timer = setTimeout(open, pause * (0.75 + Math.random() / 2));
    }
  }

  onState({ kind: 'connecting' });
  open();
  return {
    retryNow() {
      if (timer === undefined) return;
      clearTimeout(timer);
      open();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
      timer = undefined;
      close();
    },
  };
}
