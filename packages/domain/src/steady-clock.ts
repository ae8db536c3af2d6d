import type { Instant } from './calendar.js';

/** A clock that never goes back, made of one that may: it goes on by whatever the other goes on, and stands still while that is set back. */
export interface SteadyClock {
  /** What the other clock said last. */
  readonly seen: Instant;
  /** By how much it was set back altogether; so far this one is ahead of it. */
  readonly ahead: number;
}

export const clockFrom = (seen: Instant): SteadyClock => ({ seen, ahead: 0 });

/** The clock once the other one says that. */
export const ticked = ({ seen, ahead }: SteadyClock, says: Instant): SteadyClock => ({ seen: says, ahead: ahead + Math.max(0, seen - says) });

export const steadyNow = ({ seen, ahead }: SteadyClock): Instant => seen + ahead;
