import { onCleanup, onMount, Show } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import styles from './filter-field.module.css';

interface FilterProps {
  readonly label: string;
  readonly clear: string;
  readonly value: string;
  /** What is left, said aloud once it has changed. */
  readonly said: string;
  readonly onFilter: (text: string) => void;
}

/** How many characters a filter has at most: names are shorter, and it stands in the address. */
const lengthMax = 80;

/** Filters a list while somebody types; `/` leads to it and Escape out of it. */
export function FilterField(props: FilterProps) {
  const { usesKeys } = usePreferences();
  let field: HTMLInputElement | undefined;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== '/' || !usesKeys() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    field?.focus();
    field?.select();
  };
  onMount(() => document.addEventListener('keydown', onKey));
  onCleanup(() => document.removeEventListener('keydown', onKey));
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (props.value === '') field?.blur();
    else props.onFilter('');
  };
  return (
    <div class={styles.filter}>
      <label class={styles.label}>
        <span>{props.label}</span>
        <input
          class={styles.input} type="search" maxlength={lengthMax} autocomplete="off" spellcheck={false} aria-keyshortcuts={usesKeys() ? '/' : undefined} value={props.value} ref={(element) => (field = element)}
          onInput={(event) => props.onFilter(event.currentTarget.value)} onKeyDown={leave}
        />
      </label>
      <Show when={props.value !== ''}>
        <button type="button" class={controls.button} onClick={() => { props.onFilter(''); field?.focus(); }}>{props.clear}</button>
      </Show>
      <p class={styles.said} role="status">{props.said}</p>
    </div>
  );
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && ((target instanceof HTMLInputElement && target.type !== 'range') || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable);
