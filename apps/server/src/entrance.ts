import type { Accounts } from '@pegel/accounts';
import { AccessError, type Asker, type Entrance } from '@pegel/api';
import { ReportError } from '@pegel/domain';
import type { Context } from 'hono';
import { callerOf, type Caller } from './caller.js';
import type { Env } from './ports.js';

/** Lets a reader in, or throws what the transports know how to say. */
export async function entranceOf(accounts: Accounts, { headers, address }: Caller, organisation: string | undefined): Promise<Entrance> {
  const entered = await accounts.enter(headers, organisation);
  switch (entered.kind) {
    case 'entered':
      return { reader: entered.reader, actor: { ...entered.actor, address }, unmaskedBy: entered.unmaskedBy };
    case 'ambiguous':
      throw new ReportError(entered.refusal);
    case 'unknown':
      throw new AccessError(entered.refusal);
    case 'forbidden':
      throw new AccessError(entered.refusal, { organisation: entered.home, by: { kind: entered.actor.kind, id: entered.actor.id, address } });
  }
}

/** Lets in whoever makes a request, and keeps in mind who it is. */
export async function enterBy(c: Context<Env>, accounts: Accounts): Promise<Entrance> {
  const entrance = await entranceOf(accounts, callerOf(c), c.req.query('organisation'));
  c.set('asker', askerOf(entrance));
  return entrance;
}

export const askerOf = ({ reader, actor: { kind, id, address } }: Entrance): Asker => ({ organisation: reader.organisation.slug, by: { kind, id, address } });
