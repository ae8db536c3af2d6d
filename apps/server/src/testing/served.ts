import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Account, Instant, Report } from '@pegel/domain';
import { openDatabase } from '@pegel/sqlite';
import { onTestFinished } from 'vitest';
import { createApp } from '../app.js';
import { openFolder, type OpenOptions } from '../data-folder.js';
import { initialise, type Initialised, type InitialiseOptions } from '../initialise.js';
import { liveOf } from '../live/watched.js';
import { makeLog } from '../log.js';
import type { Ports } from '../ports.js';
import { keptFolder } from './kept.js';

export const owner = { email: 'h@nordwind.example', password: 'a long enough password' };

export const founding = (data: string, changes: Partial<InitialiseOptions> = {}): InitialiseOptions => ({
  data, organisation: 'Nordwind AG', timeZone: 'Europe/Berlin', ownerEmail: owner.email, ownerPassword: owner.password,
  names: 'full', extraUsage: true, currency: 'USD', ...changes,
});

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pegel-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

let usual: Promise<{ readonly folder: string; readonly made: Initialised }> | undefined;

/** The usual organisation in a new folder. It is founded once a process and copied, since hashing a password takes its time. */
async function founded(data: string): Promise<Initialised> {
  usual ??= (async () => {
    const folder = keptFolder();
    return { folder, made: await initialise(founding(folder)) };
  })();
  const { folder, made } = await usual;
  for (const name of ['pegel.sqlite', 'identities.key']) await copyFile(join(folder, name), join(data, name));
  return made;
}

interface Wishes {
  readonly organisation?: Partial<InitialiseOptions>;
  /** Beside the first. */
  readonly others?: readonly Partial<InitialiseOptions>[];
  readonly ports?: Partial<Ports>;
  readonly oidc?: OpenOptions['oidc'];
  readonly decidingFile?: OpenOptions['decidingFile'];
  readonly preparingMilliseconds?: OpenOptions['preparingMilliseconds'];
}

/** Does something once, and keeps nothing of it from then on. */
function once(act: () => Promise<void>): () => Promise<void> {
  let left: (() => Promise<void>) | null = act;
  return async () => {
    const due = left;
    left = null;
    await due?.();
  };
}

/** A server without a socket over a data folder, which goes with the test. */
export async function opened(data: string, ports: Partial<Ports> = {}, oidc: OpenOptions['oidc'] = null, decidingFile?: OpenOptions['decidingFile'], preparingMilliseconds?: OpenOptions['preparingMilliseconds']) {
  const { now = (): Instant => Date.parse('2026-11-24T09:00:00Z') } = ports;
  const lines: string[] = [];
  const log = makeLog('info', new Writable({ write: (chunk, _, done) => { lines.push(String(chunk)); done(); } }));
  const folder = await openFolder(data, { create: false, publicUrl: ports.publicUrl, oidc, decidingFile, preparingMilliseconds, warn: (sentence) => log.warn(sentence), now });
  const end = once(() => folder.close().then(() => rm(data, { recursive: true, force: true })));
  onTestFinished(end);
  const app = createApp({ accounts: folder.accounts, store: folder.store, sources: folder.sources, live: liveOf(folder.changes), now, log, isInPlace: () => folder.isInPlace(), columns: () => folder.columns(), isStopping: () => false, website: null, setUpCode: null, trustedProxies: null, publicUrl: undefined, ...ports });

  return {
    app, data, folder,
    /** Closes and removes the folder before the test is over, for tests that open thousands. */
    end,
    /** Changes what no route changes yet: roles, memberships, keys. */
    change: (sql: string) => {
      const database = openDatabase(join(data, 'pegel.sqlite'));
      database.exec(sql);
      database.close();
    },
    /** Rows as they lie in the file, for what no route tells. */
    read: (sql: string): unknown[] => {
      const database = openDatabase(join(data, 'pegel.sqlite'));
      try {
        return database.prepare(sql).all();
      } finally {
        database.close();
      }
    },
    /** What the log has so far. */
    logged: () => lines.join(''),
  };
}

/** A server without a socket, over a real data folder with an organisation. */
export async function served({ organisation, others = [], ports = {}, oidc = null, decidingFile, preparingMilliseconds }: Wishes = {}) {
  const data = await temporaryFolder();
  const { ownerToken, ingestKey } = organisation === undefined ? await founded(data) : await initialise(founding(data, organisation));
  const elsewhere: Initialised[] = [];
  for (const other of others) elsewhere.push(await initialise(founding(data, other)));
  const server = await opened(data, ports, oidc, decidingFile, preparingMilliseconds);
  const { app } = server;

  return {
    ...server, ownerToken, ingestKey,
    /** The other organisations, with their tokens and keys. */
    elsewhere,
    /** Sends events as JSON with the ingest key. */
    send: (events: readonly unknown[], headers: Record<string, string> = {}) =>
      app.request('/v1/events', {
        method: 'POST',
        headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ events }),
      }),
    /** Sends a body as it is. */
    post: (body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>, headers: Record<string, string> = {}) =>
      app.request('/v1/events', { method: 'POST', headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json', ...headers }, body, duplex: 'half' }),
    /** Signs in with e-mail and password; the cookie is null where that fails. */
    signIn: async (password = owner.password, headers: Record<string, string> = {}) => {
      const response = await app.request('/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost', ...headers },
        body: JSON.stringify({ email: owner.email, password }),
      });
      return { response, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
    },
    /** Asks as the owner. */
    get: (path: string, headers: Record<string, string> = {}) => app.request(path, { headers: { authorization: `Bearer ${ownerToken}`, ...headers } }),
  };
}

/** The sentence of an error answer. */
export async function sentenceOf(response: Response): Promise<string> {
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object' && body.error !== null && 'message' in body.error) {
    return String(body.error.message);
  }
  throw new Error(`This is no error answer: ${JSON.stringify(body)}`);
}

/** What a door for data answers with 200. */
export async function accountOf(response: Response): Promise<Account> {
  if (response.status !== 200) throw new Error(`Refused with ${response.status}: ${await response.text()}`);
  return (await response.json()) as Account; // The contract of 200.
}

/** What `/report.json` answers with 200. */
export async function reportOf(response: Response): Promise<Report> {
  if (response.status !== 200) throw new Error(`Refused with ${response.status}: ${await response.text()}`);
  return (await response.json()) as Report; // The contract of 200.
}

let messages = 0;

/** An event that is right, unless the test says otherwise. */
export const message = (changes: Record<string, unknown> = {}): Record<string, unknown> => {
  messages += 1;
  return { id: `m-${messages}`, type: 'message.sent', at: '2026-11-22T09:30:00Z', person: { email: 'ada@nordwind.example' }, chat: 'c-1', ...changes };
};

export const spend = (changes: Record<string, unknown> = {}): Record<string, unknown> => {
  messages += 1;
  return {
    id: `s-${messages}`, type: 'spend', at: '2026-11-22T09:30:00Z', person: { email: 'ada@nordwind.example' },
    amount: '12.50', currency: 'USD', basis: 'computed', ...changes,
  };
};
