/**
 * Who is in any of some days in a row, as sets of bits. Where such windows move on over the days, as rolling ones do, each
 * day is put together about three times, however long they are: what the days before a turn have in common with all after
 * them up to it is kept for each of them, and of the days after it only what they come to.
 */
export class RollingUnion {
  /** From the first day on, who is in it or in any after it up to the turn. */
  #before: readonly Uint32Array[] = [];
  /** Who is in any day after the turn, up to the last. */
  readonly #after: Uint32Array;
  readonly #union: Uint32Array;
  #first = 0;
  #turn = -1;
  #last = -1;

  constructor(private readonly days: readonly Uint32Array[], words: number) {
    this.#after = new Uint32Array(words);
    this.#union = new Uint32Array(words);
  }

  /**
   * Who is in any of the days between two places, both included. Only until the next are.
   * @param nextFirst Where the window begins that is asked for next.
   */
  over(first: number, last: number, nextFirst: number): Uint32Array {
    this.#union.fill(0);
    const goesOn = first >= this.#first && first <= this.#turn && last >= this.#last;
    if (!goesOn && (nextFirst <= first || nextFirst > last)) {
      for (let place = first; place <= last; place += 1) join(this.#union, this.days[place]);
      return this.#union;
    }
    if (!goesOn) this.#turnAt(first, last);
    while (this.#last < last) join(this.#after, this.days[(this.#last += 1)]);
    join(this.#union, this.#before[first - this.#first]);
    join(this.#union, this.#after);
    return this.#union;
  }

  #turnAt(first: number, last: number): void {
    const unions: Uint32Array[] = [];
    let union = new Uint32Array(this.#union.length);
    for (let place = last; place >= first; place -= 1) {
      union = union.slice();
      join(union, this.days[place]);
      unions.push(union);
    }
    this.#before = unions.reverse();
    this.#after.fill(0);
    [this.#first, this.#turn, this.#last] = [first, last, last];
  }
}

function join(union: Uint32Array, more: Uint32Array | undefined): void {
  if (more !== undefined) for (let word = 0; word < more.length; word += 1) union[word] = (union[word] ?? 0) | (more[word] ?? 0);
}
