import { useApp, useInput, type Key } from 'ink';
import { useMemo, useReducer, useRef, useState } from 'react';
import { nextLanguage, type Language } from '@pegel/domain';
import { actionOf, explainOnPage, isListening, localeOf, overview, pageFreshness, type Action, type Explained, type Explanation, type OrganisationView, type OverviewModel, type Reports, type ViewState } from '@pegel/presentation';
import { explanationLines } from '../components/explanation-lines.js';
import { sentenceOf } from '../failure.js';
import type { Theme } from '../theme.js';
import { sentences } from '../words.js';
import { explainedIn, focusable, focusOfTile, panelInFocus, panelOf, type Focus } from './focus.js';
import type { Status } from './frame-lines.js';
import { explanationPlace, layoutFor } from './layout.js';
import { firstView, focusIn, moved, type Shown } from './overview-view.js';
import { OverviewFrame } from './OverviewFrame.js';
import { useLiveReports, type LiveSource } from './use-live-reports.js';
import { useTerminalSize } from './use-terminal-size.js';

export interface OverviewScreenProps {
  readonly source: LiveSource;
  readonly state: ViewState;
  readonly organisation: OrganisationView;
  readonly language: Language;
  readonly theme: Theme;
  /** Writes files and returns their names. */
  exportFiles(reports: Reports, language: Language): Promise<readonly string[]>;
  /** The number explained for a chat or a document, put where it can be pasted from; returns what came of it, in words. */
  copy(explained: Explained, reports: Reports, language: Language): Promise<string>;
}

/** The Overview with its keys. Its numbers are asked for again when they change; nothing blinks while they are. */
export function OverviewScreen({ state, organisation, language: firstLanguage, theme, source, exportFiles, copy }: OverviewScreenProps) {
  const { exit } = useApp();
  const size = useTerminalSize();
  const [language, setLanguage] = useState(firstLanguage);
  const [message, setMessage] = useState('');
  const { reports, connection, now, failure, refresh, togglePause } = useLiveReports(source, exit);

  const listening = isListening(connection, now);
  const model = useMemo(() => overview(state, organisation, reports, language, [], listening), [state, organisation, reports, language, listening]);
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
    () => (view.explain && explained !== null ? explainOnPage(explained, state, organisation, reports, language) : null),
    [view.explain, focus, state, organisation, reports, language],
  );

  const words = sentences[language];
  const locale = localeOf(language, { currency: organisation.currency, today: null });
  const fresh = pageFreshness(Object.values(reports).map(({ contract }) => contract), connection, now, locale);
  const hasNumbers = Object.keys(reports).length > 0;
  const status: Status = {
    freshness: failure === null ? fresh.text : words.notSince(connection.heardAt === null ? '' : locale.format.time(new Date(connection.heardAt).toISOString(), organisation.timeZone)),
    kind: !hasNumbers ? null : failure === null ? fresh.kind : 'silent',
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
        return refresh();
      case 'live.pause':
        return togglePause();
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
