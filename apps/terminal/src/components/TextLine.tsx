import { Text } from 'ink';
import { fitted, type Line } from '../spans.js';
import type { Theme } from '../theme.js';

interface TextLineProps {
  readonly line: Line;
  readonly width: number;
  readonly theme: Theme;
}

/** One line in exactly its width. */
export function TextLine({ line, width, theme }: TextLineProps) {
  return (
    <Text wrap="truncate">
      {fitted(line, width, theme.glyphs).map(({ text, tone }, index) => (
        <Text key={index} {...theme.styles[tone]}>
          {text}
        </Text>
      ))}
    </Text>
  );
}
