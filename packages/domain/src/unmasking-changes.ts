import type { Instant } from './calendar.js';
import { isPersonKey } from './identity.js';
import type { Actor, JournalParticulars } from './journal.js';
import { permit } from './operations.js';
import type { NameChoice, Organisation } from './organisation.js';
import type { Reader } from './permissions.js';
import { purposeFor } from './purposes.js';
import { ReportError } from './query.js';
import type { NamedRefusal } from './refusals.js';
import { shown } from './shown.js';
import type { UsageStore } from './store.js';
import { canBeUnmasked, unmaskingClosed, memberMay, unmaskedUntil, unmaskingLimits, type Unmasking, type UnmaskingBook, type UnmaskingDecision, type UnmaskingStore } from './unmasking.js';
import { onlyUnmaskingDeciders, unmaskingsFor, type UnmaskingsView } from './unmasking-view.js';

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
  permit(reader, 'request-unmasking', 'Names are asked for by Primary Owners and Owners.');
  const account = inPerson(by);
  const { organisation } = reader;
  refuseUnlessMasked(organisation.names);
  const asked = { ...checked(organisation, wish), people: await peopleIn(organisation, store, wish.people) };
  return changed(reader, by, unmaskings, now, (book) => {
    refuseUnlessMasked(book.names);
    if (!memberMay(book.members, account, 'view:people')) notPermitted('You may not see numbers by person any more.', { name: 'unmasking-asks-no-more', about: {} });
    if (book.requests.filter(({ ending }) => ending === null).length >= unmaskingLimits.live) wrong(`At most ${unmaskingLimits.live} requests for names can wait or be open at the same time.`, { name: 'unmasking-too-many', about: {} });
    const request = { id: unmaskings.newUnmaskingId(), requestedBy: account, requestedAt: book.now, ...asked };
    const { id, people, hours, purpose, tellAfterDays } = request;
    const about: JournalParticulars = { request: id, people, hours, ...(purpose === null ? {} : { purpose }), ...(tellAfterDays === 0 ? {} : { tellAfterDays }) };
    return { writes: [{ kind: 'request', request }], entries: [{ happening: 'unmasking-requested', about }] };
  });
}

/** Shows the names to whoever asked, from this moment on and for no longer than was asked for. */
export function approveUnmasking(reader: Reader, by: Actor, store: UnmaskingStore, id: string, now: Instant): UnmaskingsView {
  permit(reader, 'decide-unmasking', onlyUnmaskingDeciders);
  const account = inPerson(by);
  return changed(reader, by, store, now, (book) => {
    const request = waiting(book, id, account);
    refuseUnlessMasked(book.names);
    if (!memberMay(book.members, request.requestedBy, 'view:people')) wrong('Whoever asked may not see numbers by person any more, so there is nothing to approve.', { name: 'unmasking-pointless', about: {} });
    const { people, hours, requestedBy } = request;
    return {
      writes: [{ kind: 'decide', id, decision: { by: account, at: book.now, isApproved: true, reason: null } }],
      entries: [{ happening: 'unmasking-approved', about: { request: id, requester: requestedBy, people, hours } }],
    };
  });
}

/** Refuses a request, for good. */
export function refuseUnmasking(reader: Reader, by: Actor, store: UnmaskingStore, { id, reason }: { readonly id: string; readonly reason?: string | undefined }, now: Instant): UnmaskingsView {
  permit(reader, 'decide-unmasking', onlyUnmaskingDeciders);
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
  permit(reader, 'request-unmasking', 'Requests for names are withdrawn by Primary Owners and Owners.');
  const account = inPerson(by);
  return changed(reader, by, store, now, (book) => {
    const request = found(book, id);
    if (request.requestedBy !== account) notPermitted('A request for names is withdrawn by whoever made it; others refuse it.', { name: 'unmasking-not-own', about: {} });
    if (request.decision?.isApproved === true && request.ending === null) wrong('This request was approved already; close it to hide the names again.', { name: 'unmasking-to-close', about: {} });
    refuseUnlessWaiting(request);
    return { writes: [{ kind: 'end', id, ending: { how: 'withdrawn', at: book.now, by: account } }], entries: [{ happening: 'unmasking-withdrawn', about: { request: id } }] };
  });
}

/** Hides names again before their time is over: whoever could decide on it may, since nobody needs a second person to see less. */
export function closeUnmasking(reader: Reader, by: Actor, store: UnmaskingStore, id: string, now: Instant): UnmaskingsView {
  permit(reader, 'decide-unmasking', onlyUnmaskingDeciders);
  const account = inPerson(by);
  return changed(reader, by, store, now, (book) => {
    const request = found(book, id);
    if (request.ending === null && request.decision === null) wrong('This request shows no names yet; it can be refused or withdrawn.', { name: 'unmasking-shows-none', about: {} });
    if (request.ending !== null) wrong(`This request is over already: ${inWords[request.ending.how]}.`, { name: `unmasking-${request.ending.how}`, about: {} });
    return { writes: [{ kind: 'end', id, ending: { how: 'closed', at: book.now, by: account } }], entries: [unmaskingClosed(request, 'closed')] };
  });
}

