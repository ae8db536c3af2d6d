import { Match, Show, Switch } from 'solid-js';
import type { BarListModel } from '@pegel/presentation';
import { createSteady } from '../primitives/create-steady.js';
import { Bars } from './bars.jsx';
import { DataTable } from './data-table.jsx';
import { HeldUpdates } from './held-updates.jsx';
import { Panel, type PanelProps } from './panel.jsx';
import panel from './panel.module.css';

/** A ranking as bars on one scale, or the same numbers as a table. */
export function BarListPanel(props: { list: BarListModel } & Omit<PanelProps, 'id' | 'title' | 'metric' | 'csvUrl'>) {
  const steady = createSteady(() => props.list.content);
  return (
    <Panel {...props} id={props.list.id} title={props.list.title} metric={props.list.metric} csvUrl={props.list.csvUrl} table={props.list.content?.table ?? null} hasContent={props.list.content !== null} awaits={{ form: props.isTable ? 'table' : 'bars', rows: 7 }}>
      <Show when={steady.content()}>
        {(content) => (
          <>
            <Switch
              fallback={
                <div {...steady.reading}><Bars bars={content()} /><HeldUpdates of={steady} /></div>
              }
            >
              <Match when={content().empty}>{(why) => <p class={panel.empty}>{why()}</p>}</Match>
              <Match when={props.isTable}>
                <DataTable table={content().table} />
              </Match>
            </Switch>
            <Show when={content().window}>{(window) => <p class={panel.caption}>{window()}</p>}</Show>
          </>
        )}
      </Show>
    </Panel>
  );
}
