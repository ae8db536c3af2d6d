/** How somebody looks at a chart over time. */
export interface Looking {
  /** The point that the data cursor is on, from 0; null where there is none. */
  readonly at: number | null;
  /** Whether a line's axis begins near its lowest value, where that shows more. */
  readonly zoom: boolean;
}

export const fromAfar: Looking = { at: null, zoom: false };
