import type { TextProps } from 'ink';
import type { Environment } from './environment.js';
import { glyphsFor, type Glyphs } from './glyphs.js';

/** What a piece of text is, from which it follows how it looks. */
export type Tone = 'plain' | 'value' | 'hint' | 'accent' | 'good' | 'warn' | 'error' | 'cursor';

/** How a screen looks on this terminal. */
export interface Theme {
  readonly glyphs: Glyphs;
  readonly styles: Readonly<Record<Tone, TextProps>>;
}

export interface Look {
  readonly colour: boolean;
  readonly ascii: boolean;
}

/** Only the terminal's own 16 colours, and none that fails on its background; nothing is said by colour alone. */
export function themeFor(environment: Environment, look: Look): Theme {
  const glyphs = glyphsFor({ ...environment, unicode: environment.unicode && !look.ascii });
  const withoutColour = { plain: {}, value: { bold: true }, hint: { dimColor: true }, accent: { bold: true }, good: { bold: true }, warn: { bold: true }, error: { bold: true }, cursor: { inverse: true } };
  if (!look.colour || !environment.colour) return { glyphs, styles: { ...withoutColour, hint: {} } };
  const { background } = environment;
  return {
    glyphs,
    styles: {
      ...withoutColour,
      // Plain blue cannot be read on black, cyan and yellow cannot on white.
      ...(background === 'unknown' ? {} : { accent: { color: background === 'dark' ? 'cyan' : 'blue' } }),
      ...(background === 'unknown' ? {} : { good: { color: background === 'dark' ? 'green' : 'blue' } }),
      warn: { color: background === 'dark' ? 'yellow' : 'magenta' },
      error: { color: 'red' },
    },
  };
}
