import { useInput, type Key } from 'ink';
import { useMemo, useReducer, useRef } from 'react';
import { actionOf, explainOnPage, overview, type Action, type Explanation, type OverviewModel } from '@pegel/presentation';
import { explanationLines } from '../components/explanation-lines.js';
import { explainedIn, focusable, focusOfTile, panelInFocus, panelOf, type Focus } from './focus.js';
import { explanationPlace, layoutFor } from './layout.js';
import { firstView, focusIn, moved, type Shown } from './overview-view.js';
import { OverviewFrame } from './OverviewFrame.js';
import type { PageScreenProps } from './PagesScreen.js';

/** The Overview with its keys. */
export function OverviewScreen({ state, organisation, language, theme, size, reports, listening, status, hasKeys, act: actOnAny, exportFiles, copy, clearMessage }: PageScreenProps) {
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

  const table = model.charts.find(({ id }) => id === view.table)?.content?.table;
  const stepsThrough = (of: Explanation) => {
    const place = explanationPlace(size, layout.kind !== 'panels');
    return Math.max(1, explanationLines(of, place.width - 4, language, theme).length - (place.height - 2) + 1);
  };
  const act = (action: Action, key: string) => {
    switch (action) {
      case 'panel.next':
      case 'panel.previous':
        return move({ kind: 'focus', shown, step: action === 'panel.next' ? 1 : -1 });
      case 'panel.table':
      case 'panel.enlarge':
        return move({ kind: 'table', shown });
      case 'panel.explain':
        return move({ kind: 'explain' });
      case 'copy.markdown':
        return copied.current === null ? undefined : copy(copied.current);
      case 'help':
        return move({ kind: 'help' });
      case 'export.csv':
        return exportFiles(model);
      default:
        return actOnAny(action, key);
    }
  };
  useInput((input, key) => {
    clearMessage();
    if (key.escape || key.backspace) return move({ kind: 'back' });
    const step = scrollStep(input, key);
    if (step !== 0) return move({ kind: 'scroll', step, rows: explanation === null ? (table?.rows.length ?? 0) : stepsThrough(explanation) });
    const action = actionOf(key.tab ? (key.shift ? 'Shift+Tab' : 'Tab') : input, 'terminal');
    if (action !== null) act(action, input);
  }, { isActive: hasKeys });

  return <OverviewFrame model={model} view={{ ...view, focus }} explanation={explanation} status={status} size={size} language={language} theme={theme} />;
}

/** How far a key scrolls. */
export function scrollStep(input: string, key: Key): number {
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
