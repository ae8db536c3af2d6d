import type { ChartContent } from '@pegel/presentation';
import { widthOf } from '../fit.js';
import type { Glyphs } from '../glyphs.js';

/** The cells that the labels of a value axis need. */
export const valueAxisWidth = (ticks: ChartContent['ticks'], glyphs: Glyphs): number =>
  Math.max(1, ...ticks.map(({ label }) => widthOf(glyphs.rewrite(label))));
