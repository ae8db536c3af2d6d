import type { ActivityType, Basis, CostType, Surface } from './facts.js';
import type { Instant } from './calendar.js';
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
  | (WireEventBase & WireSpend & (At | { readonly from: string; readonly to: string }));

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

/** The dated snapshot that `PUT /v1/directory` takes. */
export interface WireDirectory {
  readonly takenAt: string;
  readonly complete: boolean;
  readonly people?: readonly WirePerson[];
  readonly seats?: { readonly purchased?: number; readonly assigned?: number; readonly pendingInvites?: number };
}

export const personStatuses = ['active', 'invited', 'suspended', 'removed'] as const;
export type PersonStatus = (typeof personStatuses)[number];

export interface WirePerson {
  readonly id?: string;
  readonly email?: string;
  readonly name?: string;
  readonly status: PersonStatus;
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

export type UsageEvent = ActivityEvent | SpendEvent;

export const isSpend = (event: UsageEvent): event is SpendEvent => event.type === 'spend';

/** The instant that orders an event among others: when it happened, or when the period it covers began. */
export const instantOf = (event: UsageEvent): Instant => (isSpend(event) ? event.from : event.at);

/** A directory snapshot as it is kept. Without people it sets totals only. */
export interface DirectorySnapshot {
  readonly takenAt: Instant;
  readonly complete: boolean;
  readonly people: readonly DirectoryPerson[] | null;
  readonly totals: { readonly purchased: number | null; readonly assigned: number | null; readonly pendingInvites: number | null };
}

export interface DirectoryPerson {
  readonly person: PersonReference;
  readonly status: PersonStatus;
  readonly seat: string | null;
  readonly groups: readonly string[];
  readonly department: string | null;
  readonly costCentre: string | null;
  readonly joinedAt: Instant | null;
  readonly invitedAt: Instant | null;
  readonly inviteExpiresAt: Instant | null;
}
