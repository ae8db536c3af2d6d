import { proceduresOf, router } from '@pegel/api';
import type { createApp } from '../app.js';
import { routesOf } from '../asks.js';
import type { served } from '../testing/served.js';

/** One way of asking a server for something. */
export interface Door {
  /** What it is called in a failure. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Whether an answer may have changed something. */
  readonly isChange: boolean;
  /** A body that is right, where there is one. */
  readonly body: object | null;
}

type App = ReturnType<typeof createApp>;

const reportQuery = { metrics: ['messages'], range: '28d' };
const days = 'from=2026-11-22&to=2026-11-22';

/** What makes a door answer with more than a refusal. Doors that are not named here are asked for nothing in particular. */
const asked: Readonly<Record<string, string>> = {
  '/report.json': '?metrics=messages&range=28d',
  '/report.csv': '?metrics=messages&range=28d',
  '/report.md': '?metrics=messages&range=28d',
  '/export/spend-by-user.csv': `?${days}`,
  '/trpc/report': `?input=${encodeURIComponent(JSON.stringify(reportQuery))}`,
};
const bodies: Readonly<Record<string, object>> = {
  '/v1/events': { events: [] },
  '/v1/directory': { takenAt: '2026-11-01T00:00:00Z', complete: true, people: [] },
  '/trpc/release': { ids: [1], reason: 'Seen.' },
  '/trpc/discard': { ids: [1], reason: 'Seen.' },
  '/trpc/changeSettings': { weekStart: 'sunday', reason: 'As agreed.' },
};

/** What better-auth answers behind `/auth/*`. */
const signIn: readonly (readonly [string, string])[] = [
  ['POST', '/auth/sign-in/email'],
  ['POST', '/auth/sign-out'],
  ['GET', '/auth/get-session'],
];

/** Addresses of the dashboard: a page, a file, and one that is not there. */
const dashboard = ['/', '/overview', '/assets/index-1a2b3c.js', '/favicon.svg', '/assets/nothing.js'];

/** Everything that is mounted, from the routes themselves, the procedures and the endpoints of sign-in, with the dashboard. */
export async function doorsOf(app: App): Promise<readonly Door[]> {
  const door = (method: string, path: string): Door => ({
    name: `${method} ${path}`,
    method,
    path: `${path}${asked[path] ?? ''}`,
    isChange: method !== 'GET',
    body: method === 'GET' ? null : (bodies[path] ?? {}),
  });
  const routes = routesOf(app).filter(({ path }) => path !== '/*');
  return [
    ...routes.map(({ method, path }) => door(method, path)),
    ...(await proceduresOf(router)).map(({ name, type }) => door(type === 'mutation' ? 'POST' : 'GET', `/trpc/${name}`)),
    ...signIn.map(([method, path]) => door(method, path)),
    ...dashboard.map((path) => door('GET', path)),
  ];
}

/** Asks at a door, with headers of the caller's. */
export async function ask({ app }: Pick<Awaited<ReturnType<typeof served>>, 'app'>, door: Pick<Door, 'method' | 'path' | 'body'>, headers: Record<string, string> = {}, body: string | null = null): Promise<Response> {
  const sent = body ?? (door.body === null ? null : JSON.stringify(door.body));
  return app.request(door.path, { method: door.method, headers: { ...(sent === null ? {} : { 'content-type': 'application/json' }), ...headers }, ...(sent === null ? {} : { body: sent }) });
}

/** The text of an answer; a stream is left after its headers. */
export async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    await response.body?.cancel();
    return '';
  }
  return response.text();
}

const tables = ['organisations', 'memberships', 'invitations', 'reader_tokens', 'ingest_keys', 'setting_changes', 'session', 'user', 'account', 'two_factor', 'device_code', 'events'];

/** What a server keeps, so that it can be seen whether something changed. That a key or a session was used is none. */
export const keptBy = ({ read }: Pick<Awaited<ReturnType<typeof served>>, 'read'>): string =>
  tables.map((table) => JSON.stringify(read(`SELECT * FROM ${table}`)).replaceAll(/"last_used_at":(null|\d+)/g, '')).join('\n');
