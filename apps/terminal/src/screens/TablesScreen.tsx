import { useInput } from 'ink';
import { useEffect, useMemo, useReducer, useRef } from 'react';
import { actionOf, explainOnPage, rankingsOn, tablesPage, type Action, type TablePageId } from '@pegel/presentation';
import { explanationLines } from '../components/explanation-lines.js';
import { explainedAt } from '../components/page-table.js';
import { explanationPlace } from './layout.js';
import { scrollStep } from './OverviewScreen.js';
import type { PageScreenProps } from './PagesScreen.js';
import { tablesLayout } from './tables-layout.js';
import { firstTablesView, movedTables } from './tables-view.js';
import { TablesFrame } from './TablesFrame.js';

/** A page of tables with its keys: Tab goes from table to table, the arrows inside one, and f gives it the whole screen. */
export function TablesScreen({ page, state, organisation, language, theme, size, reports, listening, status, hasKeys, act: actOnAny, exportFiles, copy, clearMessage, showWhole }: PageScreenProps & { readonly page: TablePageId }) {
  const model = useMemo(() => tablesPage(page, state, organisation, reports, language, [], listening), [page, state, organisation, reports, language, listening]);
  const among = model.panels.map(({ id }) => id);
  const [first] = among;
  if (first === undefined) throw new Error('The page has no table.');
  const [view, move] = useReducer(movedTables, firstTablesView(first));
  const content = model.panels.find(({ id }) => id === view.focus)?.content ?? null;
  const explained = explainedAt(content, view);
  const explanation = useMemo(() => (view.explain && explained !== null ? explainOnPage(explained, state, organisation, reports, language) : null), [view, state, organisation, reports, language]);

  // Where there is the whole screen for it, a ranking is shown down to its end.
  const whole = view.enlarged ? rankingsOn(page).filter((id) => id === view.focus) : [];
  const question = whole.join();
  useEffect(() => {
    if (question !== state.whole.join()) showWhole(whole);
  }, [question]);

  const place = explanationPlace(size, tablesLayout(size, model.panels, view.focus).kind !== 'stack');
  const extent = {
    rows: content?.table.rows.length ?? 0,
    columns: (content?.table.columns.length ?? 0) - (content?.table.names ?? 0) - 1,
    lines: explanation === null ? 0 : Math.max(0, explanationLines(explanation, place.width - 4, language, theme).length - (place.height - 2)),
  };
  // A key can follow the frame before it has been heard of.
  const newest = useRef({ model, explained, extent });
  newest.current = { model, explained, extent };
  const act = (action: Action, key: string) => {
    switch (action) {
      case 'panel.next':
      case 'panel.previous':
        return move({ kind: 'focus', among, step: action === 'panel.next' ? 1 : -1 });
      case 'panel.table':
      case 'panel.enlarge':
        return move({ kind: 'enlarge' });
      case 'panel.explain':
        return move({ kind: 'explain' });
      case 'copy.markdown':
        return newest.current.explained === null ? undefined : copy(newest.current.explained);
      case 'help':
        return move({ kind: 'help' });
      case 'export.csv':
        return exportFiles(newest.current.model);
      default:
        return actOnAny(action, key);
    }
  };
  useInput((input, key) => {
    clearMessage();
    if (key.escape || key.backspace) return move({ kind: 'back' });
    const step = scrollStep(input, key);
    if (step !== 0) return move({ kind: 'row', step, extent: newest.current.extent });
    if (key.rightArrow || input === 'l') return move({ kind: 'column', step: 1, extent: newest.current.extent });
    if (key.leftArrow || input === 'h') return move({ kind: 'column', step: -1, extent: newest.current.extent });
    const action = actionOf(key.tab ? (key.shift ? 'Shift+Tab' : 'Tab') : key.return ? 'f' : input, 'terminal');
    if (action !== null) act(action, input);
  }, { isActive: hasKeys });

  return <TablesFrame model={model} view={view} explanation={explanation} status={status} size={size} language={language} theme={theme} />;
}
