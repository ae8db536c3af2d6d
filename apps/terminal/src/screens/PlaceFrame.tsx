import { Box } from 'ink';
import type { Language } from '@pegel/domain';
import { actionWords, type Action, type OrganisationView } from '@pegel/presentation';
import { MessageAbove } from '../components/MessageAbove.js';
import { Panel } from '../components/Panel.js';
import { TabLine } from '../components/TabLine.js';
import { TextLine } from '../components/TextLine.js';
import { emptyLine, line, spread, widthOfLine, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { hintLine, offScreenText, placeTabLine, shownName, type Status } from './frame-lines.js';
import { smallest, type Size } from './layout.js';
import type { PlaceId } from './places.js';
import { TooSmall } from './TooSmall.js';

/** A panel of a page that is not of numbers. */
export interface PlacePanel {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly foot?: string;
  /** In so many cells. */
  lines(width: number): readonly Line[];
  /** Which of them is always in sight while the panel is gone through by what is in it. */
  at?(width: number): number;
}

interface PlaceFrameProps {
  readonly place: PlaceId;
  readonly organisation: Pick<OrganisationView, 'name' | 'demo'>;
  /** At the right end of the head line. */
  readonly note: string;
  readonly panels: readonly PlacePanel[];
  readonly focus: string;
  /** The first line of the panel in focus that is on the screen, where not all are. */
  readonly scroll: number;
  readonly status: Status;
  readonly actions: readonly Action[];
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
}

/** Of a panel less high than this nothing can be read. */
const leastHeight = 4;

/** A page that is not of numbers: its panels below each other, the one in focus always among them. */
export function PlaceFrame({ place, organisation, note, panels, focus, scroll, status, actions, size, language, theme }: PlaceFrameProps) {
  if (size.columns < smallest.columns || size.rows < smallest.rows) return <TooSmall size={size} language={language} theme={theme} />;
  const width = size.columns;
  const height = size.rows - 1;
  const hasTabs = width >= 80;
  const body = height - (hasTabs ? 3 : 2);
  const drawn = panels.map((panel) => ({ panel, lines: panel.lines(width - 4) }));
  const placed = stacked(drawn.map(({ panel, lines }) => ({ id: panel.id, natural: lines.length + 2 })), focus, body);
  const used = placed.reduce((sum, one) => sum + one.height, 0);
  const left = line(` ${shownName(organisation.name, organisation.demo)} ${theme.glyphs.separator} ${actionWords[`page.${place}`][language]}`);
  const more = offScreenText({ before: panels.findIndex(({ id }) => id === placed[0]?.id), after: panels.length - 1 - panels.findIndex(({ id }) => id === placed.at(-1)?.id) });
  // That there is more is said also where there is no room for who looks.
  const right = [[note, more], [more]].map((parts) => line(`${parts.filter((part) => part !== '').join('  ')} `)).find((one) => widthOfLine([...left, ...one], theme.glyphs) < width) ?? [];
  const whole = (text: Line, key?: number) => <TextLine key={key} line={text} width={width} theme={theme} />;
  return (
    <Box flexDirection="column" width={width} height={height}>
      {hasTabs ? <TabLine line={placeTabLine(place, organisation.demo, width, language, theme)} width={width} theme={theme} /> : null}
      {whole(spread(left, right, width, theme.glyphs))}
      {placed.map(({ id, height: own }) => {
        const found = drawn.find(({ panel }) => panel.id === id);
        if (found === undefined) return null;
        const room = own - 2;
        const at = found.panel.at?.(width - 4);
        const first = id === focus ? Math.max(0, Math.min(at === undefined ? scroll : at - room + 1, found.lines.length - room)) : 0;
        const { title, note: edge = '', foot = '' } = found.panel;
        const shown = found.lines.length > room ? `${first + 1}–${Math.min(found.lines.length, first + room)} / ${found.lines.length}` : edge;
        return <Panel key={id} id={id} title={title} note={shown} foot={id === focus ? foot : ''} lines={found.lines.slice(first, first + room)} width={width} height={own} focused={id === focus} theme={theme} />;
      })}
      {Array.from({ length: body - used }, (_, row) => whole(emptyLine, row))}
      {whole(hintLine(status, { explain: false, isOpen: false, points: false, actions }, width, language, theme))}
      <MessageAbove status={status} width={width} height={height} language={language} theme={theme} />
    </Box>
  );
}

/** The panel in focus whole as far as it fits, and what there is room for before and after it. */
function stacked(panels: readonly { readonly id: string; readonly natural: number }[], focus: string, body: number): readonly { readonly id: string; readonly height: number }[] {
  const at = Math.max(0, panels.findIndex(({ id }) => id === focus));
  const heights = new Map<number, number>();
  let left = body;
  const give = (index: number) => {
    const panel = panels[index];
    const own = panel === undefined ? 0 : Math.min(panel.natural, left);
    if (panel === undefined || own < Math.min(leastHeight, panel.natural)) return false;
    heights.set(index, own);
    left -= own;
    return true;
  };
  give(at);
  // Whoever reads from the top sees what is before first, as far as it is whole.
  for (let index = at - 1; index >= 0 && (panels[index]?.natural ?? 0) <= left; index -= 1) if (!give(index)) break;
  for (let index = at + 1; index < panels.length; index += 1) if (!give(index)) break;
  return panels.flatMap(({ id }, index) => (heights.has(index) ? [{ id, height: heights.get(index) ?? 0 }] : []));
}
