import { createMemo, createSignal, Index, Match, Show, Switch } from 'solid-js';
import type { BarListContent, BarListModel } from '@pegel/presentation';
import { createTint } from '../primitives/create-tint.js';
import { DataTable } from './data-table.jsx';
import { Panel, type PanelProps } from './panel.jsx';
import panel from './panel.module.css';
import styles from './bar-list-panel.module.css';

/** A ranking as bars on one scale, or the same numbers as a table. */
export function BarListPanel(props: { list: BarListModel } & Omit<PanelProps, 'id' | 'title' | 'metric' | 'csvUrl'>) {
  const [isRead, setRead] = createSignal(false);
  // Rows keep their places under a pointer; the newer order comes once it has left. Other days or words come at once.
  const steady = createMemo((shown: BarListModel['content']): BarListModel['content'] => {
    const { content } = props.list;
    return isRead() && content !== null && shown !== null && content.caption !== shown.caption && content.table.caption === shown.table.caption && !isSameOrder(content, shown) ? shown : content;
  }, props.list.content);
  const tinted = createTint();
  return (
    <Panel {...props} id={props.list.id} title={props.list.title} metric={props.list.metric} csvUrl={props.list.csvUrl} hasContent={props.list.content !== null}>
      <Show when={steady()}>
        {(content) => (
          <>
            <Switch
              fallback={
                <ol class={styles.list} onPointerEnter={() => setRead(true)} onPointerLeave={() => setRead(false)}>
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

const isSameOrder = (a: BarListContent, b: BarListContent): boolean => a.rows.map(({ key }) => key).join('\n') === b.rows.map(({ key }) => key).join('\n');
