import { wireInstantOf, type WireEvent } from '@pegel/domain';
import { personDay } from './activity.js';
import { demoOf, type DemoOptions } from './organisation.js';
import { makeProjectShelf } from './projects.js';
import { rosterDays } from './roster.js';
import { serviceDay } from './services.js';

/** Everything that happened in the demo organisation, in time order. A later `until` adds events and changes none. */
export function* demoEvents(options: DemoOptions): Generator<WireEvent> {
  const demo = demoOf(options);
  const shelf = makeProjectShelf();
  for (const { day, seated } of rosterDays(demo)) {
    const events = [...seated.flatMap(({ person, post }) => personDay(demo, person, post, day, shelf)), ...serviceDay(demo, day)];
    // Ids begin with the time, so their order is that of time, with ties broken.
    events.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const event of events) {
      if (day === demo.today && isAfter(event, demo.until)) break;
      yield event;
    }
  }
}

const isAfter = (event: WireEvent, until: number): boolean => wireInstantOf(event) > until;
