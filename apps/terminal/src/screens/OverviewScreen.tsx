import { useApp, useInput, type Key } from 'ink';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { nextLanguage, type Language } from '@pegel/domain';
import { actionOf, explainOverview, formatIn, overview, type Action, type Explained, type Explanation, type OrganisationView, type OverviewModel, type Reports, type ViewState } from '@pegel/presentation';
import { explanationLines } from '../components/explanation-lines.js';
import { exitCodes, Failure, sentenceOf } from '../failure.js';
import type { Fetched } from '../overview-source.js';
import type { Theme } from '../theme.js';
import { sentences } from '../words.js';
import { explainedIn, focusable, focusOfTile, panelInFocus, panelOf, type Focus } from './focus.js';
import { explanationPlace, layoutFor } from './layout.js';
import { firstView, focusIn, moved, type Shown } from './overview-view.js';
import { OverviewFrame } from './OverviewFrame.js';
import { useTerminalSize } from './use-terminal-size.js';

const refreshMilliseconds = 10_000;

export interface OverviewScreenProps {
  readonly state: ViewState;
  readonly organisation: OrganisationView;
  readonly language: Language;
  readonly theme: Theme;
  fetch(): Promise<Fetched>;
  /** Writes files and returns their names. */
  exportFiles(reports: Reports, language: Language): Promise<readonly string[]>;
  /** The number explained for a chat or a document, put where it can be pasted from; returns what came of it, in words. */
  copy(explained: Explained, reports: Reports, language: Language): Promise<string>;
}

/** The Overview with its keys. Its numbers are asked for again every ten seconds; nothing blinks while they are. */
export function OverviewScreen({ state, organisation, language: firstLanguage, theme, fetch, exportFiles, copy }: OverviewScreenProps) {
  const { exit } = useApp();
  const size = useTerminalSize();
  const [language, setLanguage] = useState(firstLanguage);
  const [message, setMessage] = useState('');
  const { reports, at, failure, refresh } = useReports(fetch, exit);

  const model = useMemo(() => overview(state, organisation, reports, language), [state, organisation, reports, language]);
  const [view, move] = useReducer(moved, firstView(null));
  const layout = layoutFor(size, model, panelInFocus(view.focus));
  const first = firstDrawn(layoutFor(size, model, null), model);
  // While numbers are explained, those without a tile of their own at this size have their turn too.
  const among = focusable(model, view.explain || layout.kind !== 'panels' ? model.tiles : layout.tiles);
  const shown: Shown = { among, first, panelOf: (of) => panelOf(of, model) };
  const focus = focusIn(view, shown);
  const explained = explainedIn(focus, model);
  const copied = useRef(explained);
  copied.current = explained;
  const explanation = useMemo(
    () => (view.explain && explained !== null ? explainOverview(explained, state, organisation, reports, language) : null),
    [view.explain, focus, state, organisation, reports, language],
  );

  const words = sentences[language];
  const format = formatIn(language, { currency: organisation.currency, today: null });
  const time = at === null ? '' : format.time(at, organisation.timeZone);
  const status = {
    freshness: at === null ? '' : failure === null ? words.asOf(time) : words.notSince(time),
    isStale: failure !== null,
    message,
  };

  const table = model.charts.find(({ id }) => id === view.table)?.content?.table;
  const stepsThrough = (of: Explanation) => {
    const place = explanationPlace(size, layout);
    return Math.max(1, explanationLines(of, place.width - 4, language, theme).length - (place.height - 2) + 1);
  };
  const act = (action: Action) => {
    switch (action) {
      case 'panel.next':
      case 'panel.previous':
        return move({ kind: 'focus', shown, step: action === 'panel.next' ? 1 : -1 });
      case 'panel.table':
        return move({ kind: 'table', shown });
      case 'panel.explain':
        return move({ kind: 'explain' });
      case 'copy.markdown':
        if (copied.current === null) return undefined;
        return void copy(copied.current, reports, language).then(setMessage, (error: unknown) => setMessage(sentenceOf(error)));
      case 'help':
        return move({ kind: 'help' });
      case 'data.refresh':
        return void refresh();
      case 'language.toggle':
        return setLanguage(nextLanguage(language));
      case 'quit':
        return exit();
      case 'export.csv':
        setMessage(words.exporting);
        return void exportFiles(reports, language).then(
          (names) => setMessage(words.exported(names)),
          (error: unknown) => setMessage(sentenceOf(error)),
        );
      case 'theme.cycle':
        // The colours are the terminal's own.
        return undefined;
    }
  };
  useInput((input, key) => {
    setMessage('');
    if (key.escape || key.backspace) return move({ kind: 'back' });
    const step = scrollStep(input, key);
    if (step !== 0) return move({ kind: 'scroll', step, rows: explanation === null ? (table?.rows.length ?? 0) : stepsThrough(explanation) });
    const action = actionOf(key.tab ? (key.shift ? 'Shift+Tab' : 'Tab') : input, 'terminal');
    if (action !== null) act(action);
  });

  return <OverviewFrame model={model} view={{ ...view, focus }} explanation={explanation} status={status} size={size} language={language} theme={theme} />;
}

function scrollStep(input: string, key: Key): number {
  if (key.downArrow || input === 'j') return 1;
  if (key.upArrow || input === 'k') return -1;
  if (key.pageDown) return 10;
  return key.pageUp ? -10 : 0;
}

/** What Tab starts at: the first panel there is room for; in a list, its first line. */
function firstDrawn(layout: ReturnType<typeof layoutFor>, { tiles, charts }: Pick<OverviewModel, 'tiles' | 'charts'>): Focus {
  const drawn = layout.kind === 'panels' ? layout.charts[0]?.ids[0] : tiles.map(focusOfTile)[0] ?? charts[0]?.id;
  if (drawn === undefined) throw new Error('The Overview has no panel.');
  return drawn;
}

/** Asks now and every ten seconds. What is on the screen stays until something newer is there. */
function useReports(fetch: () => Promise<Fetched>, exit: (error?: Error) => void) {
  const [reports, setReports] = useState<Reports>({});
  const [at, setAt] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isAsking = useRef(false);

  const refresh = useCallback(async () => {
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      const fetched = await fetch();
      setReports((before) => ({ ...before, ...fetched.reports }));
      setAt(new Date().toISOString());
      setFailure(fetched.failures[0] ?? null);
    } catch (error) {
      const failed = error instanceof Failure ? error : new Failure(exitCodes.failed, sentenceOf(error));
      // Nothing to show yet, or nothing to be shown any more: both end the screen with a sentence.
      if (!hasShown.current || failed.exitCode === exitCodes.notPermitted) return exit(failed);
      setFailure(failed);
    } finally {
      isAsking.current = false;
    }
    hasShown.current = true;
  }, [fetch, exit]);
  const hasShown = useRef(false);

  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), refreshMilliseconds);
    return () => clearInterval(timer);
  }, [refresh]);

  return { reports, at, failure, refresh };
}
