import { operations, principalNames, type PrincipalName } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { streamOf } from '../testing/stream.js';
import { ask, requestOf } from './asking.js';
import { endpointsOf, type Endpoint } from './endpoints.js';
import { furthest, isMalformed, itemsOf, marksIn, marksOf, saidBy, waysInto } from './marks.js';
import { samples } from './samples.js';
import { rowsOf } from './state.js';
import { here, there, world, type Credential, type Home, type World } from './world.js';

/** Who is somebody in the other organisation, and may know of it. */
const atHomeThere: readonly PrincipalName[] = [
  'primary-owner-elsewhere', 'owner-elsewhere', 'admin-elsewhere', 'auditor-elsewhere', 'member-elsewhere', 'token-elsewhere', 'ingest-key-elsewhere',
  'owner-here-member-there', 'member-here-owner-there', 'in-two-naming-none', 'in-two-naming-a-third',
];
const strangersThere = principalNames.filter((name) => !atHomeThere.includes(name));
/** One of each kind of them; the others ask only in the way that reaches furthest. */
const ofEachKind: readonly PrincipalName[] = ['no-credential', 'primary-owner', 'admin', 'member', 'admin-with-usage', 'auditor', 'removed-member', 'token-of-owner', 'token-for-usage', 'ingest-key'];

/** What changes nothing first; what ends a session, a membership or a key last. */
const inOrder = (endpoints: readonly Endpoint[]): readonly Endpoint[] => {
  const rank = ({ name, method }: Endpoint) => (method === 'GET' ? 0 : /sign-out|leave|stepDown|removeMember|revoke|transfer|end-/.test(name) ? 2 : 1);
  return endpoints.toSorted((a, b) => rank(a) - rank(b));
};

interface Found {
  readonly asked: number;
  readonly answered: number;
  readonly hits: readonly string[];
}

/** Asks everything in every way as everybody, and says where a mark of `there` was told. */
async function search(at: World, marks: readonly string[], who: readonly PrincipalName[], only: (endpoint: Endpoint) => boolean = () => true): Promise<Found> {
  const items = itemsOf(at);
  const hits: string[] = [];
  let [asked, answered] = [0, 0];
  const look = async (label: string, request: Request): Promise<void> => {
    const said = await saidBy(request);
    const told = await ask(at, request);
    asked += 1;
    if (told.status === 200) answered += 1;
    if (told.status >= 500) hits.push(`${label}: ${told.status} ${told.text}`);
    const found = marksIn(told, marks, said);
    if (found.length > 0) hits.push(`${label}: ${found.join(', ')} in ${told.text.slice(0, 300)}`);
  };
  for (const endpoint of inOrder(await endpointsOf(at.app)).filter(only)) {
    for (const sample of samples[endpoint.name] ?? []) {
      for (const [way, question] of waysInto(endpoint, sample, items)) {
        // Where it takes nothing, it makes no difference who asks: the matrix has shown that.
        const isForAnyone = ['anyone', 'set-up'].includes(operations[endpoint.operation].kind);
        const askers = isForAnyone ? who.filter((name) => ['no-credential', 'owner', 'member'].includes(name)) : way === furthest ? who : who.filter((name) => (isMalformed(way) ? ofEachKind.slice(0, 4) : ofEachKind).includes(name));
        at.change('DELETE FROM rate_limit');
        for (const name of askers) await look(`${endpoint.name} ${way} as ${name}`, requestOf(endpoint, question, at.credentials[name]));
      }
    }
  }
  return { asked, answered, hits };
}

