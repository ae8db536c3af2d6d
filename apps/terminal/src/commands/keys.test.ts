import { createHash } from 'node:crypto';
import { tokenFormOf, type KeyMade, type KeysView } from '@pegel/domain';
import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

async function running() {
  const server = await pegelServer();
  const ran = async (words: readonly string[], variables: Record<string, string> = {}) => {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, ...variables });
    return { code: await run(words, world), out: world.out(), messages: world.messages() };
  };
  const listed = async () => (JSON.parse((await ran(['keys', '--json'])).out) as KeysView).keys; // What `--json` promises.
  const idOf = (token: string) => createHash('sha256').update(token).digest('hex').slice(0, 12);
  return { server, ran, listed, idOf };
}

test('lists what founding made in two languages, each kind in a table of its own', async () => {
  const { server, ran, idOf } = await running();
  const steady = (text: string) => text.replaceAll(/\w{3} \d+ \w{3}(?: \d{4})?, \d\d:\d\d/g, '(when)').replaceAll(idOf(server.ingestKey), '(ingest key)').replaceAll(idOf(server.ownerToken), '(owner key) ').replaceAll(/ +$/gm, '').replaceAll(/ {2,}/g, '  ');
  expect(steady((await ran(['keys'])).out)).toMatchInlineSnapshot(`
    "Reader tokens
    Key  Name  State  Last used  Expires  May
    (owner key)  h@nordwind.example  active  (when)  never  all that whoever made it may

    Ingest keys
    Key  Name  State  Last used  Expires  May send · as
    (ingest key)  live  active  (when)  never  events, the directory · any
    "
  `);
  expect((await ran(['keys'], { LC_ALL: 'de_DE.UTF-8' })).out).toMatch(/^Lesetoken\n[\s\S]*\n\nSchlüssel zum Senden\n.*Zuletzt benutzt/);
});

