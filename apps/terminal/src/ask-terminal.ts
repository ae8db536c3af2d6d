import type { World } from './world.js';

/** What a terminal says of itself when it is asked; null where it said nothing in time. */
export interface TerminalAnswers {
  readonly background: 'dark' | 'light' | null;
  /** Cells that characters take: one that is ambiguous in East Asia, one of braille, one of two bytes in UTF-8. */
  readonly ambiguous: number | null;
  readonly braille: number | null;
  readonly umlaut: number | null;
}

const silent: TerminalAnswers = { background: null, ambiguous: null, braille: null, umlaut: null };

/** Later answers do not count: nobody should wait for what a terminal may never say. */
const answerMilliseconds = 100;

interface Asking {
  /** Also draws a few characters, and erases them, to see how wide they are. */
  readonly widths: boolean;
  /** How long to go on listening for answers that come too late, which a shell would take for typed words. */
  readonly lateMilliseconds: number;
}

const askBackground = '\x1B]11;?\x07';
const askPosition = '\x1B[6n';
/** Every terminal answers this one, and in order: after it nothing more comes. */
const askKind = '\x1B[c';
const eraseLine = '\r\x1B[K';
const measured = ['▲', '⠿', 'ä'] as const;

/** Asks a terminal; anything else is asked nothing, and nothing is written to it. */
export async function askTerminal({ stdin, stdout, variables }: World, { widths, lateMilliseconds }: Asking): Promise<TerminalAnswers> {
  if (stdout.isTTY !== true || stdin.isTTY !== true || stdin.setRawMode === undefined || variables['TERM'] === 'dumb') return silent;
  let counted = '';
  let heard = '';
  let isLate = false;
  let wake = (): void => undefined;
  const onReadable = (): void => {
    for (let chunk: unknown = stdin.read(); chunk !== null; chunk = stdin.read()) heard += String(chunk);
    if (!isLate) counted = heard;
    // oxlint-disable-next-line no-control-regex -- a terminal answers in escape sequences.
    if (/\x1B\[\?[\d;]*c/.test(heard)) wake();
  };
  stdin.setRawMode(true);
  stdin.ref?.();
  // TRICKY: read as Ink does afterwards. A stream that flowed and was paused would give a later reader nothing.
  stdin.on('readable', onReadable);
  try {
    const finished = new Promise<void>((resolve) => {
      wake = resolve;
      // What came in time is read first, also where the process had something else to do until now.
      setTimeout(() => setImmediate(() => { isLate = true; }), answerMilliseconds).unref();
      setTimeout(() => setImmediate(resolve), lateMilliseconds).unref();
    });
    const drawn = widths ? `${measured.map((character) => `\r${character}${askPosition}`).join('')}${eraseLine}` : '';
    stdout.write(askBackground + drawn + askKind);
    await finished;
  } finally {
    stdin.off('readable', onReadable);
    stdin.setRawMode(false);
    stdin.unref?.();
  }
  // Without its signal while keys are read one by one, Ctrl+C is a character.
  if (heard.includes('\x03')) process.kill(process.pid, 'SIGINT');
  return answersIn(counted);
}

/** Reads the answers in what a terminal sent. */
export function answersIn(text: string): TerminalAnswers {
  // oxlint-disable-next-line no-control-regex -- a terminal answers in escape sequences.
  const [, red = '', green = '', blue = ''] = /\x1B\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(text) ?? [];
  // oxlint-disable-next-line no-control-regex -- likewise.
  const columns = [...text.matchAll(/\x1B\[\d+;(\d+)R/g)].map(([, column]) => Number(column) - 1);
  const [ambiguous = null, braille = null, umlaut = null] = columns.length === measured.length ? columns : [];
  return { background: red === '' ? null : brightness(red, green, blue) < 0.5 ? 'dark' : 'light', ambiguous, braille, umlaut };
}

/** From 0 to 1, as eyes weigh the colours. */
function brightness(red: string, green: string, blue: string): number {
  const share = (digits: string): number => Number.parseInt(digits, 16) / (16 ** digits.length - 1);
  return 0.2126 * share(red) + 0.7152 * share(green) + 0.0722 * share(blue);
}
