import type { RoleName } from '@pegel/domain';

/** Who a session belongs to. */
export interface OwnAccount {
  readonly email: string;
  readonly organisations: readonly { readonly slug: string; readonly name: string; readonly role: RoleName }[];
}

/** Asks the server whose session this is; `null` where it is none. Throws where nobody answers. */
export async function ownAccount(url: string, token: string): Promise<OwnAccount | null> {
  const response = await fetch(`${url}/account`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) return null;
  return (await response.json()) as OwnAccount; // A server of this contract version answers 200 with an account and nothing else.
}
