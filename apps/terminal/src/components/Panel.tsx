import { Box } from 'ink';
import { cut, widthOf } from '../fit.js';
import { usePressable } from '../screens/use-pressable.js';
import { drawn, emptyLine, fitted, span, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { TextLine } from './TextLine.js';

interface PanelProps {
  /** What it is called by whoever presses it with a mouse; nothing where a press means nothing. */
  readonly id?: string;
  readonly title: string;
  /** In the top edge, at the right: what is said of the whole panel. */
  readonly note?: string;
  /** In the bottom edge, at the right: the keys of what lies over a page. */
  readonly foot?: string;
  readonly lines: readonly Line[];
  readonly width: number;
  /** With both edges. Lines that do not fit are left out, missing ones are empty. */
  readonly height: number;
  readonly focused: boolean;
  readonly theme: Theme;
}

/** A titled box of exactly its size; the one in focus has heavy edges. */
export function Panel({ id, title, note = '', foot = '', lines, width, height, focused, theme }: PanelProps) {
  const { glyphs } = theme;
  const edges = focused ? glyphs.heavy : glyphs.light;
  const inner = width - 4;
  const box = usePressable((pressed) => id !== undefined && pressed.panel(id));
  return (
    <Box ref={box} flexDirection="column" width={width} height={height} flexShrink={0}>
      <TextLine line={topEdge(title, note, width, focused, theme)} width={width} theme={theme} />
      {Array.from({ length: height - 2 }, (_, row) => (
        <TextLine
          key={row}
          line={[span(`${edges.vertical} `), ...fitted(lines[row] ?? emptyLine, inner, glyphs), span(` ${edges.vertical}`)]}
          width={width}
          theme={theme}
        />
      ))}
      <TextLine line={bottomEdge(foot, width, edges, theme)} width={width} theme={theme} />
    </Box>
  );
}

function bottomEdge(foot: string, width: number, edges: Theme['glyphs']['light'], { glyphs }: Theme): Line {
  const text = drawn(foot, glyphs);
  const shown = text !== '' && widthOf(text) + 5 <= width ? ` ${text} ${edges.horizontal}` : '';
  return [span(edges.bottomLeft + edges.horizontal.repeat(width - 2 - widthOf(shown)) + shown + edges.bottomRight)];
}

function topEdge(title: string, note: string, width: number, focused: boolean, { glyphs }: Theme): Line {
  const edges = focused ? glyphs.heavy : glyphs.light;
  const name = cut(drawn(title, glyphs), width - 5, glyphs.ellipsis);
  const remark = drawn(note.trim(), glyphs);
  const room = width - 5 - widthOf(name);
  // A note that does not fit whole says nothing.
  const shown = remark !== '' && widthOf(remark) + 4 <= room ? ` ${remark} ${edges.horizontal}` : '';
  return [
    span(`${edges.topLeft}${edges.horizontal} `),
    span(name, focused ? 'accent' : 'value'),
    span(` ${edges.horizontal.repeat(room - widthOf(shown))}${shown}${edges.topRight}`),
  ];
}