function changed(reader: Reader, by: Actor, store: UnmaskingStore, now: Instant, decide: (book: UnmaskingBook) => UnmaskingDecision): UnmaskingsView {
  return unmaskingsFor(reader, by, store.changeUnmaskings(reader.organisation.slug, by, now, decide));
}

const wrong = (message: string, refusal: NamedRefusal): never => {
  throw new ReportError('bad-query', message, refusal);
};
const notPermitted = (message: string, refusal: NamedRefusal): never => {
  throw new ReportError('not-permitted', message, refusal);
};

/** Two people answer for it, so neither is a program. */
function inPerson({ kind, id }: Actor): string {
  return kind === 'account' && id !== null ? id : notPermitted('Names are asked for and decided on by people who are signed in; a token does neither.', { name: 'unmasking-token', about: {} });
}

const inWords: Readonly<Record<NonNullable<Unmasking['ending']>['how'], string>> = {
  refused: 'it was refused', withdrawn: 'it was withdrawn', undecided: `nobody decided on it within ${unmaskingLimits.undecidedDays} days`, closed: 'it was closed', over: 'its time has ended',
};

const found = (book: UnmaskingBook, id: string): Unmasking => book.requests.find((request) => request.id === id) ?? wrong(`There is no request ${shown(id)} here.`, { name: 'unmasking-unknown', about: { id: shown(id) } });

function refuseUnlessWaiting(request: Unmasking): void {
  if (request.ending !== null) wrong(`This request is over already: ${inWords[request.ending.how]}.`, { name: `unmasking-${request.ending.how}`, about: {} });
  const until = unmaskedUntil(request);
  if (until !== null) wrong('This request was approved already.', { name: 'unmasking-approved', about: {} });
}

/** A request that waits for somebody else than whoever made it. */
function waiting(book: UnmaskingBook, id: string, account: string): Unmasking {
  const request = found(book, id);
  if (!memberMay(book.members, account, 'approve:unmasking')) notPermitted('You may not decide on requests for names any more.', { name: 'unmasking-decides-no-more', about: {} });
  if (request.requestedBy === account) notPermitted('Nobody decides on a request of their own: it takes a second person, an Owner or an Auditor.', { name: 'unmasking-own', about: {} });
  refuseUnlessWaiting(request);
  return request;
}

function refuseUnlessMasked(names: NameChoice): void {
  if (canBeUnmasked(names)) return;
  if (names === 'full') wrong('There is nothing to unmask: this organisation shows full names to everybody who may see numbers by person.', { name: 'unmasking-names-full', about: {} });
  wrong('There is nothing to unmask: numbers by person are switched off for this organisation.', { name: 'unmasking-names-off', about: {} });
}

function reasonIn(text: string): string {
  const why = text.trim();
  return why === '' || [...why].length > unmaskingLimits.reason || !why.isWellFormed() ? wrong(`A reason of 1 to ${unmaskingLimits.reason} characters is needed; it is kept with the request.`, { name: 'unmasking-reason', about: {} }) : why;
}

function checked(organisation: Organisation, { hours, reason, purpose, tellAfterDays = 0 }: UnmaskingWish): Pick<Unmasking, 'hours' | 'reason' | 'purpose' | 'tellAfterDays'> {
  const { hoursMax, tellAfterDaysMax } = unmaskingLimits;
  if (!Number.isInteger(hours) || hours < 1 || hours > hoursMax) wrong(`hours must be a whole number from 1 to ${hoursMax}; got ${shown(hours)}.`, { name: 'unmasking-hours', about: {} });
  const why = reasonIn(reason);
  const what = purposeFor(organisation, true, purpose);
  if (!Number.isInteger(tellAfterDays) || tellAfterDays < 0 || tellAfterDays > tellAfterDaysMax) wrong(`tellAfterDays must be a whole number from 0 to ${tellAfterDaysMax}; got ${shown(tellAfterDays)}.`, { name: 'unmasking-delay', about: {} });
  if (tellAfterDays > 0 && !saysSecurity(`${why} ${what ?? ''}`)) wrong('Those concerned are told later in security cases alone: say in the reason that it is one, with the word "security" or "Sicherheit", or let them be told at once with tellAfterDays 0.', { name: 'unmasking-no-security', about: {} });
  return { hours, reason: why, purpose: what, tellAfterDays };
}

/** Whether a text claims that it is about security; whoever approves judges whether it is. */
export const saysSecurity = (text: string): boolean => /security|sicherheit/iu.test(text);

async function peopleIn(organisation: Organisation, store: Pick<UsageStore, 'people'>, given: readonly string[]): Promise<readonly string[]> {
  const keys = [...new Set(given)];
  if (keys.length === 0 || keys.length > unmaskingLimits.people) wrong(`people must be 1 to ${unmaskingLimits.people} keys of people; got ${keys.length}.`, { name: 'unmasking-people', about: {} });
  const bad = keys.find((key) => !isPersonKey(key));
  if (bad !== undefined) wrong(`people must be keys as reports by person have them, such as p_0123456789abcdef0123; got ${shown(bad)}.`, { name: 'unmasking-no-key', about: { given: shown(bad) } });
  const known = await store.people(organisation, keys);
  const missing = keys.find((key) => !known.has(key));
  if (missing !== undefined) wrong(`Nobody here has the key ${shown(missing)}.`, { name: 'unmasking-nobody', about: { key: shown(missing) } });
  return keys;
}
