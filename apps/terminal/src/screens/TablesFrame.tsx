import { Box } from 'ink';
import type { Day, Language } from '@pegel/domain';
import { rankingsOn, type Explanation, type Picture, type TableId, type TablePanelModel, type TablesPageModel, type ViewState } from '@pegel/presentation';
import { ExplanationPanel } from '../components/ExplanationPanel.js';
import { leadOf, pageTable, type Cursor } from '../components/page-table.js';
import { MessageAbove } from '../components/MessageAbove.js';
import { Panel } from '../components/Panel.js';
import { axisNote, pictureLines, pointsOf } from '../components/picture-lines.js';
import { TabLine } from '../components/TabLine.js';
import { TextLine } from '../components/TextLine.js';
import { widthOf } from '../fit.js';
import { emptyLine, joined, line, spread, widthOfLine, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { headerLine, hintLine, markOf, narrowedHints, offScreenText, tabLine, type OffScreen, type Status } from './frame-lines.js';
import { explanationPlace, fixedLines, type Size } from './layout.js';
import { shortTitles, shortWords } from './hint-words.js';
import { formOf, tablesLayout } from './tables-layout.js';
import { tablesHints, type TablesView } from './tables-view.js';
import { TooSmall } from './TooSmall.js';

export interface TablesFrameProps {
  readonly model: TablesPageModel;
  readonly view: TablesView;
  /** What its link says: the enlarged panel, those that are tables, and the day that charts point at. */
  readonly state: Pick<ViewState, 'panel' | 'tables' | 'd'>;
  /** Of the number under the cursor, where it was asked for. */
  readonly explanation: Explanation | null;
  readonly status: Status;
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
}

/** Tabs and header. */
const linesAbove = 2;

/** A page of panels, always exactly as wide as the terminal and one line less than it is high. */
export function TablesFrame({ model, view, state, explanation, status, size, language, theme }: TablesFrameProps) {
  const { tables } = state;
  const layout = tablesLayout(size, model.panels, view.focus, tables);
  if (layout.kind === 'too-small') return <TooSmall size={size} language={language} theme={theme} />;
  const width = size.columns;
  const isList = layout.kind === 'one';
  const body = layout.height - (isList ? 2 : fixedLines);
  const place = explanationPlace(size, isList);
  const whole = (text: Line, key?: number) => <TextLine key={key} line={text} width={width} theme={theme} />;
  const enlarged = state.panel !== null;
  const panelOf = (id: TableId) => model.panels.find((panel) => panel.id === id);
  const focused = panelOf(view.focus);
  const rows = isList || enlarged ? [{ height: body, panels: [{ id: focused?.id ?? model.panels[0]?.id ?? view.focus, width }] }] : layout.rows;
  const empty = body - rows.reduce((sum, { height }) => sum + height, 0);
  const form = formOf(view.focus, tables);
  const hints = tablesHints({ ...view, explain: explanation !== null }, {
    enlarged,
    pictured: focused?.isPictured === true,
    hasPoints: form === 'line' || form === 'columns' || form === 'stacked' || form === 'cumulative',
    hasDays: focused !== undefined && focused.days !== null,
    isRanking: rankingsOn(model.page).some((id) => id === view.focus),
    hasWindows: focused !== undefined && focused.windows !== null,
  });
  const hidden = layout.kind === 'grid' && !enlarged ? layout.hidden : { before: 0, after: 0 };
  return (
    <Box flexDirection="column" width={width} height={layout.height}>
      {isList ? null : <TabLine line={tabLine(model, model.page, width, language, theme)} width={width} theme={theme} />}
      {whole(headerLine(model, status, width, theme))}
      {isList && explanation !== null ? (
        <ExplanationPanel explanation={explanation} scroll={view.scroll} width={width} height={body} language={language} theme={theme} />
      ) : (
        <>
          {rows.map((row) => (
            <Box key={row.panels.map(({ id }) => id).join()}>
              {row.panels.map(({ id, width: own }) => {
                const panel = panelOf(id);
                return panel === undefined ? null : <PagePanel key={id} panel={panel} state={state} view={id === view.focus ? view : null} fromZero={view.fromZero} focused={id === view.focus && explanation === null} width={own} height={row.height} language={language} theme={theme} />;
              })}
            </Box>
          ))}
          {Array.from({ length: empty }, (_, row) => whole(emptyLine, row))}
        </>
      )}
      {isList || explanation === null ? null : (
        <Box position="absolute" marginTop={linesAbove} marginLeft={place.left}>
          <ExplanationPanel explanation={explanation} scroll={view.scroll} width={place.width} height={place.height} language={language} theme={theme} />
        </Box>
      )}
      {isList ? null : whole(dataLine(model.dataLine, hidden, width, theme))}
      {whole(hintLine(status, narrowedHints(model, hints), width, language, theme))}
      <MessageAbove status={status} width={width} height={layout.height} language={language} theme={theme} />
    </Box>
  );
}

/** What the numbers are complete to, and what is not on the screen. */
function dataLine(text: string, hidden: OffScreen, width: number, { glyphs }: Theme): Line {
  const more = offScreenText(hidden);
  const right = line(more === '' ? '' : `${more} `);
  const room = width - 2 - widthOfLine(right, glyphs);
  return spread(line(` ${joined(text.split(' · '), ` ${glyphs.separator} `, room, glyphs)}`), right, width, glyphs);
}

interface PagePanelProps {
  readonly panel: TablePanelModel;
  readonly state: TablesFrameProps['state'];
  /** Where somebody is in it; null where they are elsewhere. */
  readonly view: (Cursor & Pick<TablesView, 'fromZero'>) | null;
  readonly fromZero: boolean;
  readonly focused: boolean;
  readonly width: number;
  readonly height: number;
  readonly language: Language;
  readonly theme: Theme;
}

/** A panel as it is drawn where it is: its picture, or its table. */
function PagePanel({ panel, state, view, fromZero, focused, width, height, language, theme }: PagePanelProps) {
  const { content } = panel;
  const picture = formOf(panel.id, state.tables) === 'table' ? null : (content?.picture ?? null);
  const place = { id: panel.id, title: titleIn(panel, width, language), width, height, focused, theme };
  const mark = markOf(panel.freshness?.kind, theme.glyphs);
  if (content === null || picture === null || content.empty !== null || panel.purpose?.said === null) {
    const { note, lines } = pageTable(panel, view, width - 4, height - 2, language, theme, windowsText(panel.windows, language));
    return <Panel {...place} note={`${mark}${note}`} lines={lines} />;
  }
  const pointer = { at: pointIn(picture, state.d), zoom: !fromZero, row: view?.row ?? null };
  const lead = leadOf(panel.purpose, language);
  const lines = [...lead, ...pictureLines(picture, content, pointer, width - 4, height - 2 - lead.length, language, theme)];
  const edge = width - widthOfLine(line(place.title), theme.glyphs) - 9 - widthOfLine(line(mark), theme.glyphs);
  const note = joined([windowsText(panel.windows, language), axisNote(picture, pointer), content.window].filter((part) => part !== ''), ` ${theme.glyphs.separator} `, edge, theme.glyphs);
  return <Panel {...place} note={`${mark}${note}`} lines={lines} />;
}

/** What a panel is called in its edge: shorter, where the whole of it would be cut. */
const titleIn = ({ id, title }: TablePanelModel, width: number, language: Language): string => (widthOf(title) <= width - 5 ? title : (shortTitles[id]?.[language] ?? title));

/** "[1M] 3M 1Y", "[1M] 3M 1J": the lengths there are of the same, as the hint of their key calls them, and which one this is. */
function windowsText(windows: TablePanelModel['windows'], language: Language): string {
  const names = shortWords['spend.window'][language].split('/');
  return windows === null ? '' : windows.choices.map(({ value }, index) => (value === windows.own ? `[${names[index] ?? value}]` : (names[index] ?? value))).join(' ');
}

/** Which point of a picture a day lies in. */
export function pointIn(picture: Picture, day: Day | null): number | null {
  const at = day === null ? -1 : (pointsOf(picture)?.findIndex((point) => point.day <= day && day <= point.to) ?? -1);
  return at < 0 ? null : at;
}