describe('of an organisation in which somebody is not at home', () => {
  test('nothing is told, whatever they ask for and however', async () => {
    const at = await world();
    const marks = marksOf(at, there);
    const before = rowsOf(at.data, there.slug);
    const entries = at.read(`SELECT 1 FROM audit_journal WHERE chain = '${there.slug}'`).length;
    const { asked, answered, hits } = await search(at, marks, strangersThere);
    expect(hits).toEqual([]);
    expect(answered).toBeGreaterThan(asked / 20);
    // Nor is anything of it changed; its journal has attempts to sign in at accounts of its members, and nothing else that is new.
    expect(rowsOf(at.data, there.slug)).toBe(before);
    expect(new Set((at.read(`SELECT DISTINCT happening FROM audit_journal WHERE chain = '${there.slug}' AND number > ${entries}`) as { happening: string }[]).map(({ happening }) => happening))).toEqual(new Set(['sign-in-refused'])); // One column.
    process.stdout.write(`Canaries: ${asked} requests (${answered} answered) as ${strangersThere.length} principals, ${marks.length} marks: none found.\n`);
  });

  test('the log and the journal of whoever asks say nothing of it either', async () => {
    const at = await world();
    const marks = marksOf(at, there);
    const few: readonly PrincipalName[] = ['no-credential', 'primary-owner', 'admin', 'member', 'removed-member', 'token-of-owner', 'ingest-key'];
    await search(at, marks, few, ({ method }) => method === 'GET');
    const rows = at.read(`SELECT * FROM audit_journal WHERE chain IN ('${here.slug}', '')`);
    const entries = { headers: new Headers(), text: JSON.stringify(rows) };
    expect(rows.length).toBeGreaterThan(1);
    expect(marksIn({ headers: new Headers(), text: at.logged() }, marks, [])).toEqual([]);
    expect(marksIn(entries, marks, [])).toEqual([]);
  });

  test.each<readonly [string, string]>([
    ['the name of a model', `UPDATE events SET model = '${there.word}-model' WHERE organisation = (SELECT id FROM ledgers WHERE slug = '${here.slug}')`],
    ['an amount', `UPDATE events SET amount = (SELECT amount FROM events WHERE id = '${there.word}-spend') WHERE id = '${here.word}-spend'`],
    ['a reason', `UPDATE setting_changes SET reason = sealed('${there.word} as agreed', 'accounts')`],
    ['a member', `INSERT INTO memberships (user_id, organisation, role, created_at, grants) VALUES ('${there.word}-subject', '${here.slug}', 'member', 1, '[]')`],
    ['a key', `UPDATE ingest_keys SET organisation = '${here.slug}' WHERE organisation = '${there.slug}'`],
    ['an item of the quarantine', `UPDATE quarantine SET organisation = (SELECT id FROM ledgers WHERE slug = '${here.slug}') WHERE code = 'conflict'`],
    ['the name of the organisation', `UPDATE organisations SET name = '${there.word}' WHERE slug = '${here.slug}'`],
  ])('%s that got into the wrong one is found', async (_, planted) => {
    const at = await world();
    const marks = marksOf(at, there);
    at.change(planted);
    expect((await search(at, marks, ['primary-owner'], ({ method }) => method === 'GET')).hits).not.toEqual([]);
  });

  test('a store that reads of the wrong one is found', async () => {
    const honest = await world();
    const theirs = honest.folder.accounts.organisation(there.slug) ?? expect.fail();
    const { store } = honest.folder;
    const at = await world({ store: { ...store, read: (question) => store.read({ ...question, organisation: theirs }), people: (_, keys) => store.people(theirs, keys) } });
    const { hits } = await search(at, marksOf(at, there), ['primary-owner', 'token-for-usage'], ({ operation }) => operation === 'read-report' || operation === 'export-report');
    expect(hits.length).toBeGreaterThan(5);
  });

  test('nobody who listens hears that something changed there', async () => {
    const at = await world();
    const listening = async (who: PrincipalName, organisation: string) => {
      const stream = streamOf(await at.app.request(`/trpc/changes?input=${encodeURIComponent(JSON.stringify({ organisation }))}`, { headers: at.credentials[who].headers }));
      await stream.next('connected');
      return stream;
    };
    const [ours, theirs] = [await listening('owner', here.slug), await listening('owner-elsewhere', there.slug)];
    const send = (who: PrincipalName, of: Home, day: string) =>
      at.app.request('/v1/events', { method: 'POST', headers: { ...at.credentials[who].headers, 'content-type': 'application/json', 'pegel-source': `${of.word}-gateway` }, body: JSON.stringify({ events: [{ id: `new-${day}`, type: 'message.sent', at: `${day}T08:00:00Z`, person: null, chat: 'new' }] }) });
    expect((await send('ingest-key-elsewhere', there, '2026-11-23')).status).toBe(200);
    // Heard there, and so it has been told before the next is sent.
    expect(JSON.stringify((await theirs.next('message')).data)).toContain('2026-11-23');
    expect((await send('ingest-key', here, '2026-11-24')).status).toBe(200);
    const { data } = await ours.next('message');
    expect(JSON.stringify(data)).toContain('2026-11-24');
    expect(JSON.stringify(data)).not.toContain('2026-11-23');
    await Promise.all([ours.leave(), theirs.leave()]);
  });
});

