import {
  handleOf, instantOf, isSpend, linkIdentities,
  type Delivery, type DirectorySnapshot, type Identities, type Instant, type ItemError, type Organisation, type Outcome, type PersonReference,
  type Receipt, type Sighting, type Source, type SourcedSnapshot, type UsageEvent,
} from '@pegel/domain';

/** An event and every other revision of it that was accepted. */
interface Kept {
  readonly source: string;
  readonly revisions: Map<number, UsageEvent>;
}

/** One source once used a name for a person. */
export interface NameSighting {
  readonly source: string;
  readonly person: PersonReference;
  readonly at: Instant;
}

/** What a source has delivered so far. */
export interface SourceRecord {
  source: Source;
  /** First and last instant of each run, both included. */
  readonly runs: Map<string, { from: Instant; to: Instant }>;
  lastDeliveryAt: Instant;
}

const dayMilliseconds = 86_400_000;

/** Everything one organisation has delivered, kept as it came. */
export class Ledger {
  private readonly kept = new Map<string, Kept>();
  private readonly snapshots = new Map<string, SourcedSnapshot>();
  readonly sources = new Map<string, SourceRecord>();
  readonly sightings: Sighting[] = [];
  readonly names: NameSighting[] = [];

  append(organisation: Organisation, delivery: Delivery): Receipt {
    return delivery.kind === 'events' ? this.appendEvents(organisation, delivery) : this.appendDirectory(delivery);
  }

  /** The newest revision of every event that is not retracted, with its source. */
  facts(): { readonly source: string; readonly event: UsageEvent }[] {
    return [...this.kept.values()].flatMap(({ source, revisions }) => {
      const event = revisions.get(Math.max(...revisions.keys()));
      return event === undefined || event.retracted ? [] : [{ source, event }];
    });
  }

  directory(): readonly SourcedSnapshot[] {
    return [...this.snapshots.values()];
  }

  identities(): Identities {
    return linkIdentities(this.sightings);
  }

  private appendEvents(organisation: Organisation, delivery: Extract<Delivery, { kind: 'events' }>): Receipt {
    const counts: Record<Outcome, number> = { stored: 0, duplicate: 0, superseded: 0, quarantined: 0 };
    const errors: ItemError[] = [];
    for (const { index, event } of delivery.items) {
      const refused = this.whyQuarantined(organisation, delivery, event);
      if (refused !== null) {
        counts.quarantined += 1;
        errors.push({ index, id: event.id, ...refused });
        continue;
      }
      counts[this.keep(delivery.source.name, event)] += 1;
      this.cover(delivery, event);
      if (event.person.kind === 'person') this.see(delivery.source.name, event.person, instantOf(event));
    }
    const known = this.sources.get(delivery.source.name);
    if (known !== undefined) known.lastDeliveryAt = Math.max(known.lastDeliveryAt, delivery.receivedAt);
    return { counts, errors };
  }

  private whyQuarantined(organisation: Organisation, delivery: Delivery, event: UsageEvent): Pick<ItemError, 'code' | 'message'> | null {
    if (instantOf(event) > delivery.receivedAt + dayMilliseconds) {
      return { code: 'future', message: `${new Date(instantOf(event)).toISOString()} is more than 24 hours ahead.` };
    }
    if (isSpend(event) && event.currency !== organisation.currency) {
      return { code: 'foreign-currency', message: `The organisation accounts in ${organisation.currency}; this line is in ${event.currency}.` };
    }
    const same = this.kept.get(`${delivery.source.name}\n${event.id}`)?.revisions.get(event.revision);
    if (same !== undefined && !isSame(same, event)) {
      return { code: 'conflict', message: `"${event.id}" is already stored with revision ${event.revision} and other content; send a higher revision to change it.` };
    }
    return null;
  }

  private keep(source: string, event: UsageEvent): Outcome {
    const key = `${source}\n${event.id}`;
    const known = this.kept.get(key);
    if (known === undefined) {
      this.kept.set(key, { source, revisions: new Map([[event.revision, event]]) });
      return 'stored';
    }
    if (known.revisions.has(event.revision)) return 'duplicate';
    known.revisions.set(event.revision, event);
    return 'superseded';
  }

  private cover(delivery: Delivery, event: UsageEvent): void {
    const { source } = delivery;
    const record = this.sources.get(source.name) ?? { source, runs: new Map(), lastDeliveryAt: delivery.receivedAt };
    record.source = source;
    const from = instantOf(event);
    const to = isSpend(event) && event.to > event.from ? event.to - 1 : from;
    const run = record.runs.get(source.run) ?? { from, to };
    record.runs.set(source.run, { from: Math.min(run.from, from), to: Math.max(run.to, to) });
    this.sources.set(source.name, record);
  }

  private see(source: string, person: PersonReference, at: Instant): void {
    this.sightings.push({ source, id: person.id, email: person.email, firstAt: at, lastAt: at });
    this.names.push({ source, person, at });
  }

  private appendDirectory({ source, snapshot }: Extract<Delivery, { kind: 'directory' }>): Receipt {
    const counts: Record<Outcome, number> = { stored: 0, duplicate: 0, superseded: 0, quarantined: 0 };
    const key = `${source.name}\n${snapshot.takenAt}`;
    const before = this.snapshots.get(key)?.snapshot.people ?? [];
    for (const person of snapshot.people ?? []) {
      const same = before.filter((other) => handleOf(source.name, other.person) === handleOf(source.name, person.person));
      counts[same.length === 0 ? 'stored' : same.some((other) => isSame(other, person)) ? 'duplicate' : 'superseded'] += 1;
      this.see(source.name, person.person, snapshot.takenAt);
    }
    this.snapshots.set(key, { source: source.name, snapshot });
    return { counts, errors: [] };
  }
}

/** Equal in every field; bigint has no JSON of its own. */
const isSame = (a: UsageEvent | DirectoryPersonOf, b: UsageEvent | DirectoryPersonOf): boolean => asText(a) === asText(b);
type DirectoryPersonOf = NonNullable<DirectorySnapshot['people']>[number];
const asText = (value: object): string => JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner));
