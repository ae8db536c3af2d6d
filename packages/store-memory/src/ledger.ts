import {
  asideFor, currencyOf, daysTold, deliveryAsKept, earlier, ended, everythingUpTo, handleOf, instantOf, isDaily, isForeign, later, linkIdentities, notSeenSince, releaseProblem, saidTogether, spokenOf, touchedTogether,
  type Aside, type DailyRun, type Decided, type Decision, type DecisionResult, type Delivery, type DirectorySnapshot, type Handle, type Identities, type Instant, type ItemError, type Organisation,
  type Outcome, type PersonReference, type QuarantineCode, type QuarantinedItem, type Receipt, type ReleaseOutcome, type Sighting, type Source, type SourcedSnapshot,
  type Touched, type UsageEvent,
} from '@pegel/domain';
import { Erased } from './erased.js';
import { forget, keepAside, saidAside, sightingOf, type Named } from './forgetting.js';

/** An event and every other revision of it that was accepted. */
export interface Kept {
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
  /** First and last day of each run that tells of days, by type and kind of days. */
  readonly dailyRuns: Map<string, DailyRun>;
  lastDeliveryAt: Instant;
}

/** One delivery's account. */
export interface Delivered {
  readonly source: string;
  readonly kind: Delivery['kind'];
  readonly receivedAt: Instant;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly rejected: number;
  readonly droppedFields: number;
}

/** An item that was set aside, with the delivery's word on its source. */
export interface SetAside {
  readonly id: number;
  readonly source: Source;
  readonly code: QuarantineCode;
  readonly event: UsageEvent;
  readonly receivedAt: Instant;
  decided: Decided | null;
}

const dayMilliseconds = 86_400_000;

/** Everything one organisation has delivered, kept as it came. */
export class Ledger {
  private readonly kept = new Map<string, Kept>();
  private readonly snapshots = new Map<string, SourcedSnapshot>();
  readonly sources = new Map<string, SourceRecord>();
  readonly sightings: Sighting[] = [];
  readonly names: NameSighting[] = [];
  readonly deliveries: Delivered[] = [];
  /** Why each of those who were erased was. */
  readonly erasures: string[] = [];
  private readonly aside: SetAside[] = [];
  private erased = new Erased();

  copy(): Ledger {
    const { erased, ...rest } = this;
    return Object.assign(new Ledger(), structuredClone(rest), { erased: erased.copy() });
  }

  append(organisation: Organisation, arriving: Delivery): Receipt {
    if (this.erased.find([...saidTogether(arriving), ...saidAside(this.aside)], this.sightings)) keepAside(this.erased, this.aside, this.erased.keeping([...this.sightings]));
    const delivery = ended(deliveryAsKept(arriving, this.erased.keeping([...this.sightings])));
    const [people, coverage, sightings] = [this.identities(), this.coverage(), [...this.sightings]];
    const receipt = delivery.kind === 'events' ? this.appendEvents(organisation, delivery) : this.appendDirectory(delivery);
    this.deliveries.push({
      source: delivery.source.name, kind: delivery.kind, receivedAt: delivery.receivedAt, counts: receipt.counts,
      rejected: delivery.kind === 'events' ? delivery.rejected : 0, droppedFields: delivery.droppedFields,
    });
    const now = this.identities();
    const isSomebodyElse = sightings.some((sighting) => people.get(handleOf(sighting.source, sighting)) !== now.get(handleOf(sighting.source, sighting)));
    if (!isSomebodyElse && coverage === this.coverage()) return receipt;
    return { ...receipt, touched: everythingUpTo(delivery.kind === 'events' ? delivery.receivedAt : Math.max(delivery.snapshot.takenAt, delivery.receivedAt)) };
  }

  /** Which days each source speaks of, as text to compare. A live source speaks of every day after its first. */
  private coverage(): string {
    const spans = (kind: Source['kind'], runs: SourceRecord['runs']) => (kind === 'live' ? Math.min(...[...runs.values()].map(({ from }) => from)) : [...runs]);
    return JSON.stringify([...this.sources.values()].map(({ source: { name, kind, feeds }, runs, dailyRuns }) => [name, kind, feeds, spans(kind, runs), [...dailyRuns]]));
  }

  /** The newest revision of every event that is not retracted, with its source. */
  facts(): { readonly source: string; readonly event: UsageEvent }[] {
    return [...this.kept.values()].flatMap(({ source, revisions }) => {
      const event = revisions.get(Math.max(...revisions.keys()));
      return event === undefined || event.retracted ? [] : [{ source, event }];
    });
  }

  /** Every revision that is kept. */
  revisions(): { readonly source: string; readonly event: UsageEvent }[] {
    return [...this.kept.values()].flatMap(({ source, revisions }) => [...revisions.values()].map((event) => ({ source, event })));
  }

  /** Newest first. */
  quarantine(): QuarantinedItem[] {
    return this.aside.toReversed().map(({ id, source, code, event, receivedAt, decided }) => {
      const same = this.revision(source.name, event);
      const stored = same === undefined ? 'none' : isSame(same, event) ? 'same' : 'other';
      return { id, source: source.name, code, event, receivedAt, stored, standing: stored === 'other' && same !== undefined ? same : null, decided };
    });
  }

