import type { MetricName } from '@pegel/domain';
import { isPanelId, type Explained, type OverviewModel, type PanelId, type TileModel } from '@pegel/presentation';

/** A chart or ranking by its id, or what changed. */
export type Place = PanelId | 'changes';
/** What can have the focus: those, or a tile by its metric. */
export type Focus = Place | TileFocus;
type TileFocus = `tile:${MetricName}`;

export const focusOfTile = ({ metric }: Pick<TileModel, 'metric'>): TileFocus => `tile:${metric}`;

/** The panel in focus; null where it is a tile, or nothing. */
export const placeInFocus = (focus: Focus | null): Place | null => (focus !== null && (focus === 'changes' || isPanelId(focus)) ? focus : null);

/** Everything that Tab goes through, in the order of the page: the tiles there is room for, then every chart and ranking, and what changed. */
export const focusable = (model: Pick<OverviewModel, 'charts'>, tiles: readonly TileModel[]): readonly Focus[] => [...tiles.map(focusOfTile), ...model.charts.map(({ id }) => id), 'changes'];

/** The number that whatever has the focus shows. */
export function explainedIn(focus: Focus, { tiles, charts }: Pick<OverviewModel, 'tiles' | 'charts'>): Explained | null {
  const tile = tiles.find((candidate) => focusOfTile(candidate) === focus);
  if (tile !== undefined) return { metric: tile.metric, place: 'tile' };
  const chart = charts.find(({ id }) => id === focus);
  return chart === undefined ? null : { metric: chart.metric, place: chart.id };
}

/** The panel that shows more of what has the focus: that of a tile is the chart that says the same. */
export function panelOf(focus: Focus, { tiles, charts }: Pick<OverviewModel, 'tiles' | 'charts'>): PanelId | null {
  const tile = tiles.find((candidate) => focusOfTile(candidate) === focus);
  if (tile === undefined) return isPanelId(focus) ? focus : null;
  return tile.chart ?? charts.find(({ metric }) => metric === tile.metric)?.id ?? null;
}
