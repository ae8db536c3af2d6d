import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languages, type NameChoice } from '@pegel/domain';
import { parseDirectory, parseEvent } from '@pegel/domain/schema';
import { refusalText } from '@pegel/presentation';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyAccount } from './delivery/account-sum.js';
import { run } from './program.js';
import { capturedWorld } from './testing/captured-world.js';
import { pegelServer } from './testing/pegel-server.js';
import { temporaryFolder, transcripts } from './testing/transcripts.js';
import { answerJson, webServer } from './testing/web-server.js';

/** What a server said of a request that it refused. */
interface Said {
  readonly message: string;
  readonly refusal: unknown;
}

const said: Said[] = [];
beforeEach(() => {
  said.length = 0;
  const asked = globalThis.fetch;
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const response = await asked(...request);
    if (!response.ok) said.push(saidIn(await response.clone().json()));
    return response;
  });
});
afterEach(() => vi.unstubAllGlobals());

/** Of an answer of the typed interface as of any other. */
function saidIn(body: unknown): Said {
  const { error } = body as { readonly error: Said & { readonly data?: { readonly refusal?: unknown } } }; // What every refusal is.
  return { message: error.message, refusal: error.data?.refusal ?? error.refusal };
}

const nameOf = (refusal: unknown): unknown => (typeof refusal === 'object' && refusal !== null ? Reflect.get(refusal, 'name') : undefined);

/** Messages are lines of their own, whatever a server has in them. */
const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Runs a command in every language, and tells what was said in each, beside what the server said. */
async function refusedIn(words: readonly string[], variables: Readonly<Record<string, string>>) {
  const told: string[] = [];
  for (const language of languages) {
    const world = capturedWorld({ ...variables, LC_ALL: `${language}.UTF-8` });
    expect(await run(words, world), world.messages()).not.toBe(0);
    told.push(world.messages());
  }
  return told;
}

type Server = Awaited<ReturnType<typeof pegelServer>>;
/** What a command makes the server refuse, and as what; with the founder's token, unless with another. */
type Refused = readonly [name: string, words: readonly string[], token?: (server: Server) => string];

const days = ['--from', '2026-01-12', '--to', '2026-01-13'];
const messages = ['report', '--metrics', 'messages', ...days];
const unknown = 'a-token-that-nobody-has';

const refused: readonly (readonly [around: string, settings: { readonly names?: NameChoice; readonly extraUsage?: boolean }, all: readonly Refused[]])[] = [
  ['an organisation as it usually is', {}, [
    ['form-wrong', [...messages, '--where', `group:${'x'.repeat(401)}`]],
    ['purposes-none', [...messages, '--purpose', 'fun']],
    ['own-data-token', ['my-data']],
    ['person-unknown', ['erase', 'nobody@nordwind.example', '--reason', 'Asked for it.']],
    ['primary-owner-stays', ['members', 'role', 'h@nordwind.example', 'owner', '--yes']],
    ['address-wrong', ['members', 'invite', 'nobody', '--role', 'member']],
    ['member-already', ['members', 'invite', 'h@nordwind.example', '--role', 'member']],
    ['key-label', ['keys', 'make-ingest', '--label', 'Two Words', '--scopes', 'events']],
    ['key-label-used', ['keys', 'make-ingest', '--label', 'live', '--scopes', 'events']],
    ['key-unknown', ['keys', 'revoke', '0123456789ab', '--yes']],
    ['unmasking-token', ['unmask', 'request', '--people', 'p_0123456789abcdef0123', '--hours', '1', '--reason', 'A check.']],
    ['credential-mistyped', ['overview', '--plain'], ({ ownerToken }) => `${ownerToken.slice(0, -1)}${ownerToken.endsWith('a') ? 'b' : 'a'}`],
    ['key-reads-none', ['overview', '--plain'], ({ ingestKey }) => ingestKey],
    ['session-ended', ['overview', '--plain'], () => unknown],
    ['usage-closed', ['overview', '--plain', '--organisation', 'others']],
  ]],
  ['an organisation without numbers by person', { names: 'off' }, [['people-off', [...messages, '--by', 'person']], ['spend-people-off', ['export', 'spend-by-user', ...days]]]],
  ['an organisation with pseudonyms', { names: 'pseudonyms' }, [
    ['group-alone', [...messages, '--by', 'group', '--where', 'department:IT']],
    ['group-filtered', [...messages, '--by', 'group', '--where', 'model:claude-opus']],
    ['group-split', [...messages, '--by', 'model', '--where', 'group:Sales']],
    ['group-weeks', ['report', '--metrics', 'messages', '--from', '2024-01-01', '--to', '2026-01-13', '--grain', 'week', '--by', 'group']],
  ]],
  ['an organisation without extra usage', { extraUsage: false }, [['spend-off', ['export', 'spend-by-user', ...days]]]],
];

// The first to be asked waits for all that a server and the commands import.
test.each(refused)('what the server of %s refuses is said in each language, whole', async (_, settings, all) => {
  const server = await pegelServer(settings);
  for (const [name, words, token] of all) {
    said.length = 0;
    const told = await refusedIn(words, { PEGEL_URL: server.url, PEGEL_TOKEN: token?.(server) ?? server.ownerToken });
    const last = said.findLast(({ refusal }) => nameOf(refusal) === name) ?? expect.fail(`${name}: said instead ${JSON.stringify({ said, told })}`);
    languages.forEach((language, at) => expect(inOneLine(told[at] ?? '')).toContain(inOneLine(refusalText(last.refusal, language) ?? name)));
    // No sentence of the server reaches whoever reads German.
    for (const { message } of said) expect(told[languages.indexOf('de')]).not.toContain(message);
  }
});

