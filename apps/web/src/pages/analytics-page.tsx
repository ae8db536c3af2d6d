import { Navigate, useLocation } from '@solidjs/router';
import { controlsWordsIn, toUrl, type Action, type PageFrame } from '@pegel/presentation';
import type { ReaderView } from '@pegel/client';
import { createEffect, Index, lazy, onCleanup, Show, Suspense, type JSX } from 'solid-js';
import { createPointedDay, PointedDayProvider } from '../charts/pointed-day.js';
import { Explainable } from '../explain/explainable.jsx';
import { createPanels } from '../panels/create-panels.js';
import { FreshnessChip } from '../panels/freshness-chip.jsx';
import { PanelActionsContext } from '../panels/panel-actions.js';
import { createTurns, TurnsContext } from '../panels/turns.js';
import { SpendExport } from '../panels/spend-export.jsx';
import { ViewControls } from '../panels/view-controls.jsx';
import { createPeriodKeys } from '../period/create-period-keys.js';
import { afterPaint } from '../primitives/after-paint.js';
import type { Analytics } from '../primitives/create-analytics.js';
import { useKeyboard } from '../primitives/create-keyboard.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { createShortcuts } from '../primitives/create-shortcuts.js';
import { createToasts } from '../primitives/create-toasts.js';
import { loginAddress } from '../session/session.js';
import { Toast } from '../shell/toast.jsx';
import { RefreshIcon } from '../shell/icons.jsx';
import { PrintHead } from '../shell/print-head.jsx';
import controls from '../shell/controls.module.css';
import { StateBanner } from './state-banner.jsx';
import styles from './analytics-page.module.css';

/** Where the browser does not copy. */
const UncopiedDialog = lazy(async () => ({ default: (await import('../panels/uncopied-dialog.jsx')).UncopiedDialog }));

interface AnalyticsPageProps {
  readonly reader: ReaderView;
  readonly analytics: Analytics;
  readonly frame: PageFrame;
  /** Keys of this page beside those of every page. */
  readonly keys?: Partial<Record<Action, () => void>>;
  readonly children: JSX.Element;
}

/** What every page of numbers has around its panels: title, period, freshness, keys, explanations and what may be relied on. */
export function AnalyticsPage(props: AnalyticsPageProps) {
  const { words, language } = usePreferences();
  const location = useLocation();
  const keyboard = useKeyboard();
  const { view, live, watch, freshness } = props.analytics;
  const pointed = createPointedDay(() => view.state().d, (d) => view.change({ d }));

  createEffect(() => {
    const title = `${props.frame.title} · ${props.frame.organisation} · ${words().title}`;
    let isOver = false;
    onCleanup(() => (isOver = true));
    // What names the tab can wait for the page to be painted.
    afterPaint(() => {
      if (!isOver) document.title = title;
    });
  });

  const toasts = createToasts();
  const turns = createTurns();
  const panels = createPanels(view, () => props.frame, toasts);
  createShortcuts(createPeriodKeys(view, () => props.frame));
  createShortcuts(panels.keys);
  createShortcuts({
    'export.csv': () => {
      const panel = document.activeElement?.closest('[data-panel]');
      const file = (panel ?? document).querySelector<HTMLAnchorElement>('[data-csv]');
      // A panel with several has them in its menu.
      if (file === null) panel?.querySelector<HTMLElement>('[aria-haspopup="menu"], [aria-haspopup="true"]')?.focus();
      else file.click();
    },
    'live.pause': watch.togglePause,
    'data.refresh': live.refetchAll,
    ...props.keys,
  });

  return (
    <Show when={!live.isSignedOut()} fallback={<Navigate href={loginAddress(`${location.pathname}${location.search}`)} />}>
      <PointedDayProvider value={pointed}>
      <Explainable view={view} organisation={props.analytics.organisation()} live={live}>
      <div class={styles.page}>
        <PrintHead frame={props.frame} organisation={props.analytics.organisation()} />
        <Show when={props.frame.problems.length > 0}>
          <div class={styles.banner} role="status"><Index each={props.frame.problems}>{(problem) => <p>{problem()}</p>}</Index></div>
        </Show>
        <Show when={props.frame.pinned}>
          {(text) => (
            <p class={styles.banner}>
              {text()} <a href={toUrl({ ...view.state(), end: null })}>{words().data.unpin}</a>
            </p>
          )}
        </Show>
        <StateBanner analytics={props.analytics} frame={props.frame} />
        <div class={styles.title}>
          <h1>{props.frame.title}</h1>
          <button type="button" class={controls.icon} aria-label={words().state.refresh} title={words().state.refresh} onClick={() => live.refetchAll()}>
            <RefreshIcon />
          </button>
          <SpendExport file={props.frame.spendExport} purpose={props.analytics.purpose} class={styles.export} />
          <FreshnessChip freshness={freshness()} isPaused={watch.isPaused()} onTogglePause={watch.togglePause} />
        </div>
        <ViewControls view={view} model={props.frame} organisation={props.analytics.organisation()} />
        <Show when={view.state().panel !== null}>
          <a class={`${controls.button} ${styles.back}`} href={toUrl({ ...view.state(), panel: null })}>{controlsWordsIn(language()).panel.back(props.frame.title)}</a>
        </Show>
        <PanelActionsContext.Provider value={panels.actions}><TurnsContext.Provider value={turns}>{props.children}</TurnsContext.Provider></PanelActionsContext.Provider>
        <footer class={styles.data}>
          <p>{props.frame.dataLine}</p>
          <button type="button" class={controls.icon} aria-label={words().keys.title} title={words().keys.title} onClick={() => keyboard.run('help')}>?</button>
        </footer>
        <Toast toasts={toasts} />
        <Show when={panels.uncopied()}>{(text) => <Suspense><UncopiedDialog text={text()} onClose={panels.forgetUncopied} /></Suspense>}</Show>
      </div>
      </Explainable>
      </PointedDayProvider>
    </Show>
  );
}
