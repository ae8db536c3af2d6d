import { permissionNames, roleNames, type MembersChanged, type MembersView } from '@pegel/domain';
import { emailFrom } from '@pegel/domain/schema';
import { z } from 'zod';
import type { InvitationLink } from './context.js';
import { inside } from './inside.js';

const id = z.string().max(80);
const standing = { role: z.enum(roleNames), grants: z.array(z.enum(permissionNames)).max(permissionNames.length).optional() };

/** Who is at home in an organisation, and every change of it. Who may do what is decided in the domain, over the members as they are when it is done. */
export const memberProcedures = {
  /** Every member and invitation, and what the caller may do with each. */
  members: inside('read-members').query(({ ctx }): Promise<MembersView> => ctx.members(ctx.entrance)),
  /** Asks somebody to become a member. The link is in the answer, and nowhere else ever; it is handed on by whoever asked for it. */
  invite: inside('change-members')
    .input(z.object({ email: z.string().max(1_000), ...standing, days: z.number().optional() }))
    .mutation(({ ctx, input: { email, role, grants, days } }): Promise<InvitationLink> => ctx.invite(ctx.entrance, { email: emailFrom(email), role, grants, days })),
  /** Takes an invitation back. */
  withdrawInvitation: inside('change-members').input(z.object({ id })).mutation(({ ctx, input }): Promise<MembersChanged> => ctx.withdrawInvitation(ctx.entrance, input.id)),
  /** Gives a member a role, with these grants and no others. */
  changeRole: inside('change-members').input(z.object({ id, ...standing })).mutation(({ ctx, input: { id, role, grants } }): Promise<MembersChanged> => ctx.changeRole(ctx.entrance, { id, role, grants })),
  /** Ends a membership; the account and its other memberships stay. */
  removeMember: inside('change-members').input(z.object({ id })).mutation(({ ctx, input }): Promise<MembersChanged> => ctx.removeMember(ctx.entrance, input.id)),
  /** Makes an Owner the Primary Owner, and the caller an Owner. */
  transferPrimaryOwner: inside('change-members').input(z.object({ id })).mutation(({ ctx, input }): Promise<MembersChanged> => ctx.transferPrimaryOwner(ctx.entrance, input.id)),
  /** Ends the caller's own membership: for every role but the Primary Owner's. */
  leave: inside('change-own-membership').mutation(({ ctx }): Promise<MembersChanged> => ctx.changeOwnMembership(ctx.entrance, null)),
  /** Gives the caller a role below their own. */
  stepDown: inside('change-own-membership').input(z.object({ role: z.enum(roleNames) })).mutation(({ ctx, input }): Promise<MembersChanged> => ctx.changeOwnMembership(ctx.entrance, input.role)),
};
