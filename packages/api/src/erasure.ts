import { erasureLimits, type ErasureReason, type ErasureView } from '@pegel/domain';
import { z } from 'zod';
import { inside } from './inside.js';

const person = z.string().min(1).max(erasureLimits.person);

/** Erasing people: what would go, that it goes, and why it did. */
export const erasureProcedures = {
  /** What an erasure of that person would take away, and what it would not reach. */
  erasurePreview: inside('erase-person').input(z.object({ person })).query(({ ctx, input }): Promise<ErasureView> => ctx.erasurePreview(ctx.entrance, input.person)),
  /** Erases somebody for a reason that is kept. What was counted stays counted. */
  erasePerson: inside('erase-person')
    .input(z.object({ person, reason: z.string().max(4 * erasureLimits.reason) }))
    .mutation(({ ctx, input: { person, reason } }): Promise<ErasureView> => ctx.erasePerson(ctx.entrance, { person, reason })),
  /** Why people were erased, by the number that the journal names. */
  erasureReasons: inside('read-journal').query(({ ctx }): Promise<readonly ErasureReason[]> => ctx.erasureReasons(ctx.entrance)),
};
