import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { WireDirectory, WireEvent } from '@pegel/domain';
import { parseDirectory, parseEvent } from '@pegel/domain/schema';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ImportOptions } from '../importer.js';
import { account, call, canary, contentOf, conversation, designChat, exportOf, frame, manifestTime, message, nordwind, project, user, uuid, zipOfFiles, type Constructed, type Generation } from '../testing/index.js';
import { claudeExport } from './index.js';

type Files = Readonly<Record<string, unknown>>;

function folderOf(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'claude-export-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contentOf(content));
  }
  return root;
}

/** Reads an export, and holds what leaves it to what the server takes and to what may leave it. */
async function importOf(path: string, options?: ImportOptions) {
  const run = await claudeExport.open(path, options);
  const events: WireEvent[] = [];
  for await (const event of run.events()) events.push(event);
  const snapshots: WireDirectory[] = [];
  for await (const snapshot of run.snapshots?.() ?? []) snapshots.push(snapshot);
  for (const event of events) expect(parseEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({ ok: true, droppedFields: 0 });
  for (const snapshot of snapshots) expect(parseDirectory(JSON.parse(JSON.stringify(snapshot)))).toMatchObject({ ok: true, droppedFields: 0 });
  expect(JSON.stringify([events, snapshots, run.problems, run.summary()])).not.toContain(canary);
  return { events, snapshots, summary: run.summary(), problems: run.problems, progress: run.progress };
}

const importFiles = (files: Files, options?: ImportOptions) => importOf(folderOf(files), options);
const importGeneration = async (generation: Generation, organisation: Constructed = nordwind) => importFiles(await exportOf(organisation, generation));

const distinct = (events: readonly WireEvent[]): WireEvent[] => {
  const byId = new Map<string, WireEvent>();
  for (const event of events) {
    const known = byId.get(event.id);
    // What comes again must be the same, or the server would set it aside.
    if (known !== undefined && (known.revision ?? 0) === (event.revision ?? 0)) expect(event).toEqual(known);
    if (known === undefined || (event.revision ?? 0) > (known.revision ?? 0)) byId.set(event.id, event);
  }
  return [...byId.values()].filter(({ retracted }) => retracted !== true).sort((a, b) => (a.id < b.id ? -1 : 1));
};

function counts(events: readonly WireEvent[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { type } of distinct(events)) found[type] = (found[type] ?? 0) + 1;
  return found;
}

const ids = (events: readonly WireEvent[], type: WireEvent['type']) => events.filter((event) => event.type === type).map(({ id }) => id);

test('a person’s export becomes messages, chats, artifacts, calls of connectors and projects', async () => {
  const { events, summary, problems, progress } = await importFiles({
    'conversations.json': [conversation(4, 2, [message(10, 'human', 7, 1), message(11, 'assistant', 7, 2, { content: [call('toolu_c1', 'google_drive_search', {}, 'Google Drive'), call('toolu_a1', 'artifacts', { id: canary, type: 'text/html', command: 'create' })] })], { project_uuid: uuid('p', 2) })],
    'projects.json': [project(2, 2)],
    'users.json': [user(2)],
  });
  expect(events).toMatchInlineSnapshot(`
    [
      {
        "at": "2026-03-05T09:00:00.123Z",
        "chat": "00000063-0000-4000-8000-000000000004",
        "id": "chat:00000063-0000-4000-8000-000000000004",
        "person": {
          "id": "00000075-0000-4000-8000-000000000002",
        },
        "project": "00000070-0000-4000-8000-000000000002",
        "revision": 1517468995,
        "surface": "chat",
        "type": "chat.created",
      },
      {
        "at": "2026-03-07T09:01:00.123Z",
        "chat": "00000063-0000-4000-8000-000000000004",
        "id": "message:0000006d-0000-4000-8000-00000000000a",
        "person": {
          "id": "00000075-0000-4000-8000-000000000002",
        },
        "project": "00000070-0000-4000-8000-000000000002",
        "revision": 1517468995,
        "surface": "chat",
        "type": "message.sent",
      },
      {
        "at": "2026-03-07T09:02:00.123Z",
        "connector": "Google Drive",
        "id": "connector:toolu_c1",
        "person": {
          "id": "00000075-0000-4000-8000-000000000002",
        },
        "surface": "chat",
        "type": "connector.used",
      },
      {
        "artifact": "tXGwr0U5vNu0eBOjkvmcOsHY3X",
        "at": "2026-03-07T09:02:00.123Z",
        "chat": "00000063-0000-4000-8000-000000000004",
        "id": "artifact:tXGwr0U5vNu0eBOjkvmcOsHY3X",
        "kind": "text/html",
        "person": {
          "id": "00000075-0000-4000-8000-000000000002",
        },
        "project": "00000070-0000-4000-8000-000000000002",
        "revision": 1517468995,
        "surface": "chat",
        "type": "artifact.created",
      },
      {
        "at": "2026-03-02T09:02:00.123Z",
        "id": "project:00000070-0000-4000-8000-000000000002",
        "person": {
          "id": "00000075-0000-4000-8000-000000000002",
        },
        "project": "00000070-0000-4000-8000-000000000002",
        "revision": 1,
        "surface": "chat",
        "type": "project.created",
      },
    ]
  `);
  expect(summary).toEqual({ source: 'claude-export', files: 3, read: 3, skipped: {} });
  expect(problems).toEqual([]);
  expect(progress).toEqual({ files: 3, filesTotal: 3, bytes: progress.bytesTotal, bytesTotal: progress.bytesTotal });
});

describe.each<Generation>(['A', 'B', 'C'])('generation %s', (generation) => {
  test('gives the same numbers as every other', async () => {
    const { events, problems, progress, summary } = await importGeneration(generation);
    expect(counts(events)).toEqual({ 'message.sent': 9, 'chat.created': 6, 'project.created': 2, 'artifact.created': 4, 'connector.used': 3 });
    expect(problems).toEqual([]);
    expect(summary.skipped).toEqual({});
    expect([progress.files, progress.bytes]).toEqual([progress.filesTotal, progress.bytesTotal]);
  });

  test('says who is who as of the newest that is in it, and nothing of seats', async () => {
    const { snapshots } = await importGeneration(generation);
    expect(snapshots).toEqual([{
      takenAt: generation === 'C' ? manifestTime : '2026-03-08T23:30:00.000Z', complete: false, fields: [],
      people: [1, 2, 3, 9].map((number) => ({ id: account(number), email: `person-${number}@nordwind.example`, ...(number !== 9 && { name: `Person ${number}` }) })),
    }]);
  });
});

test('exports of all generations and dates say the same of everything, and what says more replaces what says less', async () => {
  const all = await Promise.all((['A', 'B', 'C'] as const).map((generation) => importGeneration(generation)));
  const older = await importGeneration('C', { ...nordwind, conversations: nordwind.conversations.slice(0, 2).map((chat) => ({ ...chat, chat_messages: (chat.chat_messages as unknown[]).slice(0, 2) })) }); // The constructed ones have lists.
  for (const [first, second] of [[0, 1], [1, 2], [0, 2]] as const) distinct([...(all[first]?.events ?? []), ...(all[second]?.events ?? [])]);
  const inOneOrder = distinct([...older.events, ...all.flatMap(({ events }) => events)]);
  expect(distinct([...all.toReversed().flatMap(({ events }) => events), ...older.events])).toEqual(inOneOrder);
  expect(counts(inOneOrder)).toEqual(counts(all[2]?.events ?? []));
  // Only the newest generation knows of projects, and it wins.
  const inProjects = inOneOrder.filter((event) => event.type === 'message.sent' && event.project !== undefined);
  expect(inProjects.map(({ id }) => id)).toEqual([8, 10, 12, 13].map((number) => `message:${uuid('m', number)}`));
});

test('a conversation that was moved to another project contradicts nothing, whatever comes first', async () => {
  const inProjects = await Promise.all([null, uuid('p', 1), uuid('p', 2)].map((project_uuid) => importFiles({ 'c.json': [conversation(1, 1, [message(1, 'human', 2, 1)], { project_uuid })], 'u.json': [user(1)] })));
  const events = inProjects.map(({ events: of }) => of);
  expect(new Set(events.flat().map(({ revision }) => revision ?? 0)).size).toBe(3);
  expect(distinct(events.flat())).toEqual(distinct(events.toReversed().flat()));
});

test('however conversations are split, ordered, repeated and wrapped, the same events come of them', async () => {
  const whole = distinct((await importGeneration('C')).events);
  const placements = nordwind.conversations.map((_, index) => fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }).map((files) => ({ index, files })));
  await fc.assert(
    fc.asyncProperty(fc.tuple(...placements), fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), async (placed, names, zipped) => {
      const root = mkdtempSync(join(tmpdir(), 'claude-export-'));
      try {
        const parts: Record<string, unknown>[] = [0, 1, 2, 3].map((file) => ({ 'x.json': placed.filter(({ files }) => files.includes(file)).map(({ index }) => nordwind.conversations[index]) }));
        parts.push({ 'p.json': nordwind.projects, 'u.json': nordwind.users }, Object.fromEntries(nordwind.frames.map((value, index) => [`a/${index}.json`, value])));
        for (const [index, files] of parts.entries()) {
          const name = join(root, `${names[index] ?? index}-part`);
          if (zipped[index] === true) writeFileSync(name, await zipOfFiles(files));
          else for (const [file, content] of Object.entries(files)) {
            mkdirSync(dirname(join(name, file)), { recursive: true });
            writeFileSync(join(name, file), contentOf(content));
          }
        }
        const { events, problems } = await importOf(root);
        expect(distinct(events)).toEqual(whole);
        expect(problems).toEqual([]);
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    }),
    { numRuns: 40 },
  );
});

