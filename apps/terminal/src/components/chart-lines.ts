import type { Language } from '@pegel/domain';
import { wordsIn, type ChartModel, type TileModel } from '@pegel/presentation';
import type { Looking } from '../charts/looking.js';
import { columnChart } from '../charts/columns.js';
import { lineChart } from '../charts/line-chart.js';
import { wrap } from '../fit.js';
import { line, span, widthOfLine, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { pointLine } from './picture-lines.js';
import { glyphOf } from './tile-lines.js';

/** A chart over time in `width` cells and `height` lines: the picture, and its newest point in words. */
export function chartLines(chart: ChartModel, beside: readonly TileModel[], width: number, height: number, language: Language, theme: Theme, looking: Looking): readonly Line[] {
  const { content } = chart;
  if (content === null) return [line(wordsIn(language).state.loading, 'hint')];
  if (content.empty !== null) return wrap(content.empty, width).map((text) => line(text));
  const drawChart = chart.form === 'line' ? lineChart : columnChart;
  const picture = drawChart(content, width, height - 1, theme.glyphs, looking).map((text) => line(text));
  return [...picture, looking.at === null ? newestPoint(chart, beside, width, theme) : pointLine(content.points[looking.at], true, width, theme)];
}

/** "Sun 22 Nov: 212 chats ▲ +24 (+12.8%) vs Sat 21 Nov", and numbers of the same day that have no tile, as far as they fit. */
function newestPoint({ content }: ChartModel, beside: readonly TileModel[], width: number, { glyphs }: Theme): Line {
  const point = content?.points.findLast(({ value }) => value !== null);
  if (point === undefined) return [];
  const main = [span(`${point.when}: `), span(point.text, 'value'), span(point.referenceText === '' ? '' : ` ${glyphs.separator} ${point.referenceText}`)];
  const said = point.change;
  const change = said === null ? [] : [span(`  ${glyphOf(said, glyphs)} ${said.visual}`), span(said.base === '' ? '' : ` ${said.base}`)];
  const others = beside.flatMap((tile) =>
    tile.content === null || tile.content.reason !== null ? [] : [span(` ${glyphs.separator} ${tile.label} `), span(tile.content.value, 'value')],
  );
  const candidates: Line[] = [[...main, ...change, ...others], [...main, ...change.slice(0, 1), ...others], [...main, ...change], [...main, ...change.slice(0, 1)], main];
  return candidates.find((candidate) => widthOfLine(candidate, glyphs) <= width) ?? main;
}
