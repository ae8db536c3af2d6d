import type { Instant } from './calendar.js';
import { invitationRefusal, stateOf, withdrawalRefusal, type Invitation, type InvitationView } from './invitations.js';
import type { Actor, Happening, JournalParticulars } from './journal.js';
import { isPermitted } from './operations.js';
import { permit } from './permit.js';
import { roleNames, type Permission, type Reader, type RoleName } from './permissions.js';
import type { NamedRefusal, RefusalNameOf } from './refusals.js';
import { refuse } from './report-error.js';
import { roleChoices, roleRefusal, transferRefusal, type Acting, type RoleChoice, type Standing } from './role-rules.js';
import { shown } from './shown.js';

export interface Member extends Standing {
  /** Of the account, which may be at home in other organisations too. */
  readonly id: string;
  readonly email: string;
  readonly since: Instant;
}

/** Whoever acts, with the account that they are, or whose token they use. */
export interface ActingMember extends Acting {
  readonly id: string;
}

/** Everybody at home in an organisation and whoever was asked to be, at one moment. */
export interface Roster {
  /** `null`: no member any more, or a token that has ended or belongs to nobody. */
  readonly actor: ActingMember | null;
  /** By address. */
  readonly members: readonly Member[];
  /** Those that were neither accepted nor withdrawn, the newest first. */
  readonly invitations: readonly Invitation[];
}

export type MemberWrite =
  | ({ readonly kind: 'set-role'; readonly id: string } & Standing)
  /** Ends the membership and the tokens that saw with its eyes. The account stays, and so do its other memberships. */
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'invite'; readonly invitation: Omit<Invitation, 'invitedBy'>; readonly invitedBy: string; readonly hash: string }
  | { readonly kind: 'withdraw'; readonly id: string };

/** What is to be written, in this order, and what the journal says of it. Nothing at all is a decision too. */
export interface MemberDecision {
  readonly writes: readonly MemberWrite[];
  readonly entries: readonly Pick<Happening, 'happening' | 'about'>[];
}

/** Where memberships and invitations are kept. */
export interface MemberStore {
  roster(slug: string, by: Actor, at: Instant): Roster;
  /**
   * Decides over the members as they are while nobody else can change them, whoever acts included, and writes what was
   * decided and its entries, all or none. What `decide` throws leaves everything as it was.
   */
  changeMembers(slug: string, by: Actor, at: Instant, decide: (roster: Roster) => MemberDecision): void;
  /** The id of a new invitation, its secret, and what is kept of that. */
  makeInvitationSecret(): { readonly id: string; readonly secret: string; readonly hash: string };
}

export const membersLimits = { people: 1_000, days: { min: 1, max: 30, usual: 7 } } as const;

/** A member, and what whoever looks may do with them. */
export interface MemberView {
  readonly id: string;
  readonly email: string;
  readonly role: RoleName;
  readonly grants: readonly Permission[];
  readonly since: string;
  readonly isSelf: boolean;
  /** On one's own row: to step down and to leave. */
  readonly may: {
    /** The roles that they may be given, and what may be granted with each. */
    readonly become: readonly RoleChoice[];
    readonly beRemoved: boolean;
    readonly becomePrimaryOwner: boolean;
  };
}

export interface MembersView {
  readonly organisation: string;
  readonly timeZone: string;
  /** From the widest role to the narrowest, then by address. */
  readonly members: readonly MemberView[];
  /** The newest first. */
  readonly invitations: readonly InvitationView[];
  /** Whom one may invite: as what, and what may be granted with it. */
  readonly mayInvite: readonly RoleChoice[];
}

/** What came of a change. */
export interface MembersChanged {
  readonly organisation: string;
  /** `false`: it was so already. */
  readonly isChanged: boolean;
}