  decide(organisation: Organisation, decision: Decision): DecisionResult[] {
    return decision.ids.map((id): DecisionResult => {
      const item = this.aside.find((candidate) => candidate.id === id);
      if (item === undefined) return { id, kind: 'refused', obstacle: { why: 'unknown' } };
      if (item.decided !== null) return { id, kind: 'refused', obstacle: { why: 'decided', decided: item.decided } };
      const { by, reason, at } = decision;
      if (decision.verb === 'discard') {
        item.decided = { state: 'discarded', at, by, reason, outcome: null, replaced: null };
        return { id, kind: 'decided', outcome: null };
      }
      const same = this.revision(item.source.name, item.event);
      const isKnown = same !== undefined && isSame(same, item.event);
      const problem = isKnown ? null : releaseProblem(organisation, item.code, item.event, same !== undefined);
      if (problem !== null) return { id, kind: 'refused', obstacle: { why: problem, event: item.event } };
      const outcome = this.release(item);
      item.decided = { state: 'released', at, by, reason, outcome, replaced: outcome === 'replaced' ? (same ?? null) : null };
      return { id, kind: 'decided', outcome };
    });
  }

  private release({ source, event, receivedAt }: SetAside): ReleaseOutcome {
    const same = this.revision(source.name, event);
    let outcome: ReleaseOutcome;
    if (same !== undefined && !isSame(same, event)) {
      this.kept.get(keyOf(source.name, event))?.revisions.set(event.revision, event);
      outcome = 'replaced';
    } else {
      const kept = this.keep(source.name, event);
      if (kept === 'quarantined') throw new Error('What is released is set aside no longer.'); // Nothing that is kept is.
      outcome = kept;
    }
    const before = this.sources.get(source.name);
    this.cover(before === undefined ? source : { ...before.source, run: source.run }, event, receivedAt);
    if (before === undefined) this.hear(source.name, receivedAt);
    if (event.person.kind === 'person') this.see(source.name, event.person, instantOf(event));
    return outcome;
  }

  private newest(source: string, event: UsageEvent): UsageEvent | undefined {
    const revisions = this.kept.get(keyOf(source, event))?.revisions ?? new Map<number, UsageEvent>();
    return revisions.get(Math.max(...revisions.keys()));
  }

  private revision(source: string, event: UsageEvent): UsageEvent | undefined {
    return this.kept.get(keyOf(source, event))?.revisions.get(event.revision);
  }

  /** Somebody has decided on this content, or replaced it: delivered again, it is a repeat. */
  private isSettled(source: string, event: UsageEvent): boolean {
    return this.aside.some(({ source: { name }, event: other, decided }) =>
      name === source && decided !== null && other.id === event.id && other.revision === event.revision && (isSame(other, event) || (decided.replaced !== null && isSame(decided.replaced, event))));
  }

  directory(): readonly SourcedSnapshot[] {
    return [...this.snapshots.values()];
  }

  identities(): Identities {
    return new Map([...linkIdentities(this.sightings), ...this.erased.namelessPeople]);
  }

  /** Forgets what a person was called. */
  erase(person: Handle): void {
    forget(this.erased, this.named(), this.identities(), [person], Infinity);
  }

  /** The same of people whose time was over at that instant, for what was said before it; answers with how many they are. */
  expire(before: Instant, listed: ReadonlySet<Handle>): number {
    const identities = this.identities();
    const over = notSeenSince(before, this.sightings, identities, listed);
    if (over.length > 0) forget(this.erased, this.named(), identities, over, before);
    return over.length;
  }

  private named(): Named {
    const { kept, snapshots, sightings, names, aside } = this;
    return { kept, snapshots, sightings, names, aside };
  }

  /** Why people decided what. */
  reasons(): string[] {
    return this.aside.flatMap(({ decided }) => (decided === null ? [] : [decided.reason]));
  }

  /** How many contents that were set aside name a person. */
  timesSetAside(person: Handle): number {
    const identities = this.identities();
    const names = (source: string, event: UsageEvent | null) =>
      event?.person.kind === 'person' && [event.person, { ...event.person, id: null }].some((said) => (said.id ?? said.email) !== null && identities.get(handleOf(source, said)) === person);
    return this.aside.filter(({ source, event, decided }) => names(source.name, event) || names(source.name, decided?.replaced ?? null)).length;
  }

