import { useEffect, useMemo, useRef, useState } from 'react';
import { explainOnPage, listed, picturedOn, rankingsOn, stepped, tablesPage, toggledTables, weekChoices, windowChoices, type Action, type TablePageId, type TablesPageModel, type ViewState } from '@pegel/presentation';
import type { Language } from '@pegel/domain';
import { explanationLines } from '../components/explanation-lines.js';
import { explainedAt, type Cursor } from '../components/page-table.js';
import { pointsOf } from '../components/picture-lines.js';
import { explanationPlace } from './layout.js';
import { overlayWords } from './overlay-words.js';
import type { PageScreenProps } from './screen-props.js';
import { arranged, formOf, tablesLayout } from './tables-layout.js';
import { chosenWindows, firstTablesView, movedTables, type TablesMove } from './tables-view.js';
import { pointIn, TablesFrame } from './TablesFrame.js';
import { useTyping } from './use-keys.js';
import { usePageKeys } from './use-page-keys.js';

/** A page of panels with its keys: Tab goes from panel to panel, the arrows inside one, and f gives it the whole screen. */
export function TablesScreen({ page, state, organisation, language, theme, size, reports, listening, status, hasKeys, runner, lookAt, act: actOnAny, show, exportFiles, copy, clearMessage }: PageScreenProps & { readonly page: TablePageId }) {
  const whole = useMemo(() => tablesPage(page, state, organisation, reports, language, [], listening), [page, state, organisation, reports, language, listening]);
  // Names are in no link, and neither is what they are found by.
  const [query, setQuery] = useState('');
  const [isTyping, setTyping] = useState(false);
  const model = useMemo(() => asListed(arranged(chosenWindows(whole), size), state, query, language), [whole, size, state.panel, state.sort, query, language]);
  const among = model.panels.map(({ id }) => id);
  const [first] = among;
  if (first === undefined) throw new Error('The page has no panel.');
  const opened = among.find((id) => id === state.panel);
  const [view, setView] = useState(() => firstTablesView(opened ?? first));
  // Keys can follow each other faster than frames.
  const moved = useRef(view);
  const move = (by: TablesMove) => {
    moved.current = movedTables(moved.current, by);
    setView(moved.current);
  };
  // One of several lengths of the same gives its place, and the focus, to the one that is chosen.
  const focus = among.includes(view.focus) ? view.focus : (model.panels.find(({ windows }) => windows !== null)?.id ?? first);
  const panel = model.panels.find(({ id }) => id === focus);
  const content = panel?.content ?? null;
  const list = content?.list ?? null;
  const isListed = list !== null && (query !== '' || state.sort !== null);
  const tables = isListed ? [...state.tables, focus] : state.tables;
  const form = formOf(focus, tables);
  const points = form === 'table' || content === null || content.picture === null ? null : pointsOf(content.picture);
  const at = content === null || content.picture === null ? null : pointIn(content.picture, state.d);
  const hereIn = (place: Cursor) => (form === 'table' || form === 'tiles' ? explainedAt(content, place) : content === null || content.drawn === null ? null : { ...content.drawn, ...(points === null || at === null ? {} : dayOf(points[at]?.to)) });
  const explained = state.explain ?? hereIn(view);
  const isExplained = view.explain || state.explain !== null;
  const explanation = useMemo(() => (isExplained && explained !== null ? explainOnPage(explained, state, organisation, reports, language) : null), [isExplained, focus, view, state, organisation, reports, language]);

  // A link or the palette leads to a panel.
  useEffect(() => {
    if (opened !== undefined) move({ kind: 'go', focus: opened });
  }, [opened]);
  useEffect(() => {
    const led = among.find((id) => id === lookAt?.panel);
    if (led !== undefined) move({ kind: 'go', focus: led });
  }, [lookAt]);

  const place = explanationPlace(size, tablesLayout(size, model.panels, focus, tables).kind !== 'grid');
  const extent = {
    rows: form === 'table' || form === 'tiles' ? (content?.table.rows.length ?? 0) : content?.picture?.form === 'bars' ? content.picture.bars.rows.length : 1,
    columns: (content?.table.columns.length ?? 0) - (content?.table.names ?? 0) - 1,
    lines: explanation === null ? 0 : Math.max(0, explanationLines(explanation, place.width - 4, language, theme).length - (place.height - 2)),
  };
  // A key can follow the frame before it has been heard of.
  const newest = useRef({ model, panel, hereIn, extent, points, at, form, state, isExplained, list });
  newest.current = { model, panel, hereIn, extent, points, at, form, state, isExplained, list };
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
  const act = (action: Action): void => {
    const now = newest.current;
    switch (action) {
      case 'panel.next':
      case 'panel.previous': {
        const step = action === 'panel.next' ? 1 : -1;
        if (state.explain !== null) change({ explain: null });
        // Whoever compares enlarged panels goes from one to the next.
        if (now.state.panel !== null) return change({ panel: among[(among.indexOf(focus) + step + among.length) % among.length] ?? null });
        return move({ kind: 'focus', among, step });
      }
      case 'panel.table':
        return now.panel?.isPictured === true ? change({ tables: toggledTables(now.state, [now.panel.id]) }) : undefined;
      case 'panel.enlarge':
        return now.panel === undefined ? undefined : change({ panel: now.state.panel === null ? now.panel.id : null });
      case 'panel.explain':
        if (now.state.explain === null) return move({ kind: 'explain' });
        move({ kind: 'close' });
        return change({ explain: null });
      case 'panel.zoom':
        return move({ kind: 'zoom' });
      case 'row.next':
      case 'row.previous':
        return move({ kind: 'row', step: action === 'row.next' ? 1 : -1, extent: now.extent });
      case 'point.next':
      case 'point.previous': {
        const step = action === 'point.next' ? 1 : -1;
        if (now.form === 'tiles' && !now.isExplained) return move({ kind: 'row', step, extent: now.extent });
        return now.points === null || now.isExplained ? move({ kind: 'column', step, extent: now.extent }) : turnTo((now.at ?? now.points.findLastIndex(({ complete }) => complete) + (step > 0 ? -1 : 1)) + step);
      }
      case 'ends.last':
        return now.points === null ? move({ kind: 'row', step: now.extent.rows, extent: now.extent }) : turnTo(now.points.length - 1);
      case 'spend.window': {
        if (now.model.panels.every(({ windows }) => windows === null)) return undefined;
        const win = windowChoices[(windowChoices.indexOf(now.state.win) + 1) % windowChoices.length] ?? now.state.win;
        // Whoever reads one length as a table reads the next one so too.
        const next = whole.panels.find(({ id, windows }) => windows?.own === win && picturedOn(page).some((pictured) => pictured === id))?.id;
        const isTable = now.model.panels.some(({ id, windows }) => windows !== null && now.state.tables.some((table) => table === id));
        return change({ win, ...(isTable && next !== undefined && !now.state.tables.some((table) => table === next) ? { tables: toggledTables(now.state, [next]) } : {}) });
      }
      case 'week.cycle':
        return now.model.panels.some(({ weeks }) => weeks !== null) ? change({ week: weekChoices[(weekChoices.indexOf(now.state.week) + 1) % weekChoices.length] ?? now.state.week }) : undefined;
      case 'list.filter':
        if (!rankingsOn(page).some((id) => id === now.panel?.id)) return undefined;
        // What is filtered is all of it, which has the page to itself.
        if (now.state.panel === null) change({ panel: now.panel?.id ?? null });
        return setTyping(true);
      case 'list.sort': {
        if (now.list === null) return undefined;
        const columns = now.list.columns.flatMap((name, index) => (name === null || index === 0 ? [] : [name, `-${name}`]));
        const next = columns[columns.indexOf(now.state.sort ?? '') + 1];
        return change({ sort: next ?? null });
      }
      case 'time.previous':
      case 'time.next': {
        // What is of a single day is stepped through by days.
        const days = now.panel?.days ?? null;
        const direction = action === 'time.next' ? 1 : -1;
        if (days !== null) return change(direction < 0 ? { day: days.previous } : days.next === null ? {} : { day: days.next });
        const { days: shown, calendar } = now.model;
        const to = shown === null || calendar === null || calendar.completeThrough === null ? null : stepped(now.state, shown, direction, { first: calendar.firstDay, last: calendar.completeThrough });
        return to === null ? undefined : change(to);
      }
      case 'copy.markdown': {
        const number = now.state.explain ?? now.hereIn(moved.current);
        return number === null ? undefined : copy(number);
      }
      case 'export.csv':
        return exportFiles(now.model);
      default:
        return actOnAny(action, now.model);
    }
  };
  const rows = (step: number) => move({ kind: 'row', step, extent: newest.current.extent });
  usePageKeys({
    act,
    rows,
    first: () => (newest.current.points === null || newest.current.isExplained ? rows(-10_000) : turnTo(0)),
    enter: () => act('panel.enlarge'),
    panel(id) {
      const pressed = among.find((one) => one === id);
      if (pressed !== undefined) move({ kind: 'go', focus: pressed });
    },
    back() {
      const now = newest.current;
      if (now.isExplained) {
        move({ kind: 'close' });
        return now.state.explain === null ? undefined : change({ explain: null });
      }
      if (query !== '' || now.state.sort !== null) {
        setQuery('');
        return change({ sort: null });
      }
      return now.state.panel !== null ? change({ panel: null }) : now.state.d !== null ? change({ d: null }) : undefined;
    },
  }, { runner, clearMessage }, hasKeys && !isTyping);
  useTyping({
    text: (text) => setQuery((before) => (before + text).slice(0, filterMax)),
    key(key) {
      if (key === 'Backspace' && query !== '') return setQuery([...query].slice(0, -1).join(''));
      if (key === 'Escape') setQuery('');
      if (key === 'Escape' || key === 'Enter' || key === 'Backspace') setTyping(false);
    },
  }, hasKeys && isTyping);

  const typed = { ...status, message: `${overlayWords[language].filter}: ${query}${theme.glyphs.caret}` };
  return <TablesFrame model={model} view={{ ...view, focus }} state={{ ...state, tables }} explanation={explanation} status={isTyping ? typed : status} size={size} language={language} theme={theme} />;
}

/** The ranking that has the page to itself, as it is filtered and sorted. */
function asListed(model: TablesPageModel, { panel: enlarged, sort }: Pick<ViewState, 'panel' | 'sort'>, query: string, language: Language): TablesPageModel {
  if (query === '' && sort === null) return model;
  return {
    ...model,
    panels: model.panels.map((panel) => {
      const { content } = panel;
      if (panel.id !== enlarged || content === null || content.list === null) return panel;
      const { table, said, empty } = listed(content.narrow, content.list, query, sort, language);
      return { ...panel, content: { ...content, table, narrow: table, window: said, empty, rows: [], days: [] } };
    }),
  };
}

/** As long as what is typed to filter by can be. */
const filterMax = 100;

const dayOf = (day: string | undefined) => (day === undefined ? {} : { day });
