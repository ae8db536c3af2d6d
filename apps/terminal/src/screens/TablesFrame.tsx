import { Box } from 'ink';
import type { Language } from '@pegel/domain';
import type { Explanation, TablePanelModel, TablesPageModel } from '@pegel/presentation';
import { ExplanationPanel } from '../components/ExplanationPanel.js';
import { HelpPanel } from '../components/HelpPanel.js';
import { pageTable, type Cursor } from '../components/page-table.js';
import { Panel } from '../components/Panel.js';
import { TextLine } from '../components/TextLine.js';
import { emptyLine, joined, line, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { headerLine, hintLine, markOf, tabLine, type Status } from './frame-lines.js';
import { explanationPlace, fixedLines, type Size } from './layout.js';
import { tablesLayout } from './tables-layout.js';
import { tablesHints, type TablesView } from './tables-view.js';
import { TooSmall } from './TooSmall.js';

export interface TablesFrameProps {
  readonly model: TablesPageModel;
  readonly view: TablesView;
  /** Of the number under the cursor, where it was asked for. */
  readonly explanation: Explanation | null;
  readonly status: Status;
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
}

/** Tabs and header. */
const linesAbove = 2;

/** A page of tables, always exactly as wide as the terminal and one line less than it is high. */
export function TablesFrame({ model, view, explanation, status, size, language, theme }: TablesFrameProps) {
  const layout = tablesLayout(size, model.panels, view.focus);
  if (layout.kind === 'too-small') return <TooSmall size={size} language={language} theme={theme} />;
  const width = size.columns;
  const isList = layout.kind === 'one';
  const body = layout.height - (isList ? 2 : fixedLines);
  const place = explanationPlace(size, isList);
  const whole = (text: Line, key?: number) => <TextLine key={key} line={text} width={width} theme={theme} />;
  const placed = isList || view.enlarged ? [{ id: view.focus, height: body }] : layout.panels;
  const empty = body - placed.reduce((sum, { height }) => sum + height, 0);
  const panelOf = (id: string) => model.panels.find((panel) => panel.id === id);
  const { separator } = theme.glyphs;
  return (
    <Box flexDirection="column" width={width} height={layout.height}>
      {isList ? null : whole(tabLine(model, model.page, width, language, theme))}
      {whole(headerLine(model, status, width, theme))}
      {view.help ? (
        <HelpPanel width={width} height={body} language={language} theme={theme} />
      ) : isList && explanation !== null ? (
        <ExplanationPanel explanation={explanation} scroll={view.scroll} width={width} height={body} language={language} theme={theme} />
      ) : (
        <>
          {placed.map(({ id, height }) => {
            const panel = panelOf(id);
            return panel === undefined ? null : <Table key={id} panel={panel} cursor={id === view.focus ? view : null} focused={id === view.focus && explanation === null} width={width} height={height} language={language} theme={theme} />;
          })}
          {Array.from({ length: empty }, (_, row) => whole(emptyLine, row))}
        </>
      )}
      {view.help || isList || explanation === null ? null : (
        <Box position="absolute" marginTop={linesAbove} marginLeft={place.left}>
          <ExplanationPanel explanation={explanation} scroll={view.scroll} width={place.width} height={place.height} language={language} theme={theme} />
        </Box>
      )}
      {isList ? null : whole(line(` ${joined(model.dataLine.split(' · '), ` ${separator} `, width - 2, theme.glyphs)}`))}
      {whole(hintLine(status, tablesHints(view), width, language, theme))}
    </Box>
  );
}

interface TableProps {
  readonly panel: TablePanelModel;
  readonly cursor: Cursor | null;
  readonly focused: boolean;
  readonly width: number;
  readonly height: number;
  readonly language: Language;
  readonly theme: Theme;
}

function Table({ panel, cursor, focused, width, height, language, theme }: TableProps) {
  const { note, lines } = pageTable(panel, cursor, width - 4, height - 2, language, theme);
  return <Panel title={panel.title} note={`${markOf(panel.freshness?.kind, theme.glyphs)}${note}`} lines={lines} width={width} height={height} focused={focused} theme={theme} />;
}
