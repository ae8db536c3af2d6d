import { randomUUID } from 'node:crypto';
import type { MembersView, Permission, RoleName } from '@pegel/domain';
import { expect } from 'vitest';
import { owner, type served } from './served.js';

type Server = Awaited<ReturnType<typeof served>>;

/** Somebody who is signed in, as a browser shows it. */
export type SignedIn = Readonly<Record<string, string>>;

interface Answer {
  readonly status: number;
  /** What a procedure answered; `null` where it refused. */
  readonly data: unknown;
  /** The sentence it refused with. */
  readonly message: string | null;
}

/** Accounts and memberships beside the founder's, and what they ask for. Everybody has the founder's password, which is hashed only once. */
export function peopleOf(server: Server) {
  let addresses = 0;
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return {
    /** An account, with a membership where a role is named. */
    add(email: string, role: RoleName | null, { grants = [], organisation = 'nordwind-ag' }: { readonly grants?: readonly Permission[]; readonly organisation?: string } = {}): string {
      const id = randomUUID();
      server.change(`
        INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES ('${id}', sealed(${quoted(email)}, 'accounts'), sealed(${quoted(email)}, 'accounts'), 0, 1, 1);
        INSERT INTO account (id, account_id, provider_id, user_id, password, created_at, updated_at)
          SELECT '${randomUUID()}', sealed('${id}', 'accounts'), 'credential', '${id}', password, 1, 1 FROM account WHERE user_id = (SELECT id FROM user WHERE email = sealed('${owner.email}', 'accounts'));
      `);
      if (role !== null) server.change(`INSERT INTO memberships (user_id, organisation, role, created_at, grants) VALUES ('${id}', '${organisation}', '${role}', 1, ${quoted(JSON.stringify(grants))})`);
      return id;
    },
    /** Signs in, from an address that nobody else comes from. */
    async signIn(email: string, password = owner.password): Promise<SignedIn> {
      addresses += 1;
      const response = await server.app.request(
        '/auth/sign-in/email',
        { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://localhost' }, body: JSON.stringify({ email, password }) },
        from(`10.0.${addresses >> 8}.${addresses & 255}`),
      );
      if (response.status !== 200) throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`);
      return { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '', origin: 'http://localhost' };
    },
  };
}

/** A connection from an address, as far as a server looks at one. */
export const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

/** Changes something through a procedure. */
export async function change(server: Pick<Server, 'app'>, headers: SignedIn, procedure: string, input: object = {}): Promise<Answer> {
  return answerOf(await server.app.request(`/trpc/${procedure}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(input) }));
}

/** The members as somebody sees them. */
export async function membersFor(server: Server, headers: SignedIn, organisation?: string): Promise<MembersView> {
  const { status, data, message } = await answerOf(await server.app.request(`/trpc/members?input=${encodeURIComponent(JSON.stringify({ organisation }))}`, { headers }));
  if (status !== 200) expect.fail(`Refused with ${status}: ${message}`);
  return data as MembersView; // The contract of 200.
}

async function answerOf(response: Response): Promise<Answer> {
  const body = (await response.json()) as { readonly result?: { readonly data: unknown }; readonly error?: { readonly message: string } }; // The transport's two forms.
  return { status: response.status, data: body.result?.data ?? null, message: body.error?.message ?? null };
}