test('what an import brings that a server sets aside is said in each language, line by line', { timeout: 120_000 }, async () => {
  const server = await pegelServer({ isEmpty: true });
  const folder = await transcripts(1, Date.UTC(2100, 0, 5, 9));
  const told: string[] = [];
  for (const language of languages) {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_INGEST_KEY: server.ingestKey, LC_ALL: `${language}.UTF-8` });
    expect(await run(['import', 'claude-code', folder], world), world.messages()).toBe(0);
    told.push(world.messages().split('\n').find((line) => line.includes('2100-01-05T09:00:00.000Z')) ?? '');
  }
  expect(told).toEqual([expect.stringMatching(/: 2100-01-05T09:00:00\.000Z is more than 24 hours ahead of \S+, when it arrived\.$/), expect.stringMatching(/: 2100-01-05T09:00:00\.000Z liegt mehr als 24 Stunden nach \S+, als es ankam\.$/)]);
});

test('what a server rejects of an import says in German what would be right and what came instead', async () => {
  const parsed = parseEvent({ id: 'e-1', type: 'spend', at: '2026-01-05T09:00:00Z', person: null, amount: 12.5, currency: 'USD', basis: 'billed' });
  if (parsed.ok) throw new Error('It was taken.');
  const { ok: _ok, droppedFields: _dropped, ...error } = parsed;
  const server = await webServer((_, response) => answerJson(response, 200, { ...emptyAccount, received: 1, rejected: 1, errors: [{ index: 0, ...error }] }));
  const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_INGEST_KEY: 'key-1', LC_ALL: 'de.UTF-8' });
  expect(await run(['import', 'claude-code', await transcripts(1)], world)).toBe(1);
  expect(world.messages()).toContain('e-1: amount muss so sein: ein Dezimalbetrag als Text, etwa "12.50". Angegeben ist die Zahl 12.5.\n');
});

test('a directory that a server refuses as a whole is said in German, with whom and what is wrong', async () => {
  const parsed = parseDirectory({ takenAt: '2026-01-13T00:00:00Z', complete: true, people: [{ email: 'ada@nordwind.example', status: 'active', groups: 'Sales' }] });
  if (parsed.ok) throw new Error('It was taken.');
  const server = await webServer((_, response) => answerJson(response, 422, { error: { code: 'unreadable', message: parsed.message, refusal: parsed.refusal } }));
  const file = join(await temporaryFolder(), 'Personal-2026-01-13.csv');
  await writeFile(file, 'E-Mail;Abteilung\na@nordwind.example;Sales\n');
  const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_INGEST_KEY: 'key-1', LC_ALL: 'de.UTF-8' });
  expect(await run(['import', 'directory', file], world)).toBe(1);
  expect(world.messages()).toContain('people.0 (ada@nordwind.example): groups muss so sein: eine Liste von höchstens 1.000 Namen von Gruppen. Angegeben ist "Sales".\n');
  expect(world.messages()).not.toContain(parsed.message);
});

/** Refused before any server is asked. */
const unasked: readonly (readonly [name: string, words: readonly string[], german: string])[] = [
  ['metric-split', ['report', '--metrics', 'utilisation', '--range', '7d', '--by', 'model'], '„Auslastung“ lässt sich nicht nach dem Merkmal „Modell“ aufteilen. Möglich: group, department, costCentre.'],
  ['metric-filter', ['report', '--metrics', 'utilisation', '--range', '7d', '--where', 'model:opus'], '„Auslastung“ lässt sich nicht nach dem Merkmal „Modell“ filtern. Möglich: group, department, costCentre.'],
  ['metric-split', ['explain', 'utilisation', '--by', 'model'], '„Auslastung“ lässt sich nicht nach dem Merkmal „Modell“ aufteilen. Möglich: group, department, costCentre.'],
  ['metric-filter', ['spark', 'utilisation', '--where', 'model:opus'], '„Auslastung“ lässt sich nicht nach dem Merkmal „Modell“ filtern. Möglich: group, department, costCentre.'],
  ['top-alone', ['report', '--metrics', 'chats', '--range', '7d', '--top', '3'], 'top braucht by: Ohne Aufteilung gibt es keine Rangliste.'],
  ['days-by-day', ['report', '--metrics', 'chats', '--from', '2024-01-01', '--to', '2026-01-01'], 'Tag für Tag hat ein Bericht höchstens 400 Tage; von 2024-01-01 bis 2026-01-01 sind es 732. Nehmen Sie ein gröberes Intervall oder weniger Tage.'],
  ['days-years', ['report', '--metrics', 'chats', '--from', '2001-01-01', '--to', '2026-01-01', '--grain', 'month'], 'Ein Bericht umfasst höchstens 10 Jahre; von 2001-01-01 bis 2026-01-01 sind es 9132 Tage.'],
  ['days-today', ['report', '--metrics', 'chats', '--from', '2026-01-01', '--to', '2026-01-02', '--today'], 'today gehört zu einem Zeitraum; from und to sagen selbst, wie weit sie reichen.'],
];

test.each(unasked)('a question that has no answer (%s) is refused in German before it is asked: %j', async (_, words, german) => {
  const world = capturedWorld({ LC_ALL: 'de.UTF-8', PEGEL_TOKEN: unknown });
  expect([await run(words, world), world.messages()]).toEqual([2, `${german}\n`]);
  expect(said).toEqual([]);
});
