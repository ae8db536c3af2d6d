import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from 'solid-js';
import { listen, type Listening } from '@pegel/client';
import { makeChangeFeed, type Connection, type FeedClock } from '@pegel/presentation';
import { useSession } from '../session/session.js';
import type { LiveReports } from './create-reports.js';
import { afterPaint } from './after-paint.js';
import { giveBack } from './give-back.js';
import { recallInTab, rememberInTab } from './stored.js';

export interface Live {
  readonly connection: Accessor<Connection>;
  /** The clock that ages are told by; it moves every few seconds. */
  readonly now: Accessor<number>;
  readonly isPaused: Accessor<boolean>;
  /** Pauses, or resumes and catches up. It keeps for this tab. */
  togglePause(): void;
}

const clock: FeedClock = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

const tickMilliseconds = 5_000;

/** Keeps what a page shows up to date: asks again for what changes, unless the page is paused, pinned or not looked at. */
export function createLive(organisation: Accessor<string>, isPinned: Accessor<boolean>, reports: LiveReports): Live {
  const { client } = useSession();
  const [stream, setStream] = createSignal<Pick<Connection, 'state' | 'lostAt'>>({ state: 'connecting', lostAt: null });
  const [heardAt, setHeardAt] = createSignal<number | null>(null);
  const [now, setNow] = createSignal(Date.now());
  const [isPaused, setPaused] = createSignal(recallInTab('paused') === 'yes');
  const [isSeen, setSeen] = createSignal(document.visibilityState !== 'hidden');

  const feed = makeChangeFeed({
    clock,
    reports: reports.reports,
    asked: reports.asked,
    refetch: (names) => {
      for (const name of names) reports.refetch(name);
    },
  });
  onCleanup(() => feed.stop());
  createEffect(() => feed.hold(isPaused() || isPinned() || !isSeen()));
  const hear = () => {
    setHeardAt(Date.now());
    setNow(Date.now());
  };
  createEffect(on(reports.reports, hear, { defer: true }));

  // A browser opens six connections to a server and no more, so a page that nobody looks at gives its own back.
  createEffect(
    on([organisation, isSeen], ([slug, seen], before) => {
      if (!seen) return;
      if (before !== undefined) feed.missed();
      let listening: Listening | null = null;
      let isOver = false;
      const start = () => (listening = listen(client, {
        organisation: slug,
        onChange: (change) => {
          if (isOver) return;
          hear();
          feed.tell(change);
        },
        onState: (state) => {
          if (isOver) return;
          // Every report says in words why, and leads to signing in where that helps.
          if (state.kind === 'refused') return reports.refetchAll();
          setStream((last) => ({ state: navigator.onLine ? state.kind : 'offline', lostAt: state.kind === 'lost' ? (last.lostAt ?? Date.now()) : null }));
          if (state.kind === 'open') {
            hear();
            if (state.missed) feed.missed();
          }
        },
      }));
      // A page that is opened is painted before it listens.
      if (before !== undefined) start();
      else afterPaint(() => {
        if (!isOver) start();
      });
      // A stream may not have noticed that the network was gone, and then never says that it is back.
      const retry = () => {
        listening?.stop();
        start();
        feed.missed();
      };
      const lose = () => setStream((last) => ({ state: 'offline', lostAt: last.lostAt ?? Date.now() }));
      window.addEventListener('online', retry);
      window.addEventListener('offline', lose);
      onCleanup(() => {
        window.removeEventListener('online', retry);
        window.removeEventListener('offline', lose);
        isOver = true;
        // Where nobody looks, nothing waits for it.
        if (isSeen()) giveBack(() => listening?.stop());
        else listening?.stop();
      });
    }),
  );

  const look = () => setSeen(document.visibilityState !== 'hidden');
  document.addEventListener('visibilitychange', look);
  const timer = setInterval(() => {
    setNow(Date.now());
    // Told of nothing, the page asks by itself, but never again for what is still on its way: a stream may only be waiting for one of
    // the six connections, which slow answers hold.
    const { isLoading, isRefreshing } = reports.status(...reports.asked());
    if (isSeen() && stream().state !== 'open' && !isLoading && !isRefreshing) feed.missed();
  }, tickMilliseconds);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', look);
    clearInterval(timer);
  });

  return {
    connection: createMemo((): Connection => ({ ...stream(), heardAt: heardAt(), held: isPaused() ? 'paused' : isPinned() ? 'pinned' : null })),
    now,
    isPaused,
    togglePause: () => {
      setPaused((paused) => !paused);
      rememberInTab('paused', isPaused() ? 'yes' : 'no');
    },
  };
}