test('a conversation that grew repeats what was there and adds what is new', async () => {
  const messages = [message(1, 'human', 2, 1), message(2, 'assistant', 2, 2, { content: [call('toolu_1', 'artifacts', { id: 'x', command: 'create' }), call('toolu_2', 'search', {}, 'Wiki')] }), message(3, 'human', 5, 1), message(4, 'assistant', 5, 2, { content: [call('toolu_3', 'artifacts', { id: 'x', command: 'rewrite' })] })];
  const at = async (length: number) => (await importFiles({ 'c.json': [conversation(1, 1, messages.slice(0, length), { updated_at: `2026-03-0${length}T00:00:00Z` })], 'u.json': [user(1)] })).events;
  const [before, after] = [await at(2), await at(4)];
  expect(after.filter(({ id }) => before.some((event) => event.id === id))).toEqual(before);
  expect(after.filter(({ id }) => !before.some((event) => event.id === id)).map(({ id }) => id)).toEqual([`message:${uuid('m', 3)}`]);
});

test('connectors keep their names; what the assistant brings itself is none', async () => {
  const { events } = await importGeneration('A');
  expect(events.filter((event) => event.type === 'connector.used').map(({ id, connector }) => [id, connector])).toEqual([
    ['connector:toolu_c1', 'Google Drive'],
    ['connector:toolu_c2', 'Atlassian MCP server'],
    ['connector:toolu_c7', 'Google Drive'],
  ]);
});

