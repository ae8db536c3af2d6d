import { isBarList, type ChartModel, type OverviewModel, type TileModel } from '@pegel/presentation';
import type { Place } from './focus.js';

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
  | { readonly kind: 'panels'; readonly height: number; readonly tiles: readonly TileModel[]; readonly charts: readonly PanelPlace[]; readonly headline: number };

/** Panels beside each other on one row of the screen. */
interface PanelPlace {
  readonly ids: readonly Place[];
  readonly height: number;
}

export const tileHeight = 5;
/** Tabs, header, data line and hints. */
export const fixedLines = 4;
const leastTile = 18;
const leastChart = 6;
const leastList = 4;
/** Below this height a second chart above the first says less than one that is higher. */
const stackedChart = 9;

/**
 * Which panels have room, and where. What has none is reached with Tab: the panel in focus is always drawn. Tiles that
 * have no room give way to a chart that says the same, then from the last.
 */
export function layoutFor({ columns, rows }: Size, model: Pick<OverviewModel, 'charts' | 'tiles' | 'headline' | 'changes'>, focus: Place | null): Layout {
  // A full screen scrolls when its last line is written, so the last line stays empty.
  const height = rows - 1;
  if (columns < smallest.columns || rows < smallest.rows) return { kind: 'too-small' };
  if (columns < 80 || rows < 20) return { kind: 'list', height };

  const wide = columns >= 120 && rows >= 30;
  const across = wide ? 2 : 1;
  const headline = wide ? model.headline.length : 0;
  const free = height - fixedLines - tileHeight - headline;

  const rankings = model.charts.filter(isBarList);
  const changes = { id: 'changes' as const };
  // Where one has to give way, sentences say more than a ranking.
  const listed: readonly { readonly id: Place }[] = wide ? [...rankings, changes] : [changes, ...rankings];
  // Beside each other, sentences are folded.
  const rowsMost = Math.max(1, (model.changes.sentences?.length ?? 1) * (wide ? 2 : 1), ...rankings.map(({ content }) => content?.rows.length ?? 0)) + 2;
  // In two columns a list needs half the lines.
  const listHeight = Math.min(rowsMost, Math.max(leastList, wide ? free - 2 * leastChart : free - leastChart - 2));
  const lists = drawn(listed, Math.floor((free - leastChart) / listHeight) * across, focus);
  const left = free - listHeight * Math.ceil(lists.length / across);

  const overTime = model.charts.filter((chart): chart is ChartModel => !isBarList(chart));
  const rowsOfCharts = Math.max(1, Math.floor(left / (wide ? leastChart : stackedChart)));
  // A level has its course in a tile, so columns come first.
  const byForm = overTime.toSorted((a, b) => Number(a.form === 'line') - Number(b.form === 'line'));
  const charts = drawn(byForm, rowsOfCharts * across, focus);
  const inOrder = overTime.filter((chart) => charts.includes(chart));
  const tilesMost = Math.floor(columns / leastTile);
  return {
    kind: 'panels',
    height,
    headline,
    tiles: (wide && model.tiles.length <= tilesMost ? model.tiles : model.tiles.filter(({ chart }) => chart === null)).slice(0, tilesMost),
    charts: [...shared(inOrder, across, left), ...inRows(lists, across).map((ids) => ({ ids, height: listHeight }))],
  };
}

/** As many as there is room for, the first ones, and in place of the last of them the one in focus. */
function drawn<Model extends { readonly id: Place }>(models: readonly Model[], most: number, focus: Place | null): readonly Model[] {
  const first = models.slice(0, most);
  const focused = models.find(({ id }) => id === focus);
  return focused === undefined || first.includes(focused) ? first : [...first.slice(0, -1), focused];
}

const inRows = (models: readonly { readonly id: Place }[], across: number): Place[][] =>
  Array.from({ length: Math.ceil(models.length / across) }, (_, row) => models.slice(row * across, (row + 1) * across).map(({ id }) => id));

/** Rows of charts above each other; the first gets what cannot be divided. */
function shared(models: readonly { readonly id: Place }[], across: number, height: number): PanelPlace[] {
  const rows = inRows(models, across);
  return rows.map((ids, index) => ({ ids, height: Math.floor(height / rows.length) + (index === 0 ? height % rows.length : 0) }));
}

/** Widths that together are exactly `width`. */
export const widthsOf = (count: number, width: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(width / count) + (index < width % count ? 1 : 0));

/** A line needs less room beside columns: 28 days need two cells each to be told apart. */
export function chartWidths(forms: readonly string[], width: number): number[] {
  if (forms[0] !== 'line' || forms[1] !== 'columns') return widthsOf(forms.length, width);
  return [Math.floor((width * 5) / 12), Math.ceil((width * 7) / 12)];
}

/** Where an explanation stands: over the whole of a list, and over a page at its right end where there is room to read on beside it. */
export function explanationPlace({ columns, rows }: Size, isList: boolean): { readonly left: number; readonly width: number; readonly height: number } {
  if (isList) return { left: 0, width: columns, height: rows - 1 - listLines };
  const width = columns >= besideFrom ? explanationBeside : Math.min(columns, explanationMost);
  return { left: columns >= besideFrom ? columns - width : Math.floor((columns - width) / 2), width, height: rows - 1 - fixedLines };
}

/** Header and hints. */
const listLines = 2;
const besideFrom = 120;
const explanationBeside = 68;
const explanationMost = 76;
