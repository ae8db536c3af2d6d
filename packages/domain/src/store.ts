import type { ItemError, Outcome } from './account.js';
import type { ActivityType, Basis, Dimension, FactName, Surface } from './facts.js';
import type { Instant, Interval } from './calendar.js';
import type { Day, Period } from './days.js';
import type { DailyType, DayCount, DayKind, DirectoryPerson, DirectorySnapshot, UsageEvent } from './events.js';
import type { ErasureNote, HeldWords } from './erasure.js';
import type { OpenInvite } from './invites.js';
import type { Touched } from './live.js';
import type { Aggregate } from './measures.js';
import type { MetricName } from './metrics.js';
import type { Organisation } from './organisation.js';
import type { Deciding } from './suppression.js';

/** How a source delivers; it decides which days the source covers. */
export type SourceKind = 'live' | 'import';

/** Which events a source can deliver at all: a metric it cannot feed is unknown to it, not zero. */
export interface Feeds {
  readonly types: readonly (ActivityType | 'spend')[];
  readonly surfaces: readonly Surface[];
  /** What it counts of a person's day; missing where it delivers none. */
  readonly dayCounts?: readonly DayCount[];
}

/** Who sends. The name is part of every event's primary key. */
export interface Source {
  readonly name: string;
  readonly kind: SourceKind;
  /** `null`: anything. */
  readonly feeds: Feeds | null;
  /** One run of an importer; its batches together cover its first to its last day. Empty for a live source. */
  readonly run: string;
}

/** Facts on their way in, already parsed. */
export type Delivery =
  | {
      readonly kind: 'events';
      readonly source: Source;
      readonly receivedAt: Instant;
      /** `index` is the item's place in the request, for messages. */
      readonly items: readonly { readonly index: number; readonly event: UsageEvent }[];
      /** What was counted before the store saw it, so that the ledger's own account is the whole one. */
      readonly rejected: number;
      readonly droppedFields: number;
    }
  | { readonly kind: 'directory'; readonly source: Source; readonly receivedAt: Instant; readonly snapshot: DirectorySnapshot; readonly droppedFields: number };

/** What became of a delivery's items once everything is durable. */
export interface Receipt {
  readonly counts: Readonly<Record<Outcome, number>>;
  /** One for every quarantined item. */
  readonly errors: readonly ItemError[];
  /** What is different now, also where a revision moved a fact away from; null where every number is what it was. */
  readonly touched: Touched | null;
}

/** Facts are counted only if they match: any of the keys of a dimension, every dimension. */
export type Filter = ReadonlyMap<Dimension, readonly string[]>;

/** Keys that stand for what has no key of its own. */
export const unattributed = '@unattributed';
export const service = '@service';
export const other = '@other';

const specials: readonly string[] = [other, unattributed, service];

/** Whether a key of a split stands for nothing of its own. */
export const isSpecial = (key: string): boolean => specials.includes(key);

/** What a report asks of a store: one fact, several ways to count it, over several periods. */
export interface Question {
  readonly organisation: Organisation;
  readonly fact: FactName;
  readonly aggregates: readonly Aggregate[];
  /** Civil days; they may overlap. */
  readonly periods: readonly Period[];
  readonly by: Dimension | null;
  readonly where: Filter;
  /** What happened before is nobody's, wherever it is asked whose it was; missing where nothing is. */
  readonly namedSince?: Day | null;
}

/** Sums and counts of one period and key. Amounts are nano-units. Rows that would be zero throughout may be missing. */
export interface AnswerRow {
  /** Index into the question's periods. */
  readonly period: number;
  /** `null` without a split. */
  readonly key: string | null;
  /** A nicer name than the key, where the facts carry one. */
  readonly label: string | null;
  /** In the order of the question's aggregates. */
  readonly values: readonly bigint[];
}

export interface Answer {
  readonly rows: readonly AnswerRow[];
  /** Periods that a spend line reaches into without lying whole inside: they are not complete. */
  readonly cut: readonly number[];
  /**
   * Periods whose directory knows its totals but not who they are made of: of the directory fact a split or filter cannot
   * be answered then, of activity what asks who has a seat.
   */
  readonly unsplit: readonly number[];
  /** For each period, on how many of its days the spend that counts has which basis. Only for the spend fact. */
  readonly bases: readonly Readonly<Partial<Record<Basis, number>>>[];
}

