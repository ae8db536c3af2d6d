import type { ActivityType, Basis, CostType, Dimension, Surface } from './facts.js';
import type { Instant } from './calendar.js';
import { dayNumber, millisecondsADay, type Day } from './days.js';
import type { MetricName } from './metrics.js';
import type { Nano } from './money.js';

/* What others send, as JSON. */

/** Whose use it was, in the source's own words; `null` says that nobody is known. */
export type WireReference =
  | { readonly id?: string; readonly email?: string; readonly name?: string }
  | { readonly service: string }
  | null;

interface WireEventBase {
  readonly id: string;
  readonly person: WireReference;
  readonly surface?: Surface;
  readonly revision?: number;
  readonly retracted?: boolean;
}

type At = { readonly at: string };

/** One event as `POST /v1/events` takes it. Instants are RFC 3339, amounts decimal strings. */
export type WireEvent =
  | (WireEventBase & At & { readonly type: 'message.sent'; readonly chat: string; readonly project?: string; readonly model?: string; readonly count?: number })
  | (WireEventBase & At & { readonly type: 'chat.created'; readonly chat: string; readonly project?: string })
  | (WireEventBase & At & { readonly type: 'project.created' | 'project.used'; readonly project: string })
  | (WireEventBase & At & { readonly type: 'artifact.created'; readonly artifact: string; readonly kind?: string; readonly chat?: string; readonly project?: string })
  | (WireEventBase & At & { readonly type: 'connector.used'; readonly connector: string; readonly count?: number })
  | (WireEventBase & WireSpend & (At | { readonly from: string; readonly to: string }))
  | (WireEventBase & WirePersonDay)
  | (WireEventBase & WireReported);

/** When an event on the wire happened, or began; a day that has no instant is ordered by its date. */
export const wireInstantOf = (event: WireEvent): Instant => Date.parse('at' in event ? event.at : 'day' in event ? event.day : event.from);

export interface WireSpend {
  readonly type: 'spend';
  readonly amount: string;
  readonly currency: string;
  readonly basis: Basis;
  readonly listAmount?: string;
  readonly credits?: string;
  readonly model?: string;
  readonly costType?: CostType;
  readonly requests?: number;
  readonly tokens?: { readonly input?: number; readonly output?: number; readonly cacheRead?: number; readonly cacheWrite?: number };
  readonly priceTable?: string;
}

/** Whose days they are: a vendor's, which are UTC's, or the organisation's. */
export const dayKinds = ['utc', 'organisation'] as const;
export type DayKind = (typeof dayKinds)[number];

/** What a vendor may count of a person's day. */
export const dayCounts = ['messages', 'chats', 'projectsCreated', 'projectsUsed', 'artifactsCreated', 'connectorCalls', 'codingSessions', 'codingPrompts'] as const;
export type DayCount = (typeof dayCounts)[number];

export type WirePersonDay = { readonly type: 'person-day'; readonly day: Day; readonly days: DayKind } & { readonly [Count in DayCount]?: number };

/** What a reported number is about, besides its person. */
export const reportedDimensions = ['model', 'connector', 'surface', 'project', 'group', 'department', 'costCentre', 'costType'] as const satisfies readonly Dimension[];
/** `null` in place of a key: about what has none, such as spend without a model. A dimension that is missing is not spoken of. */
export type WireReportedDimensions = { readonly [Name in Exclude<(typeof reportedDimensions)[number], 'surface' | 'costType'>]?: string | null } & { readonly surface?: Surface; readonly costType?: CostType };

export type WireReported = { readonly type: 'reported'; readonly metric: MetricName; readonly value: number | string; readonly from: Day; readonly to: Day; readonly days: DayKind; readonly currency?: string } & WireReportedDimensions;

/**
 * What a snapshot can say of people besides who is who: each of these is told by whoever knows it, and kept by itself.
 * `invites` is who is invited, and since and until when; `status` is whether anybody is anything else.
 */
export const directoryFields = ['status', 'seat', 'invites', 'joinedAt', 'groups', 'department', 'costCentre'] as const;
export type DirectoryField = (typeof directoryFields)[number];

/** The dated snapshot that `PUT /v1/directory` takes. */
export interface WireDirectory {
  readonly takenAt: string;
  /** Whether everybody is listed: of whoever is not, nothing is left of what the snapshot speaks of. */
  readonly complete: boolean;
  /** What the snapshot speaks of: everything else stays what it was. Missing: it speaks of everything; empty: of who is who alone. */
  readonly fields?: readonly DirectoryField[];
  readonly people?: readonly WirePerson[];
  readonly seats?: { readonly purchased?: number; readonly assigned?: number; readonly pendingInvites?: number };
}

export const personStatuses = ['active', 'invited', 'suspended', 'removed'] as const;
export type PersonStatus = (typeof personStatuses)[number];

export interface WirePerson {
  readonly id?: string;
  readonly email?: string;
  readonly name?: string;
  /** Missing only where the snapshot does not speak of it. */
  readonly status?: PersonStatus;
  readonly seat?: string | null;
  readonly groups?: readonly string[];
  readonly department?: string;
  readonly costCentre?: string;
  readonly joinedAt?: string;
  readonly invitedAt?: string;
  readonly inviteExpiresAt?: string;
}

/* What Pegel keeps: parsed, with defaults filled in, e-mails normalised and unknown fields dropped. */

