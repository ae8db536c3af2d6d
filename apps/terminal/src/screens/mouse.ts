/** A cell of the screen, counted from its top left corner. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** What somebody did with a mouse, of what a screen answers to. */
export type MouseDone = { readonly kind: 'press'; readonly cell: Cell } | { readonly kind: 'wheel'; readonly down: boolean } | { readonly kind: 'other' };

/** Buttons and the wheel are told, in cells and in a form that has no largest one; moves are not. */
export const askMouse = ['\x1B[?1000h', '\x1B[?1006h'] as const;
/** The terminal has its mouse again; said also where it never was another's. */
export const leaveMouse = '\x1B[?1006l\x1B[?1000l';

/** Reads what a terminal sends of its mouse; null where it is something else. */
export function mouseIn(sequence: string): MouseDone | null {
  // oxlint-disable-next-line no-control-regex -- a terminal sends escape sequences.
  const found = /^\x1B\[<(\d+);(\d+);(\d+)([Mm])$/.exec(sequence);
  if (found === null) return null;
  const [, button, column, row, end] = found;
  // Also with Shift, Alt or Ctrl, which count 4, 8 and 16.
  const kind = Number(button) & ~0b1_1100;
  if (end === 'M' && kind === 0) return { kind: 'press', cell: { column: Number(column) - 1, row: Number(row) - 1 } };
  return end === 'M' && (kind === 64 || kind === 65) ? { kind: 'wheel', down: kind === 65 } : { kind: 'other' };
}
