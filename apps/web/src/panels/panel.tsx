import { Show, type JSX } from 'solid-js';
import type { MetricName } from '@pegel/domain';
import type { Freshness, PanelId, TableModel } from '@pegel/presentation';
import { ExplainButton } from '../explain/explain-button.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import type { ReportStatus } from '../primitives/create-reports.js';
import { ChartIcon, TableIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import { FileLink, PanelFrame, type Awaits } from './panel-frame.jsx';

export interface PanelProps {
  readonly id: PanelId;
  readonly title: string;
  readonly metric: MetricName;
  readonly csvUrl: string | null;
  readonly status: ReportStatus;
  readonly freshness: Freshness | null | undefined;
  readonly isTable: boolean;
  readonly onToggleTable: () => void;
  readonly onRetry: () => void;
}

/** A panel that is a chart or its table, with its explanation and its file. */
export function Panel(props: PanelProps & { table: TableModel | null; hasContent: boolean; awaits: Awaits; children: JSX.Element }) {
  const { words } = usePreferences();
  const tableLabel = () => (props.isTable ? words().panel.chart : words().panel.table);
  return (
    <PanelFrame
      {...props}
      offer={{
        id: props.id,
        explained: { metric: props.metric, place: props.id },
        toggle: { isTable: props.isTable, run: () => props.onToggleTable() },
        files: props.csvUrl === null ? [] : [{ label: words().panel.csv, url: props.csvUrl }],
        table: props.table,
      }}
      tools={
        <>
          <ExplainButton explained={{ metric: props.metric, place: props.id }} label={props.title} />
          <button type="button" class={controls.icon} aria-label={`${tableLabel()}: ${props.title}`} title={tableLabel()} onClick={() => props.onToggleTable()}>
            <Show when={props.isTable} fallback={<TableIcon />}>
              <ChartIcon />
            </Show>
          </button>
          <FileLink url={props.csvUrl} label={words().panel.csv} of={props.title} />
        </>
      }
    />
  );
}
