import { createSignal, onCleanup, onMount, type Accessor } from 'solid-js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of an element as it is now; charts are drawn in its pixels, so that text is never scaled. */
export function createSize(initial: Size): { readonly size: Accessor<Size>; readonly measured: (element: HTMLElement) => void } {
  const [size, setSize] = createSignal(initial, { equals: (a, b) => a.width === b.width && a.height === b.height });
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element === undefined || typeof ResizeObserver === 'undefined') return;
    const read = () => setSize((before) => ({ width: element?.clientWidth || before.width, height: element?.clientHeight || before.height }));
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    onCleanup(() => observer.disconnect());
  });
  return { size, measured: (measured) => (element = measured) };
}
