import { expect, test } from 'vitest';
import { cellsIn } from '@pegel/presentation/testing';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const password = 'a long enough password';

/** Two people who are signed in, in an organisation that shows pseudonyms of three. */
async function running() {
  const server = await pegelServer({ isEmpty: true, names: 'pseudonyms' });
  const at = new Date(Date.now() - 2 * 86_400_000).toISOString();
  await server.send('POST', '/v1/events', { events: ['ada', 'ben', 'cem'].map((name) => ({ id: name, type: 'message.sent', at, person: { email: `${name}@nordwind.example`, name }, chat: name })) });
  const ran = async (words: readonly string[], variables: Record<string, string>) => {
    const world = capturedWorld({ PEGEL_URL: server.url, ...variables });
    return { code: await run(words, world), out: world.out(), messages: world.messages() };
  };
  const signedIn = async (email: string) => {
    const answer = await fetch(`${server.url}/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ email, password }) });
    const session = /=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? expect.fail(await answer.text());
    return { PEGEL_TOKEN: decodeURIComponent(session) };
  };
  const { out } = await ran(['members', 'invite', 'aud@nordwind.example', '--role', 'auditor'], { PEGEL_TOKEN: server.ownerToken });
  await fetch(`${server.url}/invitation/accept`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: out.trim().split('#')[1], password }) });
  const [owner, auditor] = [await signedIn('h@nordwind.example'), await signedIn('aud@nordwind.example')];
  const people = async (who: Record<string, string>) => (await ran(['report', '--metrics', 'messages', '--range', '7d', '--grain', 'total', '--by', 'person', '--format', 'json'], who)).out;
  const labels = [...(await people(owner)).matchAll(/"label": ?"(Person \w{6})"/g)].map(([, label = '']) => label);
  return { ran, owner, auditor, token: { PEGEL_TOKEN: server.ownerToken }, people, labels };
}

test('names are asked for as rankings call people, approved by somebody else, seen, and hidden again', async () => {
  const { ran, owner, auditor, people, labels } = await running();
  const [first = '', second = ''] = labels;
  const asking = ['unmask', 'request', '--people', `${first}, ${second.toLowerCase()}`, '--hours', '2', '--reason', 'Asked for help.'];
  const made = await ran([...asking, '--json'], owner);
  expect([made.code, made.messages]).toEqual([0, 'Asked. An Owner or an Auditor decides now; somebody else than you.\n']);
  const [{ id }] = (JSON.parse(made.out) as { requests: [{ id: string }] }).requests; // What the procedure promises.
  const listed = (await ran(['unmask'], auditor)).out;
  for (const text of [/^Request +Asked for by +State +/, new RegExp(`${id} +h@nordwind.example +Waits for a decision +for 2 hours`), `${first}, ${second}`, 'Asked for help.']) expect(listed).toMatch(text);
  expect((await ran(['unmask', 'list', '--lang', 'de'], auditor)).out).toMatch(/^Antrag +Beantragt von +.*\n.* Wartet auf eine Entscheidung +für 2 Stunden/);

  // Looked at first, and nobody decides alone.
  expect(await ran(['unmask', 'approve', id], auditor)).toMatchObject({ code: 0, messages: expect.stringContaining('--yes') });
  expect(await ran(['unmask', 'approve', id, '--yes'], owner)).toMatchObject({ code: 3, messages: expect.stringContaining('Nobody decides on a request of their own') });
  expect(await ran(['unmask', 'approve', id, '--yes', '--lang', 'de'], owner)).toMatchObject({ code: 3, messages: 'Über den eigenen Antrag entscheidet niemand: Es braucht eine zweite Person, einen Owner oder einen Auditor.\n' });
  expect(await people(owner)).not.toMatch(/(ada|ben|cem)@/);
  expect(await ran(['unmask', 'approve', id, '--yes'], auditor)).toMatchObject({ code: 0, messages: 'Approved: the names are shown.\n' });
  expect((await people(owner)).match(/(ada|ben|cem)@nordwind\.example/g)).toHaveLength(2);
  expect(await ran(['unmask', 'close', id, '--yes', '--lang', 'de'], owner)).toMatchObject({ code: 0, out: expect.stringContaining('Vorzeitig beendet'), messages: 'Die Namen sind wieder verborgen.\n' });
  expect(await people(owner)).not.toMatch(/(ada|ben|cem)@/);
  expect(await ran(['unmask', 'approve', id, '--yes'], auditor)).toMatchObject({ code: 2, messages: 'This request is over already: it was closed.\n' });

  const ids = [];
  for (let index = 0; index < 2; index += 1) ids.push((JSON.parse((await ran([...asking, '--json'], owner)).out) as { requests: [{ id: string }] }).requests[0].id); // As above.
  expect(await ran(['unmask', 'refuse', ids[0] ?? '', '--reason', 'A group is enough.', '--yes', '--json'], auditor)).toMatchObject({ code: 0, out: expect.stringContaining('"decisionReason": "A group is enough."') });
  expect((await ran(['unmask'], auditor)).out).toMatch(/Refused .* – Reason for refusing: A group is enough\./);
  expect(await ran(['unmask', 'withdraw', ids[1] ?? '', '--yes'], owner)).toMatchObject({ code: 0, out: expect.stringContaining('Withdrawn') });

  // The list is parsed as every other: the same rows in each format, a document of them too, and not two formats at once.
  const as = async (format: string, words: readonly string[] = ['unmask', 'list']) => (await ran([...words, '--format', format], auditor)).out;
  const rows = (await as('ndjson')).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // What NDJSON is.
  expect(rows.map(({ id: one, state, requested_by: by, hours }) => [one, state, by, hours])).toEqual([[ids[1], 'withdrawn', 'h@nordwind.example', 2], [ids[0], 'refused', 'h@nordwind.example', 2], [id, 'closed', 'h@nordwind.example', 2]]);
  const [columns = [], ...cells] = cellsIn(await as('csv', ['unmask']), 'standard');
  expect(cells.map((row) => Object.fromEntries(row.map((cell, index) => [columns[index], cell])))).toEqual(rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')]))));
  expect(JSON.parse(await as('json'))).toEqual(JSON.parse((await ran(['unmask', '--json'], auditor)).out));
  expect((await as('md')).split('\n').filter((line) => line.includes('Asked for help'))).toHaveLength(3);
  expect(await ran(['unmask', '--json', '--format', 'csv'], auditor)).toMatchObject({ code: 2, out: '' });
});

test('whoever is nobody, what is no number and a token are told so', async () => {
  const { ran, owner, token } = await running();
  const asking = (people: string, hours = '1') => ['unmask', 'request', '--people', people, '--hours', hours, '--reason', 'Asked for help.'];
  expect(await ran(['unmask'], owner)).toMatchObject({ code: 0, out: 'Nobody has asked for names yet.\n' });
  expect(await ran(asking('Ada'), owner)).toMatchObject({ code: 2, messages: 'Nobody in the rankings of the last 90 days is called “Ada”; use the key.\n' });
  expect(await ran(asking('Ada', '25'), owner)).toMatchObject({ code: 2, messages: expect.stringContaining('It is a whole number from 1 to 24.') });
  expect(await ran(asking('p_0123456789abcdef0123'), token)).toMatchObject({ code: 3, messages: expect.stringContaining('a token does neither') });
  expect(await ran(['unmask', 'approve', 'none'], owner)).toMatchObject({ code: 2, messages: '"none" is no id of a request; "pegel unmask" lists them.\n' });
});
