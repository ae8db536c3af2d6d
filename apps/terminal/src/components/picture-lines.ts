import type { Language } from '@pegel/domain';
import { undrawn, wordsIn, type Picture, type PlottedPoint, type ProgressContent, type RangeTile, type StackedContent, type TableContent } from '@pegel/presentation';
import { columnChart } from '../charts/columns.js';
import { cumulativeChart, lineChart } from '../charts/line-chart.js';
import type { Looking } from '../charts/looking.js';
import { legend, stackedChart } from '../charts/stacked-chart.js';
import { padEnd, widthOf, wrap } from '../fit.js';
import type { Glyphs } from '../glyphs.js';
import { drawn, emptyLine, fitted, line, span, widthOfLine, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { rankedLines } from './bar-lines.js';
import { glyphOf, toneOf } from './tile-lines.js';

/** Where somebody is in a picture. */
export interface Pointer extends Looking {
  /** The bar that the cursor is on; null where somebody is elsewhere. */
  readonly row: number | null;
}

/** The points of a picture over time; null for one that has none. */
export const pointsOf = (picture: Picture): readonly PlottedPoint[] | null => ('content' in picture && 'points' in picture.content ? picture.content.points : null);

/** What the axis of a picture begins with where that is not zero, in words: it must be said. */
export const axisNote = (picture: Picture, { zoom }: Looking): string => (picture.form === 'line' && zoom ? (picture.content.cropped?.note ?? '') : '');

/** A picture in `width` cells and `height` lines, with what has to be said of it. */
export function pictureLines(picture: Picture, { notes }: Pick<TableContent, 'notes'>, pointer: Pointer, width: number, height: number, language: Language, theme: Theme): readonly Line[] {
  const { glyphs } = theme;
  // Axes without anything between them would look like a zero.
  const missing = undrawn(picture);
  if (missing !== null) return wrap(drawn(missing, glyphs), width).map((text) => line(text));
  switch (picture.form) {
    case 'line':
      return withPoint(lineChart(picture.content, width, height - 1, glyphs, pointer), picture.content.points, pointer, width, theme);
    case 'columns':
      return withPoint(columnChart(picture.content, width, height - 1, glyphs, pointer), picture.content.points, pointer, width, theme);
    case 'cumulative': {
      const { current, previous, withoutPrevious } = picture.content;
      const names = [`${glyphs.heavy.horizontal} ${current.label}`, ...(previous === null ? [] : [`${glyphs.reference} ${previous.label}`]), ...(withoutPrevious === null ? [] : [withoutPrevious])].join('   ');
      return [...withPoint(cumulativeChart(picture.content, width, height - 2, glyphs, pointer), picture.content.points, pointer, width, theme), line(names)];
    }
    case 'stacked':
      return stackedLines(picture.content, pointer, width, height, language, theme);
    case 'bars':
      return withNotes(rankedLines(picture.bars.rows, pointer.row, width, height, language, theme), totalOf(picture, theme), notes, width, height);
    case 'tiles':
      return rangeLines(picture.tiles, pointer.row, width, height, theme);
    case 'share':
      return shareLines(picture.content, notes, width, theme);
  }
}

/** The picture, and below it the point that the cursor is on, or else the newest, in words. */
const withPoint = (picture: readonly string[], points: readonly PlottedPoint[], { at }: Looking, width: number, theme: Theme): readonly Line[] =>
  [...picture.map((text) => line(text)), pointLine(at === null ? newestOf(points) : points[at], at !== null, width, theme)];

/** The last point that says anything: those still to come say nothing. */
const newestOf = (points: readonly PlottedPoint[]): PlottedPoint | undefined => points.findLast(({ complete }) => complete) ?? points.findLast(({ lines }) => lines.length > 0);

/** "Sun 22 Nov: 212 chats  ▲ +24 (+12.8%) vs Sat 21 Nov · 480 seats", as much of it as fits. */
export function pointLine(point: PlottedPoint | undefined, isMarked: boolean, width: number, { glyphs }: Theme): Line {
  if (point === undefined) return emptyLine;
  const { when, lines, mark, provisional } = point;
  const head = [...(isMarked ? [span(`${glyphs.cursor} `, 'accent')] : []), span(`${when}: `)];
  const parts = lines.flatMap(({ label, text, change }, index): Line[] => [
    [...(index === 0 ? [] : [span(` ${glyphs.separator} `)]), ...(label === '' ? [] : [span(`${label} `)]), span(text, index === 0 ? 'value' : 'plain')],
    ...(change === '' ? [] : [[span(`  ${arrowsOf(change, glyphs)}`)]]),
  ]);
  const marks = [mark, provisional].flatMap((text): Line[] => (text === null ? [] : [[span(` ${glyphs.separator} ${text}`)]]));
  let shown: Line = head;
  // What is said of the point itself comes before its company.
  for (const part of [...parts.slice(0, 1), ...marks, ...parts.slice(1)]) {
    const longer = [...shown, ...part];
    if (widthOfLine(longer, glyphs) <= width) shown = longer;
  }
  return shown;
}

/** A finished text with the arrows of this terminal. */
const arrowsOf = (text: string, { up, down }: Glyphs): string => text.replaceAll('▲', up).replaceAll('▼', down);

function stackedLines(content: StackedContent, pointer: Pointer, width: number, height: number, language: Language, theme: Theme): readonly Line[] {
  const { glyphs } = theme;
  const rows = stackedChart(content, totalsOf(content, language), width, height - 2, glyphs, pointer);
  return [
    line(legend(content, width, glyphs)),
    ...rows.map(({ text, point }) => line(text, point !== null && point === pointer.at ? 'cursor' : 'plain')),
    pointLine(pointer.at === null ? newestOf(content.points) : content.points[pointer.at], pointer.at !== null, width, theme),
  ];
}

/** What each point comes to, as the table of the same says it. */
function totalsOf({ points, table }: StackedContent, language: Language): readonly string[] {
  const column = table.columns.findIndex(({ label }) => label === wordsIn(language).panel.total);
  const cells = table.rows.map((row) => row[column] ?? '').toReversed();
  return points.map((_, index) => cells[index] ?? '');
}

function totalOf({ bars: { total } }: Extract<Picture, { readonly form: 'bars' }>, { glyphs }: Theme): string {
  return total === null ? '' : `${drawn(total.label, glyphs)} ${drawn(total.value, glyphs)}`;
}

/** What is to be said of the rows gives way to them. */
function withNotes(rows: readonly Line[], total: string, notes: readonly string[], width: number, height: number): readonly Line[] {
  const said = [...(total === '' ? [] : [line(total, 'value')]), ...notes.flatMap((note) => wrap(note, width)).map((text) => line(text))];
  return rows.length + said.length <= height ? [...rows, ...said] : rows;
}

/** Ranges beside each other; below each other where that cuts a number. */
function rangeLines(tiles: readonly RangeTile[], cursor: number | null, width: number, height: number, theme: Theme): readonly Line[] {
  const { glyphs } = theme;
  const across = Math.floor(width / Math.max(1, tiles.length));
  const blocks = tiles.map((tile, index): readonly Line[] => [
    line(tile.label, index === cursor ? 'cursor' : 'plain'),
    line(tile.value, 'value'),
    ...(tile.reason !== null ? wrap(drawn(tile.reason, glyphs), across - 2).map((text) => line(text)) : changeOf(tile, across - 2, theme)),
    line(tile.when),
  ]);
  const widest = Math.max(0, ...blocks.flatMap((block) => block.slice(0, 2)).map((text) => widthOfLine(text, glyphs)));
  if (widest + 2 <= across && height >= 4) return Array.from({ length: Math.max(...blocks.map((block) => block.length)) }, (_, row) => blocks.flatMap((block) => [...fitted(block[row] ?? emptyLine, across - 2, glyphs), span('  ')]));
  const labels = Math.max(0, ...tiles.map(({ label }) => widthOf(drawn(label, glyphs))));
  const heads = tiles.map((tile, index): Line => [span(padEnd(drawn(tile.label, glyphs), labels), index === cursor ? 'cursor' : 'plain'), span('  '), span(tile.value, 'value')]);
  const indented = (change: readonly Line[]) => change.map((text): Line => [span('  '), ...text]);
  // No number is cut: a change stands beside its value where each has room for it, else below, else not at all.
  const beside = tiles.map((tile, index) => indented(changeOf(tile, width - widthOfLine(heads[index] ?? emptyLine, glyphs) - 2, theme)));
  if (beside.every((lines) => lines.length === 1)) return heads.map((head, index) => [...head, ...(beside[index]?.[0] ?? emptyLine)]);
  const below = tiles.flatMap((tile, index) => [heads[index] ?? emptyLine, ...indented(changeOf(tile, width - 2, theme))]);
  return below.length <= height ? below : heads;
}

/** The change with its base, or without it where there is no room; what cannot be said takes as many lines as it needs. */
function changeOf({ change }: RangeTile, width: number, { glyphs }: Theme): readonly Line[] {
  if (change === null) return [emptyLine];
  const texts = [`${change.visual} ${change.base}`, `${change.short} ${change.base}`, change.short].map((text) => `${glyphOf(change, glyphs)} ${text}`.trimEnd());
  const fitting = texts.find((text) => widthOf(drawn(text, glyphs)) <= width);
  return (fitting === undefined ? wrap(drawn(texts.at(-1) ?? '', glyphs), width) : [fitting]).map((text) => line(text, toneOf(change)));
}

/** A share of a whole: what it is of, the bar, and its parts. */
function shareLines({ whole, part, rest, share, beyond, change, when }: ProgressContent, notes: readonly string[], width: number, theme: Theme): readonly Line[] {
  const { glyphs } = theme;
  const full = Math.round((share ?? 0) * width);
  const [solid = '#'] = glyphs.fills;
  return [
    [span(whole, 'value'), span(`  ${when}`)],
    line(solid.repeat(full) + glyphs.today.repeat(width - full), 'accent'),
    ...(beyond === null ? [line(part, 'value'), ...(rest === '' ? [] : [line(rest)])] : wrap(beyond, width).map((text) => line(text, 'value'))),
    ...(change === null ? [] : [line(`${glyphOf(change, glyphs)} ${change.visual} ${change.base}`, toneOf(change))]),
    ...notes.flatMap((note) => wrap(note, width)).map((text) => line(text)),
  ];
}
