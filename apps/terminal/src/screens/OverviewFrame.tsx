import { Box } from 'ink';
import { memo } from 'react';
import type { Language } from '@pegel/domain';
import { isBarList, type BarListModel, type ChartModel, type Explanation, type ChangesModel, type OverviewModel, type TileModel, type ViewState } from '@pegel/presentation';
import { barLines } from '../components/bar-lines.js';
import { changeLines } from '../components/change-lines.js';
import { chartLines } from '../components/chart-lines.js';
import { ExplanationPanel } from '../components/ExplanationPanel.js';
import { MessageAbove } from '../components/MessageAbove.js';
import { Panel } from '../components/Panel.js';
import { TablePanel } from '../components/TablePanel.js';
import { TabLine } from '../components/TabLine.js';
import { TextLine } from '../components/TextLine.js';
import { tileLines, tileTitle } from '../components/tile-lines.js';
import { wrap } from '../fit.js';
import { joined, line, widthOfLine, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { focusOfTile, placeInFocus, type Focus, type Place } from './focus.js';
import { headerLine, hintLine, markOf, narrowedHints, noteOf, tabLine, type Status } from './frame-lines.js';
import { chartWidths, explanationPlace, fixedLines, layoutFor, tileHeight, widthsOf, type Layout, type Size } from './layout.js';
import { overviewHints, type OverviewView } from './overview-view.js';
import { OverviewList } from './OverviewList.js';
import { TooSmall } from './TooSmall.js';

export interface OverviewFrameProps {
  readonly model: OverviewModel;
  readonly view: OverviewView;
  /** What its link says: the enlarged panel, those that are tables, and the day that charts point at. */
  readonly state: Pick<ViewState, 'panel' | 'tables' | 'd'>;
  /** Of the number in focus, where it was asked for. */
  readonly explanation: Explanation | null;
  readonly status: Status;
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
}

/** The whole screen, always exactly as wide as the terminal and one line less than it is high. */
export function OverviewFrame(props: OverviewFrameProps) {
  const { model, size, language, theme } = props;
  const layout = layoutFor(size, model, placeInFocus(props.view.focus));
  switch (layout.kind) {
    case 'too-small':
      return <TooSmall size={size} language={language} theme={theme} />;
    case 'list':
      return <OverviewList {...props} height={layout.height} />;
    case 'panels':
      return <OverviewPanels {...props} layout={layout} />;
  }
}

/** Tabs and header. */
const linesAbove = 2;

type Panels = Extract<Layout, { kind: 'panels' }>;

function OverviewPanels({ model, view, state, explanation, status, size, language, theme, layout }: OverviewFrameProps & { readonly layout: Panels }) {
  const width = size.columns;
  const whole = (text: Line) => <TextLine line={text} width={width} theme={theme} />;
  const enlarged = model.charts.find(({ id }) => id === state.panel);
  const bodyHeight = layout.height - fixedLines;
  const place = explanationPlace(size, false);
  const { separator } = theme.glyphs;
  const looked = { ...view, focus: explanation === null ? view.focus : null };

  return (
    <Box flexDirection="column" width={width} height={layout.height}>
      <TabLine line={tabLine(model, 'overview', width, language, theme)} width={width} theme={theme} />
      {whole(headerLine(model, status, width, theme))}
      {enlarged !== undefined ? (
        <ChartOrTable model={enlarged} beside={[]} view={{ ...view, focus: enlarged.id }} state={state} width={width} height={bodyHeight} language={language} theme={theme} />
      ) : (
        <Body model={model} view={looked} state={state} width={width} language={language} theme={theme} layout={layout} />
      )}
      {explanation === null ? null : (
        <Box position="absolute" marginTop={linesAbove} marginLeft={place.left}>
          <ExplanationPanel explanation={explanation} scroll={view.scroll} width={place.width} height={place.height} language={language} theme={theme} />
        </Box>
      )}
      {whole(line(` ${joined(model.dataLine.split(' · '), ` ${separator} `, width - 2, theme.glyphs)}`))}
      {whole(hintLine(status, narrowedHints(model, overviewHints({ explain: explanation !== null }, { enlarged: enlarged !== undefined, points: hasPoints(model, view.focus, state) })), width, language, theme))}
      <MessageAbove status={status} width={width} height={layout.height} language={language} theme={theme} />
    </Box>
  );
}

/** Whether the arrows go through the points of what has the focus. */
const hasPoints = ({ charts }: OverviewModel, focus: Focus | null, { tables }: OverviewFrameProps['state']): boolean =>
  charts.some((chart) => chart.id === focus && !isBarList(chart) && !tables.includes(chart.id));

interface BodyProps {
  readonly model: OverviewModel;
  readonly view: OverviewView;
  readonly state: OverviewFrameProps['state'];
  readonly width: number;
  readonly language: Language;
  readonly theme: Theme;
  readonly layout: Panels;
}

/** The part with numbers; it is drawn again only when they change. */
const Body = memo(function Body({ model, view, state, width, language, theme, layout }: BodyProps) {
  const { tiles } = layout;
  // A tile without a place of its own is said below the chart it belongs to.
  const beside = (chart: ChartModel | BarListModel) => (isBarList(chart) ? [] : model.tiles.filter((tile) => tile.chart === chart.id && tile.metric !== chart.metric && !tiles.includes(tile)));
  const charts = new Map<Place, ChartModel | BarListModel>(model.charts.map((chart) => [chart.id, chart]));
  return (
    <>
      {model.headline.slice(0, layout.headline).map((sentence) => (
        <TextLine key={sentence} line={line(` ${wrap(sentence, width - 2)[0] ?? ''}`)} width={width} theme={theme} />
      ))}
      <Box>
        {widthsOf(tiles.length, width).map((tileWidth, index) => {
          const tile = tiles[index];
          return tile === undefined ? null : <Tile key={tile.metric} tile={tile} width={tileWidth} focused={focusOfTile(tile) === view.focus} language={language} theme={theme} />;
        })}
      </Box>
      {layout.charts.map(({ ids, height }) => (
        <Box key={ids.join()}>
          {rowOf(ids, charts, width).map(({ id, chart, chartWidth }) => {
            const place = { view, state, width: chartWidth, height, language, theme };
            return chart === null ? <Changes key={id} model={model.changes} {...place} /> : <ChartOrTable key={id} model={chart} beside={beside(chart)} {...place} />;
          })}
        </Box>
      ))}
    </>
  );
});

/** The panels of one row with their widths. */
function rowOf(ids: readonly Place[], charts: ReadonlyMap<Place, ChartModel | BarListModel>, width: number) {
  const row = ids.flatMap((id) => (id === 'changes' || charts.has(id) ? [{ id, chart: charts.get(id) ?? null }] : []));
  const widths = chartWidths(row.map(({ chart }) => (chart === null || isBarList(chart) ? 'bars' : chart.form)), width);
  return row.map((one, index) => ({ ...one, chartWidth: widths[index] ?? width }));
}

interface Room {
  readonly width: number;
  readonly language: Language;
  readonly theme: Theme;
}

const Tile = ({ tile, width, focused, language, theme }: Room & { readonly tile: TileModel; readonly focused: boolean }) => (
  <Panel
    id={focusOfTile(tile)}
    title={tileTitle(tile, width - 5)}
    note={markOf(tile.freshness?.kind, theme.glyphs).trim()}
    lines={tileLines(tile, width - 4, language, theme)}
    width={width}
    height={tileHeight}
    focused={focused}
    theme={theme}
  />
);

type PlaceProps = Room & { readonly height: number; readonly view: OverviewView; readonly state: OverviewFrameProps['state'] };

function Changes({ model, view, width, height, language, theme }: PlaceProps & { readonly model: ChangesModel }) {
  const focused = view.focus === 'changes';
  return <Panel id="changes" title={model.title} lines={changeLines(model, focused ? view.scroll : null, { columns: width - 4, rows: height - 2 }, language, theme)} width={width} height={height} focused={focused} theme={theme} />;
}

/** A panel as it is drawn where it is: its picture, or its table. */
export function ChartOrTable({ model, beside, view, state, width, height, language, theme }: PlaceProps & { readonly model: ChartModel | BarListModel; readonly beside: readonly TileModel[] }) {
  const focused = model.id === view.focus;
  if (state.tables.includes(model.id)) return <TablePanel model={model} scroll={focused ? view.scroll : 0} width={width} height={height} focused={focused} language={language} theme={theme} />;
  const place = { id: model.id, title: model.title, width, height, focused, theme };
  const dot = ` ${theme.glyphs.separator} `;
  if (isBarList(model)) return <Panel {...place} note={`${markOf(model.freshness?.kind, theme.glyphs)}${model.content?.window ?? ''}`} lines={barLines(model, width - 4, height - 2, language, theme)} />;
  const at = model.content === null || state.d === null ? -1 : model.content.points.findIndex(({ day, to }) => state.d !== null && day <= state.d && state.d <= to);
  const looking = { at: at < 0 ? null : at, zoom: !view.fromZero };
  const axis = looking.zoom ? (model.content?.cropped?.note ?? '') : '';
  const note = [axis, model.note ?? '', noteOf(model.freshness, theme)].filter((part) => part !== '');
  const fitting = joined(note, dot, width - widthOfLine(line(model.title), theme.glyphs) - 9, theme.glyphs);
  return <Panel {...place} note={fitting} lines={chartLines(model, beside, width - 4, height - 2, language, theme, looking)} />;
}