/** Everybody, with what whoever looks may do with each, so that no client knows a rule of its own. */
export function membersView(reader: Reader, by: Actor, store: MemberStore, now: Instant): MembersView {
  permit(reader, 'read-members');
  const { actor, members, invitations } = store.roster(reader.organisation.slug, by, now);
  return {
    organisation: reader.organisation.slug,
    timeZone: reader.organisation.timeZone,
    members: members.toSorted((a, b) => roleNames.indexOf(a.role) - roleNames.indexOf(b.role)).map(({ id, email, role, grants, since }) => {
      const change = actor === null ? null : { actor, isSelf: id === actor.id, was: { role, grants } };
      const may = change !== null && (isPermitted(change.actor, 'change-members') || (change.isSelf && by.kind === 'account')) ? change : null;
      return {
        id, email, role, grants, since: new Date(since).toISOString(), isSelf: change?.isSelf ?? false,
        may: {
          become: may === null ? [] : roleChoices(may),
          beRemoved: may !== null && roleRefusal({ ...may, becomes: null }) === null,
          becomePrimaryOwner: may !== null && transferRefusal(may) === null,
        },
      };
    }),
    invitations: invitations.map((invitation) => ({
      id: invitation.id, email: invitation.email, role: invitation.role, grants: invitation.grants, invitedBy: invitation.invitedBy.email,
      createdAt: new Date(invitation.createdAt).toISOString(), expiresAt: new Date(invitation.expiresAt).toISOString(),
      state: stateOf(invitation, members, now),
      mayBeWithdrawn: actor !== null && withdrawalRefusal(actor, invitation, members, now) === null,
    })),
    mayInvite: actor === null ? [] : roleChoices({ actor, isSelf: false, was: null }),
  };
}

/** Gives a member another role, or other grants with it. What is not granted is taken. */
export function changeRole(reader: Reader, by: Actor, store: MemberStore, { id, role, grants = [] }: { readonly id: string; readonly role: RoleName; readonly grants?: readonly Permission[] | undefined }, now: Instant): MembersChanged {
  permit(reader, 'change-members');
  return changed(reader, by, store, now, (roster) => {
    const { actor, member, isSelf } = meant(roster, id);
    const becomes = { role, grants: [...new Set(grants)] };
    refuseWith(roleRefusal({ actor, isSelf, was: member, becomes }));
    return decisionToBecome(member, becomes);
  });
}

/** Ends a membership. The account stays, and so do its memberships elsewhere. */
export function removeMember(reader: Reader, by: Actor, store: MemberStore, { id }: { readonly id: string }, now: Instant): MembersChanged {
  permit(reader, 'change-members');
  return changed(reader, by, store, now, (roster) => {
    const { actor, member, isSelf } = meant(roster, id);
    refuseWith(roleRefusal({ actor, isSelf, was: member, becomes: null }));
    return decisionToRemove(member);
  });
}

/** Leaves an organisation, or steps down in it: what anybody may do but the Primary Owner. A token does it only where it may manage members. */
export function changeOwnMembership(reader: Reader, by: Actor, store: MemberStore, becomes: RoleName | null, now: Instant): MembersChanged {
  if (by.kind === 'token') permit(reader, 'change-members', { name: 'membership-token', about: {} });
  return changed(reader, by, store, now, (roster) => {
    const actor = actingIn(roster);
    const { member } = meant(roster, actor.id);
    const wanted = becomes === null ? null : { role: becomes, grants: [] };
    refuseWith(roleRefusal({ actor, isSelf: true, was: member, becomes: wanted }));
    return wanted === null ? decisionToRemove(member) : decisionToBecome(member, wanted);
  });
}

/** Makes an Owner the Primary Owner, and the one before an Owner. There is exactly one at every moment. */
export function transferPrimaryOwner(reader: Reader, by: Actor, store: MemberStore, { id }: { readonly id: string }, now: Instant): MembersChanged {
  permit(reader, 'change-members');
  return changed(reader, by, store, now, (roster) => {
    const { actor, member, isSelf } = meant(roster, id);
    refuseWith(transferRefusal({ actor, isSelf, was: member }));
    return {
      // In this order: the table takes no second Primary Owner, not even between two writes.
      writes: [{ kind: 'set-role', id: actor.id, role: 'owner', grants: [] }, { kind: 'set-role', id, role: 'primary-owner', grants: [] }],
      entries: [{ happening: 'primary-owner-transferred', about: { from: actor.id, to: id } }],
    };
  });
}

