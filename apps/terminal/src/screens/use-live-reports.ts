import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Listener, Listening } from '@pegel/client';
import { makeChangeFeed, type ChangeFeed, type Connection, type FeedClock, type QueryName, type Reports, type ViewState } from '@pegel/presentation';
import { exitCodes, failedWith, type Failure } from '../failure.js';
import type { Fetched } from '../page-source.js';

/** What a live screen is given to ask and to listen with. */
export interface LiveSource {
  /** Asks for some of the reports of a page. */
  fetch(names: readonly QueryName[], state: ViewState): Promise<Fetched>;
  /** Hears of every change until it is stopped. */
  listen(listener: Omit<Listener, 'organisation'>): Pick<Listening, 'stop'>;
}

export interface LiveReports {
  readonly reports: Reports;
  readonly connection: Connection;
  /** The clock as the screen shows it: it moves when something arrives, and else every ten seconds, so that the screen is still. */
  readonly now: number;
  readonly failure: Failure | null;
  /** When what is shown was asked for, where that was before the screen was opened; null as soon as there is an answer. */
  readonly keptAt: number | null;
  refresh(): void;
  togglePause(): void;
}

/** Answers of an earlier time, and when the oldest of them came. */
export interface KeptReports {
  readonly reports: Reports;
  readonly at: number;
}

/** What a page asks, by the names of its reports, each as text to be compared. */
export type Questions = Readonly<Partial<Record<QueryName, string>>>;

const tickMilliseconds = 10_000;
/** The same for whoever wants that nothing moves: then all that came since is shown at once. */
const stillMilliseconds = 60_000;

const clock: FeedClock = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

interface LiveOptions {
  /** Shown until there is an answer. */
  readonly kept?: KeptReports | null;
  /** What is kept of a page that nobody answers for any more. */
  readonly keptOf?: ((state: ViewState) => KeptReports | null) | undefined;
  /** Nothing moves but once a minute. */
  readonly isStill?: boolean;
}

const unheard: Connection = { state: 'connecting', heardAt: null, lostAt: null, held: null };

/**
 * Asks once for everything on a page, and then for what changes. While nobody tells it of changes it asks every ten seconds instead.
 * What is on the screen stays until something newer is there.
 */
