import { widthOf } from '../fit.js';

/** What Ink and ourselves wipe a screen with before a frame: lines one by one, or all of it, with what was scrolled off. */
// oxlint-disable-next-line no-control-regex -- these are what moves a terminal.
const wiping = /^(?:\x1B\[(?:2K|1A|G|1G|H|2J|3J))+/;
/** What is no frame: the cursor hidden or shown, the beginning and the end of what is drawn at once. */
// oxlint-disable-next-line no-control-regex -- as above.
const mode = /^(?:\x1B\[\?[0-9;]+[hl])+$/;

/** What is asked for until it is taken back, by its number; the beginning of a frame ends with the frame. */
// oxlint-disable-next-line no-control-regex -- as above.
const lastingMode = /\x1B\[\?(?!2026)([0-9]+)[hl]/g;

const wholeScreen = '\x1B[2J';

/**
 * A screen that is drawn frame by frame and sends its terminal the lines alone that differ from the frame before, each to
 * its own place: nothing is wiped that is drawn again, so nothing flickers, and no frame is taller than the terminal.
 *
 * TRICKY: Ink 6.8 has `incrementalRendering` for this, but then draws a frame that ends in a line break one line too low.
 */
export class ChangedLines {
  /** What is on the screen now, and what was drawn last. */
  #shown: readonly string[] = [];
  #last: readonly string[] = [];

  /** What to send a terminal of so many cells for what Ink would have written to it. */
  of(written: string, { columns, rows }: { readonly columns: number; readonly rows: number }): string {
    if (written === '' || mode.test(written)) return written;
    const wiped = wiping.exec(written)?.[0] ?? '';
    const isBlank = wiped.includes(wholeScreen);
    if (isBlank) this.#shown = [];
    // Whoever wipes a screen alone wants it drawn anew, and Ink draws no frame twice; what no longer fits waits for the next one.
    const last = isBlank && this.#last.length <= rows && this.#last.every((line) => widthOf(line) <= columns) ? this.#last : [];
    const drawn = linesOf(written.slice(wiped.length)).slice(0, rows);
    const lines = drawn.length > 0 ? drawn : last;
    const blank = isBlank ? wholeScreen : '';
    // Whoever only wipes lines is about to draw them.
    if (lines.length === 0) return blank;
    const before = this.#shown;
    this.#shown = lines;
    this.#last = lines;
    const changed = Array.from({ length: Math.max(lines.length, before.length) }, (_, row) => row).filter((row) => lines[row] !== before[row]);
    return blank + changed.map((row) => drawnAt(row, lines[row] ?? '', columns)).join('');
  }
}

const linesOf = (frame: string): readonly string[] => (frame === '' ? [] : frame.replace(/\n$/, '').split('\n'));

/** A whole line leaves nothing to wipe behind it, and the cursor on its last cell. */
const drawnAt = (row: number, line: string, columns: number): string => `\x1B[${row + 1};1H${line}${widthOf(line) < columns ? '\x1B[K' : ''}`;

/** A terminal as Ink writes to it, which is sent what changed. */
export interface SentChanges {
  readonly stdout: NodeJS.WriteStream;
  /** The terminal is another's for a while: nothing is sent. */
  hold(): void;
  /** It is ours again, and knows nothing of us: what it was asked for, and all that was drawn meanwhile. */
  drawAgain(): void;
}

export function sentChanges(terminal: NodeJS.WriteStream): SentChanges {
  const changed = new ChangedLines();
  const asked = new Map<string, string>();
  let isHeld = false;
  const sentOf = (written: string): string => changed.of(written, { columns: terminal.columns || Infinity, rows: terminal.rows || Infinity });
  const write = (written: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    if (typeof written === 'string' && mode.test(written)) for (const [one, name = ''] of written.matchAll(lastingMode)) asked.set(name, one);
    const sent = typeof written === 'string' ? sentOf(written) : written;
    return Reflect.apply(terminal.write, terminal, [isHeld ? '' : sent, ...rest]);
  };
  const stdout = new Proxy(terminal, {
    get(target, name) {
      if (name === 'write') return write;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    stdout,
    hold() {
      isHeld = true;
    },
    drawAgain() {
      isHeld = false;
      terminal.write([...asked.values()].join('') + sentOf(wholeScreen));
    },
  };
}
