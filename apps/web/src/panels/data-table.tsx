import { Index, Show, type JSX } from 'solid-js';
import type { TableModel } from '@pegel/presentation';
import { Sparkline } from '../charts/sparkline.jsx';
import styles from './data-table.module.css';

const classOf = (column: TableModel['columns'][number] | undefined): string | undefined => (column?.align === 'end' ? styles.end : column?.isProse === true ? styles.prose : undefined);

/** A row's name. An address that is too long for its column is broken before its @ alone. */
const Name = (props: { text: string }) => {
  const at = () => props.text.lastIndexOf('@');
  return (
    <Show when={at() > 0} fallback={props.text}>
      <span class={styles.whole}>{props.text.slice(0, at())}</span><wbr /><span class={styles.whole}>{props.text.slice(at())}</span>
    </Show>
  );
};

/**
 * A panel as a real table. It scrolls inside itself, so that a long one does not push the page apart. One with whole
 * sentences is read rather than compared: on a phone each of its rows stands by itself, its cells by their labels. The
 * roles stay what they are there.
 */
export function DataTable(props: {
  table: TableModel;
  /** What stands before the name of each row. */
  action?: { readonly heading: string; at(row: number): JSX.Element };
  /** What stands in the heading of a column, where it is more than its label. */
  column?: (index: number) => JSX.Element;
  /** The recent course of each row, after everything else. */
  course?: { readonly heading: string; at(row: number): readonly (number | null)[] };
  /** What the rows are sorted by, where somebody can choose it. */
  sorted?: { readonly column: number; readonly isDescending: boolean };
  isTall?: boolean;
}) {
  const names = () => props.table.names ?? 0;
  const isRead = () => props.table.columns.some(({ isProse }) => isProse === true);
  const role = (name: 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'cell') => (isRead() ? name : undefined);
  return (
    <div class={styles.scroll} data-tall={props.isTall} tabindex="0" role="region" aria-label={props.table.caption}>
      <table class={styles.table} data-read={isRead() || undefined} role={role('table')}>
        <caption class="hidden-visually">{props.table.caption}</caption>
        <thead role={role('rowgroup')}>
          <tr role={role('row')}>
            <Index each={props.table.columns}>
              {(column, index) => (
                <>
                  <Show when={index === names() ? props.action : undefined}>{(action) => <th scope="col"><span class="hidden-visually">{action().heading}</span></th>}</Show>
                  <th scope="col" role={role('columnheader')} aria-sort={props.sorted?.column === index ? (props.sorted.isDescending ? 'descending' : 'ascending') : undefined} abbr={props.column === undefined ? undefined : column().label} class={column().align === 'end' ? styles.end : undefined}>{props.column?.(index) ?? column().label}</th>
                </>
              )}
            </Index>
            <Show when={props.course}>{(course) => <th scope="col">{course().heading}</th>}</Show>
          </tr>
        </thead>
        <tbody role={role('rowgroup')}>
          <Index each={props.table.rows}>
            {(row, at) => (
              <tr role={role('row')}>
                <Index each={row()}>
                  {(cell, index) =>
                    index === names() ? (
                      <>
                        <Show when={props.action}>{(action) => <td class={styles.action}>{action().at(at)}</td>}</Show>
                        <th scope="row" role={role('rowheader')} data-label={isRead() ? props.table.columns[index]?.label : undefined} class={classOf(props.table.columns[index])}><Name text={cell()} /></th>
                      </>
                    ) : <td role={role('cell')} data-label={isRead() ? props.table.columns[index]?.label : undefined} class={classOf(props.table.columns[index])}>{cell()}</td>
                  }
                </Index>
                <Show when={props.course}>{(course) => <td class={styles.course}><Sparkline course={course().at(at)} /></td>}</Show>
              </tr>
            )}
          </Index>
        </tbody>
      </table>
    </div>
  );
}
