import { For, Index } from 'solid-js';
import type { TableModel } from '@pegel/presentation';
import styles from './data-table.module.css';

/** A panel as a real table. It scrolls inside itself, so that a long one does not push the page apart. */
export function DataTable(props: { table: TableModel }) {
  return (
    <div class={styles.scroll} tabindex="0" role="region" aria-label={props.table.caption}>
      <table class={styles.table}>
        <caption class="hidden-visually">{props.table.caption}</caption>
        <thead>
          <tr>
            <For each={props.table.columns}>{(column) => <th scope="col" class={column.align === 'end' ? styles.end : undefined}>{column.label}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <Index each={props.table.rows}>
            {(row) => (
              <tr>
                <Index each={row()}>
                  {(cell, index) =>
                    index === 0 ? <th scope="row">{cell()}</th> : <td class={props.table.columns[index]?.align === 'end' ? styles.end : undefined}>{cell()}</td>
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
