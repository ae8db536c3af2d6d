import type { Instant, WireEvent, WireReference } from '@pegel/domain';

type WithoutOrigin<Event> = Event extends WireEvent ? Omit<Event, 'id' | 'person' | 'at' | 'from' | 'to'> : never;

/** What happened, before it is known when and to whom. */
type Happening = WithoutOrigin<WireEvent>;

/** Collects what one person or service does on a day. */
export interface Journal {
  readonly events: readonly WireEvent[];
  add(at: Instant, happening: Happening): void;
}

/** An event's id begins with its time and ends with a number within the journal, so ids are unique and sort by time. */
export function makeJournal(key: string, person: WireReference): Journal {
  const events: WireEvent[] = [];
  return {
    events,
    add(at, happening) {
      const time = `${new Date(at).toISOString().slice(0, 19)}Z`;
      const id = `${time.replace(/[-:]/g, '')}-${key}-${events.length + 1}`;
      // The compiler cannot see that a union without some fields is the union again once they are back.
      events.push({ id, at: time, person, ...happening } as WireEvent);
    },
  };
}
