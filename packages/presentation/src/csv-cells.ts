import { isDay, isSpecial } from '@pegel/domain';
import type { Dialect } from './csv-dialect.js';

// A = + - @ (also full-width) runs as a formula in a spreadsheet where it begins a cell, also behind what is trimmed away.
// Where lists are separated by another sign than the file's, a spreadsheet takes that sign and line breaks for the ends of
// cells, whatever is quoted, so what follows them is the beginning of one. A comma is such a sign only where it is not the file's.
const formulas = /(^|[;\t\r\n])([\s\p{Cc}\p{Cf}"'`]*)(?=[=+\-@＝＋－＠])/gu;
const formulasBehindCommas = /(^|[,;\t\r\n])([\s\p{Cc}\p{Cf}"'`]*)(?=[=+\-@＝＋－＠])/gu;
const startsLine = /^[\t\r\n]/;

function harmless(text: string, dialect: Dialect): string {
  const guarded = text.replace(dialect === 'standard' ? formulas : formulasBehindCommas, "$1$2'");
  return startsLine.test(guarded) ? `'${guarded}` : guarded;
}

const dayIn = (text: string): string => (isDay(text) ? text.split('-').reverse().join('.') : text);

type Write = (text: string, dialect: Dialect) => string;

/** What a cell holds, and how each dialect writes it. */
export const cellKinds = {
  /** A text from outside: an apostrophe keeps a spreadsheet from running it. */
  text: harmless,
  /** A key. Pegel's own begin with @ and stay as they are, so that a program finds the same key in every format. */
  key: (text, dialect) => (isSpecial(text) ? text : harmless(text, dialect)),
  /** A number, exact. It needs no guard and gets none, or it would be a text. */
  number: (text, dialect) => (dialect === 'standard' ? text : text.replace('.', ',')),
  /** A day, or two of them with a stroke between. Instants stay as they are: a spreadsheet would cut them short. */
  days: (text, dialect) => (dialect === 'standard' ? text : text.split('/').map(dayIn).join('/')),
  flag: (text, dialect) => (dialect === 'standard' ? text : text === 'true' ? 'WAHR' : 'FALSCH'),
  /** A word or a number of Pegel's own that is no quantity: an id, a code, an instant. */
  word: (text) => text,
} as const satisfies Record<string, Write>;

export type CellKind = keyof typeof cellKinds;
