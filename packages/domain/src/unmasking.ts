import type { Instant } from './calendar.js';
import type { Actor, Happening } from './journal.js';
import type { Member } from './members.js';
import { canBeUnmasked, type NameChoice } from './organisation.js';
import { permissionsOf, type Permission } from './permissions.js';

/** How a request to see names ends: refused or withdrawn before anybody could see any, decided by nobody in time, closed by somebody, or over by itself. */
export const unmaskingEnds = ['refused', 'withdrawn', 'undecided', 'closed', 'over'] as const;
export type UnmaskingEnd = (typeof unmaskingEnds)[number];

/**
 * @property hoursMax How long names may be seen.
 * @property tellAfterDaysMax How long those concerned may be left in the dark, for security cases alone.
 * @property undecidedDays After how many days a request that nobody decided is none any more.
 * @property live How many can wait or be open in an organisation at the same time.
 * @property shown How many are listed, the newest first.
 */
export const unmaskingLimits = { reason: 500, people: 50, hoursMax: 24, tellAfterDaysMax: 30, undecidedDays: 7, live: 100, shown: 200 } as const;

/** A request to see names, as it is kept. Accounts and people are there by id and key. */
export interface Unmasking {
  readonly id: string;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly reason: string;
  readonly purpose: string | null;
  /** Keys of those whose names are asked for. */
  readonly people: readonly string[];
  readonly hours: number;
  /** After how many days from the approval on those concerned are told. */
  readonly tellAfterDays: number;
  readonly decision: { readonly by: string; readonly at: Instant; readonly isApproved: boolean; readonly reason: string | null } | null;
  /** `by`: nobody where it ended by itself. */
  readonly ending: { readonly how: UnmaskingEnd; readonly at: Instant; readonly by: string | null } | null;
}

/** All that decides on an organisation's requests, at one moment. */
export interface UnmaskingBook {
  /** By a clock that never goes back: later than whatever was decided before. */
  readonly now: Instant;
  /** How far that is ahead of the clock on the wall. */
  readonly ahead: number;
  readonly names: NameChoice;
  readonly members: readonly Member[];
  /** Newest first. */
  readonly requests: readonly Unmasking[];
  /** Addresses of the accounts that requests name, members or not. */
  readonly accounts: ReadonlyMap<string, string>;
}

export type UnmaskingWrite =
  | { readonly kind: 'request'; readonly request: Omit<Unmasking, 'decision' | 'ending'> }
  | { readonly kind: 'decide'; readonly id: string; readonly decision: NonNullable<Unmasking['decision']> }
  | { readonly kind: 'end'; readonly id: string; readonly ending: NonNullable<Unmasking['ending']> };

/** What is to be written, in this order, and what the journal says of it. */
export interface UnmaskingDecision {
  readonly writes: readonly UnmaskingWrite[];
  readonly entries: readonly Pick<Happening, 'happening' | 'about'>[];
}

/** Where requests to see names are kept. Whatever is asked of it first writes down for good what has ended meanwhile. */
export interface UnmaskingStore {
  unmaskings(slug: string, at: Instant): UnmaskingBook;
  /**
   * Decides over the requests and members as they are while nobody else can change them, and writes what was decided and
   * its entries, all or none. What `decide` throws leaves everything as it was. It returns the book as it is afterwards.
   */
  changeUnmaskings(slug: string, by: Actor, at: Instant, decide: (book: UnmaskingBook) => UnmaskingDecision): UnmaskingBook;
  newUnmaskingId(): string;
}

const hour = 3_600_000;
const day = 24 * hour;

/** When names are hidden again, at the latest. */
export const unmaskedUntil = ({ decision, hours }: Pick<Unmasking, 'decision' | 'hours'>): Instant | null => (decision?.isApproved === true ? decision.at + hours * hour : null);

/** Whether an account may do that at this moment. */
export const memberMay = (members: UnmaskingBook['members'], id: string, permission: Permission): boolean => {
  const member = members.find((candidate) => candidate.id === id);
  return member !== undefined && permissionsOf(member.role, member.grants).has(permission);
};

/**
 * Whether names are shown by a request at this moment: asked for by somebody who may see numbers by person now, approved
 * by somebody else who may decide on that now, not ended, and not over. The only place that knows.
 */
export function isUnmaskingOpen(request: Unmasking, { now, names, members }: Pick<UnmaskingBook, 'now' | 'names' | 'members'>): boolean {
  const { requestedBy, decision, ending } = request;
  const until = unmaskedUntil(request);
  return (
    decision !== null && until !== null && ending === null && canBeUnmasked(names) && decision.by !== requestedBy &&
    decision.at <= now && now < until && memberMay(members, requestedBy, 'view:people') && memberMay(members, decision.by, 'approve:unmasking')
  );
}

/** What has come to an end by itself and is to be written down, so that nothing brings it back: no clock, no role that somebody gets again. */
export function unmaskingsEnded(book: UnmaskingBook): UnmaskingDecision {
  const ended = book.requests.flatMap((request) => {
    const how = endOf(request, book);
    return how === null ? [] : [{ request, how }];
  });
  return {
    writes: ended.map(({ request, how }) => ({ kind: 'end', id: request.id, ending: { how, at: book.now, by: null } })),
    entries: ended.map(({ request, how }) => unmaskingClosed(request, how)),
  };
}

function endOf(request: Unmasking, book: UnmaskingBook): UnmaskingEnd | null {
  if (request.ending !== null) return null;
  if (request.decision !== null) return isUnmaskingOpen(request, book) ? null : 'over';
  return book.now < request.requestedAt + unmaskingLimits.undecidedDays * day ? null : 'undecided';
}

export const unmaskingClosed = ({ id, requestedBy }: Unmasking, how: UnmaskingEnd): UnmaskingDecision['entries'][number] => ({ happening: 'unmasking-closed', about: { request: id, requester: requestedBy, end: how } });

/** The names that an account sees by requests of its own, each with the request by which it does; of several, the one that lasts longest. */
export function namesShownTo(account: string, book: UnmaskingBook): ReadonlyMap<string, string> {
  const open = book.requests.filter((request) => request.requestedBy === account && isUnmaskingOpen(request, book)).sort((a, b) => (unmaskedUntil(a) ?? 0) - (unmaskedUntil(b) ?? 0));
  return new Map(open.flatMap(({ id, people }) => people.map((person): [string, string] => [person, id])));
}

/** What those concerned may know of a request that was approved. */
export interface UnmaskingTold {
  readonly id: string;
  /** The address of whoever saw names; `null` where the account is gone. */
  readonly requestedBy: string | null;
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly purpose: string | null;
  /** From when on names could be seen, and until when: its end where that was before its time was over. */
  readonly from: Instant;
  readonly until: Instant;
}

/** What people may know of requests for their names, from the approval on, or as many days later as was approved with it. Newest first. */
export function unmaskingsConcerning(people: readonly string[], { now, requests, accounts }: Pick<UnmaskingBook, 'now' | 'requests' | 'accounts'>): UnmaskingTold[] {
  return requests.flatMap((request) => {
    const { id, requestedBy, reason, purpose, decision, ending, tellAfterDays } = request;
    const until = unmaskedUntil(request);
    if (decision === null || until === null || !request.people.some((key) => people.includes(key))) return [];
    // Whoever is to be told at once is told whatever the clock says.
    if (tellAfterDays > 0 && now < decision.at + tellAfterDays * day) return [];
    return [{ id, requestedBy: accounts.get(requestedBy) ?? null, approvedBy: accounts.get(decision.by) ?? null, reason, purpose, from: decision.at, until: Math.min(until, ending?.at ?? until) }];
  });
}
