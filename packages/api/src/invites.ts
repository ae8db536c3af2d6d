import { firstInvitesMax, purposeLimits, type InviteCounts, type InvitesView } from '@pegel/domain';
import { z } from 'zod';
import { inside } from './inside.js';

/** Invites that nobody has answered. */
export const inviteProcedures = {
  /** How many are out and how old they are. */
  inviteCounts: inside('read-invite-counts').query(({ ctx }): Promise<InviteCounts> => ctx.inviteCounts(ctx.entrance)),
  /** Whose they are, the oldest first, all or so many of them, and what for somebody looks. */
  invites: inside('read-invites')
    .input(z.object({ purpose: z.string().max(4 * purposeLimits.characters).optional(), first: z.int().min(1).max(firstInvitesMax).optional() }))
    .query(({ ctx, input: { purpose, first } }): Promise<InvitesView> => ctx.invites(ctx.entrance, purpose, first)),
};