test('calls without an id are told apart by their place among the calls of their message', async () => {
  const calls = [call(undefined, 'view', {}), call(undefined, 'search', {}, 'Wiki'), call(undefined, 'search', {}, 'Wiki')];
  const { events } = await importFiles({ 'c.json': [conversation(1, 1, [message(2, 'assistant', 2, 2, { content: calls })])], 'u.json': [user(1)] });
  expect(ids(events, 'connector.used')).toEqual([1, 2].map((place) => `connector:${uuid('m', 2)}:${place}`));
});

describe('artifacts', () => {
  const artifactsOf = async (...messages: object[]) => (await importFiles({ 'c.json': [conversation(1, 1, messages as Readonly<Record<string, unknown>>[])], 'u.json': [user(1)] })).events.filter((event) => event.type === 'artifact.created'); // Messages are plain objects.
  const answer = (content: object[], more: object = {}) => message(2, 'assistant', 2, 2, { content, ...more });

  test('one that a later export writes in another way is the same one', async () => {
    const [inTag] = await artifactsOf(answer([], { text: '<antArtifact identifier="x" type="text/html" title="t">…</antArtifact>' }));
    const [inCall] = await artifactsOf(answer([call('toolu_1', 'artifacts', { id: 'x', type: 'text/html', command: 'create' })]));
    expect(inTag).toEqual(inCall);
    expect(inTag).toMatchObject({ kind: 'text/html', at: '2026-03-02T09:02:00.123Z' });
  });

  test('names that the assistant chose are not sent, and the same one in another conversation is another artifact', async () => {
    const chats = [1, 2].map((id) => conversation(id, 1, [message(id, 'assistant', 2, 2, { content: [call(`toolu_${id}`, 'artifacts', { id: canary, command: 'create' })] })]));
    const { events } = await importFiles({ 'c.json': chats, 'u.json': [user(1)] });
    expect(new Set(ids(events, 'artifact.created')).size).toBe(2);
  });

  test('what a person writes is none, and neither is what stays in the sandbox', async () => {
    expect(await artifactsOf(
      message(1, 'human', 2, 1, { text: '<antArtifact identifier="x">' }),
      answer([call('toolu_1', 'create_file', { path: '/mnt/user-data/outputs/../../x' }), call('toolu_2', 'create_file', { path: '/tmp/x' }), call('toolu_3', 'create_file', { path: '/mnt/user-data/outputs/' }), call('toolu_4', 'view', { path: '/mnt/user-data/outputs/x' })], { text: '<antArtifact> <antArtifact title="identifier"> <antArtifact' }),
    )).toEqual([]);
  });

  test('a text full of tags that nobody closes takes no longer than one that is as long', async () => {
    expect(await artifactsOf(answer([], { text: '<antArtifact identifier="x" '.repeat(200_000) }))).toEqual([]);
  });
});

