import { Box } from 'ink';
import { tabAt } from '../screens/frame-lines.js';
import { usePressable } from '../screens/use-pressable.js';
import type { Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { TextLine } from './TextLine.js';

/** The names of the pages; a press of one leads there. */
export function TabLine({ line, width, theme }: { readonly line: Line; readonly width: number; readonly theme: Theme }) {
  const box = usePressable((pressed, { column }) => {
    const page = tabAt(line, column);
    if (page !== null) pressed.act(`page.${page}`);
  });
  return <Box ref={box} width={width} height={1}><TextLine line={line} width={width} theme={theme} /></Box>;
}
