import { Box } from 'ink';
import { memo } from 'react';
import type { Language } from '@pegel/domain';
import { isBarList, type BarListModel, type ChartModel, type Explanation, type OverviewModel, type PanelId, type TileModel } from '@pegel/presentation';
import { barLines } from '../components/bar-lines.js';
import { chartLines } from '../components/chart-lines.js';
import { ExplanationPanel } from '../components/ExplanationPanel.js';
import { HelpPanel } from '../components/HelpPanel.js';
import { Panel } from '../components/Panel.js';
import { TablePanel } from '../components/TablePanel.js';
import { TextLine } from '../components/TextLine.js';
import { tileLines, tileTitle } from '../components/tile-lines.js';
import { wrap } from '../fit.js';
import { joined, line, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { focusOfTile, panelInFocus, type Focus } from './focus.js';
import { headerLine, hintLine, markOf, noteOf, tabLine, type Status } from './frame-lines.js';
import { chartWidths, explanationPlace, fixedLines, layoutFor, tileHeight, widthsOf, type Layout, type Size } from './layout.js';
import { hintsOf, type OverviewView } from './overview-view.js';
import { OverviewList } from './OverviewList.js';
import { TooSmall } from './TooSmall.js';

export interface OverviewFrameProps {
  readonly model: OverviewModel;
  readonly view: OverviewView;
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
  const layout = layoutFor(size, model, panelInFocus(props.view.focus));
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

function OverviewPanels({ model, view, explanation, status, size, language, theme, layout }: OverviewFrameProps & { readonly layout: Panels }) {
  const width = size.columns;
  const whole = (text: Line) => <TextLine line={text} width={width} theme={theme} />;
  const table = model.charts.find(({ id }) => id === view.table);
  const bodyHeight = layout.height - fixedLines;
  const place = explanationPlace(size, false);
  const { separator } = theme.glyphs;

  return (
    <Box flexDirection="column" width={width} height={layout.height}>
      {whole(tabLine(model, 'overview', width, language, theme))}
      {whole(headerLine(model, status, width, theme))}
      {view.help ? (
        <HelpPanel width={width} height={bodyHeight} language={language} theme={theme} />
      ) : table !== undefined ? (
        <TablePanel model={table} scroll={view.scroll} width={width} height={bodyHeight} language={language} theme={theme} />
      ) : (
        <Body model={model} focus={explanation === null ? view.focus : null} width={width} language={language} theme={theme} layout={layout} />
      )}
      {view.help || explanation === null ? null : (
        <Box position="absolute" marginTop={linesAbove} marginLeft={place.left}>
          <ExplanationPanel explanation={explanation} scroll={view.scroll} width={place.width} height={place.height} language={language} theme={theme} />
        </Box>
      )}
      {whole(line(` ${joined(model.dataLine.split(' · '), ` ${separator} `, width - 2, theme.glyphs)}`))}
      {whole(hintLine(status, hintsOf(view), width, language, theme))}
    </Box>
  );
}

interface BodyProps {
  readonly model: OverviewModel;
  readonly focus: Focus | null;
  readonly width: number;
  readonly language: Language;
  readonly theme: Theme;
  readonly layout: Panels;
}

/** The part with numbers; it is drawn again only when they change. */
const Body = memo(function Body({ model, focus, width, language, theme, layout }: BodyProps) {
  const { tiles } = layout;
  // A tile without a place of its own is said below the chart it belongs to.
  const beside = (chart: ChartModel) => model.tiles.filter((tile) => tile.chart === chart.id && tile.metric !== chart.metric && !tiles.includes(tile));
  const charts = new Map<PanelId, ChartModel | BarListModel>(model.charts.map((chart) => [chart.id, chart]));
  return (
    <>
      {model.headline.slice(0, layout.headline).map((sentence) => (
        <TextLine key={sentence} line={line(` ${wrap(sentence, width - 2)[0] ?? ''}`)} width={width} theme={theme} />
      ))}
      <Box>
        {widthsOf(tiles.length, width).map((tileWidth, index) => {
          const tile = tiles[index];
          return tile === undefined ? null : <Tile key={tile.metric} tile={tile} width={tileWidth} focused={focusOfTile(tile) === focus} language={language} theme={theme} />;
        })}
      </Box>
      {layout.charts.map(({ ids, height }) => (
        <Box key={ids.join()}>
          {rowOf(ids, charts, width).map(({ chart, chartWidth }) => {
            const place = { width: chartWidth, height, focused: chart.id === focus, language, theme };
            return isBarList(chart) ? <Ranking key={chart.id} model={chart} {...place} /> : <Chart key={chart.id} model={chart} beside={beside(chart)} {...place} />;
          })}
        </Box>
      ))}
    </>
  );
});

/** The panels of one row with their widths. */
function rowOf(ids: readonly PanelId[], charts: ReadonlyMap<PanelId, ChartModel | BarListModel>, width: number) {
  const row = ids.flatMap((id) => charts.get(id) ?? []);
  const widths = chartWidths(row.map((chart) => (isBarList(chart) ? 'bars' : chart.form)), width);
  return row.map((chart, index) => ({ chart, chartWidth: widths[index] ?? width }));
}

interface Place {
  readonly width: number;
  readonly language: Language;
  readonly theme: Theme;
}

const Tile = ({ tile, width, focused, language, theme }: Place & { readonly tile: TileModel; readonly focused: boolean }) => (
  <Panel
    title={tileTitle(tile, width - 5, language)}
    note={markOf(tile.freshness?.kind, theme.glyphs).trim()}
    lines={tileLines(tile, width - 4, language, theme)}
    width={width}
    height={tileHeight}
    focused={focused}
    theme={theme}
  />
);

type PanelPlaceProps = Place & { readonly height: number; readonly focused: boolean };

const Chart = ({ model, beside, width, height, focused, language, theme }: PanelPlaceProps & { readonly model: ChartModel; readonly beside: readonly TileModel[] }) => (
  <Panel title={model.title} note={[model.note ?? '', noteOf(model.freshness, theme)].filter((part) => part !== '').join(` ${theme.glyphs.separator} `)} lines={chartLines(model, beside, width - 4, height - 2, language, theme)} width={width} height={height} focused={focused} theme={theme} />
);

const Ranking = ({ model, width, height, focused, language, theme }: PanelPlaceProps & { readonly model: BarListModel }) => (
  <Panel
    title={model.title}
    note={`${markOf(model.freshness?.kind, theme.glyphs)}${model.content?.window ?? ''}`}
    lines={barLines(model, width - 4, height - 2, language, theme)}
    width={width}
    height={height}
    focused={focused}
    theme={theme}
  />
);
