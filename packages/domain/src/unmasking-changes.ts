import type { Instant } from './calendar.js';
import { isPersonKey } from './identity.js';
import type { Actor, JournalParticulars } from './journal.js';
import { permit } from './permit.js';
import { canBeUnmasked, type NameChoice, type Organisation } from './organisation.js';
import type { Reader } from './permissions.js';
import { purposeFor } from './purposes.js';
import { refuse } from './report-error.js';
import { shown } from './shown.js';
import type { UsageStore } from './store.js';
import { unmaskingClosed, memberMay, unmaskedUntil, unmaskingLimits, type Unmasking, type UnmaskingBook, type UnmaskingDecision, type UnmaskingStore } from './unmasking.js';
import { unmaskingsFor, type UnmaskingsView } from './unmasking-view.js';

export interface UnmaskingWish {
  /** Keys, as reports by person have them. */
  readonly people: readonly string[];
  readonly hours: number;
  readonly reason: string;
  readonly purpose?: string | undefined;
  /** Default 0: those concerned are told as soon as it is approved. */
  readonly tellAfterDays?: number | undefined;
}

interface Stores {
  readonly unmaskings: UnmaskingStore;
  readonly store: Pick<UsageStore, 'people'>;
}

/** Asks to see names for a while. Nobody sees any before somebody else has approved. */
export async function requestUnmasking(reader: Reader, by: Actor, { unmaskings, store }: Stores, wish: UnmaskingWish, now: Instant): Promise<UnmaskingsView> {
  permit(reader, 'request-unmasking');
  const account = inPerson(by);
  const { organisation } = reader;
  refuseUnlessMasked(organisation.names);
  const asked = { ...checked(organisation, wish), people: await peopleIn(organisation, store, wish.people) };
  return changed(reader, by, unmaskings, now, (book) => {
    refuseUnlessMasked(book.names);
    if (!memberMay(book.members, account, 'view:people')) refuse({ name: 'unmasking-asks-no-more', about: {} });
    if (book.requests.filter(({ ending }) => ending === null).length >= unmaskingLimits.live) refuse({ name: 'unmasking-too-many', about: {} });
    const request = { id: unmaskings.newUnmaskingId(), requestedBy: account, requestedAt: book.now, ...asked };
    const { id, people, hours, purpose, tellAfterDays } = request;
    const about: JournalParticulars = { request: id, people, hours, ...(purpose === null ? {} : { purpose }), ...(tellAfterDays === 0 ? {} : { tellAfterDays }) };
    return { writes: [{ kind: 'request', request }], entries: [{ happening: 'unmasking-requested', about }] };
  });
}

/** Shows the names to whoever asked, from this moment on and for no longer than was asked for. */
export function approveUnmasking(reader: Reader, by: Actor, store: UnmaskingStore, id: string, now: Instant): UnmaskingsView {
  permit(reader, 'decide-unmasking');
  const account = inPerson(by);
  return changed(reader, by, store, now, (book) => {
    const request = waiting(book, id, account);
    refuseUnlessMasked(book.names);
    if (!memberMay(book.members, request.requestedBy, 'view:people')) refuse({ name: 'unmasking-pointless', about: {} });
    const { people, hours, requestedBy } = request;
    return {
      writes: [{ kind: 'decide', id, decision: { by: account, at: book.now, isApproved: true, reason: null } }],
      entries: [{ happening: 'unmasking-approved', about: { request: id, requester: requestedBy, people, hours } }],
    };
  });
}

/** Refuses a request, for good. */
export function refuseUnmasking(reader: Reader, by: Actor, store: UnmaskingStore, { id, reason }: { readonly id: string; readonly reason?: string | undefined }, now: Instant): UnmaskingsView {
  permit(reader, 'decide-unmasking');
  const account = inPerson(by);
  const why = reason === undefined || reason.trim() === '' ? null : reasonIn(reason);
  return changed(reader, by, store, now, (book) => {
    const { requestedBy } = waiting(book, id, account);
    return {
      writes: [
        { kind: 'decide', id, decision: { by: account, at: book.now, isApproved: false, reason: why } },
        { kind: 'end', id, ending: { how: 'refused', at: book.now, by: account } },
      ],
      entries: [{ happening: 'unmasking-refused', about: { request: id, requester: requestedBy } }],
    };
  });
}

/** Takes a request back that nobody has decided on. */
export function withdrawUnmasking(reader: Reader, by: Actor, store: UnmaskingStore, id: string, now: Instant): UnmaskingsView {
  permit(reader, 'request-unmasking');
  const account = inPerson(by);
  return changed(reader, by, store, now, (book) => {
    const request = found(book, id);
    if (request.requestedBy !== account) refuse({ name: 'unmasking-not-own', about: {} });
    if (request.decision?.isApproved === true && request.ending === null) refuse({ name: 'unmasking-to-close', about: {} });
    refuseUnlessWaiting(request);
    return { writes: [{ kind: 'end', id, ending: { how: 'withdrawn', at: book.now, by: account } }], entries: [{ happening: 'unmasking-withdrawn', about: { request: id } }] };
  });
}