/** What a store knows of a source, for coverage and freshness. */
export interface SourceState {
  readonly name: string;
  readonly kind: SourceKind;
  readonly feeds: Feeds | null;
  /** For each run, the instants of its first and last fact, both included. */
  readonly spans: readonly Interval[];
  /** For each run and kind of days, what it tells of days that have no instants, in the order of `dailyRunOrder`. */
  readonly dailyRuns: readonly DailyRun[];
  readonly lastDeliveryAt: Instant;
}

/** The days from the first to the last that one run of a source tells of. */
export interface DailyRun extends Period {
  readonly type: DailyType;
  readonly days: DayKind;
}

export interface LedgerState {
  readonly sources: readonly SourceState[];
  /** When directory snapshots that say something about seats were taken, oldest first. */
  readonly seatsKnownSince: Instant | null;
  readonly invitesKnownSince: Instant | null;
}

/** What a report asks for where nothing was counted here: numbers that somebody else counted of exactly its periods and split. */
export interface ReportedQuestion {
  readonly organisation: Organisation;
  readonly metrics: readonly MetricName[];
  readonly periods: readonly Period[];
  readonly by: Dimension | null;
  readonly where: Filter;
}

/** One reported number, about nobody who was erased: there can be many of those, and their numbers cannot be added. Of several that answer the same question it is the last by source and id, in code-point order. */
export interface ReportedAnswer {
  readonly metric: MetricName;
  /** Index into the question's periods. */
  readonly period: number;
  readonly key: string | null;
  readonly label: string | null;
  readonly value: string;
}

/** What an export asks for where spend was not counted here: numbers of exactly one period, by person, by model, by both and of everybody. */
export interface ReportedSpendQuestion {
  readonly organisation: Organisation;
  readonly metrics: readonly MetricName[];
  readonly period: Period;
}

/** One of them; of several that say the same it is the last by source and id, in code-point order. */
export interface ReportedSpend {
  readonly metric: MetricName;
  /** A person's key or `@service`; `null`: everybody's. Of whoever was erased a word that tells them apart and is no key. */
  readonly key: string | null;
  /** `null`: of all models. */
  readonly model: string | null;
  readonly value: string;
}

/** What somebody belonged to while nothing of it changed, as the directory of each day has it. */
export interface MembershipSegment {
  /** Tells people apart, within the answers of one store; it is no key of a report. */
  readonly person: number;
  readonly days: Period;
  /** Whether they are in the directory, and have not been removed from it. */
  readonly isListed: boolean;
  readonly groups: readonly string[];
  readonly department: string | null;
  readonly costCentre: string | null;
}

/** Whose doing the numbers of the whole organisation are. */
export type ContributionQuestion = Omit<Question, 'where'>;

/** Who has a part in one number: with facts that it counts, and that are not nought. Services and nobody known are nobody. */
export interface Contribution {
  /** Index into the question's aggregates. */
  readonly aggregate: number;
  /** Index into the question's periods. */
  readonly period: number;
  /** `null` without a split. */
  readonly key: string | null;
  /** As memberships tell people apart; each is there once. */
  readonly people: Uint32Array;
}

/** A person as the organisation's own systems name them. */
export interface Person {
  /** Pseudonymous and stable; see `pseudonym.ts`. */
  readonly key: string;
  readonly ids: readonly string[];
  readonly email: string | null;
  readonly name: string | null;
}

