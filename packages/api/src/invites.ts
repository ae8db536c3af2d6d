import { purposeLimits, type InviteCounts, type InvitesView } from '@pegel/domain';
import { z } from 'zod';
import { inside } from './inside.js';

/** Invites that nobody has answered. */
export const inviteProcedures = {
  /** How many are out and how old they are. */
  inviteCounts: inside('read-invite-counts').query(({ ctx }): Promise<InviteCounts> => ctx.inviteCounts(ctx.entrance)),
  /** Whose they are, the oldest first, and what for somebody looks. */
  invites: inside('read-invites')
    .input(z.object({ purpose: z.string().max(4 * purposeLimits.characters).optional() }))
    .query(({ ctx, input: { purpose } }): Promise<InvitesView> => ctx.invites(ctx.entrance, purpose)),
};
