import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { WireEvent } from '@pegel/domain';
import { parseDirectory, parseEvent } from '@pegel/domain/schema';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ImportOptions } from '../importer.js';
import { account, call, canary, contentOf, conversation, message, project, user, uuid, zipOf, zipOfFiles } from '../testing/index.js';
import { claudeExport } from './index.js';

type Json = Readonly<Record<string, unknown>>;

function folderOf(files: Readonly<Record<string, unknown>>): string {
  const root = mkdtempSync(join(tmpdir(), 'claude-export-hostile-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), contentOf(content));
  }
  return root;
}

async function importOf(path: string, options?: ImportOptions) {
  const run = await claudeExport.open(path, options);
  const events: WireEvent[] = [];
  for await (const event of run.events()) events.push(event);
  for (const event of events) expect(parseEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({ ok: true });
  for await (const snapshot of run.snapshots?.() ?? []) expect(parseDirectory(JSON.parse(JSON.stringify(snapshot)))).toMatchObject({ ok: true });
  expect(({} as Json)['polluted']).toBeUndefined();
  expect(JSON.stringify([events, run.problems])).not.toContain(canary);
  expect([run.progress.files, run.progress.bytes]).toEqual([run.progress.filesTotal, run.progress.bytesTotal]);
  return { ids: events.map(({ id }) => id), problems: run.problems, summary: run.summary() };
}

const chat = (id: number, ...messages: Json[]): Json => conversation(id, 1, messages);
const sent = (id: number): Json => message(id, 'human', 2, 1);
const idOf = (id: number): string => `message:${uuid('m', id)}`;
const users = { 'u.json': [user(1)] };
const sentIds = (ids: readonly string[]) => ids.filter((id) => id.startsWith('message:'));

/** Imports a list with something hostile between two good conversations. */
const around = (hostile: string | Buffer) => importOf(folderOf({ ...users, 'c.json': Buffer.concat([Buffer.from(`[${JSON.stringify(chat(1, sent(1)))},`), Buffer.from(hostile), Buffer.from(`,${JSON.stringify(chat(2, sent(2)))}]`)]) }));

const changed = (more: Json): string => JSON.stringify(conversation(3, 1, [sent(3)], more));
const withMessage = (more: Json): string => JSON.stringify(chat(3, message(3, 'human', 2, 1, more)));
const twice = (field: string, json = JSON.stringify(chat(3, sent(3)))): string => json.replace(`"${field}":`, `"${field}":"x","${field}":`);

describe('one element is left out with its file, its number and a reason, and the rest is read', () => {
  test.each<[string, string | Buffer, string]>([
    ['what is no JSON', '{"uuid":tru}', 'bad-json'],
    ['nothing', '', 'bad-json'],
    ['NULs', '\u0000\u0000', 'bad-json'],
    ['a number', '17', 'unknown-element'],
    ['null', 'null', 'unknown-element'],
    ['a list', '[]', 'unknown-element'],
    ['an object of something else', '{"uuid":"x","colour":"blue"}', 'unknown-element'],
    ['what is not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 'invalid-utf8'],
    ['a thousand and one levels', `{"chat_messages":0,"x":${'['.repeat(1_001)}${']'.repeat(1_001)}}`, 'too-much'],
    ['a million values', `{"chat_messages":0,"x":[${Array(1_000_000).fill('0').join()}]}`, 'too-much'],
    ['eleven thousand fields', `{"chat_messages":0,${Array.from({ length: 11_000 }, (_, index) => `"k${index}":0`).join()}}`, 'too-much'],
    ['a text of thirteen megabytes', JSON.stringify({ chat_messages: [], name: 'x'.repeat(13_000_000) }), 'element-too-long'],
    ['a name of thirteen megabytes', JSON.stringify({ ['x'.repeat(13_000_000)]: 1 }), 'element-too-long'],
    ['two ids', twice('uuid', JSON.stringify(conversation(3, 1, []))), 'ambiguous'],
    ['two accounts', twice('account'), 'ambiguous'],
    ['two accounts in one', JSON.stringify(chat(3)).replace('"account":{', '"account":{"uuid":"x",'), 'ambiguous'],
    ['two projects', changed({ project_uuid: 'p' }).replace('"project_uuid":', '"project_uuid":null,"project_uuid":'), 'ambiguous'],
    ['two lists of messages', twice('chat_messages'), 'ambiguous'],
    ['a number as an id', changed({ uuid: 7 }), 'bad-id'],
    ['an id that begins with @', changed({ uuid: '@unattributed' }), 'bad-id'],
    ['an id of a megabyte', changed({ uuid: 'x'.repeat(1_000_000) }), 'bad-id'],
    ['half a character as an id', changed({ uuid: 'x' }).replace('"uuid":"x"', '"uuid":"\\ud800"'), 'bad-id'],
    ['nobody’s account', changed({ account: null }), 'bad-account'],
    ['a number as an account', changed({ account: { uuid: 1 } }), 'bad-account'],
  ])('%s', async (_, hostile, reason) => {
    const { ids, problems, summary } = await around(hostile);
    expect(sentIds(ids)).toEqual([idOf(1), idOf(2)]);
    expect(problems).toEqual([{ file: expect.stringMatching(/c\.json$/), line: null, element: 2, reason, message: { en: expect.stringMatching(/\.$/), de: expect.stringMatching(/\.$/) } }]);
    expect(summary).toMatchObject({ files: 2, read: 4, skipped: { [reason]: 1 } });
  });

  test.each<[string, string, string]>([
    ['no JSON', '{"uuid":tru}', 'bad-json'],
    ['no object', '7', 'bad-message'],
    ['of nobody', withMessage({ sender: 'tool' }), 'bad-message'],
    ['named twice', twice('created_at', JSON.stringify(sent(3))), 'ambiguous'],
    ['with an id that is a number', JSON.stringify({ ...sent(3), uuid: 3 }), 'bad-id'],
    ['without a time', JSON.stringify({ ...sent(3), created_at: null }), 'bad-instant'],
    ['on a day that does not exist', JSON.stringify({ ...sent(3), created_at: '2026-02-30T00:00:00Z' }), 'bad-instant'],
    ['without a zone', JSON.stringify({ ...sent(3), created_at: '2026-02-03T00:00:00' }), 'bad-instant'],
    ['at a time that is a number', JSON.stringify({ ...sent(3), created_at: 1e12 }), 'bad-instant'],
    ['before the first year', JSON.stringify({ ...sent(3), created_at: '0000-01-01T00:00:00+23:59' }), 'bad-instant'],
    ['of thirteen megabytes', JSON.stringify({ ...sent(3), text: 'x'.repeat(13_000_000) }), 'element-too-long'],
    ['of ten million brackets', `{"content":${'['.repeat(5_000_000)}${']'.repeat(5_000_000)}}`, 'too-much'],
    ['with a connector that begins with @', JSON.stringify(message(3, 'assistant', 2, 2, { content: [call('t', 'x', {}, '@service')] })), 'bad-connector'],
    ['with a connector without a name', JSON.stringify(message(3, 'assistant', 2, 2, { content: [call('t', 'x', {}, ' ')] })), 'bad-connector'],
  ])('one message that is %s, and not its conversation', async (_, hostile, reason) => {
    const { ids, problems } = await around(JSON.stringify(chat(3, sent(31), { put: 'here' }, sent(32))).replace('{"put":"here"}', () => hostile));
    expect(sentIds(ids)).toEqual([idOf(1), idOf(31), idOf(32), idOf(2)]);
    expect(problems).toMatchObject([{ element: 2, reason }]);
  });

  test('what is named twice where it makes no difference makes none', async () => {
    expect((await around(twice('name'))).problems).toEqual([]);
  });

  test('an artifact whose name is a megabyte long is none', async () => {
    const name = 'x'.repeat(1_000_000);
    const { ids } = await around(JSON.stringify(chat(3, message(3, 'assistant', 2, 2, { text: `<antArtifact identifier="${name}">`, content: [call('t', 'artifacts', { id: name, command: 'create' }), call('u', 'create_file', { path: `/mnt/user-data/outputs/${name}` })] }))));
    expect(ids.filter((id) => id.startsWith('artifact:'))).toEqual([]);
  });

  test('a project that is no id is left out alone', async () => {
    const { ids, problems } = await around(changed({ project_uuid: 7 }));
    expect(sentIds(ids)).toHaveLength(3);
    expect(problems).toMatchObject([{ element: 2, reason: 'bad-project' }]);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('%s is an ordinary id, artifact, connector and account, and an ordinary field', async (name) => {
    const hostile = { ...conversation(3, 1, [{ ...sent(3), uuid: name }, message(4, 'assistant', 2, 2, { content: [call(name, 'artifacts', { id: name, command: 'create' }, name)] })]), uuid: name, account: { uuid: name }, project_uuid: name, polluted_: { polluted: 1 } };
    const { ids, problems } = await importOf(folderOf({ 'u.json': [{ ...user(1), uuid: name }, user(2), user(1)], 'c.json': `[${JSON.stringify(hostile).replace('polluted_', name)}]`, 'p.json': [{ ...project(1, 1), uuid: name }] }));
    expect(ids).toEqual(expect.arrayContaining([`chat:${name}`, `message:${name}`, `connector:${name}`, `project:${name}`]));
    expect(problems).toEqual([]);
  });
});

describe('one file is left out with a reason, and the others are read', () => {
  const good = { ...users, 'c.json': [chat(1, sent(1))] };
  const problemsWith = async (files: Json) => {
    const { ids, problems } = await importOf(folderOf({ ...good, ...files }));
    expect(sentIds(ids)).toContain(idOf(1));
    return problems.map(({ file, reason, element }) => [file.split('/').at(-1), reason, ...(element === undefined ? [] : [element])]);
  };

  test('an export of ChatGPT is called what it is', async () => {
    const mapping = { a: { id: 'a', message: { author: { role: 'user' }, content: { parts: [canary] } }, parent: null, children: [] } };
    expect(await problemsWith({ 'conversations.json': [{ conversation_id: 'x', title: canary, create_time: 1, mapping }, { conversation_id: 'y', mapping }], 'user.json': { id: 'u', email: 'a@b.example', chatgpt_plus_user: true } })).toEqual([['user.json', 'chatgpt'], ['conversations.json', 'chatgpt']]);
  });

  test('what is nothing of an export, whole or in a list, is named once', async () => {
    expect(await problemsWith({ 'x.json': { name: 'package', version: '1' }, 'y.json': [{ a: 1 }, { a: 2 }, { a: 3 }] })).toEqual([['x.json', 'unknown-file'], ['y.json', 'unknown-file']]);
  });

  test('what is called JSON and is none; what is not is of no interest', async () => {
    expect(await problemsWith({ 'x.json': 'plain text', 'y.json': Buffer.from('[]', 'utf16le'), 'z.json': '', 'notes.txt': 'plain text', '.DS_Store': Buffer.from([0, 0, 1]), 'cut.zip': 'not a zip' })).toEqual([['cut.zip', 'truncated-archive'], ['x.json', 'not-json'], ['z.json', 'not-json'], ['y.json', 'bad-json', 1], ['y.json', 'more-follows', 2]]);
  });

  test('a file that breaks off has what came before, and an import of the whole one completes it', async () => {
    const whole = JSON.stringify([chat(2, sent(2)), chat(3, sent(3))]);
    const root = folderOf({ ...good, 'd.json': whole.slice(0, -40) });
    const before = await importOf(root);
    expect(sentIds(before.ids)).toEqual([idOf(1), idOf(2)]);
    expect(before.problems).toMatchObject([{ reason: 'ends-early', element: 2 }]);
    writeFileSync(join(root, 'd.json'), whole);
    const after = await importOf(root);
    expect([sentIds(after.ids), after.problems]).toEqual([[idOf(1), idOf(2), idOf(3)], []]);
  });

  test('something behind the end of a list', async () => {
    expect(await problemsWith({ 'd.json': `${JSON.stringify([chat(2)])}[]` })).toEqual([['d.json', 'more-follows', 2]]);
  });

  test('links, also to what is outside', async () => {
    const root = folderOf(good);
    symlinkSync('/etc/passwd', join(root, 'passwd.json'));
    symlinkSync(root, join(root, 'circle'));
    const { ids, problems } = await importOf(root);
    expect(sentIds(ids)).toEqual([idOf(1)]);
    expect(problems.map(({ reason }) => reason)).toEqual(['link', 'link']);
  });
});

describe('archives', () => {
  const content = JSON.stringify([chat(2, sent(2))]);

  test('a damaged file in one sends nothing of itself, not even what came before the damage; the others are read', async () => {
    const zip = await zipOf([{ name: 'a.json', content: JSON.stringify([chat(1, sent(1))]), options: { compress: false } }, { name: 'b.json', content, options: { compress: false } }, { name: 'u.json', content: contentOf([user(1)]) }]);
    // A digit of the minute, which is as good JSON as before.
    const at = zip.lastIndexOf('T09:01:00');
    zip.write('T09:02:00', at, 'latin1');
    const { ids, problems } = await importOf(folderOf({ 'x.zip': zip }));
    expect(sentIds(ids)).toEqual([idOf(1)]);
    expect(problems).toMatchObject([{ file: expect.stringMatching(/x\.zip\/b\.json$/), reason: 'wrong-checksum' }]);
  });

  test('a damaged project is not sent', async () => {
    const zip = await zipOf([{ name: 'p.json', content: JSON.stringify(project(2, 1)), options: { compress: false } }, { name: 'c.json', content, options: { compress: false } }, { name: 'u.json', content: contentOf([user(1)]) }]);
    zip.write('T09:03:00', zip.indexOf('T09:02:00'), 'latin1');
    const { ids, problems } = await importOf(folderOf({ 'x.zip': zip }));
    expect(ids).toEqual([`chat:${uuid('c', 2)}`, idOf(2)]);
    expect(problems).toMatchObject([{ file: expect.stringMatching(/p\.json$/), reason: 'wrong-checksum' }]);
  });

  test('an archive inside of one is named, a document is not', async () => {
    const inside = await zipOfFiles({ 'c.json': [chat(1, sent(1))] });
    const { ids, problems } = await importOf(folderOf({ 'x.zip': await zipOfFiles({ 'conversations-000.zip': inside, 'batch-0000': inside, 'files/letter.docx': inside, 'c.json': [chat(2, sent(2))], 'u.json': [user(1)] }) }));
    expect(sentIds(ids)).toEqual([idOf(2)]);
    expect(problems.map(({ file, reason }) => [file.split('/').at(-1), reason])).toEqual([['conversations-000.zip', 'nested-archive'], ['batch-0000', 'nested-archive']]);
  });

  test('a bomb of a hundred megabytes between conversations goes off nowhere', async () => {
    const { ids, problems } = await importOf(folderOf({ 'x.zip': await zipOfFiles({ 'bomb.json': `[${' '.repeat(100_000_000)}]`, 'c.json': content, 'u.json': [user(1)] }) }));
    expect(sentIds(ids)).toEqual([idOf(2)]);
    expect(problems).toMatchObject([{ file: expect.stringMatching(/bomb\.json$/), reason: 'too-compressed' }]);
  });

  test('a file that wants to lie elsewhere is named by what it wants, and written nowhere', async () => {
    const zip = await zipOf([{ name: 'xx/xx/evil.json', content: content }, { name: 'c.json', content }, { name: 'u.json', content: contentOf([user(1)]) }]);
    const { ids, problems } = await importOf(folderOf({ 'x.zip': Buffer.from(zip.toString('latin1').replaceAll('xx/xx/evil', '../../evil'), 'latin1') }));
    expect(sentIds(ids)).toEqual([idOf(2)]);
    expect(problems).toMatchObject([{ file: expect.stringMatching(/x\.zip\/\.\.\/\.\.\/evil\.json$/), reason: 'bad-name' }]);
  });

  test('one that is cut off is named, and the others are read', async () => {
    const zip = await zipOfFiles({ 'c.json': [chat(1, sent(1))] });
    const { ids, problems } = await importOf(folderOf({ 'a.zip': zip.subarray(0, zip.length - 30), 'b.zip': await zipOfFiles({ 'c.json': [chat(2, sent(2))] }), ...users }));
    expect(sentIds(ids)).toEqual([idOf(2)]);
    expect(problems).toMatchObject([{ file: expect.stringMatching(/a\.zip$/), reason: 'truncated-archive' }]);
  });

  test('one alone of which nothing can be read ends before the first event, and says why', async () => {
    const zip = await zipOfFiles({ 'c.json': [chat(1, sent(1))] });
    await expect(claudeExport.open(join(folderOf({ 'a.zip': zip.subarray(0, 50) }), 'a.zip'))).rejects.toThrow(/a\.zip: The archive has no directory/);
    await expect(claudeExport.open(folderOf({ 'a.txt': 'x' }))).rejects.toThrow('can be read as a data export of Claude');
    await expect(claudeExport.open('/nowhere')).rejects.toThrow('nothing to read');
  });

  test('one that goes away while it is read costs what is not read yet', async () => {
    const root = folderOf({ 'a.zip': await zipOfFiles({ 'c.json': [chat(1, sent(1))] }), 'b.json': [chat(2, sent(2))], ...users });
    const run = await claudeExport.open(root);
    rmSync(join(root, 'a.zip'));
    for await (const _ of run.events());
    expect(run.problems.map(({ reason }) => reason)).toContain('unreadable');
  });
});

test('whatever an export holds, nothing is thrown, and what is sent is what the server takes', async () => {
  const strange = fc.oneof(fc.constantFrom('', '@x', '__proto__', '\ud800', 'x'.repeat(201), account(1), '2026-03-02T09:00:00Z', '0000-01-01T00:00:00+01:00', -1, 1e300, null, true), fc.jsonValue({ maxDepth: 2 }));
  const record = (...fields: string[]) => fc.record(Object.fromEntries(fields.map((field) => [field, strange])), { requiredKeys: [] });
  const block = fc.record({ type: fc.constantFrom('text', 'tool_use', 'other'), text: fc.oneof(strange, fc.constant('<antArtifact identifier="x" type="text/html">')), id: strange, name: fc.oneof(strange, fc.constantFrom('artifacts', 'create_file')), integration_name: strange, input: fc.oneof(strange, record('id', 'command', 'type', 'version_uuid', 'path', 'files')) });
  const said = fc.record({ uuid: strange, sender: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('human', 'assistant') }, strange), created_at: fc.oneof({ weight: 4, arbitrary: fc.constant('2026-03-02T09:00:00Z') }, strange), text: strange, content: fc.oneof(strange, fc.array(block)) });
  const chats = fc.record({ uuid: strange, account: fc.oneof(strange, record('uuid')), created_at: strange, project_uuid: strange, chat_messages: fc.oneof(strange, fc.array(fc.oneof(said, strange))) });
  const others = fc.oneof(record('uuid', 'creator', 'created_at', 'is_starter_project'), record('uuid', 'email_address', 'full_name'), record('id', 'owner_account', 'versions', 'kind'), record('uuid', 'messages'), record('data_files', 'created_at'), strange);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(chats, others)), fc.array(others, { maxLength: 3 }), fc.integer({ min: 0, max: 30 }), async (list, alone, cut) => {
      const root = mkdtempSync(join(tmpdir(), 'claude-export-hostile-'));
      try {
        const json = JSON.stringify(list);
        writeFileSync(join(root, 'list.json'), json.slice(0, json.length - (cut > 20 ? cut : 0)) || '[');
        for (const [index, value] of alone.entries()) writeFileSync(join(root, `${index}.json`), JSON.stringify(value));
        await importOf(root);
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    }),
    { numRuns: 150 },
  );
});
