import type { Accounts } from '@pegel/accounts';
import { AccessError, type Entrance } from '@pegel/api';
import { ReportError } from '@pegel/domain';
import type { Caller } from './caller.js';

/** Lets a reader in, or throws what the transports know how to say. */
export async function entranceOf(accounts: Accounts, { headers, address }: Caller, organisation: string | undefined): Promise<Entrance> {
  const entered = await accounts.enter(headers, organisation);
  switch (entered.kind) {
    case 'entered':
      return { reader: entered.reader, actor: { ...entered.actor, address } };
    case 'ambiguous':
      throw new ReportError('bad-query', entered.message);
    case 'unknown':
    case 'forbidden':
      throw new AccessError(entered.kind, entered.message);
  }
}
