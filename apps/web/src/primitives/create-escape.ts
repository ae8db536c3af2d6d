import { onCleanup, onMount, type Accessor } from 'solid-js';

/**
 * Escape takes back what was asked for, also while it is still being loaded: whoever presses it before anything is to be seen does not want to see it.
 * Not from a field that has its own use for the key, and not what stands behind an open dialog, which closes by itself.
 */
export function createEscape(isAsked: Accessor<boolean>, takeBack: () => void): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !isAsked() || event.target instanceof HTMLInputElement || document.querySelector('dialog[open]') !== null) return;
    takeBack();
  };
  onMount(() => document.addEventListener('keydown', onKey));
  onCleanup(() => document.removeEventListener('keydown', onKey));
}
