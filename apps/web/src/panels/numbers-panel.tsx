import { Show } from 'solid-js';
import type { NumbersModel } from '@pegel/presentation';
import { ExplainButton } from '../explain/explain-button.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import { DataTable } from './data-table.jsx';
import { FileLink, PanelFrame } from './panel-frame.jsx';

/** Every metric there is. It has no chart to change into; a new metric appears here by itself. */
export function NumbersPanel(props: { numbers: NumbersModel; status: ReportStatus; onRetry: () => void }) {
  const { words } = usePreferences();
  return (
    <PanelFrame
      id="numbers"
      title={props.numbers.title}
      offer={{ id: 'numbers', explained: null, toggle: null, files: props.numbers.csvUrl === null ? [] : [{ label: words().panel.csv, url: props.numbers.csvUrl }], table: props.numbers.table }}
      status={props.status}
      freshness={props.numbers.freshness}
      hasContent={props.numbers.table !== null}
      onRetry={props.onRetry}
      tools={<FileLink url={props.numbers.csvUrl} label={words().panel.csv} of={props.numbers.title} />}
    >
      <Show when={props.numbers.table}>{(table) => (
        <DataTable
          table={table()}
          action={{
            heading: words().explain.title,
            at: (row) => <Show when={props.numbers.metrics[row]}>{(metric) => <ExplainButton explained={{ metric: metric(), place: 'numbers' }} label={`${table().rows[row]?.[0] ?? ''} (${props.numbers.title})`} />}</Show>,
          }}
        />
      )}</Show>
    </PanelFrame>
  );
}