  private appendEvents(organisation: Organisation, delivery: Extract<Delivery, { kind: 'events' }>): Receipt {
    const counts: Record<Outcome, number> = { stored: 0, duplicate: 0, superseded: 0, quarantined: 0 };
    const errors: ItemError[] = [];
    let touched: Touched | null = null;
    for (const { index, event } of delivery.items) {
      const same = this.revision(delivery.source.name, event);
      const isKnown = same !== undefined && isSame(same, event);
      if (!isKnown && this.isSettled(delivery.source.name, event)) {
        counts.duplicate += 1;
        continue;
      }
      const refused = isKnown ? null : this.whyQuarantined(organisation, delivery, event);
      if (refused !== null) {
        this.setAside(delivery, event, refused.code);
        counts.quarantined += 1;
        errors.push({ index, id: event.id, ...refused });
        continue;
      }
      const before = this.newest(delivery.source.name, event);
      const outcome = this.keep(delivery.source.name, event);
      counts[outcome] += 1;
      if (outcome !== 'duplicate') touched = touchedTogether(touched, touchedTogether(before === undefined ? null : spokenOf(before), spokenOf(event)));
      this.cover(delivery.source, event, delivery.receivedAt);
      if (event.person.kind === 'person') this.see(delivery.source.name, event.person, instantOf(event));
    }
    this.hear(delivery.source.name, delivery.receivedAt);
    return { counts, errors, touched };
  }

  private setAside({ source, receivedAt }: Delivery, event: UsageEvent, code: QuarantineCode): void {
    const isKnown = this.aside.some((item) => item.source.name === source.name && item.code === code && isSame(item.event, event));
    if (!isKnown) this.aside.push({ id: this.aside.length + 1, source, code, event, receivedAt, decided: null });
  }

  private hear(source: string, receivedAt: Instant): void {
    const known = this.sources.get(source);
    if (known !== undefined) known.lastDeliveryAt = Math.max(known.lastDeliveryAt, receivedAt);
  }

  private whyQuarantined(organisation: Organisation, delivery: Delivery, event: UsageEvent): Aside | null {
    if (instantOf(event) > delivery.receivedAt + dayMilliseconds) {
      return asideFor({ name: 'item-future', about: { at: new Date(instantOf(event)).toISOString(), received: new Date(delivery.receivedAt).toISOString() } });
    }
    if (isForeign(organisation, event)) {
      return asideFor({ name: 'item-currency', about: { currency: organisation.currency, given: String(currencyOf(event)) } });
    }
    if (this.revision(delivery.source.name, event) !== undefined) {
      return asideFor({ name: 'item-conflict', about: { id: event.id, revision: String(event.revision) } });
    }
    return null;
  }

  private keep(source: string, event: UsageEvent): Outcome {
    const key = keyOf(source, event);
    const known = this.kept.get(key);
    if (known === undefined) {
      this.kept.set(key, { source, revisions: new Map([[event.revision, event]]) });
      return 'stored';
    }
    if (known.revisions.has(event.revision)) return 'duplicate';
    known.revisions.set(event.revision, event);
    return 'superseded';
  }

  private cover(source: Source, event: UsageEvent, receivedAt: Instant): void {
    const record: SourceRecord = this.sources.get(source.name) ?? { source, runs: new Map(), dailyRuns: new Map(), lastDeliveryAt: receivedAt };
    record.source = source;
    this.sources.set(source.name, record);
    if (isDaily(event)) {
      const key = `${source.run} ${event.type} ${event.days}`;
      const told = daysTold(event);
      const known = record.dailyRuns.get(key) ?? told;
      record.dailyRuns.set(key, { type: event.type, days: event.days, from: earlier(known.from, told.from), to: later(known.to, told.to) });
      return;
    }
    const { from, to } = spokenOf(event);
    const run = record.runs.get(source.run) ?? { from, to };
    record.runs.set(source.run, { from: Math.min(run.from, from), to: Math.max(run.to, to) });
  }

  private see(source: string, person: PersonReference, at: Instant): void {
    const named = { source, person, at };
    this.sightings.push(sightingOf(named));
    this.names.push(named);
  }

  private appendDirectory({ source, snapshot, receivedAt }: Extract<Delivery, { kind: 'directory' }>): Receipt {
    const counts: Record<Outcome, number> = { stored: 0, duplicate: 0, superseded: 0, quarantined: 0 };
    const key = `${source.name}\n${snapshot.takenAt}`;
    const before = this.snapshots.get(key)?.snapshot;
    const speaksAlike = String(before?.fields) === String(snapshot.fields);
    for (const person of snapshot.people ?? []) {
      const same = (before?.people ?? []).filter((other) => handleOf(source.name, other.person) === handleOf(source.name, person.person));
      counts[same.length === 0 ? 'stored' : speaksAlike && same.some((other) => isSame(other, person)) ? 'duplicate' : 'superseded'] += 1;
      this.see(source.name, person.person, snapshot.takenAt);
    }
    this.snapshots.set(key, { source: source.name, snapshot });
    return { counts, errors: [], touched: { facts: ['directory'], from: snapshot.takenAt, to: Math.max(snapshot.takenAt, receivedAt) } };
  }
}

const keyOf = (source: string, event: UsageEvent): string => `${source}\n${event.id}`;

/** Equal in every field; bigint has no JSON of its own. */
const isSame = (a: UsageEvent | DirectoryPersonOf, b: UsageEvent | DirectoryPersonOf): boolean => asText(a) === asText(b);
type DirectoryPersonOf = NonNullable<DirectorySnapshot['people']>[number];
const asText = (value: object): string => JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner));
