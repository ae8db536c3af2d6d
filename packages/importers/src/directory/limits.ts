/**
 * What a list of people may hold. It is held in memory, with room for more than twice the largest organisation there is in
 * mind and ten groups for each of its people; of one person's groups a server takes as many. Servers make pages of a hundred
 * or a thousand.
 */
export const directoryLimits = { rows: 500_000, memberships: 5_000_000, groups: 1_000, pageBytes: 32 * 1024 * 1024, pageDepth: 64, pageValues: 2_000_000 } as const;

/** A list holds more than can be one of people. */
export class ListTooLarge extends Error {
  override readonly name = 'ListTooLarge';
}

/** Counts what is held of a list, and throws before it is too much. */
export class Bounds {
  #rows = 0;
  #memberships = 0;

  add(memberships: number): void {
    this.#rows += 1;
    this.#memberships += memberships;
    if (this.#rows > directoryLimits.rows || this.#memberships > directoryLimits.memberships) throw new ListTooLarge();
  }
}
