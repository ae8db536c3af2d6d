import { randomUUID } from 'node:crypto';
import { cp } from 'node:fs/promises';
import type { Instant, RoleName, UnmaskingsView, UnmaskingView } from '@pegel/domain';
import { expect } from 'vitest';
import { keptFolder } from './kept.js';
import { change, peopleOf, type SignedIn } from './people.js';
import { message, opened, served, spend, temporaryFolder } from './served.js';

type Opened = Awaited<ReturnType<typeof opened>>;

export const slugs = ['nordwind-ag', 'suedwind-gmbh'] as const;
export type Slug = (typeof slugs)[number];

/** Keys of the people whose numbers there are, in the order in which they came. */
export const keysOf = (server: Pick<Opened, 'read'>, slug: Slug): string[] =>
  (server.read(`SELECT p.key FROM people p JOIN ledgers l ON l.id = p.organisation WHERE l.slug = '${slug}' ORDER BY p.id`) as { key: string }[]).map(({ key }) => key); // A column of text.

/** Somebody beside the founder, who is signed in. */
export interface Resident {
  readonly id: string;
  readonly email: string;
  readonly headers: SignedIn;
}

const residents = { ada: 'owner', ben: 'owner', aud: 'auditor', adm: 'admin', mem: 'member' } as const satisfies Record<string, RoleName>;
interface Made extends Readonly<Record<keyof typeof residents, Resident>> {
  readonly folder: string;
  readonly ownerToken: string;
}

let made: Promise<Made> | undefined;

/** Made once a process and copied, since hashing passwords takes its time. */
async function make(): Promise<Made> {
  const server = await served({ organisation: { names: 'pseudonyms' }, others: [{ organisation: 'Südwind GmbH', names: 'pseudonyms' }] });
  for (const ingestKey of [server.ingestKey, server.elsewhere[0]?.ingestKey ?? '']) {
    const people = ['xenia', 'yves', 'zoe'].map((name) => ({ person: { email: `${name}@nordwind.example`, name: `${name} Person` } }));
    const sent = await server.send(people.flatMap((person) => [message(person), spend(person)]), { authorization: `Bearer ${ingestKey}` });
    expect(sent.status).toBe(200);
  }
  const people = peopleOf(server);
  const add = async (name: keyof typeof residents): Promise<Resident> => {
    const email = `${name}@nordwind.example`;
    return { id: people.add(email, residents[name]), email, headers: await people.signIn(email) };
  };
  const all = { ada: await add('ada'), ben: await add('ben'), aud: await add('aud'), adm: await add('adm'), mem: await add('mem') };
  server.change('PRAGMA wal_checkpoint(TRUNCATE)');
  const folder = keptFolder();
  await cp(server.data, folder, { recursive: true });
  return { ...all, folder, ownerToken: server.ownerToken };
}

/** Two organisations that show pseudonyms, with numbers of three people each, and somebody of each role in the first one. */
export async function masked(now: () => Instant) {
  made ??= make();
  const { folder, ownerToken, ...people } = await made;
  const data = await temporaryFolder();
  await cp(folder, data, { recursive: true });
  const founder: SignedIn = { authorization: `Bearer ${ownerToken}` };
  return { server: await opened(data, { now }), founder, ...people };
}

/** Makes an account a member, as whoever accepts an invitation becomes one. */
export const joinAs = (server: Pick<Opened, 'change'>, id: string, slug: Slug, role: string): void =>
  server.change(`INSERT INTO memberships (user_id, organisation, role, created_at, grants) VALUES ('${id}', '${slug}', '${role}', 1, '[]')`);

export type Told = { readonly status: number; readonly sentence: string | null; readonly view: UnmaskingsView | null };

/** Does something with requests for names through the typed interface. */
export async function told(server: Pick<Opened, 'app'>, headers: SignedIn, procedure: string, input: object = {}): Promise<Told> {
  const { status, data, message: sentence } = await change(server, headers, procedure, input);
  return { status, sentence, view: data as UnmaskingsView | null }; // The contract of 200.
}

/** The requests as somebody sees them. */
export async function requestsFor(server: Pick<Opened, 'app'>, headers: SignedIn, organisation: Slug = 'nordwind-ag'): Promise<UnmaskingsView> {
  const response = await server.app.request(`/trpc/unmaskings?input=${encodeURIComponent(JSON.stringify({ organisation }))}`, { headers });
  const body = (await response.json()) as { readonly result?: { readonly data: UnmaskingsView } }; // The contract of 200.
  return body.result?.data ?? expect.fail(`Refused with ${response.status}`);
}

export const newest = ({ view }: Told): UnmaskingView => view?.requests[0] ?? expect.fail('There is no request.');

/** An id that nobody has. */
export const nobodysId = (): string => randomUUID().slice(0, 16);
