import { createMemo, createSignal, onCleanup, type Accessor } from 'solid-js';
import { createMedia } from './create-media.js';

/** Whether the page is on its way to paper. Not every browser tells of it as a medium before it lays the page out. */
export function createPrinting(): Accessor<boolean> {
  const isPrint = createMedia('print', false);
  const [isAsked, setAsked] = createSignal(false);
  const begin = () => setAsked(true);
  const end = () => setAsked(false);
  addEventListener('beforeprint', begin);
  addEventListener('afterprint', end);
  onCleanup(() => {
    removeEventListener('beforeprint', begin);
    removeEventListener('afterprint', end);
  });
  // Either tells of it, and both often do: it is on its way once.
  return createMemo(() => isPrint() || isAsked());
}
