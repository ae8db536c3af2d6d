import { onCleanup, onMount, type Accessor } from 'solid-js';
import { actionOf, type Action } from '@pegel/presentation';

/** Runs what single keys ask for, except while somebody types. */
export function createShortcuts(isOn: Accessor<boolean>, run: Partial<Record<Action, (key: string) => void>>): void {
  const onKey = (event: KeyboardEvent) => {
    if (!isOn() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const action = actionOf(event.key, 'web');
    const doIt = action === null ? undefined : run[action];
    if (doIt === undefined) return;
    event.preventDefault();
    doIt(event.key);
  };
  onMount(() => document.addEventListener('keydown', onKey));
  onCleanup(() => document.removeEventListener('keydown', onKey));
}

/** A range is an input too, but nobody types into it. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'range';
  return target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement);
}
