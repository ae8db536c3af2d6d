import { createSignal, For } from 'solid-js';
import type { SeriesColour } from '@pegel/presentation';
import { recall, remember } from '../primitives/stored.js';
import styles from './stacked-chart.module.css';

/** What is drawn over a series where colour cannot tell it apart: a tile of six pixels a side. */
const tiles: Readonly<Record<SeriesColour, string>> = {
  1: '',
  2: 'M-1 7L7 -1M-1 1L1 -1M5 7L7 5',
  3: 'M1.5 3h3M3 1.5v3',
  4: 'M-1 -1L7 7M5 -1L7 1M-1 5L1 7',
  5: 'M0 3h6M3 0v6',
  6: 'M0 3h6',
  other: 'M-1 7L7 -1M-1 1L1 -1M5 7L7 5',
};
const colours: readonly SeriesColour[] = [1, 2, 3, 4, 5, 6, 'other'];

/** The patterns of all series under a picture's own name. */
export const PatternDefs = (props: { id: string }) => (
  <defs>
    <For each={colours}>
      {(colour) => (
        <pattern id={`${props.id}-${colour}`} width="6" height="6" patternUnits="userSpaceOnUse">
          <path class={styles.tile} d={tiles[colour]} />
        </pattern>
      )}
    </For>
  </defs>
);

const [wantsPatterns, setWantsPatterns] = createSignal(recall('patterns') === 'on');

/** Whether this reader wants to tell series apart by patterns everywhere, not only in print and where colours are the system's. */
export { wantsPatterns };
export function togglePatterns(): void {
  const next = !wantsPatterns();
  remember('patterns', next ? 'on' : 'off');
  setWantsPatterns(next);
}
