import { createEffect, createSignal, onCleanup, type Accessor } from 'solid-js';

const slowMilliseconds = 2_000;

/** Whether something has been going on for so long that it is worth a word. */
export function createSlow(isGoing: Accessor<boolean>): Accessor<boolean> {
  const [isSlow, setSlow] = createSignal(false);
  createEffect(() => {
    setSlow(false);
    if (!isGoing()) return;
    const timer = setTimeout(() => setSlow(true), slowMilliseconds);
    onCleanup(() => clearTimeout(timer));
  });
  return isSlow;
}
