import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { addDays, type WireEvent } from '@pegel/domain';
import { openDatabase } from '@pegel/sqlite';
import { foundIn, pegel, type Founded, type FoundingChoices } from '../../e2e/binary.js';
import { sessionOf } from '../../e2e/browser.js';
import { sendExample, yesterday } from '../../e2e/example.js';
import { served, type Served } from '../../e2e/served.js';
import { states, type Fault, type State, type StateName, type World } from './states.js';

export interface Gallery {
  readonly url: string;
  /** The server behind it, with its organisations. */
  readonly server: Served;
  readonly slugs: Readonly<Record<World, string>>;
  stop(): Promise<void>;
}

const member = { email: 'ada@example.com', password: 'another long enough pass' };

const choices: Readonly<Record<Exclude<World, 'full'>, FoundingChoices>> = {
  new: { organisation: 'New AG' },
  quiet: { organisation: 'Quiet AG' },
  'no-spend': { organisation: 'No Spend AG', extraUsage: false },
  unnamed: { organisation: 'Unnamed AG', names: 'off' },
  small: { organisation: 'Small AG', names: 'pseudonyms' },
  late: { organisation: 'Late AG' },
  behind: { organisation: 'Behind AG' },
};

/** The real server with an organisation for every kind of numbers, behind a door that does to it what networks and operators do. */
export async function galleryServed(): Promise<Gallery> {
  const server = await served();
  const worlds = new Map<World, Founded>([['full', server]]);
  await server.restart(async () => {
    for (const [world, choice] of Object.entries(choices) as [World, FoundingChoices][]) worlds.set(world, await foundIn(server.folder, choice)); // Object.entries forgets the names.
  });
  await sendExample(server);
  const events: Readonly<Record<Exclude<World, 'full'>, readonly WireEvent[]>> = {
    new: [],
    quiet: [...chats(5, 40, 3), ...spending(40, 0)],
    'no-spend': chats(6, 40, 0),
    unnamed: chats(12, 40, 0),
    small: [...chats(12, 40, 0), ...connections],
    late: chats(5, 40, 4),
    behind: [],
  };
  for (const [world, list] of Object.entries(events) as [World, readonly WireEvent[]][]) { // As above.
    if (list.length > 0) await send(server.url, worlds.get(world), list);
  }
  // Two of twelve are a department of their own.
  const staff = Array.from({ length: 12 }, (_, who) => ({ email: `person${who}@example.com`, status: 'active', seat: 'standard', department: who < 2 ? 'Law' : 'Works' }));
  await sendTo(server.url, worlds.get('small'), 'PUT', '/v1/directory', { takenAt: `${addDays(yesterday, -40)}T00:00:00Z`, complete: true, people: staff });
  // What arrives once a day, as somebody imports it.
  for (const last of deliveredBefore) await send(server.url, worlds.get('behind'), chats(5, last + 3, last + 3), 'claude-export');
  await memberOf(server);
  const slugOf = (world: World) => worlds.get(world)?.slug ?? '';
  // Time cannot be waited for: what arrived today arrived four days ago.
  await server.restart(async () => {
    const database = openDatabase(join(server.data, 'pegel.sqlite'));
    const age = database.prepare('UPDATE sources SET last_delivery_at = last_delivery_at - ? WHERE organisation = (SELECT id FROM ledgers WHERE slug = ?)');
    age.run(4 * 86_400_000, slugOf('late'));
    age.run(3 * 86_400_000, slugOf('behind'));
    const deliveries = database.prepare('SELECT id FROM deliveries WHERE organisation = (SELECT id FROM ledgers WHERE slug = ?) ORDER BY id').pluck().all(slugOf('behind'));
    deliveries.forEach((id, index) => database.prepare('UPDATE deliveries SET received_at = received_at - ? WHERE id = ?').run((deliveredBefore[index] ?? 0) * 86_400_000, id));
    database.close();
  });
  const door = createServer((asked, answer) => void through(asked, answer));
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  const url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  const slugs = Object.fromEntries([...worlds].map(([world, { slug }]) => [world, slug])) as Record<World, string>; // Object.fromEntries forgets the names.
  const sessions = new Map<string, { readonly since: number; readonly session: ReturnType<typeof sessionOf> }>();

  // Signing in is limited by the minute, and somebody may look at every state within one.
  function enteredBy(person: Parameters<typeof sessionOf>[1]): ReturnType<typeof sessionOf> {
    const kept = sessions.get(person.email);
    if (kept !== undefined && Date.now() - kept.since < 30_000) return kept.session;
    const session = sessionOf(server, person);
    sessions.set(person.email, { since: Date.now(), session });
    return session;
  }

  /** How often each has been asked for by whoever sees a state. */
  const asked = new Map<string, number>();

  async function through(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = incoming.url ?? '/';
    if (path === '/gallery') return void answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(listed());
    const [, name] = /^\/gallery\/([\w-]+)$/.exec(path) ?? [];
    if (name !== undefined && name in states) return enter(name as StateName, answer); // It is in the list.
    // Signing in or out ends the session of whoever does it.
    if (path.startsWith('/auth/')) sessions.clear();
    const [, shown = '', visit = ''] = /pegel-gallery=([\w-]+)\.(\w+)/.exec(incoming.headers.cookie ?? '') ?? [];
    const state: State | undefined = shown in states ? states[shown as StateName] : undefined; // As above.
    const times = (asked.get(`${visit} ${path}`) ?? 0) + 1;
    asked.set(`${visit} ${path}`, times);
    forward(incoming, answer, state?.fault, path, times);
  }

  async function enter(name: StateName, answer: ServerResponse): Promise<void> {
    const state: State = states[name];
    const session = await enteredBy(state.asMember === true ? member : { email: server.ownerEmail, password: server.ownerPassword });
    const cookies = [`${session.name}=${session.value}; Path=/; HttpOnly`, `pegel-gallery=${name}.${Date.now().toString(36)}; Path=/`];
    answer.writeHead(303, { location: `/${slugs[state.world]}/${state.path}`, 'set-cookie': cookies, 'cache-control': 'no-store' }).end();
  }

  function forward(incoming: IncomingMessage, answer: ServerResponse, fault: Fault | undefined, path: string, times: number): void {
    const isReport = path.startsWith('/trpc/report?');
    if (isReport && (fault === 'held' || (fault === 'held-later' && times > 1))) return;
    if (path.startsWith('/trpc/') && fault === 'cut-off' && times > 1) return void incoming.socket.destroy();
    const refuse = (status: number, code: string, message: string) => void answer.writeHead(status, { 'content-type': 'application/json', 'x-request-id': '0000-gallery' }).end(JSON.stringify({ error: { message, code: -32_603, data: { code, httpStatus: status } } }));
    if (isReport && fault === 'one-fails' && decodeURIComponent(path).includes('"by":"model"')) return refuse(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong here; the log has it under 0000-gallery.');
    if (isReport && fault === 'signed-out-later' && times > 1) return refuse(401, 'UNAUTHORIZED', 'Nobody is signed in.');
    // The server sees its own address as the one that was asked, as behind any proxy that keeps to it.
    const headers = { ...incoming.headers, host: new URL(server.url).host, ...(incoming.headers.origin === undefined ? {} : { origin: server.url }) };
    const passed = request(`${server.url}${path}`, { method: incoming.method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, { ...given.headers, ...(fault === 'newer-later' && times > 1 && 'pegel-dashboard' in given.headers ? { 'pegel-dashboard': 'another' } : {}) });
      given.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    incoming.pipe(passed);
  }

  return {
    url, server, slugs,
    async stop() {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
      await server.stop();
    },
  };
}

const listed = (): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery of states</title><h1>Gallery of states</h1><ul>${Object.entries<State>(states).map(([name, { shows }]) => `<li><a href="/gallery/${name}">${name}</a>: ${shows}</li>`).join('')}</ul></html>`;

/** How many days ago each delivery of an import has come: every day, and then no more. */
const deliveredBefore = [7, 6, 5, 4, 3] as const;

/** A connector that many use, and one that few do. */
const connections: readonly WireEvent[] = Array.from({ length: 12 }, (_, who) => (who < 2 ? ['github', 'slack'] : ['slack']).map((connector): WireEvent => ({ id: `k-${connector}-${who}`, type: 'connector.used', at: `${yesterday}T10:00:00Z`, person: { email: `person${who}@example.com` }, connector }))).flat();

/** People who chat every day from so many days ago to so many days before yesterday. */
function chats(people: number, first: number, last: number): WireEvent[] {
  return Array.from({ length: first - last + 1 }, (_, index) => addDays(yesterday, index - first)).flatMap((day) =>
    Array.from({ length: people }, (_, who): WireEvent => ({ id: `c-${who}-${day}`, type: 'message.sent', at: `${day}T10:00:00Z`, person: { email: `person${who}@example.com` }, chat: `c-${who}-${day}`, project: who < 2 ? 'Atlas' : 'Borealis', count: 2 })));
}

function spending(first: number, last: number): WireEvent[] {
  return Array.from({ length: first - last + 1 }, (_, index): WireEvent => {
    const day = addDays(yesterday, index - first);
    return { id: `s-${day}`, type: 'spend', at: `${day}T10:00:00Z`, person: { email: 'person0@example.com' }, amount: '1.25', currency: 'USD', basis: 'billed', model: 'opus' };
  });
}

const send = (url: string, to: Founded | undefined, events: readonly WireEvent[], source?: string): Promise<void> => sendTo(url, to, 'POST', '/v1/events', { events }, source);

async function sendTo(url: string, to: Founded | undefined, method: string, path: string, body: object, source?: string): Promise<void> {
  const answer = await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${to?.ingestKey}`, 'content-type': 'application/json', ...(source === undefined ? {} : { 'pegel-source': source }) }, body: JSON.stringify(body) });
  if (answer.status !== 200) throw new Error(`The gallery was refused: ${await answer.text()}`);
}

async function memberOf(server: Served): Promise<void> {
  const { stdout } = await pegel(['members', 'invite', member.email, '--role', 'member'], server.env);
  const token = new URL(stdout.trim(), server.url).hash.slice(1);
  await fetch(`${server.url}/invitation/accept`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ token, password: member.password }) });
}