test('prints the secret alone on stdout and all about it on stderr; it does what it was made for', async () => {
  const { server, ran, listed } = await running();
  const key = await ran(['keys', 'make-ingest', '--label', 'gateway', '--scopes', 'events', '--sources', 'gateway, hr', '--days', '30']);
  const [secret = '', ...rest] = key.out.split('\n');
  expect([key.code, tokenFormOf(secret), rest]).toEqual([0, { kind: 'ingest', whole: true }, ['']]);
  expect(key.messages).toMatch(/^"gateway" is made, with the id [0-9a-f]{12}, valid until \d{4}-\d\d-\d\d\. The secret is printed now and never again\.\n$/);
  expect(key.messages).not.toContain(secret.slice(13, 30));
  const sent = await fetch(`${server.url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'pegel-source': 'hr' }, body: '{"events":[]}' });
  expect(sent.status).toBe(200);

  const token = await ran(['keys', 'make-token', '--label', 'Finance dashboard', '--permissions', 'view:usage', '--days', 'never', '--json']);
  const made = JSON.parse(token.out) as KeyMade; // What `--json` promises.
  expect([token.messages, made.key]).toEqual(['', expect.objectContaining({ kind: 'reader', label: 'Finance dashboard', permissions: ['view:usage'], expiresAt: null, state: 'active', madeBy: 'h@nordwind.example' })]);
  expect((await ran(['report', '--metrics', 'messages', '--range', '28d'], { PEGEL_TOKEN: made.secret })).code).toBe(0);
  expect((await ran(['report', '--metrics', 'spend', '--range', '28d'], { PEGEL_TOKEN: made.secret })).code).toBe(3);
  expect((await ran(['keys'], { PEGEL_TOKEN: made.secret })).code).toBe(3);
  expect((await listed()).map(({ label }) => label).sort()).toEqual(['Finance dashboard', 'gateway', 'h@nordwind.example', 'live']);
  expect((await ran(['keys'])).out).toMatch(/gateway +active +\S.* events · gateway, hr\n/);
});

test('revokes only with --yes, and says so when it was revoked before', async () => {
  const { server, ran, idOf, listed } = await running();
  const id = idOf(server.ingestKey);
  const dry = await ran(['keys', 'revoke', id]);
  expect([dry.code, dry.messages]).toEqual([0, 'Nothing was changed; --yes does it.\n']);
  expect(dry.out).toContain(`${id}  live`);
  expect((await listed()).find((key) => key.id === id)?.state).toBe('active');
  expect(await ran(['keys', 'revoke', id, '--yes'])).toEqual({ code: 0, out: 'live is revoked.\n', messages: '' });
  expect(await ran(['keys', 'revoke', id, '--yes'], { LC_ALL: 'de_DE.UTF-8' })).toEqual({ code: 0, out: 'live war schon widerrufen.\n', messages: '' });
  expect((await ran(['keys'])).out).not.toContain(id);
  expect((await ran(['keys', '--all'])).out).toContain(`${id}  live`);
  // The token that asks may end itself.
  expect((await ran(['keys', 'revoke', idOf(server.ownerToken), '--yes', '--json'])).code).toBe(0);
  expect((await ran(['keys'])).code).toBe(3);
});

test('says what is wrong with what was asked for', async () => {
  const { ran } = await running();
  const refused = async (words: readonly string[], variables: Record<string, string> = {}) => {
    const { code, out, messages } = await ran(['keys', ...words], variables);
    expect(out).toBe('');
    return `${code}: ${messages}`;
  };
  expect([
    await refused(['make-ingest', '--label', 'My Gateway', '--scopes', 'events']),
    await refused(['make-ingest', '--label', 'live', '--scopes', 'events']),
    await refused(['make-ingest', '--label', 'x', '--scopes', 'event']),
    await refused(['make-ingest', '--label', 'x', '--scopes', 'events', '--days', '731']),
    await refused(['make-ingest', '--scopes', 'events']),
    await refused(['make-token', '--label', 'x', '--permissions', 'manage:sources']),
    await refused(['make-token', '--label', ' ', '--permissions', 'view:usage']),
    await refused(['revoke', 'nonsense']),
    await refused(['revoke', 'nonsense', '--yes']),
    await refused([], { PEGEL_TOKEN: `pegel_reader_${'a'.repeat(43)}0000000` }),
    await refused([], { PEGEL_TOKEN: `pegel_reader_${'a'.repeat(43)}0000000`, LC_ALL: 'de_DE.UTF-8' }),
    await refused(['make-ingest', '--label', 'x', '--scopes', 'events', '--days', '0'], { LC_ALL: 'de_DE.UTF-8' }),
  ].join('')).toMatchInlineSnapshot(`
    "2: label must be 1 to 40 lower-case letters, digits and hyphens, such as "my-gateway", since it can be the source of what names none; got "My Gateway".
    2: There is an ingest key "live" in use already; choose another label, or revoke that one first.
    2: --scopes cannot be "event". Did you mean events? It can be events, directory.
    2: --days cannot be "731". It is a whole number from 1 to 730, or never.
    2: pegel keys make-ingest needs --label <name>. Help: pegel keys make-ingest --help
    2: --permissions cannot be "manage:sources". It can be view:usage, view:spend, view:people, export:usage, view:configuration, view:journal.
    2: label must be 1 to 80 characters in one line, such as "finance dashboard"; got " ".
    2: "nonsense" is no id of a key; "pegel keys --all" lists them.
    2: There is no key "nonsense"; its id is 12 characters of 0 to 9 and a to f.
    3: This is not a whole token or key: a character of it is missing, added or wrong. Copy it again, from the first to the last.
    3: Das ist kein ganzes Token und kein ganzer Schlüssel: Ein Zeichen fehlt, ist zu viel oder falsch. Kopieren Sie noch einmal, vom ersten bis zum letzten Zeichen.
    2: --days kann nicht „0“ sein. Es ist eine ganze Zahl von 1 bis 730 oder never.
    "
  `);
});
