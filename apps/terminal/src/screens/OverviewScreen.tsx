import { useEffect, useMemo, useReducer, useRef } from 'react';
import { explainOnPage, fromUrl, isBarList, isPanelId, overview, stepped, toggledTables, type Action, type Explanation, type OverviewModel, type PanelId } from '@pegel/presentation';
import { explanationLines } from '../components/explanation-lines.js';
import { explainedIn, focusable, focusOfTile, panelOf, placeInFocus, type Focus } from './focus.js';
import { explanationPlace, layoutFor } from './layout.js';
import { firstView, focusIn, moved, type Shown } from './overview-view.js';
import { OverviewFrame } from './OverviewFrame.js';
import type { PageScreenProps } from './screen-props.js';
import { usePageKeys } from './use-page-keys.js';

/** The Overview with its keys. */
export function OverviewScreen({ state, organisation, language, theme, size, reports, invites, listening, status, hasKeys, runner, lookAt, act: actOnAny, show, exportFiles, copy, clearMessage }: PageScreenProps) {
  const model = useMemo(() => overview(state, organisation, reports, language, [], listening, invites), [state, organisation, reports, language, listening, invites]);
  const [view, move] = useReducer(moved, firstView(null));
  const layout = layoutFor(size, model, placeInFocus(view.focus));
  const first = firstDrawn(layoutFor(size, model, null), model);
  const isExplained = view.explain || state.explain !== null;
  // While numbers are explained, those without a tile of their own at this size have their turn too.
  const among = focusable(model, isExplained || layout.kind !== 'panels' ? model.tiles : layout.tiles).filter((place) => place !== 'changes' || !isExplained);
  const shown: Shown = { among, first, panelOf: (of) => panelOf(of, model) };
  const enlarged = state.panel !== null && isPanelId(state.panel) ? state.panel : null;
  const focus = enlarged ?? focusIn(view, shown);
  const chart = model.charts.find(({ id }) => id === focus);
  const points = chart === undefined || isBarList(chart) || state.tables.includes(chart.id) ? null : (chart.content?.points ?? null);
  const found = points?.findIndex(({ day, to }) => state.d !== null && day <= state.d && state.d <= to) ?? -1;
  const at = found < 0 ? null : found;
  const here = explainedIn(focus, model);
  const day = points === null || at === null ? undefined : points[at]?.to;
  const explained = state.explain ?? (here === null || day === undefined ? here : { ...here, day });
  const explanation = useMemo(
    () => (isExplained && explained !== null ? explainOnPage(explained, state, organisation, reports, language) : null),
    [isExplained, focus, day, state, organisation, reports, language],
  );
  const newest = useRef({ model, focus, explained, points, at, state, isExplained, explanation });
  newest.current = { model, focus, explained, points, at, state, isExplained, explanation };

  const stepsThrough = (of: Explanation) => {
    const place = explanationPlace(size, layout.kind !== 'panels');
    return Math.max(1, explanationLines(of, place.width - 4, language, theme).length - (place.height - 2) + 1);
  };
  const rowsIn = () => {
    const now = newest.current;
    if (now.explanation !== null) return stepsThrough(now.explanation);
    if (now.focus === 'changes') return now.model.changes.sentences?.length ?? 1;
    const table = now.model.charts.find(({ id }) => id === now.focus && now.state.tables.includes(id))?.content?.table;
    return table?.rows.length ?? 1;
  };
  // A link or the palette leads to a panel.
  useEffect(() => {
    if (enlarged !== null) move({ kind: 'go', focus: enlarged });
  }, [enlarged]);
  useEffect(() => {
    if (lookAt !== null && isPanelId(lookAt.panel)) move({ kind: 'go', focus: lookAt.panel });
  }, [lookAt]);

  const change = (part: Partial<typeof state>) => {
    newest.current.state = { ...newest.current.state, ...part };
    show(newest.current.state);
  };
  const turnTo = (index: number) => {
    const { points: all } = newest.current;
    if (all === null || all.length === 0) return;
    const next = Math.max(0, Math.min(all.length - 1, index));
    newest.current.at = next;
    change({ d: all[next]?.day ?? null });
  };
  const scroll = (step: number) => move({ kind: 'scroll', step, rows: rowsIn() });
  const act = (action: Action): void => {
    const now = newest.current;
    const panel = panelOf(now.focus, now.model);
    switch (action) {
      case 'panel.next':
      case 'panel.previous': {
        const step = action === 'panel.next' ? 1 : -1;
        if (now.state.explain !== null) change({ explain: null });
        if (enlarged === null) return move({ kind: 'focus', shown, step });
        // Whoever compares enlarged panels goes from one to the next.
        const ids = now.model.charts.map(({ id }) => id);
        return change({ panel: ids[(ids.indexOf(enlarged) + step + ids.length) % ids.length] ?? null });
      }
      case 'panel.table': {
        if (panel === null) return undefined;
        // A tile has no table of its own: that of the chart that says the same has the page.
        const tables = now.focus === panel ? toggledTables(now.state, [panel]) : withTable(now.state.tables, panel);
        return change({ tables, ...(now.focus === panel ? {} : { panel }) });
      }
      case 'panel.enlarge':
        return now.state.panel !== null ? change({ panel: null }) : panel === null ? undefined : change({ panel });
      case 'panel.explain':
        if (now.state.explain === null) return move({ kind: 'explain' });
        move({ kind: 'close' });
        return change({ explain: null });
      case 'panel.zoom':
        return move({ kind: 'zoom' });
      case 'row.next':
        return scroll(1);
      case 'row.previous':
        return scroll(-1);
      case 'point.next':
      case 'point.previous': {
        const step = action === 'point.next' ? 1 : -1;
        return now.points === null || now.isExplained ? undefined : turnTo((now.at ?? now.points.findLastIndex(({ complete }) => complete) + (step > 0 ? -1 : 1)) + step);
      }
      case 'ends.last':
        return now.points === null ? scroll(rowsIn()) : turnTo(now.points.length - 1);
      case 'time.previous':
      case 'time.next': {
        const { days, calendar } = now.model;
        const to = days === null || calendar === null || calendar.completeThrough === null ? null : stepped(now.state, days, action === 'time.next' ? 1 : -1, { first: calendar.firstDay, last: calendar.completeThrough });
        return to === null ? undefined : change(to);
      }
      case 'copy.markdown':
        return now.explained === null ? undefined : copy(now.explained);
      case 'export.csv':
        return exportFiles(now.model);
      default:
        return actOnAny(action, now.model);
    }
  };
  usePageKeys({
    act,
    rows: scroll,
    first: () => (newest.current.points === null || newest.current.isExplained ? scroll(-10_000) : turnTo(0)),
    enter() {
      const now = newest.current;
      const sentence = now.focus === 'changes' ? now.model.changes.sentences?.[view.scroll] : undefined;
      const led = sentence === undefined ? null : fromUrl(sentence.url);
      return led === null ? act('panel.enlarge') : show(led.state);
    },
    panel(id) {
      const pressed = among.find((place) => place === id);
      if (pressed !== undefined) move({ kind: 'go', focus: pressed });
    },
    back() {
      const now = newest.current;
      if (now.isExplained) {
        move({ kind: 'close' });
        return now.state.explain === null ? undefined : change({ explain: null });
      }
      return now.state.panel !== null ? change({ panel: null }) : now.state.d !== null ? change({ d: null }) : undefined;
    },
  }, { runner, clearMessage }, hasKeys);

  return <OverviewFrame model={model} view={{ ...view, focus }} state={state} explanation={explanation} status={status} size={size} language={language} theme={theme} />;
}

const withTable = (tables: PageScreenProps['state']['tables'], panel: PanelId) => (tables.includes(panel) ? tables : [...tables, panel]);

/** What Tab starts at: the first panel there is room for; in a list, its first line. */
function firstDrawn(layout: ReturnType<typeof layoutFor>, { tiles, charts }: Pick<OverviewModel, 'tiles' | 'charts'>): Focus {
  const drawn = layout.kind === 'panels' ? layout.charts[0]?.ids[0] : tiles.map(focusOfTile)[0] ?? charts[0]?.id;
  if (drawn === undefined) throw new Error('The Overview has no panel.');
  return drawn;
}
