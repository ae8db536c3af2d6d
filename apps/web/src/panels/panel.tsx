import { createUniqueId, Show, type JSX } from 'solid-js';
import type { MetricName } from '@pegel/domain';
import type { Freshness, PanelId } from '@pegel/presentation';
import { ExplainButton } from '../explain/explain-button.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import { ChartIcon, DownloadIcon, TableIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import { FreshnessLine } from './freshness-line.jsx';
import styles from './panel.module.css';

export interface PanelProps {
  readonly id: PanelId;
  readonly title: string;
  readonly metric: MetricName;
  readonly csvUrl: string;
  readonly status: ReportStatus;
  readonly freshness: Freshness | null | undefined;
  readonly isTable: boolean;
  readonly onToggleTable: () => void;
  readonly onRetry: () => void;
}

/** The frame of every panel: its title, its table and file, and what it says while there is nothing to draw. */
export function Panel(props: PanelProps & { hasContent: boolean; children: JSX.Element }) {
  const { words } = usePreferences();
  const heading = createUniqueId();
  const tableLabel = () => (props.isTable ? words().panel.chart : words().panel.table);
  return (
    <section class={styles.panel} aria-labelledby={heading} aria-busy={props.status.isLoading || props.status.isRefreshing} data-panel={props.id}>
      <Show when={props.status.isRefreshing}>
        <div class={styles.refreshing} />
      </Show>
      <header class={styles.header}>
        <h2 id={heading}>{props.title}</h2>
        <div class={styles.tools}>
          <ExplainButton explained={{ metric: props.metric, place: props.id }} label={props.title} />
          <button type="button" class={controls.icon} aria-label={`${tableLabel()}: ${props.title}`} title={tableLabel()} onClick={() => props.onToggleTable()}>
            <Show when={props.isTable} fallback={<TableIcon />}>
              <ChartIcon />
            </Show>
          </button>
          <a class={controls.icon} href={props.csvUrl} download="" rel="external" aria-label={`${words().panel.csv}: ${props.title}`} title={words().panel.csv} data-csv>
            <DownloadIcon />
          </a>
        </div>
      </header>
      <Show when={props.status.error}>{(error) => <PanelError error={error()} onRetry={props.onRetry} />}</Show>
      <Show when={props.hasContent} fallback={<Show when={props.status.error === null}><div class={styles.skeleton}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
        {props.children}
      </Show>
      <FreshnessLine freshness={props.freshness} />
    </section>
  );
}

/** What failed, and the way to try again; what was there before stays below it. */
export function PanelError(props: { error: Error; onRetry: () => void }) {
  const { words } = usePreferences();
  return (
    <div class={styles.error} role="alert">
      <p>{words().state.error}</p>
      <p class={styles.detail}>{props.error.message}</p>
      <button type="button" class={controls.button} onClick={() => props.onRetry()}>
        {words().panel.retry}
      </button>
    </div>
  );
}
