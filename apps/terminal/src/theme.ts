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
  if (environment.contrast) return { glyphs, styles: strongest(background) };
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

/** The strongest that a background allows, for all there is; what wants attention stands out reversed. */
function strongest(background: Environment['background']): Theme['styles'] {
  const plain: TextProps = background === 'dark' ? { color: 'whiteBright' } : background === 'light' ? { color: 'black' } : {};
  const bold = { ...plain, bold: true };
  const reversed = { ...bold, inverse: true };
  return { plain, value: bold, hint: plain, accent: { ...bold, underline: true }, good: bold, warn: reversed, error: reversed, cursor: reversed };
}
