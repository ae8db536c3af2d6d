import { setImmediate as turn } from 'node:timers/promises';
import { wireInstantOf, type Day, type Instant, type WireEvent } from '@pegel/domain';
import { demoEvents } from '@pegel/tools/demo';

/** Nobody leaves a demo running for longer. */
const aheadMilliseconds = 366 * 86_400_000;
const eventsATurn = 250;

/**
 * What happens in the demo, one event after the other, as far as somebody asks. It is the same whoever asks and whenever,
 * with the same ids, so that whatever is sent twice is known already.
 */
export class Happenings {
  readonly #events: Iterator<WireEvent>;
  #next: IteratorResult<WireEvent>;

  constructor(from: Day, now: Instant) {
    this.#events = demoEvents({ from, until: now + aheadMilliseconds });
    this.#next = this.#events.next();
  }

  /** Events not taken yet, up to an instant and with it. */
  *until(instant: Instant): Generator<WireEvent> {
    while (this.#next.done !== true && wireInstantOf(this.#next.value) <= instant) {
      const { value } = this.#next;
      this.#next = this.#events.next();
      yield value;
    }
  }

  /** Passes over what is known already. A year takes seconds, in which the server beside it must be able to answer. */
  async skip(instant: Instant, isStopping: () => boolean): Promise<void> {
    const known = this.until(instant);
    for (let passed = 1; known.next().done !== true; passed += 1) {
      if (passed % eventsATurn !== 0) continue;
      await turn();
      if (isStopping()) return;
    }
  }
}
