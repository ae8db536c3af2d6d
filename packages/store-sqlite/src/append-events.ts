import {
  instantOf, isSpend,
  type Delivery, type ItemError, type Organisation, type Outcome, type QuarantineCode, type Receipt, type Source, type UsageEvent,
} from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { canonicalText } from './content.js';
import { recordDelivery } from './deliveries.js';
import { eventRowsIn, type EventPlace, type Standing } from './event-rows.js';
import type { Ledgers } from './ledger.js';
import { sightingsIn } from './sightings.js';

type EventDelivery = Extract<Delivery, { kind: 'events' }>;

const dayMilliseconds = 86_400_000;

/** How events are taken in. Whoever calls it holds a transaction around the whole delivery. */
export function eventAppender(database: Database, ledgers: Ledgers): (organisation: Organisation, delivery: EventDelivery) => Receipt {
  const rows = eventRowsIn(database);
  const sightings = sightingsIn(database);
  const record = recordDelivery(database);
  const setAside = database.prepare<[number, number, string, number, QuarantineCode, string, Buffer, number]>(
    `INSERT INTO quarantine (organisation, source, event_id, revision, code, content, content_hash, received_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const describeSource = database.prepare<[Source['kind'], string | null, number]>('UPDATE sources SET kind = ?, feeds = ? WHERE id = ?');
  const hearFrom = database.prepare<[number, number]>('UPDATE sources SET last_delivery_at = max(coalesce(last_delivery_at, 0), ?) WHERE id = ? AND kind IS NOT NULL');
  const cover = database.prepare<[number, string, number, number]>(
    `INSERT INTO runs (source, name, first_at, last_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (source, name) DO UPDATE SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`,
  );

  return (organisation, delivery) => {
    const ledger = ledgers.openedFor(organisation);
    const source = { id: ledgers.sourceNamed(ledger, delivery.source.name), name: delivery.source.name };
    const place: EventPlace = { organisation: ledger.id, source: source.id };
    const people = sightings(organisation, ledger, source);
    const counts: Record<Outcome, number> = { stored: 0, duplicate: 0, superseded: 0, quarantined: 0 };
    const errors: ItemError[] = [];
    const span = { from: Infinity, to: -Infinity };

    for (const { index, event } of delivery.items) {
      const { standing, hash } = rows.standingOf(place, event);
      const refusal = refusalOf(organisation, delivery, event, standing);
      if (refusal !== null) {
        setAside.run(place.organisation, place.source, event.id, event.revision, refusal.code, canonicalText(event), hash, delivery.receivedAt);
        counts.quarantined += 1;
        errors.push({ index, id: event.id, ...refusal });
        continue;
      }
      const reference = event.person.kind === 'person' ? people.see(event.person, instantOf(event)) : null;
      counts[rows.keep(place, event, standing, hash, reference)] += 1;
      // Retracted and repeated events count in no number, but say as well as others which days their source speaks of.
      span.from = Math.min(span.from, instantOf(event));
      span.to = Math.max(span.to, lastInstantOf(event));
    }

    if (span.from <= span.to) {
      describeSource.run(delivery.source.kind, delivery.source.feeds === null ? null : JSON.stringify(delivery.source.feeds), source.id);
      cover.run(source.id, delivery.source.run, span.from, span.to);
    }
    hearFrom.run(delivery.receivedAt, source.id);
    people.finish();
    record({ ...place, kind: 'events', run: delivery.source.run, receivedAt: delivery.receivedAt, received: delivery.items.length + delivery.rejected, ...counts, rejected: delivery.rejected });
    return { counts, errors };
  };
}

/** The last instant an event says something about; a line's end is not included in it. */
const lastInstantOf = (event: UsageEvent): number => (isSpend(event) && event.to > event.from ? event.to - 1 : instantOf(event));

/** Why an event is set aside, for whoever sent it. */
interface Refusal {
  readonly code: QuarantineCode;
  readonly message: string;
}

function refusalOf(organisation: Organisation, { receivedAt }: EventDelivery, event: UsageEvent, standing: Standing): Refusal | null {
  if (instantOf(event) > receivedAt + dayMilliseconds) {
    return { code: 'future', message: `${new Date(instantOf(event)).toISOString()} is more than 24 hours ahead of ${new Date(receivedAt).toISOString()}, when it arrived.` };
  }
  if (isSpend(event) && event.currency !== organisation.currency) {
    return { code: 'foreign-currency', message: `The organisation accounts in ${organisation.currency}; this line is in ${event.currency}.` };
  }
  if (standing === 'conflict') {
    return { code: 'conflict', message: `"${event.id}" is already stored with revision ${event.revision} and other content; send a higher revision to change it.` };
  }
  return null;
}