describe('artifacts with files of their own', () => {
  const chat = conversation(1, 1, [message(1, 'human', 2, 1), message(2, 'assistant', 2, 2, { content: [call('toolu_1', 'artifacts', { id: uuid('a', 8), command: 'create', version_uuid: uuid('v', 1) })] })]);
  const byVersion = frame(7, 1, [uuid('v', 2), uuid('v', 1)]);
  const byId = frame(8, 1, [uuid('v', 9)]);
  const alone = frame(9, 2, [uuid('v', 4), uuid('v', 5)]);

  test('count by themselves, for their owner, when their first version was made', async () => {
    const { events } = await importFiles({ 'a/9.json': alone, 'u.json': [user(1), user(2)] });
    expect(events).toEqual([{ id: `frame:${uuid('a', 9)}`, type: 'artifact.created', at: '2026-03-03T09:09:00.123Z', person: { id: account(2) }, surface: 'chat', artifact: uuid('a', 9), kind: 'application/vnd.ant.react', revision: 1 }]);
  });

  test.each([['a version', byVersion], ['their id', byId]])('do not count twice where a conversation names %s, also if the conversation comes with a later import', async (_, described) => {
    const complete = await importFiles({ 'conversations/c.json': [chat], 'artifacts/a.json': described, 'u.json': [user(1)] });
    const withoutConversations = await importFiles({ 'artifacts/a.json': described, 'u.json': [user(1)] });
    expect(counts(withoutConversations.events)).toEqual({ 'artifact.created': 1 });
    for (const events of [complete.events, [...withoutConversations.events, ...complete.events], [...complete.events, ...withoutConversations.events]]) expect(counts(events)).toMatchObject({ 'artifact.created': 1 });
  });
});

