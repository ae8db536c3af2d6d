// The bit each of the 2 × 4 dots of a braille cell has, by row and column.
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** A grid of dots, 2 across and 4 down to each character cell. The origin is at the top left. */
export class DotCanvas {
  readonly #cells: Uint8Array;

  constructor(
    readonly columns: number,
    readonly rows: number,
  ) {
    this.#cells = new Uint8Array(columns * rows);
  }

  get width(): number {
    return this.columns * 2;
  }

  get height(): number {
    return this.rows * 4;
  }

  /** Sets a dot; one outside the grid is nowhere. */
  dot(x: number, y: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const cell = (y >> 2) * this.columns + (x >> 1);
    this.#cells[cell] = (this.#cells[cell] ?? 0) | (bits[y & 3]?.[x & 1] ?? 0);
  }

  /** A straight line; a dotted one leaves out two dots of four, counted across, so that it is dotted wherever it is drawn. */
  line(fromX: number, fromY: number, toX: number, toY: number, stroke: 'solid' | 'dotted' = 'solid'): void {
    const steps = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1);
    for (let step = 0; step <= steps; step++) {
      if (stroke === 'dotted' && Math.round(fromX + ((toX - fromX) * step) / steps) % 4 > 1) continue;
      this.dot(Math.round(fromX + ((toX - fromX) * step) / steps), Math.round(fromY + ((toY - fromY) * step) / steps));
    }
  }

  /** The rows as text: braille, or one mark for each cell with a dot in it. Cells without dots are spaces. */
  lines(dots: 'braille' | 'marks'): string[] {
    return Array.from({ length: this.rows }, (_, row) =>
      Array.from(this.#cells.subarray(row * this.columns, (row + 1) * this.columns), (cell) => {
        if (cell === 0) return ' ';
        return dots === 'braille' ? String.fromCodePoint(0x2800 + cell) : '*';
      }).join(''),
    );
  }
}
