/** Some rows of a run, in the order in which they lie. */
export interface Rows {
  length: number;
  /** `null`: all rows. */
  at: Int32Array | null;
}

const nothing = new Int32Array();
const least = 1_024;

/** Room for numbers of rows, which grows with what it is asked to hold. */
export class Room {
  numbers = nothing;

  for(length: number): Int32Array {
    if (length <= this.numbers.length) return this.numbers;
    const longer = new Int32Array(Math.max(least, length * 2));
    longer.set(this.numbers);
    this.numbers = longer;
    return longer;
  }
}
