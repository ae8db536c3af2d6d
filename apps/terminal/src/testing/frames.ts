import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { languages, type Language } from '@pegel/domain';
import { actionWords } from '@pegel/presentation';
import { readEnvironment } from '../environment.js';
import type { Size } from '../screens/layout.js';
import { themeFor, type Theme } from '../theme.js';

/** What frames of tests say of themselves. */
export const status = { freshness: 'Live · 12 sec ago', kind: 'live', message: '', singleKeys: true } as const;

/** The smallest terminal there is a frame for, the usual one and a large one. */
export const frameSizes: readonly Size[] = [{ columns: 40, rows: 12 }, { columns: 80, rows: 24 }, { columns: 120, rows: 40 }];

/** How a frame can be drawn beside its size. */
export interface Look {
  readonly language: Language;
  readonly ascii: boolean;
  readonly colour: boolean;
}

/** Every language in all characters and in ASCII, each with colours and without. */
export const looks: readonly Look[] = languages.flatMap((language) => [false, true].flatMap((ascii) => [true, false].map((colour) => ({ language, ascii, colour }))));

const environment = readEnvironment({ LANG: 'en_GB.UTF-8', TERM: 'xterm-256color', COLORFGBG: '15;0' });
export const themeOf = ({ ascii = false, colour = false }: Partial<Look>): Theme => themeFor(environment, { colour, ascii });

/** What would scroll, wrap, leave something of the frame before it on the screen, not be drawn, or hide how to get help. */
export function flawsOf(frame: string, { columns, rows }: Size, { language = 'en', ascii = false }: Partial<Look> = {}): string[] {
  const lines = stripVTControlCharacters(frame).split('\n');
  return [
    ...(lines.length === rows - 1 ? [] : [`${lines.length} lines`]),
    ...lines.filter((line) => stringWidth(line) > columns),
    ...(lines.at(-1)?.trimEnd().endsWith(`? ${actionWords.help[language]}`) === true ? [] : ['no help']),
    ...(ascii ? lines.filter((line) => !/^[ -~]*$/.test(line)) : []),
  ];
}
