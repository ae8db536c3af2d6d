import { unmaskingLimits, type UnmaskingsView } from '@pegel/domain';
import { z } from 'zod';
import { inside } from './inside.js';

const id = z.string().max(80);
const reason = z.string().max(4 * unmaskingLimits.reason);
const requestInput = z.object({ people: z.array(z.string().max(80)).max(4 * unmaskingLimits.people), hours: z.number(), reason, purpose: z.string().max(400).optional(), tellAfterDays: z.number().optional() });

/** Requests to see names for a while. Two people who are signed in answer for each; a token does for none. */
export const unmaskingProcedures = {
  /** Who asked to see names, for what, and what became of it. */
  unmaskings: inside('read-unmaskings').query(({ ctx }): Promise<UnmaskingsView> => ctx.unmaskings(ctx.entrance)),
  /** Asks to see names. */
  requestUnmasking: inside('request-unmasking').input(requestInput).mutation(({ ctx, input: { organisation: _organisation, ...wish } }): Promise<UnmaskingsView> => ctx.requestUnmasking(ctx.entrance, wish)),
  /** Shows them to whoever asked, from now on. */
  approveUnmasking: inside('decide-unmasking').input(z.object({ id })).mutation(({ ctx, input }): Promise<UnmaskingsView> => ctx.approveUnmasking(ctx.entrance, input.id)),
  /** Shows them to nobody. */
  refuseUnmasking: inside('decide-unmasking').input(z.object({ id, reason: reason.optional() })).mutation(({ ctx, input }): Promise<UnmaskingsView> => ctx.refuseUnmasking(ctx.entrance, { id: input.id, reason: input.reason })),
  /** Takes a request of one's own back. */
  withdrawUnmasking: inside('request-unmasking').input(z.object({ id })).mutation(({ ctx, input }): Promise<UnmaskingsView> => ctx.withdrawUnmasking(ctx.entrance, input.id)),
  /** Hides names again before their time is over. */
  closeUnmasking: inside('decide-unmasking').input(z.object({ id })).mutation(({ ctx, input }): Promise<UnmaskingsView> => ctx.closeUnmasking(ctx.entrance, input.id)),
};
