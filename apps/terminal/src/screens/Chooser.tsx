import { Box } from 'ink';
import type { ReactNode } from 'react';
import { Panel } from '../components/Panel.js';
import { wrap } from '../fit.js';
import { fitted, line, span, spread, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import type { Size } from './layout.js';

/** What can be chosen: what it is, and what stands at its right end. */
export interface Choice {
  readonly id: string;
  readonly text: string;
  readonly aside: string;
}

interface ChooserProps {
  readonly title: string;
  readonly foot: string;
  /** What somebody has typed; null where nothing is typed. */
  readonly typed: string | null;
  /** What stands where nothing is typed yet. */
  readonly prompt: string;
  readonly choices: readonly Choice[];
  readonly at: number;
  /** What stands below the choices. */
  readonly notes?: readonly string[];
  readonly size: Size;
  readonly theme: Theme;
}

const widest = 72;
const widthIn = ({ columns }: Size): number => Math.min(columns, widest);
/** How many cells a row has, its cursor with it. */
export const chooserRoom = (size: Size): number => widthIn(size) - 4;
/** How many choices are in sight in the smallest terminal. */
const leastChoices = 4;

/** A list over the page, of which one is chosen; the chosen row is always in sight. */
export function Chooser({ title, foot, typed, prompt, choices, at, notes = [], size, theme }: ChooserProps) {
  const { glyphs } = theme;
  const width = widthIn(size);
  const inner = chooserRoom(size);
  const head: Line[] = typed === null ? [] : [[span('> ', 'accent'), typed === '' ? span(prompt, 'hint') : span(typed, 'value')], line(glyphs.light.horizontal.repeat(inner))];
  const room = size.rows - 1 - linesAround - 2 - head.length;
  // Where there is little room, notes give way to choices, the first ones first: the last says what else can be done.
  const all = notes.flatMap((note) => (note === '' ? [''] : wrap(note, inner)));
  const said = all.slice(Math.max(0, all.length - (room - Math.min(choices.length, leastChoices))));
  const most = Math.max(1, room - said.length);
  const first = Math.max(0, Math.min(at - Math.floor(most / 2), choices.length - most));
  const rows = choices.slice(first, first + most).map(({ text, aside }, index): Line => {
    const isAt = first + index === at;
    const row = spread(line(`${isAt ? glyphs.cursor : ' '} ${text}`), line(aside), inner, glyphs);
    return isAt ? fitted(row, inner, glyphs).map((part) => span(part.text, 'cursor')) : row;
  });
  const lines = [...head, ...rows, ...said.map((note) => line(note))];
  const note = choices.length > rows.length ? `${first + 1}–${first + rows.length} / ${choices.length}` : '';
  return (
    <Over width={width} size={size}>
      <Panel title={title} note={note} foot={foot} lines={lines} width={width} height={Math.max(3, lines.length + 2)} focused theme={theme} />
    </Over>
  );
}

/** Header and hints of the smallest pages. */
const linesAround = 3;

/** Something over the middle of the page. */
export const Over = ({ width, size, children }: { readonly width: number; readonly size: Size; readonly children: ReactNode }) => (
  <Box position="absolute" marginTop={size.rows < 20 ? 1 : 2} marginLeft={Math.max(0, Math.floor((size.columns - width) / 2))}>
    {children}
  </Box>
);