test('artifacts in a list, where no conversation could be compared with them, are left out and named', async () => {
  const { events, problems } = await importFiles({ 'a.json': [user(1), frame(1, 1, [uuid('v', 1)])] });
  expect([events, problems]).toMatchObject([[], [{ reason: 'unknown-element', element: 2 }]]);
});

test('what people wrote in design chats is theirs; what nobody says who wrote is left out and counted', async () => {
  const odd = { ...designChat(2, 1), messages: [{ uuid: uuid('n', 9), role: 'user', content: { content: canary }, created_at: '2026-03-04T00:00:00Z' }, { uuid: uuid('n', 10), role: 'tool', content: {}, created_at: '2026-03-04T00:00:00Z' }] };
  const { events, summary } = await importGeneration('B', { ...nordwind, designChats: [designChat(1, 2), odd] });
  expect(events.filter(({ surface }) => surface === 'design')).toEqual([{ id: `message:${uuid('n', 2)}`, type: 'message.sent', at: '2026-03-04T09:01:00.123Z', person: { id: account(2) }, surface: 'design', chat: uuid('x', 1) }]);
  expect(summary.skipped).toEqual({ 'design-author': 2 });
});

test('an example project that the vendor made is none, and one whose creator is gone is nobody’s until an export still knows them', async () => {
  const { events } = await importFiles({ 'p.json': [project(1, 1, { is_starter_project: true }), project(2, 2, { creator: null })], 'u.json': [user(2)] });
  expect(events).toMatchObject([{ id: `project:${uuid('p', 2)}`, person: null }]);
  expect(distinct([...(await importFiles({ 'p.json': [project(2, 2)], 'u.json': [user(2)] })).events, ...events])).toMatchObject([{ person: { id: account(2) } }]);
});

describe('parts that are missing', () => {
  test('are named, the rest is imported, and a later import completes it', async () => {
    const { 'conversations-001.zip': late, 'memories-000.zip': _, ...files } = await exportOf(nordwind, 'C');
    const root = folderOf(files);
    const before = await importOf(root);
    expect(before.problems).toEqual([{ file: 'conversations-001.zip', line: null, reason: 'missing-part', message: expect.objectContaining({ en: expect.stringContaining('lower bound') }) }]);
    expect(counts(before.events)['message.sent']).toBeLessThan(9);
    writeFileSync(join(root, 'conversations-001 (1).zip'), contentOf(late));
    const after = await importOf(root);
    expect(after.problems).toEqual([]);
    expect(distinct([...before.events, ...after.events])).toEqual(distinct((await importGeneration('C')).events));
  });

  test('are there when they were unpacked', async () => {
    const { 'projects-000.zip': _, ...files } = await exportOf(nordwind, 'C');
    const unpacked = Object.fromEntries(nordwind.projects.map((value) => [`projects-000/projects/${String(value.uuid)}.json`, value]));
    const { events, problems } = await importFiles({ ...files, ...unpacked });
    expect(problems).toEqual([]);
    expect(counts(events)['project.created']).toBe(2);
  });

  test('have names that nobody has to trust', async () => {
    const { problems } = await importFiles({ 'm.json': { created_at: manifestTime, data_files: [{ filename: `../../etc/${canary}\u001b[2J`, category: 'frames', export_url: canary }] }, 'c.json': [conversation(1, 1, [])], 'u.json': [user(1)] });
    expect(problems).toMatchObject([{ reason: 'missing-part', file: expect.not.stringContaining('etc') }]);
  });
});

