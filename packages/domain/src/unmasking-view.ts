import type { Instant } from './calendar.js';
import type { Actor } from './journal.js';
import { permit } from './permit.js';
import type { Reader } from './permissions.js';
import { canBeUnmasked } from './organisation.js';
import { memberMay, isUnmaskingOpen, unmaskedUntil, unmaskingLimits, type Unmasking, type UnmaskingBook, type UnmaskingEnd, type UnmaskingStore } from './unmasking.js';

export const unmaskingStates = ['requested', 'open', 'refused', 'withdrawn', 'undecided', 'closed', 'over'] as const satisfies readonly ('requested' | 'open' | UnmaskingEnd)[];
export type UnmaskingState = (typeof unmaskingStates)[number];

/** An account, by the address it has now; `null` where it is gone. */
export interface AccountNamed {
  readonly id: string;
  readonly name: string | null;
}

/** A request as owners and auditors see it. */
export interface UnmaskingView {
  readonly id: string;
  readonly requestedBy: AccountNamed;
  readonly requestedAt: string;
  readonly reason: string;
  readonly purpose: string | null;
  readonly people: readonly string[];
  readonly hours: number;
  readonly tellAfterDays: number;
  readonly state: UnmaskingState;
  readonly decidedBy: AccountNamed | null;
  readonly decidedAt: string | null;
  /** Why it was refused. */
  readonly decisionReason: string | null;
  /** Until when names are shown, where they are; otherwise until when they would have been. */
  readonly until: string | null;
  readonly endedAt: string | null;
  /** `null` where it ended by itself. */
  readonly endedBy: AccountNamed | null;
  /** What whoever looks may do with it. */
  readonly may: { readonly approve: boolean; readonly refuse: boolean; readonly withdraw: boolean; readonly close: boolean };
}

export interface UnmaskingsView {
  readonly organisation: string;
  readonly timeZone: string;
  /** Newest first. */
  readonly requests: readonly UnmaskingView[];
  /** Whether whoever looks may ask for names. */
  readonly mayRequest: boolean;
}

/** Who asked to see names, for what, and what became of it. */
export function unmaskingsView(reader: Reader, by: Actor, store: UnmaskingStore, now: Instant): UnmaskingsView {
  permit(reader, 'read-unmaskings');
  return unmaskingsFor(reader, by, store.unmaskings(reader.organisation.slug, now));
}

/** The book for somebody, so that no client knows a rule of its own. */
export function unmaskingsFor({ organisation }: Reader, by: Actor, book: UnmaskingBook): UnmaskingsView {
  const account = by.kind === 'account' ? by.id : null;
  return {
    organisation: organisation.slug,
    timeZone: organisation.timeZone,
    requests: book.requests.slice(0, unmaskingLimits.shown).map((request) => requestOf(request, account, book)),
    mayRequest: account !== null && canBeUnmasked(book.names) && memberMay(book.members, account, 'view:people'),
  };
}

function requestOf(request: Unmasking, account: string | null, book: UnmaskingBook): UnmaskingView {
  const { id, requestedBy, requestedAt, reason, purpose, people, hours, tellAfterDays, decision, ending } = request;
  const named = (of: string | null): AccountNamed | null => (of === null ? null : { id: of, name: book.accounts.get(of) ?? null });
  const at = (instant: Instant | null): string | null => (instant === null ? null : new Date(instant).toISOString());
  const until = unmaskedUntil(request);
  const may = (permission: Parameters<typeof memberMay>[2]): boolean => account !== null && memberMay(book.members, account, permission);
  const isWaiting = decision === null && ending === null;
  const isOthers = requestedBy !== account;
  const decides = isWaiting && isOthers && may('approve:unmasking');
  return {
    id, requestedBy: { id: requestedBy, name: book.accounts.get(requestedBy) ?? null }, requestedAt: new Date(requestedAt).toISOString(), reason, purpose, people, hours, tellAfterDays,
    state: stateOf(request, book),
    decidedBy: named(decision?.by ?? null), decidedAt: at(decision?.at ?? null), decisionReason: decision?.reason ?? null,
    // What is to come is told as the clock on the wall will say it.
    until: at(until === null || ending !== null ? until : until - book.ahead),
    endedAt: at(ending?.at ?? null), endedBy: named(ending?.by ?? null),
    may: {
      approve: decides && canBeUnmasked(book.names) && memberMay(book.members, requestedBy, 'view:people'),
      refuse: decides,
      withdraw: isWaiting && !isOthers && may('view:people'),
      close: decision !== null && ending === null && may('approve:unmasking'),
    },
  };
}

/** What is not written down yet is said all the same, as it would be. */
function stateOf(request: Unmasking, book: UnmaskingBook): UnmaskingState {
  if (request.ending !== null) return request.ending.how;
  if (request.decision === null) return 'requested';
  return isUnmaskingOpen(request, book) ? 'open' : 'over';
}
