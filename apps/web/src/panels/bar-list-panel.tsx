import { Index, Match, Show, Switch } from 'solid-js';
import type { BarListModel } from '@pegel/presentation';
import { createSteady } from '../primitives/create-steady.js';
import { createTint } from '../primitives/create-tint.js';
import { DataTable } from './data-table.jsx';
import { Panel, type PanelProps } from './panel.jsx';
import panel from './panel.module.css';
import styles from './bar-list-panel.module.css';

/** A ranking as bars on one scale, or the same numbers as a table. */
export function BarListPanel(props: { list: BarListModel } & Omit<PanelProps, 'id' | 'title' | 'metric' | 'csvUrl'>) {
  const steady = createSteady(() => props.list.content);
  const tinted = createTint();
  return (
    <Panel {...props} id={props.list.id} title={props.list.title} metric={props.list.metric} csvUrl={props.list.csvUrl} hasContent={props.list.content !== null}>
      <Show when={steady.content()}>
        {(content) => (
          <>
            <Switch
              fallback={
                <ol class={styles.list} {...steady.reading}>
                  <Index each={content().rows}>
                    {(row) => (
                      <li class={styles.row}>
                        <span class={styles.name} title={row().label}>{row().label}</span>
                        <span class={styles.track} aria-hidden="true">
                          <Show when={row().length > 0}>
                            <span class={styles.bar} data-colour={row().colour} style={{ width: `${row().length * 100}%` }} />
                          </Show>
                        </span>
                        <span class={styles.value} ref={tinted(() => row().value)}>{row().value}</span>
                        <span class={styles.share}>{row().share}</span>
                      </li>
                    )}
                  </Index>
                  <Show when={content().total}>
                    {(total) => (
                      <li class={`${styles.row} ${styles.total}`}>
                        <span class={styles.name}>{total().label}</span>
                        <span class={styles.value}>{total().value}</span>
                      </li>
                    )}
                  </Show>
                </ol>
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