/** Hides names again before their time is over: whoever could decide on it may, since nobody needs a second person to see less. */
export function closeUnmasking(reader: Reader, by: Actor, store: UnmaskingStore, id: string, now: Instant): UnmaskingsView {
  permit(reader, 'decide-unmasking');
  const account = inPerson(by);
  return changed(reader, by, store, now, (book) => {
    const request = found(book, id);
    if (request.ending === null && request.decision === null) refuse({ name: 'unmasking-shows-none', about: {} });
    if (request.ending !== null) refuse({ name: `unmasking-${request.ending.how}`, about: {} });
    return { writes: [{ kind: 'end', id, ending: { how: 'closed', at: book.now, by: account } }], entries: [unmaskingClosed(request, 'closed')] };
  });
}

function changed(reader: Reader, by: Actor, store: UnmaskingStore, now: Instant, decide: (book: UnmaskingBook) => UnmaskingDecision): UnmaskingsView {
  return unmaskingsFor(reader, by, store.changeUnmaskings(reader.organisation.slug, by, now, decide));
}

/** Two people answer for it, so neither is a program. */
function inPerson({ kind, id }: Actor): string {
  return kind === 'account' && id !== null ? id : refuse({ name: 'unmasking-token', about: {} });
}

const found = (book: UnmaskingBook, id: string): Unmasking => book.requests.find((request) => request.id === id) ?? refuse({ name: 'unmasking-unknown', about: { id: shown(id) } });

function refuseUnlessWaiting(request: Unmasking): void {
  if (request.ending !== null) refuse({ name: `unmasking-${request.ending.how}`, about: {} });
  const until = unmaskedUntil(request);
  if (until !== null) refuse({ name: 'unmasking-approved', about: {} });
}

/** A request that waits for somebody else than whoever made it. */
function waiting(book: UnmaskingBook, id: string, account: string): Unmasking {
  const request = found(book, id);
  if (!memberMay(book.members, account, 'approve:unmasking')) refuse({ name: 'unmasking-decides-no-more', about: {} });
  if (request.requestedBy === account) refuse({ name: 'unmasking-own', about: {} });
  refuseUnlessWaiting(request);
  return request;
}

function refuseUnlessMasked(names: NameChoice): void {
  if (canBeUnmasked(names)) return;
  if (names === 'full') refuse({ name: 'unmasking-names-full', about: {} });
  refuse({ name: 'unmasking-names-off', about: {} });
}

function reasonIn(text: string): string {
  const why = text.trim();
  return why === '' || [...why].length > unmaskingLimits.reason || !why.isWellFormed() ? refuse({ name: 'unmasking-reason', about: {} }) : why;
}

function checked(organisation: Organisation, { hours, reason, purpose, tellAfterDays = 0 }: UnmaskingWish): Pick<Unmasking, 'hours' | 'reason' | 'purpose' | 'tellAfterDays'> {
  const { hoursMax, tellAfterDaysMax } = unmaskingLimits;
  if (!Number.isInteger(hours) || hours < 1 || hours > hoursMax) refuse({ name: 'unmasking-hours', about: { given: String(hours) } });
  const why = reasonIn(reason);
  const what = purposeFor(organisation, true, purpose);
  if (!Number.isInteger(tellAfterDays) || tellAfterDays < 0 || tellAfterDays > tellAfterDaysMax) refuse({ name: 'unmasking-delay', about: { given: String(tellAfterDays) } });
  if (tellAfterDays > 0 && !saysSecurity(`${why} ${what ?? ''}`)) refuse({ name: 'unmasking-no-security', about: {} });
  return { hours, reason: why, purpose: what, tellAfterDays };
}

/** Whether a text claims that it is about security; whoever approves judges whether it is. */
export const saysSecurity = (text: string): boolean => /security|sicherheit/iu.test(text);

async function peopleIn(organisation: Organisation, store: Pick<UsageStore, 'people'>, given: readonly string[]): Promise<readonly string[]> {
  const keys = [...new Set(given)];
  if (keys.length === 0 || keys.length > unmaskingLimits.people) refuse({ name: 'unmasking-people', about: { given: String(keys.length) } });
  const bad = keys.find((key) => !isPersonKey(key));
  if (bad !== undefined) refuse({ name: 'unmasking-no-key', about: { given: shown(bad) } });
  const known = await store.people(organisation, keys);
  const missing = keys.find((key) => !known.has(key));
  if (missing !== undefined) refuse({ name: 'unmasking-nobody', about: { key: shown(missing) } });
  return keys;
}
