import { Box } from 'ink';
import type { Language } from '@pegel/domain';
import { messageLines, type Status } from '../screens/frame-lines.js';
import type { Theme } from '../theme.js';
import { TextLine } from './TextLine.js';

interface MessageAboveProps {
  readonly status: Status;
  readonly width: number;
  /** Of the page. */
  readonly height: number;
  readonly language: Language;
  readonly theme: Theme;
}

/** What of a message has no room beside help, over the last lines of the page. */
export function MessageAbove({ status, width, height, language, theme }: MessageAboveProps) {
  const lines = messageLines(status, width, language, theme).slice(0, -1);
  if (lines.length === 0) return null;
  return (
    <Box position="absolute" flexDirection="column" marginTop={height - 1 - lines.length}>
      {lines.map((line, row) => (
        <TextLine key={row} line={line} width={width} theme={theme} />
      ))}
    </Box>
  );
}