export function useLiveReports({ fetch, listen }: LiveSource, questions: Questions, state: ViewState, exit: (error?: Error) => void, { kept = null, keptOf, isStill = false }: LiveOptions = {}): LiveReports {
  const [reports, setReports] = useState<Reports>(kept?.reports ?? {});
  const [keptAt, setKeptAt] = useState(kept?.at ?? null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [connection, setConnection] = useState<Connection>(unheard);
  const [now, setNow] = useState(Date.now);
  // What timers and streams need of the newest state, which they began before.
  const shown = useRef<Reports>(kept?.reports ?? {});
  const stream = useRef<Connection['state']>('connecting');
  const held = useRef<Connection['held']>(null);
  const isAsking = useRef(false);
  const waiting = useRef(new Set<QueryName>());
  const again = useRef<(names: readonly QueryName[]) => Promise<void>>(() => Promise.resolve());
  const hasShown = useRef(kept !== null);
  const feed = useRef<ChangeFeed | null>(null);
  const answered = useRef<{ readonly page: ViewState['page']; readonly fetch: LiveSource['fetch']; readonly questions: Questions } | null>(null);
  const asked = useMemo(() => Object.keys(questions) as readonly QueryName[], [JSON.stringify(questions)]); // Object.keys forgets the keys' names.
  const page = useRef({ asked, state });
  page.current = { asked, state };

  const still = useRef(isStill);
  still.current = isStill;
  const keptAs = useRef(keptOf);
  keptAs.current = keptOf;
  const lastHeard = useRef<number | null>(null);
  const heard = useCallback((changes: Partial<Connection> = {}) => {
    const heardAt = Date.now();
    lastHeard.current = heardAt;
    // Where nothing is to move, how long ago it was waits as well.
    if (still.current && Object.keys(changes).length === 0) return;
    setNow(heardAt);
    setConnection((before) => ({ ...before, heardAt, ...changes }));
  }, []);

  const refresh = useCallback(
    async (names?: readonly QueryName[]) => {
      // Whoever asks meanwhile is asked for as soon as there is an answer.
      if (isAsking.current) {
        for (const name of names ?? page.current.asked) waiting.current.add(name);
        return;
      }
      isAsking.current = true;
      try {
        const fetched = await fetch(names ?? page.current.asked, page.current.state);
        const kept = Object.entries(shown.current).filter(([name]) => fetched.refused?.some((refused) => refused === name) !== true);
        shown.current = { ...Object.fromEntries(kept), ...fetched.reports };
        setReports(shown.current);
        setKeptAt(null);
        heard();
        setFailure(fetched.failures[0] ?? null);
      } catch (error) {
        const failed = failedWith(error);
        // Nothing to show yet, or nothing to be shown any more: both end the screen with a sentence.
        if (!hasShown.current || failed.exitCode === exitCodes.notPermitted) return exit(failed);
        setFailure(failed);
        const before = keptAs.current?.(page.current.state) ?? null;
        const missing = Object.entries(before?.reports ?? {}).filter(([name]) => !Object.hasOwn(shown.current, name));
        if (before !== null && missing.length > 0) {
          shown.current = { ...shown.current, ...Object.fromEntries(missing) };
          setReports(shown.current);
          setKeptAt(before.at);
        }
      } finally {
        isAsking.current = false;
      }
      hasShown.current = true;
      const next = page.current.asked.filter((name) => waiting.current.has(name));
      waiting.current.clear();
      if (next.length > 0) await again.current(next);
    },
    [fetch, exit, heard],
  );

  again.current = refresh;

  /** What changed meanwhile is asked for; where nothing is to move, what changes from now on waits again. */
  const release = useCallback(() => {
    if (held.current !== null) return;
    feed.current?.hold(false);
    if (still.current) feed.current?.hold(true);
  }, []);

  useEffect(() => {
    const made = makeChangeFeed({ clock, reports: () => shown.current, asked: () => page.current.asked, refetch: (names) => void refresh(names) });
    feed.current = made;
    made.hold(isStill || held.current !== null);
    const listening = listen({
      onChange: (change) => {
        heard();
        made.tell(change);
      },
      onState(state) {
        if (state.kind === 'refused') return exit(failedWith(state.error));
        stream.current = state.kind;
        if (state.kind === 'open') {
          heard({ state: 'open', lostAt: null });
          if (state.missed) made.missed();
          return;
        }
        const lostAt = state.kind === 'lost' ? Date.now() : null;
        setConnection((before) => ({ ...before, state: state.kind, lostAt: lostAt === null ? null : (before.lostAt ?? lostAt) }));
      },
    });
    const timer = setInterval(() => {
      setNow(Date.now());
      setConnection((before) => (lastHeard.current === null || lastHeard.current === before.heardAt ? before : { ...before, heardAt: lastHeard.current }));
      if (stream.current !== 'open') made.missed();
      if (isStill) release();
    }, isStill ? stillMilliseconds : tickMilliseconds);
    return () => {
      clearInterval(timer);
      listening.stop();
      made.stop();
    };
  }, [listen, refresh, heard, exit, isStill, release]);

  // Another page is asked for as it is opened; what it showed last time stays until then. So do the days before other ones.
  useEffect(() => {
    const before = answered.current;
    answered.current = { page: state.page, fetch, questions };
    const names = page.current.asked;
    const isOther = before === null || before.page !== state.page || before.fetch !== fetch;
    const changed = isOther ? names : names.filter((name) => before.questions[name] !== questions[name]);
    if (changed.length > 0) void refresh(changed);
  }, [state.page, fetch, JSON.stringify(questions)]);

  const togglePause = useCallback(() => {
    held.current = held.current === null ? 'paused' : null;
    if (held.current === null) release();
    else feed.current?.hold(true);
    setConnection((before) => ({ ...before, held: held.current }));
  }, [release]);

  return { reports, connection, now, failure, keptAt, refresh: () => void refresh(), togglePause };
}
