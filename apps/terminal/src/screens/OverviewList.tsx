import { Box } from 'ink';
import { isBarList, type TileModel } from '@pegel/presentation';
import { barLines } from '../components/bar-lines.js';
import { changeLines } from '../components/change-lines.js';
import { ExplanationPanel } from '../components/ExplanationPanel.js';
import { MessageAbove } from '../components/MessageAbove.js';
import { TextLine } from '../components/TextLine.js';
import { fittedChange, glyphOf, tileTitle, toneOf } from '../components/tile-lines.js';
import { sparkline } from '../charts/sparkline.js';
import { padEnd, padStart, widthOf } from '../fit.js';
import { drawn, emptyLine, line, span, widthOfLine, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { focusOfTile, type Focus } from './focus.js';
import { headerLine, hintLine, narrowedHints } from './frame-lines.js';
import { ChartOrTable, type OverviewFrameProps } from './OverviewFrame.js';
import { overviewHints } from './overview-view.js';

/** One line a number, for terminals too narrow or too low for panels. */
export function OverviewList({ model, view, state, explanation, status, size, language, theme, height }: OverviewFrameProps & { readonly height: number }) {
  const width = size.columns;
  const enlarged = model.charts.find(({ id }) => id === state.panel);
  const bodyHeight = height - 2;
  const titles = model.tiles.map((tile) => drawn(tileTitle(tile, 20), theme.glyphs));
  const tileLines = listOf(model.tiles, titles, view.focus, width, theme);
  const rankings = model.charts.filter(isBarList).flatMap((ranking): Line[] => [
    emptyLine,
    line(`${markOf(ranking.id === view.focus, theme)}${ranking.title}`, 'value'),
    ...barLines(ranking, width - 2, Math.max(1, ranking.content?.rows.length ?? 1), language, theme).map((row): Line => [span(' '), ...row]),
  ]);
  const isOnChanges = view.focus === 'changes';
  const isOnPanel = isPanelInFocus(model, view.focus);
  const changesIn = (rows: number) => changeLines(model.changes, isOnChanges ? view.scroll : null, { columns: width - 2, rows }, language, theme).map((row): Line => [span(' '), ...row]);
  // Where sentences would go on below the screen they have the row that parts them from the numbers, too.
  const gap = tileLines.length + 2 + changesIn(Infinity).length > bodyHeight ? [] : [emptyLine];
  const heading = line(`${markOf(isOnChanges, theme)}${model.changes.title}`, 'value');
  const changed = [...gap, heading, ...changesIn(isOnPanel ? Infinity : bodyHeight - 1 - (isOnChanges ? 0 : tileLines.length + gap.length))];
  const demo = model.demoBanner === null ? [] : [emptyLine, line(` ${model.demoBanner}`, 'warn')];
  const body = [...tileLines, ...changed, ...rankings, ...demo];
  // What has the focus is always in sight.
  const first = isOnChanges ? Math.max(0, Math.min(tileLines.length + gap.length, body.length - bodyHeight)) : isOnPanel ? Math.max(0, body.length - bodyHeight) : 0;

  return (
    <Box flexDirection="column" width={width} height={height}>
      <TextLine line={headerLine(model, status, width, theme)} width={width} theme={theme} />
      {explanation !== null ? (
        <ExplanationPanel explanation={explanation} scroll={view.scroll} width={width} height={bodyHeight} language={language} theme={theme} />
      ) : enlarged !== undefined ? (
        <ChartOrTable model={enlarged} beside={[]} view={{ ...view, focus: enlarged.id }} state={state} width={width} height={bodyHeight} language={language} theme={theme} />
      ) : (
        Array.from({ length: bodyHeight }, (_, row) => <TextLine key={row} line={body[first + row] ?? emptyLine} width={width} theme={theme} />)
      )}
      <TextLine line={hintLine(status, narrowedHints(model, overviewHints({ explain: explanation !== null }, { enlarged: enlarged !== undefined, points: false })), width, language, theme)} width={width} theme={theme} />
      <MessageAbove status={status} width={width} height={height} language={language} theme={theme} />
    </Box>
  );
}

/** " WAU   312  ▲ +4.7%  ▇▇▇": a course only where it fits behind the change. */
function listOf(tiles: readonly TileModel[], titles: readonly string[], focus: Focus | null, width: number, theme: Theme): Line[] {
  const { glyphs } = theme;
  const values = tiles.map(({ content }) => drawn(content?.value ?? '', glyphs));
  const titleWidth = Math.max(...titles.map(widthOf));
  const valueWidth = Math.max(...values.map(widthOf));
  const changes = tiles.map(({ content }) => (content === null || content.change === null ? '' : drawn(`${glyphOf(content.change, glyphs)} ${content.change.short}`, glyphs)));
  const room = width - titleWidth - valueWidth - 5;
  const shown = changes.map((text) => fittedChange(text, room));
  const changeWidth = Math.max(12, ...shown.map(widthOf));
  return tiles.map((tile, index): Line => {
    const { content } = tile;
    const start: Line = [span(`${markOf(focusOfTile(tile) === focus, theme)}${padEnd(titles[index] ?? '', titleWidth, theme.glyphs.ellipsis)}  `), span(padStart(values[index] ?? '', valueWidth), 'value')];
    if (content === null || content.reason !== null) return [...start, span(`  ${content?.reason ?? ''}`)];
    const { change, course } = content;
    const said: Line = change === null ? start : [...start, span(`  ${padEnd(shown[index] ?? '', Math.min(changeWidth, Math.max(room, 0)), theme.glyphs.ellipsis)}`, toneOf(change))];
    const left = width - widthOfLine(said, glyphs) - 2;
    return left < 8 ? said : [...said, span(` ${sparkline(course, Math.min(left, 28), glyphs.sparkSteps)}`, 'accent')];
  });
}

const isPanelInFocus = ({ charts }: OverviewFrameProps['model'], focus: Focus | null): boolean => charts.some(({ id }) => id === focus);

/** In a list there are no edges to be heavy. */
const markOf = (isInFocus: boolean, { glyphs }: Theme): string => (isInFocus ? glyphs.cursor : ' ');