describe('who it was', () => {
  const chat = (owner: number) => conversation(owner, owner, [message(owner, 'human', 2, 1)]);

  test('is said by --person where no users.json does', async () => {
    const { events, snapshots, problems } = await importFiles({ 'c.json': [chat(1)] }, { person: ' Ada@Nordwind.example' });
    expect(events[0]?.person).toEqual({ id: account(1) });
    expect(snapshots).toEqual([{ takenAt: '2026-03-02T09:01:00.123Z', complete: false, fields: [], people: [{ id: account(1), email: 'ada@nordwind.example' }] }]);
    expect(problems).toEqual([]);
  });

  test('is as old as the newest that happened, whatever is said to be to come', async () => {
    const { snapshots } = await importFiles({ 'c.json': [conversation(1, 1, [message(1, 'human', 2, 1), message(2, 'human', 2, 2, { created_at: '9998-01-01T00:00:00Z' })])], 'u.json': [user(1)], 'm.json': { created_at: '9998-01-01T00:00:00Z', data_files: [] } });
    expect(snapshots).toMatchObject([{ takenAt: '2026-03-02T09:01:00.123Z' }]);
  });

  test('is said by users.json before --person', async () => {
    expect((await importFiles({ 'c.json': [chat(1)], 'u.json': [user(1)] }, { person: 'ada@nordwind.example' })).snapshots).toMatchObject([{ people: [{ email: 'person-1@nordwind.example' }] }]);
  });

  test('is not said by --person of two accounts', async () => {
    const { snapshots, problems } = await importFiles({ 'c.json': [chat(1), chat(2)] }, { person: 'ada@nordwind.example' });
    expect([snapshots, problems]).toMatchObject([[], [{ reason: 'several-people' }]]);
  });

  test('is missing with a reason where nothing names an account', async () => {
    expect((await importFiles({ 'c.json': [chat(1)] })).problems).toMatchObject([{ reason: 'no-names', line: null }]);
    expect((await importFiles({ 'c.json': [chat(1), chat(2)], 'u.json': [user(1)] })).problems).toMatchObject([{ reason: 'unnamed-accounts' }]);
  });

  test('is no address that is none', async () => {
    const { snapshots, problems } = await importFiles({ 'c.json': [chat(1)], 'u.json': [user(1, { email_address: 'nobody' }), user(2, { full_name: 'x'.repeat(401) }), user(3, { email_address: '', full_name: '' })] });
    expect(snapshots).toMatchObject([{ people: [{ id: account(1), name: 'Person 1' }, { id: account(2), email: 'person-2@nordwind.example' }] }]);
    expect(problems).toMatchObject([{ reason: 'bad-user', element: 1 }]);
  });

  test('two exports that have nobody in common may be two organisations’, which is said', async () => {
    const files = (first: number) => ({ 'c.json': [chat(first), chat(first + 1)], 'u.json': [user(first), user(first + 1)] });
    const { events, problems } = await importFiles({ a: await zipOfFiles(files(1)), b: await zipOfFiles(files(2)), c: await zipOfFiles(files(11)) });
    expect(problems).toMatchObject([{ reason: 'another-organisation', file: expect.stringMatching(/\/c$/) }]);
    expect(counts(events)['message.sent']).toBe(5);
  });

  test.each(['', 'nobody'])('"%s" is no address', async (person) => {
    await expect(claudeExport.open(folderOf({ 'c.json': [chat(1)] }), { person })).rejects.toThrow('is not an e-mail address');
  });
});

test('progress never goes back, is more than nothing before the first conversation is sent, and ends at the whole', async () => {
  const run = await claudeExport.open(folderOf({ 'a.zip': await zipOfFiles({ 'c.json': nordwind.conversations, 'p.json': project(1, 1) }), 'u.json': nordwind.users }));
  const shares: number[] = [];
  for await (const _ of run.events()) shares.push(run.progress.bytes / run.progress.bytesTotal);
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  expect(shares[1]).toBeGreaterThan(0.4);
  expect(run.progress.bytes).toBe(run.progress.bytesTotal);
});

test('memories and sign-ins are passed over without being looked at', async () => {
  const { problems, summary } = await importFiles({ 'memories.json': 'not even JSON', 'login_history.json': '{', 'memories/x.json': '[', 'all.zip': await zipOfFiles({ 'memories-000/memories/x.json': 'no', 'login_history.json': 'no', '__MACOSX/x.json': 'no', '._u.json': 'no', 'u.json': [user(1)] }), 'other-name.json': [{ account_uuid: account(1), conversations_memory: canary }] });
  expect([problems, summary]).toEqual([[], { source: 'claude-export', files: 1, read: 2, skipped: {} }]);
});
