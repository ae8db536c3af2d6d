import { Show } from 'solid-js';
import styles from './sort-heading.module.css';

/** The heading of a column that its list can be sorted by; a second press turns the order round. */
export function SortHeading(props: { label: string; /** `null` where the list is sorted by another column. */ order: { readonly isDescending: boolean } | null; onSort: (isDescending: boolean) => void }) {
  return (
    <button type="button" class={styles.sort} onClick={() => props.onSort(!(props.order?.isDescending ?? false))}>
      {props.label}
      <Show when={props.order}>{(order) => <span aria-hidden="true"> {order().isDescending ? '▼' : '▲'}</span>}</Show>
    </button>
  );
}