test('two tabs of one person in two organisations, and two people, ask at the same time and are never mixed up', async () => {
  const at = await world();
  const endpoints = (await endpointsOf(at.app)).filter(({ operation, method, name }) => method === 'GET' && operations[operation].kind === 'permission' && !name.startsWith('subscription'));
  const both = at.credentials['in-two-naming-a-third'];
  const marks = { here: marksOf(at, here), there: marksOf(at, there) };
  const tab = (home: 'here' | 'there', { headers }: Credential) => ({ home, credential: { headers, names: home === 'here' ? here.slug : there.slug } });
  const tabs = [tab('here', both), tab('there', both), tab('here', at.credentials.owner), tab('there', at.credentials['owner-elsewhere'])];
  // Whom only one of the two knows cannot be asked about in the other.
  const questions = endpoints.flatMap((endpoint) => (samples[endpoint.name] ?? []).filter(({ status, input = {} }) => status === undefined && !Object.hasOwn(input, 'person')).flatMap((sample) => Array.from({ length: 2 }, () => ({ endpoint, sample }))));
  const inEveryTab = ({ endpoint, sample }: (typeof questions)[number]) =>
    tabs.map(async ({ home, credential }) => {
      const request = requestOf(endpoint, sample, credential);
      const said = await saidBy(request);
      return { label: `${endpoint.name} in ${home}`, home, said, ...(await ask(at, request)) };
    });
  // Of files an organisation gets a few at the same time.
  const isFile = ({ endpoint }: (typeof questions)[number]) => endpoint.path.startsWith('/export/');
  const told = await Promise.all(questions.filter((question) => !isFile(question)).flatMap(inEveryTab));
  for (const question of questions.filter(isFile)) told.push(...(await Promise.all(inEveryTab(question))));
  expect(told.length).toBeGreaterThan(100);
  expect(told.flatMap(({ label, status }) => (status === 200 ? [] : [`${label}: ${status}`]))).toEqual([]);
  // Whoever is in both carries the word of `here`, also as a member of the other.
  const inBoth = at.read('SELECT unsealed(email) AS email, count(*) AS homes FROM user JOIN memberships ON user_id = id GROUP BY email HAVING homes > 1') as { email: string }[]; // Two columns.
  // Files of people say who took them, also as a header and as Markdown write it.
  const shared = inBoth.flatMap(({ email }) => [email, encodeURIComponent(email), email.replace('@', '\\@'), email.split('@')[0] ?? '']);
  expect(told.flatMap((one) => marksIn(one, marks[one.home === 'here' ? 'there' : 'here'], [...one.said, ...shared]).map((mark) => `${one.label}: ${mark}`))).toEqual([]);
  // And each of them speaks of its own.
  expect(told.filter((one) => marksIn(one, marks[one.home], []).length > 0).length).toBeGreaterThan(told.length / 2);
});
