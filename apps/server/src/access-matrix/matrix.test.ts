import { closedPaths, openEndpoints } from '@pegel/accounts';
import { answerTo, operations, principals, refusalFrom, refusalSentence, refusalTells, type PrincipalName, type Verdict } from '@pegel/domain';
import { expect, test } from 'vitest';
import { openFolder } from '../data-folder.js';
import { opened, served, temporaryFolder } from '../testing/served.js';
import { ask, requestOf, type Told } from './asking.js';
import { endpointsOf, type Endpoint } from './endpoints.js';
import { samples, type Sample } from './samples.js';
import { watchState } from './state.js';
import { everybody, here, there, world, type Credential, type World } from './world.js';

const statuses: Readonly<Record<Exclude<Verdict, 'answered'>, number>> = { 'sign-in-first': 401, refused: 403, 'not-found': 404, 'say-which': 400 };

/** What is wrong with a refusal; it says one sentence and nothing else, but for what that is called, and what was asked for. */
function wrongIn({ status, headers, text }: Told, { kind, path }: Endpoint): string | null {
  if (headers.has('set-cookie')) return 'sets a cookie';
  if (!/^(application\/json|text\/event-stream)/.test(headers.get('content-type') ?? '')) return `is ${headers.get('content-type')}`;
  const body: unknown = JSON.parse(text);
  const message = /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? '';
  if (!/^[A-Z].*[.)…"]$/.test(message)) return `says ${text}`;
  const codes: Readonly<Record<number, readonly [string, number]>> = { 400: ['BAD_REQUEST', -32600], 401: ['UNAUTHORIZED', -32001], 403: ['FORBIDDEN', -32003], 404: ['NOT_FOUND', -32004] };
  const [code, number] = codes[status] ?? ['', 0];
  const told = refusalFrom(/"refusal":(\{"name":"[a-z-]+","about":\{.*?\}\})/.exec(text)?.slice(1).map((found): unknown => JSON.parse(found))[0] ?? null);
  // By its name and what it is about the same sentence can be said in another language, and nothing more.
  if (told !== null && (refusalSentence(told) !== JSON.parse(`"${message}"`) || Object.keys(told.about).toSorted().join() !== refusalTells(told.name).toSorted().join())) return `is not what its name says: ${text}`;
  const called = told === null ? {} : { refusal: told };
  const whole =
    kind === 'procedure'
      ? { error: { message: JSON.parse(`"${message}"`) as unknown, code: number, data: { code, httpStatus: status, path: path.slice('/trpc/'.length), ...called } } }
      : { error: { code: { 400: 'bad-request', 401: 'not-signed-in', 403: 'not-permitted', 404: 'not-found' }[status], message: JSON.parse(`"${message}"`) as unknown, ...called } };
  return JSON.stringify(body) === JSON.stringify(whole) ? null : `says more than a sentence: ${text}`;
}

const oneOfEachKind: readonly PrincipalName[] = ['no-credential', 'half-signed-in', 'owner', 'owner-in-terminal', 'member', 'removed-member', 'token-of-owner', 'ingest-key'];

/** Questions that change something are asked elsewhere: in one world by everybody, or each in one of their own. */
function elsewhere({ isUsedUp = true }: Pick<Sample, 'isUsedUp'>) {
  let kept: World | undefined;
  return {
    async ask(endpoint: Endpoint, sample: Sample, who: PrincipalName): Promise<Told> {
      const at = isUsedUp ? await world() : (kept ??= await world());
      at.change('DELETE FROM rate_limit');
      const told = await askIn(at, endpoint, sample, who);
      if (isUsedUp) await at.end();
      return told;
    },
    end: async () => kept?.end(),
  };
}

/**
 * The entry that a refusal leaves: in the chain of where somebody was let in, otherwise in that of none. Whoever shows
 * nothing, or is only to say which organisation is meant, leaves none, and signing in has entries of its own.
 */
function entryOf({ operation, path }: Endpoint, who: PrincipalName, verdict: Verdict, { headers }: Credential): string | null {
  if (path.startsWith('/auth/')) return null;
  const { standing } = principals[who];
  const showsSomething = headers['authorization'] !== undefined || headers['cookie']?.includes('session_token=') === true;
  if (verdict === 'sign-in-first') return showsSomething ? JSON.stringify([operation, '', 'nobody', 'unknown']) : null;
  if (verdict !== 'refused') return null;
  const isSending = operations[operation].kind === 'ingest';
  const home = who.endsWith('-elsewhere') ? there.slug : here.slug;
  const actor = standing.kind === 'token' ? 'token' : standing.kind === 'ingest-key' ? 'key' : 'account';
  // A key is at home where it sends, whatever it is used for.
  if (isSending || standing.kind === 'ingest-key') return JSON.stringify([operation, home, actor, 'not-permitted']);
  return JSON.stringify(standing.kind !== 'nobody' && standing.may === 'stranger' ? [operation, '', actor, 'not-here'] : [operation, here.slug, actor, 'not-permitted']);
}

const askIn = (at: World, endpoint: Endpoint, sample: Sample, who: PrincipalName): Promise<Told> => ask(at, requestOf(endpoint, sample, at.credentials[who]));

test('whatever is mounted answers everybody as the table of operations says, and a refusal says one sentence and changes nothing', { timeout: 480_000 }, async () => {
  // Of whom nobody knows, the journal takes a few entries a minute.
  let now = Date.parse('2026-11-24T09:00:00Z');
  const shared = await world({ now: () => now });
  const state = watchState(shared.data);
  const before = state.hash();
  const endpoints = await endpointsOf(shared.app);
  const failures = [
    ...endpoints.filter(({ name }) => samples[name] === undefined).map(({ name }) => `${name} has no sample question; give it one in samples.ts.`),
    ...Object.keys(samples).filter((name) => !endpoints.some((endpoint) => endpoint.name === name)).map((name) => `${name} has a sample question and is not mounted.`),
  ];
  const promised = new Map<string, string>();
  const counts = { cases: 0, answered: 0, refused: 0 };

  for (const endpoint of endpoints) {
    now += 60_000;
    for (const [index, sample] of (samples[endpoint.name] ?? []).entries()) {
      const aside = elsewhere(sample);
      for (const [who, principal] of everybody) {
        const permitted = answerTo(endpoint.operation, principal, sample.beyond);
        const verdict = permitted === 'answered' && sample.only?.includes(who) === false ? 'refused' : permitted;
        const label = `${endpoint.name} (${index + 1}) as ${who}`;
        if (verdict === 'answered' && sample.isSlow === true && !oneOfEachKind.includes(who)) continue;
        counts.cases += 1;
        counts[verdict === 'answered' ? 'answered' : 'refused'] += 1;
        const told = await (verdict === 'answered' && (endpoint.method !== 'GET' || sample.isUsedUp !== undefined) ? aside.ask(endpoint, sample, who) : askIn(shared, endpoint, sample, who));
        const wanted = verdict !== 'answered' ? statuses[verdict] : typeof sample.status === 'function' ? sample.status(who) : (sample.status ?? 200);
        if (told.status !== wanted) failures.push(`${label}: ${told.status} instead of ${wanted} (${verdict}): ${told.text.slice(0, 200)}`);
        else if (verdict !== 'answered') {
          const entry = entryOf(endpoint, who, verdict, shared.credentials[who]);
          if (entry !== null) promised.set(entry, label);
          const wrong = wrongIn(told, endpoint);
          if (wrong !== null) failures.push(`${label}: the refusal ${wrong}`);
        }
        if (state.hash() !== before) {
          failures.push(`${label} changed something; nothing after it was asked`);
          expect(failures).toEqual([]);
        }
      }
      await aside.end();
    }
  }
  state.close();
  const written = new Set((shared.read("SELECT json_array(json_extract(about, '$.operation'), chain, actor, json_extract(about, '$.why')) AS entry FROM audit_journal WHERE happening = 'refused'") as { entry: string }[]).map(({ entry }) => entry)); // One column.
  failures.push(...[...promised].filter(([entry]) => !written.has(entry)).map(([entry, label]) => `${label}: the journal has no ${entry}`));
  failures.push(...[...written].filter((entry) => !promised.has(entry)).map((entry) => `the journal has ${entry}, which nothing here promised`));
  process.stdout.write(`Access matrix: ${endpoints.length} endpoints, ${Object.values(samples).flat().length} questions, ${everybody.length} principals: ${counts.cases} cases, ${counts.answered} answered, ${counts.refused} refused; ${promised.size} kinds of entries in the journal.\n`);
  expect(failures).toEqual([]);
});

test('of signing in nothing else is there, for anybody, by whatever method and however it is written', async () => {
  const at = await world();
  const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;
  const isOpen = (method: string, path: string) => openEndpoints.some((open) => open.method === method && open.path === path);
  const others = openEndpoints.flatMap(({ path }) => [path, `${path}/`, `${path}/x`, path.toUpperCase().replace('/AUTH', '/auth'), path.replace('/auth/', '/auth//'), path.replace('/auth/', '/auth/%2e/'), path.replaceAll('/', '%2F').replace('%2Fauth%2F', '/auth/'), path.replace('/auth/', '/auth/x/../')]);
  const closed = closedPaths.map((path) => `/auth${path.replace(/:\w+/, 'x')}`);
  const wrong: string[] = [];
  let asked = 0;
  for (const path of new Set([...closed, ...others])) {
    for (const method of methods) {
      // An address is put in order before anybody sees it.
      if (isOpen(method, new URL(`http://localhost${path}`).pathname)) continue;
      for (const who of oneOfEachKind) {
        asked += 1;
        const response = await at.app.request(`http://localhost${path}`, { method, headers: { ...at.credentials[who].headers, origin: 'http://localhost', 'content-type': 'application/json' }, ...(method === 'GET' ? {} : { body: '{}' }) });
        if (![404, 405].includes(response.status)) wrong.push(`${method} ${path} as ${who}: ${response.status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  process.stdout.write(`Closed of signing in: ${closedPaths.length} addresses of the library, ${asked} requests.\n`);
});

test('what opens one installation opens nothing of another, nor of one that waits for its set-up, where only the code of that opens anything', async () => {
  const { credentials } = await world();
  const data = await temporaryFolder();
  await (await openFolder(data, { create: true })).close();
  const installations = [
    { at: await served(), ofSetUp: 404, ofOthers: [401] },
    { at: await opened(data, { setUpCode: 'the right code' }), ofSetUp: 403, ofOthers: [401, 503] },
  ];
  const wrong: string[] = [];
  for (const { at, ofSetUp, ofOthers } of installations) {
    for (const endpoint of await endpointsOf(at.app)) {
      const { kind } = operations[endpoint.operation];
      if (kind === 'anyone') continue;
      for (const sample of samples[endpoint.name] ?? []) {
        // Codes of the set-up are few a minute.
        for (const [who] of kind === 'set-up' ? everybody.slice(0, 3) : everybody) {
          const { status } = await ask(at, requestOf(endpoint, sample, credentials[who]));
          if (!(kind === 'set-up' ? [ofSetUp] : ofOthers).includes(status)) wrong.push(`${endpoint.name} as ${who}: ${status}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});
