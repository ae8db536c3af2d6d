import { keyLimits, type KeyMade, type KeyRevoked, type KeysView } from '@pegel/domain';
import { z } from 'zod';
import { inside } from './inside.js';

const label = z.string().max(4 * keyLimits.label);
const days = z.number().nullable().optional();
const ingestKeyInput = z.object({ label, scopes: z.array(z.string().max(40)).max(10), sources: z.array(z.string().max(80)).max(10 * keyLimits.sources).nullable(), days });
const readerTokenInput = z.object({ label, permissions: z.array(z.string().max(40)).max(40), days });

/** Keys for sending and tokens for reading. The secret of one is in the answer that makes it, and nowhere else. */
export const keyProcedures = {
  /** Which there are, what each opens, and when it was last used. */
  keys: inside('read-keys').query(({ ctx }): Promise<KeysView> => ctx.keys(ctx.entrance)),
  /** Makes a key for sending. */
  makeIngestKey: inside('change-keys').input(ingestKeyInput).mutation(({ ctx, input: { organisation: _organisation, ...wish } }): Promise<KeyMade> => ctx.makeIngestKey(ctx.entrance, wish)),
  /** Makes a token for reading. */
  makeReaderToken: inside('change-keys').input(readerTokenInput).mutation(({ ctx, input: { organisation: _organisation, ...wish } }): Promise<KeyMade> => ctx.makeReaderToken(ctx.entrance, wish)),
  /** Ends one with the next request. */
  revokeKey: inside('change-keys').input(z.object({ id: z.string().max(40) })).mutation(({ ctx, input: { id } }): Promise<KeyRevoked> => ctx.revokeKey(ctx.entrance, id)),
};
