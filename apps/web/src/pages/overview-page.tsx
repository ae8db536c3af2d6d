import { Navigate, useLocation } from '@solidjs/router';
import { nextLanguage } from '@pegel/domain';
import { isBarList, isListening, localeOf, overview, pageFreshness, toUrl, type BarListModel, type ChartModel, type PanelId } from '@pegel/presentation';
import type { ReaderView } from '@pegel/client';
import { createEffect, createMemo, createSignal, Index, Show } from 'solid-js';
import { Explainable } from '../explain/explainable.jsx';
import { BarListPanel } from '../panels/bar-list-panel.jsx';
import { ChartPanel } from '../panels/chart-panel.jsx';
import { FreshnessChip } from '../panels/freshness-chip.jsx';
import { KeyHelp } from '../panels/key-help.jsx';
import { NumbersPanel } from '../panels/numbers-panel.jsx';
import { SpendExport } from '../panels/spend-export.jsx';
import { Tile } from '../panels/tile.jsx';
import { TodayLine } from '../panels/today-line.jsx';
import { ViewControls } from '../panels/view-controls.jsx';
import { createLive } from '../primitives/create-live.js';
import { createReports } from '../primitives/create-reports.js';
import { createShortcuts } from '../primitives/create-shortcuts.js';
import { createView } from '../primitives/create-view.js';
import { themes, usePreferences } from '../primitives/create-preferences.js';
import { loginAddress } from '../session/session.js';
import { createLanguageChoice } from '../shell/account-settings.jsx';
import { RefreshIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import styles from './overview-page.module.css';

/** Is it being used, is it growing, what does it cost: everything it says was decided by the presentation. */
export function OverviewPage(props: { reader: ReaderView }) {
  const preferences = usePreferences();
  const { words, language } = preferences;
  const location = useLocation();
  const organisation = () => props.reader.organisation;
  const view = createView(() => organisation().slug);
  const live = createReports(view.state, organisation);
  const watch = createLive(() => organisation().slug, () => view.state().end !== null, live);
  const listening = createMemo(() => isListening(watch.connection(), watch.now()));
  const model = createMemo(() => overview(view.state(), organisation(), live.reports(), language(), view.problems(), listening()));
  const freshness = createMemo(() => pageFreshness(Object.values(live.reports()).map(({ contract }) => contract), watch.connection(), watch.now(), localeOf(language(), { currency: organisation().currency, today: null })));
  const chooseLanguage = createLanguageChoice();
  const [isHelpOpen, setHelpOpen] = createSignal(false);

  createEffect(() => {
    document.title = `${model().title} · ${model().organisation} · ${words().title}`;
  });

  const isTable = (id: PanelId) => view.state().tables.includes(id);
  const toggleTables = (ids: readonly PanelId[]) => {
    const showAll = !ids.every(isTable);
    const tables = model().charts.map(({ id }) => id).filter((id) => (ids.includes(id) ? showAll : isTable(id)));
    view.change({ tables });
  };
  /** The panel that has the focus, or else all of them. */
  const focused = () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-panel]')?.dataset['panel'];
    const panels = model().charts.map((chart) => chart.id);
    return id === undefined ? panels : panels.filter((panel) => panel === id);
  };
  createShortcuts(preferences.usesKeys, {
    'panel.table': () => toggleTables(focused()),
    'export.csv': () => (document.activeElement?.closest('[data-panel]') ?? document.querySelector('[data-panel]'))?.querySelector<HTMLAnchorElement>('[data-csv]')?.click(),
    'live.pause': watch.togglePause,
    'data.refresh': live.refetchAll,
    'language.toggle': () => chooseLanguage(nextLanguage(language())),
    'theme.cycle': () => preferences.chooseTheme(themes[(themes.indexOf(preferences.theme()) + 1) % themes.length] ?? 'system'),
    help: () => setHelpOpen(true),
  });

  const asChart = (panel: ChartModel | BarListModel) => (isBarList(panel) ? null : panel);
  const asBars = (panel: ChartModel | BarListModel) => (isBarList(panel) ? panel : null);
  return (
    <Show when={!live.isSignedOut()} fallback={<Navigate href={loginAddress(`${location.pathname}${location.search}`)} />}>
      <Explainable view={view} organisation={organisation()} live={live}>
      <div class={styles.page}>
        <Show when={model().demoBanner}>{(text) => <p class={styles.banner}>{text()}</p>}</Show>
        <Show when={model().problems.length > 0}>
          <div class={styles.banner} role="status"><Index each={model().problems}>{(problem) => <p>{problem()}</p>}</Index></div>
        </Show>
        <Show when={model().pinned}>
          {(text) => (
            <p class={styles.banner}>
              {text()} <a href={toUrl({ ...view.state(), end: null })}>{words().data.unpin}</a>
            </p>
          )}
        </Show>
        <div class={styles.title}>
          <h1>{model().title}</h1>
          <button type="button" class={controls.icon} aria-label={words().state.refresh} title={words().state.refresh} onClick={() => live.refetchAll()}>
            <RefreshIcon />
          </button>
          <SpendExport file={model().spendExport} class={styles.export} />
          <FreshnessChip freshness={freshness()} isPaused={watch.isPaused()} onTogglePause={watch.togglePause} />
        </div>
        <ViewControls view={view} model={model()} />
        <div class={styles.headline}>
          <Index each={model().headline}>{(sentence) => <p>{sentence()}</p>}</Index>
          <TodayLine sentence={model().today} />
        </div>
        <ul class={styles.tiles}>
          <Index each={model().tiles}>{(tile) => <Tile tile={tile()} status={live.status(tile().query)} onRetry={() => live.refetch(tile().query)} />}</Index>
        </ul>
        <div class={styles.panels}>
          <Index each={model().charts}>
            {(panel) => {
              const shared = {
                get status() {
                  return live.status(panel().query);
                },
                get isTable() {
                  return isTable(panel().id);
                },
                get freshness() {
                  return panel().freshness;
                },
                onToggleTable: () => toggleTables([panel().id]),
                onRetry: () => live.refetch(panel().query),
              };
              return (
                <>
                  <Show when={asChart(panel())}>{(chart) => <ChartPanel chart={chart()} {...shared} />}</Show>
                  <Show when={asBars(panel())}>{(list) => <BarListPanel list={list()} {...shared} />}</Show>
                </>
              );
            }}
          </Index>
        </div>
        <NumbersPanel numbers={model().numbers} status={live.status(model().numbers.query)} onRetry={() => live.refetch(model().numbers.query)} />
        <footer class={styles.data}>
          <p>{model().dataLine}</p>
          <button type="button" class={controls.icon} aria-label={words().keys.title} title={words().keys.title} onClick={() => setHelpOpen(true)}>?</button>
        </footer>
        <KeyHelp isOpen={isHelpOpen()} onClose={() => setHelpOpen(false)} />
      </div>
      </Explainable>
    </Show>
  );
}
