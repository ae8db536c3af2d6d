import { createSignal, onCleanup, onMount, type Accessor } from 'solid-js';

/** The width of an element as it is now; charts are drawn in its pixels, so that text is never scaled. */
export function createWidth(initial: number): { readonly width: Accessor<number>; readonly measured: (element: HTMLElement) => void } {
  const [width, setWidth] = createSignal(initial);
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element === undefined || typeof ResizeObserver === 'undefined') return;
    const read = () => setWidth((before) => element?.clientWidth || before);
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    onCleanup(() => observer.disconnect());
  });
  return { width, measured: (measured) => (element = measured) };
}
