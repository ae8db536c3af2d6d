/** The corners and edges of a box, light or heavy. */
interface Edges {
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly horizontal: string;
  readonly vertical: string;
}

/** The characters a screen is drawn with; each is one cell wide, but for what stands for what was cut off and for a key. */
export interface Glyphs {
  readonly light: Edges;
  /** The edges of the panel in focus, so that focus needs no colour. */
  readonly heavy: Edges;
  /** From lowest to highest, for columns: eight parts of a cell, or one whole. */
  readonly columnSteps: readonly string[];
  /** From narrowest to widest, for bars. */
  readonly barSteps: readonly string[];
  /** From lowest to highest, for sparklines. */
  readonly sparkSteps: readonly string[];
  readonly today: string;
  readonly axis: string;
  readonly axisZero: string;
  readonly axisLine: string;
  readonly reference: string;
  /** Where the data cursor stands, in cells that are empty. */
  readonly crosshair: string;
  /** What the parts of a whole are filled with, from the first. */
  readonly fills: readonly string[];
  readonly up: string;
  readonly down: string;
  readonly same: string;
  readonly live: string;
  readonly complete: string;
  readonly provisional: string;
  readonly open: string;
  readonly warning: string;
  readonly failed: string;
  readonly separator: string;
  readonly ellipsis: string;
  readonly cursor: string;
  /** Beside what is chosen of several. */
  readonly chosen: string;
  /** Whether keys with an arrow can be written as one; `v` would be taken for the letter. */
  readonly arrows: 'drawn' | 'named';
  readonly tab: string;
  /** Where somebody types. */
  readonly caret: string;
  /** Lines as dots of braille, eight a cell, or as one mark a cell. */
  readonly dots: 'braille' | 'marks';
  /** Rewrites a finished line for terminals that have nothing else. */
  readonly rewrite: (text: string) => string;
  /** What has been broken into lines, as it is put onto the screen. */
  readonly put: (text: string) => string;
}

const unicode: Glyphs = {
  light: { topLeft: '┌', topRight: '┐', bottomLeft: '└', bottomRight: '┘', horizontal: '─', vertical: '│' },
  heavy: { topLeft: '┏', topRight: '┓', bottomLeft: '┗', bottomRight: '┛', horizontal: '━', vertical: '┃' },
  columnSteps: [...'▁▂▃▄▅▆▇█'],
  barSteps: [...'▏▎▍▌▋▊▉█'],
  sparkSteps: [...'▁▂▃▄▅▆▇█'],
  today: '░',
  axis: '┤',
  axisZero: '┼',
  axisLine: '─',
  reference: '╌',
  crosshair: '╎',
  fills: [...'█▓▒░╳○·'],
  up: '▲',
  down: '▼',
  same: '=',
  live: '●',
  complete: '●',
  provisional: '◐',
  open: '○',
  warning: '!',
  failed: '✗',
  separator: '·',
  ellipsis: '…',
  cursor: '▸',
  chosen: '✓',
  arrows: 'drawn',
  tab: '↹',
  caret: '▏',
  dots: 'braille',
  rewrite: (text) => text,
  put: (text) => text,
};

const asciiLight = { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', horizontal: '-', vertical: '|' };

const ascii: Glyphs = {
  light: asciiLight,
  heavy: { ...asciiLight, horizontal: '=' },
  columnSteps: ['#'],
  barSteps: ['#'],
  sparkSteps: [...'_.-=*#'],
  today: ':',
  axis: '|',
  axisZero: '+',
  axisLine: '-',
  reference: '-',
  crosshair: '|',
  fills: [...'#%=-xo.'],
  up: '^',
  down: 'v',
  same: '=',
  live: '*',
  complete: 'o',
  provisional: '~',
  open: '.',
  warning: '!',
  failed: 'x',
  separator: '-',
  ellipsis: '...',
  cursor: '>',
  chosen: '*',
  arrows: 'named',
  tab: 'tab',
  caret: '_',
  dots: 'marks',
  rewrite: asciiFrom,
  put: (text) => text.replaceAll('\u00A0', ' '),
};

export interface Drawing {
  readonly unicode: boolean;
  readonly braille: boolean;
  readonly wideAmbiguous: boolean;
}

/** The characters for a terminal: blocks and boxes where it can draw them, ASCII everywhere else. */
export function glyphsFor(drawing: Drawing): Glyphs {
  if (!drawing.unicode) return ascii;
  return {
    ...unicode,
    ...(drawing.braille ? {} : { dots: 'marks' as const }),
    // Where these are two cells wide, a frame full of them would not line up.
    ...(drawing.wideAmbiguous ? { up: '^', down: 'v', live: '*', complete: '*', provisional: '~', open: 'o' } : {}),
  };
}

const replacements: Readonly<Record<string, string>> = {
  'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'Ä': 'Ae', 'Ö': 'Oe', 'Ü': 'Ue', 'ß': 'ss',
  '–': '-', '—': '-', '−': '-', '·': '-', '…': '...', '±': '', '÷': '/', '×': 'x', '°': '', '▲': '^', '▼': 'v', '↑': '^', '↓': 'v', '←': '<', '→': '>', '⇧': 'Shift+', '↵': 'Enter', '↹': 'Tab',
  '’': "'", '‘': "'", '“': '"', '”': '"', '„': '"', '€': 'EUR', '£': 'GBP', '¥': 'JPY',
};

/** Spaces at which nothing may be broken, such as between an amount and its currency. */
const noBreaks = /[\u00A0\u202F\u2009]/;

/** Spells a text in ASCII; spaces at which nothing may be broken stay such, for whoever breaks it into lines, and become plain when it is put onto the screen. */
function asciiFrom(text: string): string {
  return text.split(noBreaks).map(spelled).join('\u00A0');
}

/** German umlauts as two letters, other accents dropped, the rest as `?`. */
function spelled(text: string): string {
  // oxlint-disable-next-line no-control-regex -- what is left of the ASCII range is exactly the point.
  if (/^[\x00-\x7F]*$/.test(text)) return text;
  return [...text]
    .map((character) => replacements[character] ?? character)
    .join('')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^ -~]/g, '?');
}
