import { createUniqueId, Show } from 'solid-js';
import type { NumbersModel } from '@pegel/presentation';
import { ExplainButton } from '../explain/explain-button.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import { DownloadIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import { DataTable } from './data-table.jsx';
import { FreshnessLine } from './freshness-line.jsx';
import styles from './panel.module.css';
import { PanelError } from './panel.jsx';

/** Every metric there is. It has no chart to change into; a new metric appears here by itself. */
export function NumbersPanel(props: { numbers: NumbersModel; status: ReportStatus; onRetry: () => void }) {
  const { words } = usePreferences();
  const heading = createUniqueId();
  return (
    <section class={styles.panel} aria-labelledby={heading} aria-busy={props.status.isLoading || props.status.isRefreshing}>
      <header class={styles.header}>
        <h2 id={heading}>{props.numbers.title}</h2>
        <a class={controls.icon} href={props.numbers.csvUrl} download="" rel="external" aria-label={`${words().panel.csv}: ${props.numbers.title}`} title={words().panel.csv} data-csv>
          <DownloadIcon />
        </a>
      </header>
      <Show when={props.status.error}>{(error) => <PanelError error={error()} onRetry={props.onRetry} />}</Show>
      <Show when={props.numbers.table}>{(table) => (
        <DataTable
          table={table()}
          action={{
            heading: words().explain.title,
            at: (row) => <Show when={props.numbers.metrics[row]}>{(metric) => <ExplainButton explained={{ metric: metric(), place: 'numbers' }} label={`${table().rows[row]?.[0] ?? ''} (${props.numbers.title})`} />}</Show>,
          }}
        />
      )}</Show>
      <FreshnessLine freshness={props.numbers.freshness} />
    </section>
  );
}