/** The words in which a source named somebody, and when it first and last did. */
export interface PersonWords {
  readonly source: string;
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** All that is known of somebody beside what they did. */
export interface KnownPerson {
  readonly key: string;
  /** Those used last first, then by source, id, address and name in code-point order. */
  readonly words: readonly PersonWords[];
  /** What the directory of a day says of them; `null` where it says nothing. */
  readonly listed: Omit<DirectoryPerson, 'person'> | null;
}

/** A line of spend as one person's, for the export by user. Amounts are nano-units. */
export interface SpendByUser {
  /** A person's key, `@service` or `@unattributed`. */
  readonly key: string;
  readonly model: string | null;
  readonly basis: Basis;
  readonly amount: bigint;
  readonly listAmount: bigint;
  readonly credits: bigint;
  readonly requests: bigint;
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  readonly cacheReadTokens: bigint;
  readonly cacheWriteTokens: bigint;
}

/** A day, or how many there are from then on with the last one of which anything is known. */
export type Since = Day | number;

/**
 * Where facts live. One append, one read, and what is known about both. Every implementation passes the contract suite
 * in `testing/`, which compares it with the plainest one. Its functions need no `this`, so that what adds to a store
 * spreads it and says its own functions alone.
 */
export interface UsageStore {
  /** Resolves after the facts are durable. Repeating a delivery changes nothing. */
  append(organisation: Organisation, delivery: Delivery): Promise<Receipt>;
  read(question: Question): Promise<Answer>;
  reported(question: ReportedQuestion): Promise<readonly ReportedAnswer[]>;
  reportedSpend(question: ReportedSpendQuestion): Promise<readonly ReportedSpend[]>;
  /** The people behind keys; a key nobody has is missing from the map. */
  people(organisation: Organisation, keys: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** Whose an e-mail address is, in the form in which addresses are compared: of several who had it, whoever was last named by it. `null` where nobody had it. */
  personWithEmail(organisation: Organisation, email: string, day: Day): Promise<KnownPerson | null>;
  /** Everybody's spend in the order of keys, models and bases, some rows at a time, as it was when the first were taken. */
  spendByUser(organisation: Organisation, period: Period, namedSince?: Day | null): AsyncIterable<readonly SpendByUser[]>;
  /** Resolves once what numbers of the days since then are counted from is at hand; missing where it always is. */
  ready?(organisation: Organisation, since: Since): Promise<void>;
  state(organisation: Organisation): Promise<LedgerState>;
  /** What everybody in the directory of any of some days belonged to on these. */
  memberships(organisation: Organisation, days: Period): Promise<readonly MembershipSegment[]>;
  /** The invites that were out when a day ended: how many, and whose where people are listed; both `null` where nobody has said. */
  openInvites(organisation: Organisation, day: Day): Promise<{ readonly total: number | null; readonly invites: readonly OpenInvite[] | null }>;
  /** Another text whenever numbers of some days may be others, somebody else be behind them, or belong to something else on them; `null` where that is not known. */
  versionOf(organisation: Organisation, days: Period): Promise<string | null>;
  /** The people behind every number that `read` gives of the whole organisation. */
  contributions(question: ContributionQuestion): Promise<readonly Contribution[]>;
  /** Decides elsewhere what of groups is hidden, so that nobody waits who asks for something else; missing where it is decided at once. */
  readonly deciding?: Deciding;
  /** The keys of people whose key, id or e-mail address this is; one id can be several sources' for several people. */
  peopleCalled(organisation: Organisation, text: string): Promise<readonly string[]>;
  /** What is held of a person; `null` where nobody has that key. */
  held(organisation: Organisation, key: string): Promise<HeldWords | null>;
  /**
   * Takes a person's words away for good, and resolves once no byte of them is left on the disk. What was counted stays
   * counted; split by person it is nobody's. Whatever arrives later in their name counts in the same way and is kept
   * without a word of theirs, and what arrives again is a repeat. `null` where nobody has that key.
   * @param witness Is told before anything is durable, also which erasure of the organisation it is; where it throws, nobody is erased.
   */
  erase(organisation: Organisation, key: string, note: ErasureNote, witness?: (held: HeldWords, number: number) => void): Promise<HeldWords | null>;
  /**
   * Takes the words of people away who have no fact from that instant on and are not in the directory of that day. What was
   * counted stays, and what was delivered already is a repeat; what they do from then on brings them back as somebody new.
   * Answers with how many they were.
   * @param witness Is told before anything is durable; where it throws, nothing is done.
   */
  expire(organisation: Organisation, before: Instant, today: Day, witness?: (people: number) => void): Promise<number>;
  /** Why people were erased, by the number of the erasure, from 1 on. */
  erasureReasons(organisation: Organisation): Promise<readonly string[]>;
}
