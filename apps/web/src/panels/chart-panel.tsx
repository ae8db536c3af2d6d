import { Match, Show, Switch } from 'solid-js';
import type { ChartModel } from '@pegel/presentation';
import { ColumnChart } from '../charts/column-chart.jsx';
import { LineChart } from '../charts/line-chart.jsx';
import { PrintedTable } from '../charts/printed-table.jsx';
import { DataTable } from './data-table.jsx';
import { Panel, type PanelProps } from './panel.jsx';
import styles from './panel.module.css';

/** A chart over time with its sentence, or the same numbers as a table. */
export function ChartPanel(props: { chart: ChartModel } & Omit<PanelProps, 'id' | 'title' | 'metric' | 'csvUrl'>) {
  return (
    <Panel {...props} id={props.chart.id} title={props.chart.title} metric={props.chart.metric} csvUrl={props.chart.csvUrl} hasContent={props.chart.content !== null}>
      <Show when={props.chart.content}>
        {(content) => (
          <Switch
            fallback={
              <figure class={styles.figure}>
                <Show when={props.chart.form === 'line'} fallback={<ColumnChart title={props.chart.title} content={content()} />}>
                  <LineChart title={props.chart.title} content={content()} />
                </Show>
                <figcaption class={styles.caption}>{content().caption}</figcaption>
                <PrintedTable table={content().table} />
              </figure>
            }
          >
            <Match when={content().empty}>{(why) => <p class={styles.empty}>{why()}</p>}</Match>
            <Match when={props.isTable}>
              <DataTable table={content().table} />
            </Match>
          </Switch>
        )}
      </Show>
    </Panel>
  );
}