/** A person as one source names them; at least one of `id` and `email` is not null. */
export interface PersonReference {
  readonly kind: 'person';
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

export type Reference = PersonReference | { readonly kind: 'service'; readonly name: string } | { readonly kind: 'nobody' };

interface FactBase {
  readonly id: string;
  readonly revision: number;
  readonly retracted: boolean;
  readonly person: Reference;
  readonly surface: Surface;
}

/** Something somebody did at an instant. `chat.created` is kept, but opening the application is not activity. */
export interface ActivityEvent extends FactBase {
  readonly type: ActivityType | 'chat.created';
  readonly at: Instant;
  readonly chat: string | null;
  readonly project: string | null;
  readonly artifact: string | null;
  readonly artifactKind: string | null;
  readonly connector: string | null;
  readonly model: string | null;
  readonly count: number;
}

/** A line of cost: at one instant (`from` equals `to`), or over the half-open instants `from` to `to`. */
export interface SpendEvent extends FactBase {
  readonly type: 'spend';
  readonly from: Instant;
  readonly to: Instant;
  readonly amount: Nano;
  readonly currency: string;
  readonly listAmount: Nano | null;
  readonly credits: Nano | null;
  readonly basis: Basis;
  readonly model: string | null;
  readonly costType: CostType;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly priceTable: string | null;
}

/** A person's day as a vendor counted it: it counts on the organisation's day of the same date, and is never cut anew. */
export interface PersonDayEvent extends FactBase {
  readonly type: 'person-day';
  readonly day: Day;
  readonly days: DayKind;
  /** What the vendor does not count is missing. */
  readonly counts: { readonly [Count in DayCount]?: number };
}

/** The same as they are kept: what has none has the key of a report's row for it, `@unattributed`. */
export type ReportedDimensions = { readonly [Name in (typeof reportedDimensions)[number]]?: string };

/** A number that somebody else counted. It answers the question of exactly its days and split, and no other. */
export interface ReportedEvent extends FactBase {
  readonly type: 'reported';
  readonly metric: MetricName;
  /** A decimal number as text: money exactly, anything else as JSON wrote it. */
  readonly value: string;
  readonly from: Day;
  readonly to: Day;
  readonly days: DayKind;
  /** Of money, where its source says so; without one it is in the organisation's. */
  readonly currency?: string;
  /** Without the person, who stands where every event has one; nobody is no split by person. */
  readonly dimensions: ReportedDimensions;
}

export type UsageEvent = ActivityEvent | SpendEvent | PersonDayEvent | ReportedEvent;

export const isSpend = (event: UsageEvent): event is SpendEvent => event.type === 'spend';
export const isPersonDay = (event: UsageEvent): event is PersonDayEvent => event.type === 'person-day';
export const isReported = (event: UsageEvent): event is ReportedEvent => event.type === 'reported';
/** The currency an event says that its money is in; `null` where it says none. */
export const currencyOf = (event: UsageEvent): string | null => (isSpend(event) ? event.currency : isReported(event) ? (event.currency ?? null) : null);

/** The types of event that tell of days rather than of instants. */
export const dailyTypes = ['person-day', 'reported'] as const satisfies readonly UsageEvent['type'][];
export type DailyType = (typeof dailyTypes)[number];
export type DailyEvent = PersonDayEvent | ReportedEvent;
export const isDaily = (event: UsageEvent): event is DailyEvent => isPersonDay(event) || isReported(event);
export const isActivity = (event: UsageEvent): event is ActivityEvent => !isSpend(event) && !isDaily(event);

/** The days that an event of days tells of, both included. */
export const daysTold = (event: DailyEvent): { readonly from: Day; readonly to: Day } => (isPersonDay(event) ? { from: event.day, to: event.day } : { from: event.from, to: event.to });

/**
 * The instant that orders an event among others: when it happened, or when the period it covers began. A day that has no
 * instant is ordered by the first of the UTC day of its date, in whatever zone it was meant.
 */
export const instantOf = (event: UsageEvent): Instant => (isSpend(event) ? event.from : isDaily(event) ? dayNumber(daysTold(event).from) * millisecondsADay : event.at);

/** Where the period that an event covers ends, not included; for an instant that instant. */
export function untilOf(event: UsageEvent): Instant {
  if (isSpend(event)) return event.to;
  return isDaily(event) ? (dayNumber(daysTold(event).to) + 1) * millisecondsADay : event.at;
}

/** A directory snapshot as it is kept. Without people it sets totals only. */
export interface DirectorySnapshot {
  readonly takenAt: Instant;
  readonly complete: boolean;
  /** In the order of `directoryFields`. `null`: it speaks of everything. */
  readonly fields: readonly DirectoryField[] | null;
  readonly people: readonly DirectoryPerson[] | null;
  readonly totals: { readonly purchased: number | null; readonly assigned: number | null; readonly pendingInvites: number | null };
}

export interface DirectoryPerson {
  readonly person: PersonReference;
  /** `null`: nobody has said, or the snapshot does not speak of it. */
  readonly status: PersonStatus | null;
  readonly seat: string | null;
  readonly groups: readonly string[];
  readonly department: string | null;
  readonly costCentre: string | null;
  readonly joinedAt: Instant | null;
  readonly invitedAt: Instant | null;
  readonly inviteExpiresAt: Instant | null;
}
