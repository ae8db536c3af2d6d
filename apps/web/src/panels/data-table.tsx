import { For, Index, Show, type JSX } from 'solid-js';
import type { TableModel } from '@pegel/presentation';
import styles from './data-table.module.css';

/** A panel as a real table. It scrolls inside itself, so that a long one does not push the page apart. */
export function DataTable(props: { table: TableModel; action?: { readonly heading: string; at(row: number): JSX.Element } }) {
  return (
    <div class={styles.scroll} tabindex="0" role="region" aria-label={props.table.caption}>
      <table class={styles.table}>
        <caption class="hidden-visually">{props.table.caption}</caption>
        <thead>
          <tr>
            <For each={props.table.columns}>
              {(column, index) => (
                <>
                  <Show when={index() === 0 ? props.action : undefined}>{(action) => <th scope="col"><span class="hidden-visually">{action().heading}</span></th>}</Show>
                  <th scope="col" class={column.align === 'end' ? styles.end : undefined}>{column.label}</th>
                </>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <Index each={props.table.rows}>
            {(row, at) => (
              <tr>
                <Index each={row()}>
                  {(cell, index) =>
                    index === 0 ? (
                      <>
                        <Show when={props.action}>{(action) => <td class={styles.action}>{action().at(at)}</td>}</Show>
                        <th scope="row">{cell()}</th>
                      </>
                    ) : <td class={props.table.columns[index]?.align === 'end' ? styles.end : undefined}>{cell()}</td>
                  }
                </Index>
              </tr>
            )}
          </Index>
        </tbody>
      </table>
    </div>
  );
}
