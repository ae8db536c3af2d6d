import { createHash, randomBytes } from 'node:crypto';
import { tokenAround, type KeyMade, type KeysView, type RoleName } from '@pegel/domain';
import { expect } from 'vitest';
import { message, type served } from './served.js';

type Served = Awaited<ReturnType<typeof served>>;
export type Headers = Readonly<Record<string, string>>;

export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
export const day = 24 * 60 * 60 * 1000;

export const call = ({ app }: Served, name: string, input: object, headers: Headers) =>
  app.request(`/trpc/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(input) });
export const ask = ({ app }: Served, name: string, headers: Headers) => app.request(`/trpc/${name}?input=%7B%7D`, { headers });
export const report = '/report.json?metrics=messages&range=28d';

export async function dataOf<T>(response: Response): Promise<T> {
  expect([response.status, response.status === 200 ? '' : await response.clone().text()]).toEqual([200, '']);
  const { result } = (await response.json()) as { result: { data: T } }; // What the transport wraps an answer in.
  return result.data;
}

export const keysOf = async (server: Served, headers: Headers = bearer(server.ownerToken)) => (await dataOf<KeysView>(await ask(server, 'keys', headers))).keys;
export const keyOf = async (server: Served, id: string) => (await keysOf(server)).find((key) => key.id === id) ?? expect.fail(`There is no ${id}.`);
export const ingestKey = async (server: Served, wish: object = {}, headers: Headers = bearer(server.ownerToken)) =>
  dataOf<KeyMade>(await call(server, 'makeIngestKey', { label: `k-${randomBytes(4).toString('hex')}`, scopes: ['events'], sources: null, ...wish }, headers));
export const readerToken = async (server: Served, wish: object = {}, headers: Headers = bearer(server.ownerToken)) =>
  dataOf<KeyMade>(await call(server, 'makeReaderToken', { label: 'finance dashboard', permissions: ['view:usage'], ...wish }, headers));
export const revoke = (server: Served, id: string, headers: Headers = bearer(server.ownerToken)) => call(server, 'revokeKey', { id }, headers);
export const sendWith = ({ app }: Served, headers: Headers) =>
  app.request('/v1/events', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ events: [message()] }) });
export const directoryWith = ({ app }: Served, headers: Headers) =>
  app.request('/v1/directory', { method: 'PUT', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ takenAt: '2026-11-20T12:00:00Z', complete: false, people: [] }) });
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Somebody else in the organisation, by a token that may do all that they may. */
export function joined({ change }: Served, role: RoleName, slug = 'nordwind-ag', token = tokenAround('reader', randomBytes(32).toString('base64url'))): Headers {
  const id = randomBytes(4).toString('hex');
  change(`INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES ('${id}', sealed('x', 'accounts'), sealed('${id}@nordwind.example', 'accounts'), 0, 0, 0);
    INSERT INTO memberships (user_id, organisation, role, created_at) VALUES ('${id}', '${slug}', '${role}', 0);
    INSERT INTO reader_tokens (hash, organisation, role, label, created_at, created_by) VALUES ('${sha256(token)}', '${slug}', '${role}', sealed('${role}', 'accounts'), 0, '${id}')`);
  return bearer(token);
}
