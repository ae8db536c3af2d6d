import { openEndpoints } from '@pegel/accounts';
import { endpointsOf, type Endpoint } from '../access-matrix/endpoints.js';
import { samples } from '../access-matrix/samples.js';
import type { createApp } from '../app.js';
import { isEventStream } from '../browser-headers.js';
import type { served } from '../testing/served.js';

/** One way of asking a server for something. */
export interface Door {
  /** What it is called in a failure. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Whether an answer may have changed something. */
  readonly isChange: boolean;
  /** A body in good form, where there is one. */
  readonly body: object | null;
}

type Server = Awaited<ReturnType<typeof served>>;

/** Addresses of the dashboard: a page, a file, and one that is not there. */
const dashboard = ['/', '/overview', '/assets/index-1a2b3c.js', '/favicon.svg', '/assets/nothing.js'];

const opening = (name: string, method: string, path: string, parameters: Readonly<Record<string, unknown>> = {}, body: object = {}): Door => {
  const query = new URLSearchParams(Object.entries(parameters).map(([parameter, value]): [string, string] => [parameter, String(value)]));
  return { name, method, path: `${path}${query.size === 0 ? '' : `?${query.toString()}`}`, isChange: method !== 'GET', body: method === 'GET' ? null : body };
};

/** A door with the question that the access matrix asks there. */
function doorOf({ name, kind, method, path }: Pick<Endpoint, 'name' | 'kind' | 'method' | 'path'>): Door {
  const { input = {}, body, path: place = path } = samples[name]?.[0] ?? {};
  if (kind === 'route') return opening(name, method, place, input, body);
  return opening(name, method, path, method === 'GET' ? { input: JSON.stringify(input) } : {}, input);
}

/** Everything that is mounted: routes, procedures and endpoints of sign-in, and the dashboard. */
export async function doorsOf(app: ReturnType<typeof createApp>): Promise<readonly Door[]> {
  const mounted = [...(await endpointsOf(app)), ...openEndpoints.map(({ method, path }) => ({ name: `${method} ${path}`, kind: 'route', method, path }) as const)];
  const doors = new Map(mounted.filter(({ path }) => path !== '/*').map((endpoint) => [endpoint.name, doorOf(endpoint)]));
  return [...doors.values(), ...dashboard.map((path) => opening(`GET ${path}`, 'GET', path))];
}

/** Asks at a door, with headers of the caller's. */
export async function ask({ app }: Pick<Server, 'app'>, { method, path, body }: Pick<Door, 'method' | 'path' | 'body'>, headers: Readonly<Record<string, string>> = {}, text: string | null = null): Promise<Response> {
  const sent = text ?? (body === null ? null : JSON.stringify(body));
  return app.request(path, { method, headers: { ...(sent === null ? {} : { 'content-type': 'application/json' }), ...headers }, ...(sent === null ? {} : { body: sent }) });
}

/** What lets somebody in there who may do everything. */
export const credentialAt = ({ path }: Pick<Door, 'path'>, { ownerToken, ingestKey }: Pick<Server, 'ownerToken' | 'ingestKey'>): Readonly<Record<string, string>> => ({ authorization: `Bearer ${path.startsWith('/v1/') ? ingestKey : ownerToken}` });

/** The text of an answer; a stream is left after its headers. */
export async function textOf(response: Response): Promise<string> {
  if (!isEventStream(response)) return response.text();
  await response.body?.cancel();
  return '';
}

const tables = ['organisations', 'memberships', 'invitations', 'reader_tokens', 'ingest_keys', 'setting_changes', 'session', 'user', 'account', 'two_factor', 'device_code', 'events'];

/** What a server keeps, so that it can be seen whether something changed. That a key or a session was used is none. */
export const keptBy = ({ read }: Pick<Server, 'read'>): string =>
  tables.map((table) => JSON.stringify(read(`SELECT * FROM ${table}`)).replaceAll(/"last_used_at":(null|\d+)/g, '')).join('\n');
