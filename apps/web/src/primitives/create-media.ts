import { createSignal, onCleanup, type Accessor } from 'solid-js';

/** Whether a media query holds, as it changes; what it is taken for where there are no media to ask. */
export function createMedia(query: string, otherwise: boolean): Accessor<boolean> {
  if (typeof matchMedia === 'undefined') return () => otherwise;
  const media = matchMedia(query);
  const [holds, setHolds] = createSignal(media.matches);
  const update = () => setHolds(media.matches);
  media.addEventListener('change', update);
  onCleanup(() => media.removeEventListener('change', update));
  return holds;
}
