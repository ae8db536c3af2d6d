import { isBarList, type BarListModel, type ChartModel, type OverviewModel } from '@pegel/presentation';

/** A terminal's size in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const smallest: Size = { columns: 40, rows: 12 };

/** How the Overview is arranged. Heights include the edges of panels and add up to one line less than the terminal has. */
export type Layout =
  | { readonly kind: 'too-small' }
  | { readonly kind: 'list'; readonly height: number }
  | { readonly kind: 'panels'; readonly height: number; readonly wide: boolean; readonly charts: readonly PanelPlace[]; readonly headline: number };

/** Panels on one row of the screen. */
interface PanelPlace {
  readonly ids: readonly string[];
  readonly height: number;
}

export const tileHeight = 5;
/** Tabs, header, data line and hints. */
export const fixedLines = 4;
const leastChart = 6;

/** A full screen scrolls when its last line is written, so the last line stays empty. */
export function layoutFor({ columns, rows }: Size, model: Pick<OverviewModel, 'charts' | 'headline'>): Layout {
  const height = rows - 1;
  if (columns < smallest.columns || rows < smallest.rows) return { kind: 'too-small' };
  if (columns < 80 || rows < 20) return { kind: 'list', height };

  const wide = columns >= 120 && rows >= 30;
  const headline = wide ? model.headline.length : 0;
  const free = height - fixedLines - tileHeight - headline;
  const lists = model.charts.filter(isBarList);
  const overTime = model.charts.filter(isOverTime);
  const rowsMost = Math.max(1, ...lists.map(({ content }) => content?.rows.length ?? 0)) + 2;
  // In two columns a list needs half the lines.
  const listHeight = Math.min(rowsMost, Math.max(4, wide ? free - 2 * leastChart : free - leastChart - 2));
  const left = free - listHeight * lists.length;
  const columnsOnly = overTime.filter(({ form }) => form === 'columns');
  const stacked = left >= 2 * leastChart + 6 ? overTime : columnsOnly;
  return {
    kind: 'panels',
    height,
    wide,
    headline,
    charts: [
      ...(wide ? [{ ids: overTime.map(({ id }) => id), height: left }] : shared(stacked.map(({ id }) => id), left)),
      ...lists.map(({ id }) => ({ ids: [id], height: listHeight })),
    ],
  };
}

const isOverTime = (chart: ChartModel | BarListModel): chart is ChartModel => !isBarList(chart);

/** Panels above each other; the first gets what cannot be divided. */
const shared = (ids: readonly string[], height: number): PanelPlace[] =>
  ids.map((id, index) => ({ ids: [id], height: Math.floor(height / ids.length) + (index === 0 ? height % ids.length : 0) }));

/** Widths that together are exactly `width`. */
export const widthsOf = (count: number, width: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(width / count) + (index < width % count ? 1 : 0));

/** Of two charts the second, with columns, is wider: 28 days need two cells each to be told apart. */
export const chartWidths = (count: number, width: number): number[] =>
  count === 2 ? [Math.floor((width * 5) / 12), Math.ceil((width * 7) / 12)] : widthsOf(count, width);
