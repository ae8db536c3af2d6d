import { Box } from 'ink';
import type { Language } from '@pegel/domain';
import { TextLine } from '../components/TextLine.js';
import { wrap } from '../fit.js';
import { line } from '../spans.js';
import type { Theme } from '../theme.js';
import { sentences } from '../words.js';
import { smallest, type Size } from './layout.js';

interface TooSmallProps {
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
}

/** What to do about a terminal in which nothing could be read. */
export function TooSmall({ size, language, theme }: TooSmallProps) {
  const lines = sentences[language].tooSmall(size, smallest).flatMap((sentence) => wrap(sentence, size.columns));
  return (
    <Box flexDirection="column">
      {lines.slice(0, Math.max(1, size.rows - 1)).map((text) => (
        <TextLine key={text} line={line(text)} width={size.columns} theme={theme} />
      ))}
    </Box>
  );
}