/** Asks somebody to become a member. A second invitation to an address takes the place of the first. */
export function invite(reader: Reader, by: Actor, store: MemberStore, wish: { readonly email: string; readonly role: RoleName; readonly grants?: readonly Permission[] | undefined; readonly days?: number | undefined }, now: Instant): InvitationMade {
  permit(reader, 'change-members');
  const { email, role, grants = [], days = membersLimits.days.usual } = wish;
  const { min, max } = membersLimits.days;
  if (!Number.isInteger(days) || days < min || days > max) refuse({ name: 'whole-number', about: { field: 'days', least: String(min), most: String(max), given: String(days) } });
  const { id, secret, hash } = store.makeInvitationSecret();
  const invitation = { id, email, role, grants: [...new Set(grants)], createdAt: now, expiresAt: now + days * millisecondsADay };
  changed(reader, by, store, now, (roster) => {
    const actor = actingIn(roster);
    refuseWith(invitationRefusal(actor, invitation));
    if (roster.members.some((member) => member.email === email)) refuse({ name: 'member-already', about: { email } });
    const before = roster.invitations.find((open) => open.email === email);
    if (before !== undefined) refuseWith(withdrawalRefusal(actor, before, roster.members, now));
    if (before === undefined && roster.members.length + roster.invitations.length >= membersLimits.people) {
      refuse({ name: 'members-many', about: { most: String(membersLimits.people) } });
    }
    const replaced: MemberDecision = before === undefined ? nothing : decisionToWithdraw(before, { replacedBy: id });
    return {
      writes: [...replaced.writes, { kind: 'invite', invitation, invitedBy: actor.id, hash }],
      entries: [...replaced.entries, { happening: 'member-invited', about: { invitation: id, role, grants: invitation.grants, days } }],
    };
  });
  return { organisation: reader.organisation.slug, id, email, role, grants: invitation.grants, expiresAt: new Date(invitation.expiresAt).toISOString(), secret };
}

/** An invitation that was just made: the only moment at which its secret is known. */
export interface InvitationMade extends Standing {
  readonly organisation: string;
  readonly id: string;
  readonly email: string;
  readonly expiresAt: string;
  readonly secret: string;
}

/** Takes an invitation back: its link opens nothing from then on. */
export function withdrawInvitation(reader: Reader, by: Actor, store: MemberStore, { id }: { readonly id: string }, now: Instant): MembersChanged {
  permit(reader, 'change-members');
  return changed(reader, by, store, now, (roster) => {
    const actor = actingIn(roster);
    const invitation = roster.invitations.find((open) => open.id === id) ?? refuse({ name: 'invitation-unknown', about: { id: shown(id) } });
    refuseWith(withdrawalRefusal(actor, invitation, roster.members, now));
    return decisionToWithdraw(invitation);
  });
}

const millisecondsADay = 86_400_000;

function refuseWith(refusal: NamedRefusal<RefusalNameOf<'not-permitted'>> | null): void {
  if (refusal !== null) refuse(refusal);
}

function actingIn({ actor }: Roster): ActingMember {
  return actor ?? refuse({ name: 'member-no-more', about: {} });
}

/** The member an id means. The same is said of the id of somebody else's member and of one that nobody has. */
function meant(roster: Roster, id: string): { readonly actor: ActingMember; readonly member: Member; readonly isSelf: boolean } {
  const actor = actingIn(roster);
  const member = roster.members.find((candidate) => candidate.id === id) ?? refuse({ name: 'member-unknown', about: { id: shown(id) } });
  return { actor, member, isSelf: id === actor.id };
}

function changed({ organisation }: Reader, by: Actor, store: MemberStore, now: Instant, decide: (roster: Roster) => MemberDecision): MembersChanged {
  let isChanged = false;
  store.changeMembers(organisation.slug, by, now, (roster) => {
    const decision = decide(roster);
    isChanged = decision.writes.length > 0;
    return decision;
  });
  return { organisation: organisation.slug, isChanged };
}

const nothing: MemberDecision = { writes: [], entries: [] };

const decisionToWithdraw = ({ id }: Invitation, further: JournalParticulars = {}): MemberDecision => ({ writes: [{ kind: 'withdraw', id }], entries: [{ happening: 'invitation-withdrawn', about: { invitation: id, ...further } }] });

const decisionToRemove = ({ id, role, grants }: Member): MemberDecision => ({ writes: [{ kind: 'remove', id }], entries: [{ happening: 'member-removed', about: { member: id, was: role, hadGrants: grants } }] });

function decisionToBecome({ id, ...was }: Member, { role, grants }: Standing): MemberDecision {
  if (role === was.role && grants.length === was.grants.length && grants.every((permission) => was.grants.includes(permission))) return nothing;
  return { writes: [{ kind: 'set-role', id, role, grants }], entries: [{ happening: 'role-changed', about: { member: id, was: was.role, hadGrants: was.grants, role, grants } }] };
}
