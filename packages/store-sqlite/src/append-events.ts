import {
  asideFor, currencyOf, everythingUpTo, instantOf, isForeign, spokenOf, touchedTogether,
  type Aside, type Delivery, type ItemError, type Organisation, type Outcome, type Receipt, type Touched, type UsageEvent,
} from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { deliveriesIn } from './deliveries.js';
import type { Erased } from './erased.js';
import { eventRowsIn, type EventPlace, type Standing } from './event-rows.js';
import type { Ledgers } from './ledger.js';
import { settingAsideIn } from './set-aside.js';
import { sightingsIn } from './sightings.js';
import { sourceRowsIn, Span } from './source-rows.js';
import type { Words } from './words.js';

type EventDelivery = Extract<Delivery, { kind: 'events' }>;

const dayMilliseconds = 86_400_000;
/** Of so many events it is found out together what is known, */
const eventsAtOnce = 500;
/** and so many are written in a millisecond. */
const eventsAStep = 20;

/** How events are taken in, in steps. Whoever takes them holds a transaction around the whole delivery. */
export function eventAppender(database: Database, ledgers: Ledgers, words: Words, erased: Erased): (organisation: Organisation, delivery: EventDelivery) => Generator<void, Receipt> {
  const rows = eventRowsIn(database);
  const sightings = sightingsIn(database, words, erased);
  const deliveries = deliveriesIn(database);
  const quarantine = settingAsideIn(database);
  const sourceRows = sourceRowsIn(database);

  return function* (organisation, arriving) {
    const ledger = ledgers.openedFor(organisation);
    const source = { id: ledgers.sourceNamed(ledger, arriving.source.name), name: arriving.source.name };
    const delivery = yield* erased.deliveryAsKept({ ...ledger, slug: organisation.slug }, arriving);
    const place: EventPlace = { organisation: ledger.id, source: source.id };
    const { receivedAt, rejected, droppedFields } = delivery;
    const about = { kind: 'events', run: delivery.source.run, receivedAt } as const;
    const number = deliveries.begin(place, about);
    const people = sightings(organisation, ledger, source);
    const counts: Record<Outcome, number> = { stored: 0, duplicate: 0, superseded: 0, quarantined: 0 };
    const kept = new Map<UsageEvent['type'], number>();
    const errors: ItemError[] = [];
    const span = new Span();
    let touched: Touched | null = null;
    const hasDecisions = quarantine.hasDecisions(place);
    let absent = new Set<string>();

    for (const [at, { index, event }] of delivery.items.entries()) {
      if (at % eventsAtOnce === 0) {
        const some = delivery.items.slice(at, at + eventsAtOnce);
        absent = rows.absentOf(place, some.map((item) => item.event.id));
        people.expect(some.flatMap(({ event: { person } }) => (person.kind === 'person' ? [person] : [])));
      }
      if (at % eventsAStep === 0) yield;
      const { standing, hash, before } = rows.standingOf(place, event, absent);
      if (hasDecisions && standing !== 'known' && quarantine.isSettled(place, event, hash)) {
        counts.duplicate += 1;
        continue;
      }
      const refusal = refusalOf(organisation, delivery, event, standing);
      if (refusal !== null) {
        quarantine.setAside({ place, event, hash, reference: null, delivery: number }, refusal.code, delivery.source, receivedAt);
        counts.quarantined += 1;
        errors.push({ index, id: event.id, ...refusal });
        continue;
      }
      const reference = event.person.kind === 'person' ? people.see(event.person, instantOf(event)) : null;
      counts[rows.keep({ place, event, hash, reference, delivery: number }, standing)] += 1;
      absent.delete(event.id);
      if (standing !== 'known') {
        kept.set(event.type, (kept.get(event.type) ?? 0) + 1);
        touched = touchedTogether(touched, touchedTogether(before, spokenOf(event)));
      }
      // Retracted and repeated events count in no number, but say as well as others which days their source speaks of.
      span.take(event);
    }

    if (sourceRows.saysMore(source.id, delivery.source, span)) touched = everythingUpTo(receivedAt);
    if (!span.isEmpty) sourceRows.describe(source.id, delivery.source);
    sourceRows.cover(source.id, delivery.source.run, span);
    sourceRows.count(source.id, kept);
    sourceRows.hearFrom(source.id, receivedAt);
    if (yield* people.finish()) touched = everythingUpTo(receivedAt);
    deliveries.finish(number, { ...place, ...about, received: delivery.items.length + rejected, ...counts, rejected, droppedFields });
    return { counts, errors, touched };
  };
}

function refusalOf(organisation: Organisation, { receivedAt }: EventDelivery, event: UsageEvent, standing: Standing): Aside | null {
  // What is stored was accepted once, or released; a repeat changes nothing, whatever the clock or the currency says today.
  if (standing === 'known') return null;
  if (instantOf(event) > receivedAt + dayMilliseconds) {
    return asideFor({ name: 'item-future', about: { at: new Date(instantOf(event)).toISOString(), received: new Date(receivedAt).toISOString() } });
  }
  if (isForeign(organisation, event)) {
    return asideFor({ name: 'item-currency', about: { currency: organisation.currency, given: String(currencyOf(event)) } });
  }
  if (standing === 'conflict') {
    return asideFor({ name: 'item-conflict', about: { id: event.id, revision: String(event.revision) } });
  }
  return null;
}
