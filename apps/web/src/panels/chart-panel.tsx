import { Match, Show, Switch } from 'solid-js';
import type { Day } from '@pegel/domain';
import type { ChartModel, PageId } from '@pegel/presentation';
import { ColumnChart } from '../charts/column-chart.jsx';
import { LineChart } from '../charts/line-chart.jsx';
import { DataTable } from './data-table.jsx';
import { Panel, type PanelProps } from './panel.jsx';
import styles from './panel.module.css';

/** A chart over time with its sentence, or the same numbers as a table. */
export function ChartPanel(props: { chart: ChartModel; /** Where a day of it is told in full. */ linkTo: (page: PageId, day: Day) => string } & Omit<PanelProps, 'id' | 'title' | 'metric' | 'csvUrl'>) {
  const leadsTo = () => {
    const target = props.chart.leadsTo;
    return target === null ? undefined : (day: Day) => ({ label: target.label, url: props.linkTo(target.page, day) });
  };
  return (
    <Panel {...props} id={props.chart.id} title={props.chart.title} metric={props.chart.metric} csvUrl={props.chart.csvUrl} table={props.chart.content?.table ?? null} hasContent={props.chart.content !== null} awaits={{ form: props.isTable ? 'table' : props.chart.form, rows: 8 }}>
      <Show when={props.chart.content}>
        {(content) => (
          <Switch
            fallback={
              <figure class={styles.figure}>
                <Show when={props.chart.form === 'line'} fallback={<ColumnChart title={props.chart.title} content={content()} leadsTo={leadsTo()} />}>
                  <LineChart title={props.chart.title} content={content()} leadsTo={leadsTo()} />
                </Show>
                <figcaption class={styles.caption}>{content().caption}</figcaption>
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
