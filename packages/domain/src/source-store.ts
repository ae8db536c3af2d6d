import type { Outcome, QuarantineCode } from './account.js';
import type { Instant, Interval } from './calendar.js';
import type { Day } from './days.js';
import { currencyOf, type UsageEvent } from './events.js';
import type { Organisation } from './organisation.js';
import type { DailyRun, Delivery, Feeds, SourceKind } from './store.js';

/** What became of items, added up: `received` is the sum of the next five. */
export interface Tally extends Readonly<Record<Outcome, number>> {
  readonly received: number;
  readonly rejected: number;
  /** `null` where a delivery among them did not write it down. */
  readonly droppedFields: number | null;
}

/** Events and the people of directories are different things, and are never added up. */
export type Tallies = Readonly<Record<Delivery['kind'], Tally>>;

export const noTally: Tally = { received: 0, stored: 0, duplicate: 0, superseded: 0, quarantined: 0, rejected: 0, droppedFields: 0 };

/** Where a quarantined item stands. It waits until a person decides, and nothing takes a decision back. */
export const quarantineStates = ['waiting', 'released', 'discarded'] as const;
export type QuarantineState = (typeof quarantineStates)[number];

/**
 * What a released item became: a new event, a further revision, nothing because it was there already, or the content of
 * a revision in place of another, which is kept beside it.
 */
export type ReleaseOutcome = Exclude<Outcome, 'quarantined'> | 'replaced';

/** How many different items of a source were set aside for a reason, by where they stand. */
export interface QuarantineCount {
  readonly code: QuarantineCode;
  readonly state: QuarantineState;
  readonly items: number;
}

/** A day with the instants it has in the organisation's zone. */
export interface RecordedDay extends Interval {
  readonly day: Day;
}

/** Everything a store knows of a source, whether or not anything of it was accepted. */
export interface SourceRecord {
  readonly name: string;
  /** `null`: no event of it was ever accepted. */
  readonly kind: SourceKind | null;
  readonly feeds: Feeds | null;
  /** As in `SourceState`. */
  readonly spans: readonly Interval[];
  readonly dailyRuns: readonly DailyRun[];
  /** Directory snapshots in force, and when the first and last of them were taken. */
  readonly snapshots: { readonly count: number; readonly firstAt: Instant | null; readonly lastAt: Instant | null };
  readonly lastDeliveryAt: Instant;
  readonly totals: Tallies;
  /** What was received on each of the days asked for. */
  readonly received: readonly Tallies[];
  /** How many events that count happened, or began, on each of them. */
  readonly facts: readonly number[];
  /** Revisions that are kept, by the type of event. */
  readonly kept: Readonly<Partial<Record<UsageEvent['type'], number>>>;
  readonly quarantine: readonly QuarantineCount[];
}

/** Who decided what about a quarantined item, when and why. */
export interface Decided {
  readonly state: Exclude<QuarantineState, 'waiting'>;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  /** `null` where it was discarded. */
  readonly outcome: ReleaseOutcome | null;
  /** The content that stood before; only where it was replaced. */
  readonly replaced: UsageEvent | null;
}

/** One item that was set aside. */
export interface QuarantinedItem {
  readonly id: number;
  readonly source: string;
  readonly code: QuarantineCode;
  readonly event: UsageEvent;
  /** When it first arrived. */
  readonly receivedAt: Instant;
  /** Whether the same content is stored by now, or another one under the same id and revision, which then is `standing`. */
  readonly stored: 'same' | 'other' | 'none';
  readonly standing: UsageEvent | null;
  readonly decided: Decided | null;
}

export interface QuarantineQuestion {
  readonly source?: string | undefined;
  readonly code?: QuarantineCode | undefined;
  readonly state?: QuarantineState | undefined;
  readonly ids?: readonly number[] | undefined;
  /** Only items that arrived before this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What a person says about items. It is written down with each of them. */
export interface Decision {
  readonly verb: 'release' | 'discard';
  readonly ids: readonly number[];
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
}

/** Why an item was not decided on. */
export type Obstacle =
  /** The organisation has no such item. */
  | { readonly why: 'unknown' }
  /** Somebody else was first. */
  | { readonly why: 'decided'; readonly decided: Decided }
  /** See `releaseProblem`. */
  | { readonly why: ReleaseProblem; readonly event: UsageEvent };

export type DecisionResult =
  | { readonly id: number; readonly kind: 'decided'; readonly outcome: ReleaseOutcome | null }
  | { readonly id: number; readonly kind: 'refused'; readonly obstacle: Obstacle };

/** Whether an event is of money that the organisation does not account in: adding it up would make a wrong sum. */
export function isForeign({ currency }: Pick<Organisation, 'currency'>, event: UsageEvent): boolean {
  return (currencyOf(event) ?? currency) !== currency;
}

export type ReleaseProblem = 'foreign-currency' | 'conflict';

/**
 * What keeps an item from being released. Who releases it waives the reason it was set aside for, and no other; a currency
 * is nothing that a person's word could change.
 */
export function releaseProblem(organisation: Organisation, code: QuarantineCode, event: UsageEvent, contradictsStored: boolean): ReleaseProblem | null {
  if (isForeign(organisation, event)) return 'foreign-currency';
  return contradictsStored && code !== 'conflict' ? 'conflict' : null;
}

/** One delivery as it was answered. */
export interface DeliveryRecord extends Tally {
  readonly id: number;
  readonly source: string;
  readonly kind: Delivery['kind'];
  readonly receivedAt: Instant;
}

export interface DeliveriesQuestion {
  readonly source?: string | undefined;
  /** Only those before this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What is known of deliveries, beside what they say. Every store passes its part of the contract suite too. */
export interface SourceStore {
  /** Every source that ever delivered, by name; with what it delivered, and what happened, on each day. */
  sourceRecords(organisation: Organisation, days: readonly RecordedDay[]): Promise<readonly SourceRecord[]>;
  /** Every delivery, the newest first. */
  deliveries(organisation: Organisation, question: DeliveriesQuestion): Promise<readonly DeliveryRecord[]>;
  /** Newest first. */
  quarantined(organisation: Organisation, question: QuarantineQuestion): Promise<readonly QuarantinedItem[]>;
  /**
   * Resolves after the decision is durable. Each item is decided once: who comes second hears who was first. What was
   * decided stays readable, and delivering the same content again changes nothing.
   * @param witness Is told before anything is durable; where it throws, nothing is decided.
   */
  decide(organisation: Organisation, decision: Decision, witness?: (results: readonly DecisionResult[]) => void): Promise<readonly DecisionResult[]>;
}
