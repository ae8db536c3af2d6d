import { unattributed, wordsToFind, type AddressStore, type Addressed, type HeldWords } from '@pegel/domain';
import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import type { Tables } from './database.js';
import { forgetAttempts } from './sign-in-limits.js';
import { account, deviceCode, ingestKeys, invitations, memberships, readerTokens, session, settingChanges, twoFactor, unmaskings, user, verification } from './tables.js';

type Within = Pick<Tables, 'select' | 'update' | 'delete'>;

/** What accounts know of somebody who is erased. */
export const forgettingIn = (tables: Tables): AddressStore => ({
  addressed: (organisation, held) => addressedIn(tables, organisation, held),
  forgetAddresses(organisation, held, evenMembers = false) {
    const found = addressedIn(tables, organisation, held);
    const emails = [...held.emails];
    tables.delete(invitations).where(and(eq(invitations.organisation, organisation), inArray(invitations.email, emails))).run();
    tables.update(settingChanges).set({ changedBy: unattributed }).where(and(eq(settingChanges.organisation, organisation), inArray(settingChanges.changedBy, emails))).run();
    if (evenMembers) endMemberships(tables, organisation, emails);
    for (const id of homeless(tables, emails)) forgetAccount(tables, id);
    for (const email of emails) forgetAttempts(tables, email);
    return found;
  },
});

function addressedIn(within: Within, organisation: string, held: HeldWords): Addressed {
  const emails = [...held.emails];
  const member = within.select({ id: user.id }).from(user).innerJoin(memberships, eq(memberships.userId, user.id)).where(and(eq(memberships.organisation, organisation), inArray(user.email, emails))).limit(1).get();
  const invited = within.select({ id: invitations.id }).from(invitations).where(and(eq(invitations.organisation, organisation), inArray(invitations.email, emails))).all();
  const words = wordsToFind([...held.ids, ...emails, ...held.names]);
  const names = (reason: string | null): boolean => words.some((word) => reason?.normalize('NFC').toLowerCase().includes(word) === true);
  const reasons = [
    ...within.select({ reason: settingChanges.reason }).from(settingChanges).where(eq(settingChanges.organisation, organisation)).all(),
    ...within.select({ reason: unmaskings.reason }).from(unmaskings).where(eq(unmaskings.organisation, organisation)).all(),
    ...within.select({ reason: unmaskings.decisionReason }).from(unmaskings).where(eq(unmaskings.organisation, organisation)).all(),
  ];
  return { isMember: member !== undefined, invitations: invited.length, hasAccount: homeless(within, emails).length > 0, reasons: reasons.filter(({ reason }) => names(reason)).length };
}

/** What had ended before somebody was erased begins again nowhere; only the Primary Owner stays, since there must be one. */
function endMemberships(within: Within, organisation: string, emails: string[]): void {
  for (const { id } of within.select({ id: user.id }).from(user).where(inArray(user.email, emails)).all()) {
    within.delete(memberships).where(and(eq(memberships.userId, id), eq(memberships.organisation, organisation), ne(memberships.role, 'primary-owner'))).run();
    within.update(readerTokens).set({ revokedAt: new Date() }).where(and(eq(readerTokens.createdBy, id), eq(readerTokens.organisation, organisation), isNull(readerTokens.revokedAt))).run();
  }
}

/** Accounts that are at home in no organisation. */
function homeless(within: Within, emails: string[]): string[] {
  return within.select({ id: user.id, email: user.email }).from(user).where(inArray(user.email, emails)).all()
    .filter(({ id }) => within.select({ id: memberships.userId }).from(memberships).where(eq(memberships.userId, id)).limit(1).get() === undefined)
    .map(({ id }) => id);
}

function forgetAccount(within: Within, id: string): void {
  within.delete(session).where(eq(session.userId, id)).run();
  within.delete(account).where(eq(account.userId, id)).run();
  within.delete(twoFactor).where(eq(twoFactor.userId, id)).run();
  within.delete(deviceCode).where(eq(deviceCode.userId, id)).run();
  within.delete(verification).where(eq(verification.value, id)).run();
  if (!hasLeftSomething(within, id)) within.delete(user).where(eq(user.id, id)).run();
  // What they made or decided says by whom; who that was it says no more.
  else within.update(user).set({ name: '', email: `${id}@erased.invalid`, emailVerified: false, image: null, twoFactorEnabled: false }).where(eq(user.id, id)).run();
}

function hasLeftSomething(within: Within, id: string): boolean {
  const found = [
    within.select({ of: readerTokens.hash }).from(readerTokens).where(eq(readerTokens.createdBy, id)).limit(1).get(),
    within.select({ of: ingestKeys.hash }).from(ingestKeys).where(eq(ingestKeys.createdBy, id)).limit(1).get(),
    within.select({ of: invitations.id }).from(invitations).where(eq(invitations.invitedBy, id)).limit(1).get(),
    within.select({ of: unmaskings.id }).from(unmaskings).where(or(eq(unmaskings.requestedBy, id), eq(unmaskings.decidedBy, id), eq(unmaskings.endedBy, id))).limit(1).get(),
  ];
  return found.some((row) => row !== undefined);
}
