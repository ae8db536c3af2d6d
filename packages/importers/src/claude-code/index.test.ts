import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WireEvent } from '@pegel/domain';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportOptions } from '../importer.js';
import { claudeCode } from './index.js';

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));
const ada = 'ada@example.test/.claude/projects/-work/s1.jsonl';
const ben = 'ben@example.test/.claude/projects/-work/s1.jsonl';

type Content = string | Buffer | readonly object[];

/** Writes files, each a list of lines or raw, into a new folder. */
function folderOf(files: Readonly<Record<string, Content>>): string {
  const root = mkdtempSync(join(tmpdir(), 'claude-code-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : content.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  return root;
}

async function importOf(path: string, options?: ImportOptions) {
  const run = await claudeCode.open(path, options);
  const events: WireEvent[] = [];
  for await (const event of run.events()) events.push(event);
  return { events, summary: run.summary(), problems: run.problems, progress: run.progress };
}

const importFiles = (files: Readonly<Record<string, Content>>, options?: ImportOptions) => importOf(folderOf(files), options);

const prompt = (uuid: string, more: object = {}) => ({
  type: 'user',
  uuid,
  sessionId: 's1',
  timestamp: '2026-03-02T09:00:00.000Z',
  message: { role: 'user', content: 'do this' },
  ...more,
});

const answer = ({ output = 1, usage = {}, message = {}, ...more }: { output?: number; usage?: object; message?: object; [field: string]: unknown } = {}) => ({
  type: 'assistant',
  uuid: `u${output}`,
  sessionId: 's1',
  requestId: 'req_1',
  timestamp: '2026-03-02T09:01:00.000Z',
  message: { id: 'msg_1', model: 'claude-opus-4-5', content: [], usage: { input_tokens: 1, output_tokens: output, ...usage }, ...message },
  ...more,
});

const spends = (events: readonly WireEvent[]) => events.flatMap((event) => (event.type === 'spend' ? [event] : []));

test('maps a session to prompts, requests and connector calls, oldest first', async () => {
  const { events, summary, problems, progress } = await importOf(fixtures);
  expect(events).toMatchInlineSnapshot(`
    [
      {
        "at": "2026-03-02T09:00:00.000Z",
        "chat": "00000000-0000-4000-8000-00000000000a",
        "id": "00000000-0000-4000-8000-000000000001",
        "person": {
          "email": "ada@example.test",
        },
        "surface": "code",
        "type": "message.sent",
      },
      {
        "amount": "0.00405",
        "at": "2026-03-02T09:01:00.000Z",
        "basis": "computed",
        "costType": "tokens",
        "currency": "USD",
        "id": "msg_a:req_a",
        "model": "claude-opus-4-5-20251101",
        "person": {
          "email": "ada@example.test",
        },
        "priceTable": "@pydantic/genai-prices 0.1.8",
        "requests": 1,
        "revision": 50,
        "surface": "code",
        "tokens": {
          "cacheRead": 1000,
          "cacheWrite": 300,
          "input": 10,
          "output": 50,
        },
        "type": "spend",
      },
      {
        "at": "2026-03-02T09:01:00.000Z",
        "connector": "tracker",
        "id": "toolu_a",
        "person": {
          "email": "ada@example.test",
        },
        "surface": "code",
        "type": "connector.used",
      },
      {
        "amount": "0.002975",
        "at": "2026-03-02T09:04:00.000Z",
        "basis": "computed",
        "costType": "tokens",
        "currency": "USD",
        "id": "msg_b:req_b",
        "model": "claude-opus-4-5-20251101",
        "person": {
          "email": "ada@example.test",
        },
        "priceTable": "@pydantic/genai-prices 0.1.8",
        "requests": 1,
        "revision": 7,
        "surface": "code",
        "tokens": {
          "cacheRead": 1000,
          "cacheWrite": 300,
          "input": 10,
          "output": 7,
        },
        "type": "spend",
      },
      {
        "at": "2026-03-02T09:04:00.000Z",
        "connector": "ide",
        "id": "toolu_b",
        "person": {
          "email": "ada@example.test",
        },
        "surface": "code",
        "type": "connector.used",
      },
      {
        "at": "2026-03-02T09:05:00.000Z",
        "chat": "00000000-0000-4000-8000-00000000000a",
        "id": "00000000-0000-4000-8000-000000000008",
        "person": {
          "email": "ada@example.test",
        },
        "surface": "code",
        "type": "message.sent",
      },
    ]
  `);
  expect(summary).toEqual({ source: 'claude-code', files: 1, read: 17, skipped: {} });
  expect(problems).toEqual([]);
  expect(progress.files).toBe(progress.filesTotal);
  expect(progress.bytes).toBe(progress.bytesTotal);
});

test('sends nothing that anybody wrote', async () => {
  const file = join(fixtures, 'ada@example.test/.claude/projects/-work/00000000-0000-4000-8000-00000000000a.jsonl');
  expect(readFileSync(file, 'utf8')).toContain('SECRET');
  const { events } = await importOf(fixtures);
  expect(JSON.stringify(events)).not.toContain('SECRET');
});

test('quotes nothing that anybody wrote in its problems', async () => {
  const { problems } = await importFiles({ [ada]: 'SECRET is no JSON\n{"type":"user","SECRET' });
  expect(problems).toHaveLength(3);
  expect(JSON.stringify(problems)).not.toContain('SECRET');
});

test('gives identical events when a folder is imported again', async () => {
  const folder = folderOf({ [ada]: [prompt('p1'), answer()], [ben]: [prompt('p2')] });
  const first = await importOf(folder);
  expect(await importOf(folder)).toEqual(first);
});

test('counts tokens and connectors of side chains, but not their prompts', async () => {
  const call = { type: 'tool_use', id: 'toolu_1', name: 'mcp__plugin_a_b__get' };
  const { events } = await importFiles({
    [ada]: [prompt('p1', { isSidechain: true }), answer({ isSidechain: true, message: { content: [call] } })],
  });
  expect(events.map((event) => event.type)).toEqual(['spend', 'connector.used']);
  expect(events[1]).toMatchObject({ id: 'toolu_1', connector: 'plugin_a_b' });
});

test('counts what a resumed or forked session repeats once', async () => {
  const session = [prompt('p1'), answer({ message: { content: [{ type: 'tool_use', id: 'toolu_1', name: 'mcp__ide__run' }] } })];
  const { events } = await importFiles({
    [ada]: session,
    'ada@example.test/.claude/projects/-work/s2.jsonl': [...session, prompt('p2', { sessionId: 's2', timestamp: '2026-03-02T10:00:00.000Z' })],
  });
  expect(events.map((event) => event.id).sort()).toEqual(['msg_1:req_1', 'p1', 'p2', 'toolu_1']);
});

test('keeps the line with the largest output of a message, whatever the order of lines and files', async () => {
  const second = (seconds: number) => `2026-03-02T09:01:0${seconds}.000Z`;
  const lines = [
    answer({ output: 3, uuid: 'a', timestamp: second(0) }),
    answer({ output: 40, uuid: 'b', timestamp: second(3) }),
    answer({ output: 40, uuid: 'c', timestamp: second(2) }),
    answer({ output: 40, uuid: 'd', timestamp: second(4) }),
    prompt('p1', { sessionId: 's1' }),
    prompt('p1', { sessionId: 's2' }),
  ];
  const expected = (await importFiles({ [ada]: lines })).events;
  expect(spends(expected)).toMatchObject([{ id: 'msg_1:req_1', revision: 40, at: second(2), tokens: { output: 40 } }]);

  const places = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: lines.length, maxLength: lines.length });
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(lines, { minLength: lines.length }), places, async (shuffled, names) => {
      const files: Record<string, object[]> = {};
      for (const [index, line] of shuffled.entries()) (files[`ada@example.test/${names[index]}.jsonl`] ??= []).push(line);
      expect((await importFiles(files)).events).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('sends a higher revision under the same id after a transcript grew', async () => {
  const before = spends((await importFiles({ [ada]: [answer({ output: 3 })] })).events);
  const after = spends((await importFiles({ [ada]: [answer({ output: 3 }), answer({ output: 9 })] })).events);
  expect([before[0]?.id, before[0]?.revision]).toEqual(['msg_1:req_1', 3]);
  expect([after[0]?.id, after[0]?.revision]).toEqual(['msg_1:req_1', 9]);
});

test('counts a message without a request id once, under an id that stays when the transcript grows', async () => {
  const lines = [answer({ output: 3, uuid: 'a', requestId: undefined }), answer({ output: 9, uuid: 'b', requestId: undefined })];
  const whole = spends((await importFiles({ [ada]: lines })).events);
  const begun = spends((await importFiles({ [ada]: lines.slice(0, 1) })).events);
  const cleaned = spends((await importFiles({ [ada]: lines.slice(1) })).events);
  expect([whole, begun, cleaned].map((events) => events.map((event) => event.id))).toEqual([['msg_1'], ['msg_1'], ['msg_1']]);
});

test('takes the uuid of a line that has neither message id nor request id', async () => {
  const { events } = await importFiles({ [ada]: [answer({ uuid: 'only', message: { id: undefined } })] });
  expect(events.map((event) => event.id)).toEqual(['only']);
});

test('drops what the program wrote in place of a model', async () => {
  const { events, summary } = await importFiles({ [ada]: [prompt('p1'), answer({ message: { model: '<synthetic>' } })] });
  expect(events.map((event) => event.type)).toEqual(['message.sent']);
  expect(summary.skipped).toEqual({});
});

test('takes cache writes without a split for five-minute ones', async () => {
  const { events } = await importFiles({ [ada]: [answer({ output: 0, usage: { input_tokens: 0, cache_creation_input_tokens: 1_000 } })] });
  // 1,000 × 6.25 ÷ 10⁶
  expect(spends(events)).toMatchObject([{ amount: '0.00625', tokens: { cacheWrite: 1_000 } }]);
});

test('sends searches in the web as a line of their own that is not another request', async () => {
  const { events } = await importFiles({ [ada]: [answer({ usage: { server_tool_use: { web_search_requests: 2 } } })] });
  expect(spends(events)).toMatchObject([
    { id: 'msg_1:req_1', costType: 'tokens', requests: 1 },
    { id: 'msg_1:req_1:web-search', costType: 'web-search', requests: 0, amount: '0.02' },
  ]);
});

test('keeps the tokens of a model without a price, and says so once', async () => {
  const model = { model: 'a-model-of-tomorrow' };
  const { events, summary, problems } = await importFiles({ [ada]: [answer({ message: model }), answer({ message: { ...model, id: 'msg_2' } })] });
  expect(spends(events)[0]).toMatchObject({ amount: '0', model: 'a-model-of-tomorrow', requests: 1, tokens: { input: 1, output: 1 } });
  expect(spends(events)[0]).not.toHaveProperty('priceTable');
  expect(summary.skipped).toEqual({ 'unknown-price': 2 });
  expect(problems.map((problem) => problem.message.en)).toEqual([
    '@pydantic/genai-prices 0.1.8 has no price for the model "a-model-of-tomorrow". Its tokens and requests count, its amount is 0.',
  ]);
});

test('counts a message that lies under two people once, unless one of them has more of it', async () => {
  const shared = await importFiles({ [ada]: [answer({ output: 5 })], [ben]: [answer({ output: 5 })] });
  expect(shared.events.map((event) => event.person)).toEqual([{ email: 'ada@example.test' }]);
  expect(shared.summary.skipped).toEqual({ 'of-another-person': 1 });

  const grown = await importFiles({ [ada]: [answer({ output: 5 })], [ben]: [answer({ output: 7 })] });
  expect(grown.events.map((event) => [event.person, event.revision])).toEqual([
    [{ email: 'ada@example.test' }, 5],
    [{ email: 'ben@example.test' }, 7],
  ]);
});

test('skips what cannot be used with a reason, a file and a line, and reads the rest', async () => {
  const folder = folderOf({
    [ada]: [
      prompt('p1', { timestamp: '2026-02-30T00:00:00Z' }),
      prompt('x'.repeat(201)),
      prompt('\uD800'),
      prompt('p2', { sessionId: undefined }),
      answer({ usage: { output_tokens: -1 } }),
      answer({ message: { content: [{ type: 'tool_use', id: 'toolu_1', name: 'mcp____get' }], usage: undefined } }),
      prompt('p3'),
    ],
  });
  const { events, summary, problems } = await importOf(folder);
  expect(events.map((event) => event.id)).toEqual(['p3']);
  expect(summary).toEqual({
    source: 'claude-code',
    files: 1,
    read: 7,
    skipped: { 'bad-timestamp': 1, 'bad-id': 2, 'bad-session': 1, 'bad-usage': 2, 'bad-connector': 1 },
  });
  expect(problems.map((problem) => problem.line)).toEqual([1, 2, 3, 4, 5, 6, 6]);
  expect(new Set(problems.map((problem) => problem.file))).toEqual(new Set([join(folder, ada)]));
});

test('tells a last line that breaks off from one that is not JSON', async () => {
  const line = JSON.stringify(prompt('p1'));
  const { events, problems } = await importFiles({ [ada]: `${line}\n{"type":\n${line.slice(0, 40)}` });
  expect(events).toHaveLength(1);
  expect(problems.map(({ line: number, reason }) => [number, reason])).toEqual([
    [2, 'bad-json'],
    [3, 'truncated'],
  ]);
});

test('reads a last line that is whole although it has no line break', async () => {
  const { events, summary } = await importFiles({ [ada]: JSON.stringify(prompt('p1')) });
  expect(events).toHaveLength(1);
  expect(summary.skipped).toEqual({});
});

test('says which file is not a transcript, and is content with an empty one', async () => {
  const folder = folderOf({
    [ada]: [prompt('p1')],
    'ada@example.test/.claude/history.jsonl': [{ display: 'x', timestamp: 1 }],
    'ada@example.test/empty.jsonl': '',
    'ada@example.test/new.jsonl': [{ type: 'a-type-of-tomorrow', sessionId: 's1' }],
  });
  const { events, problems } = await importOf(folder);
  expect(events).toHaveLength(1);
  expect(problems).toMatchObject([{ file: join(folder, 'ada@example.test/.claude/history.jsonl'), line: null, reason: 'not-a-transcript' }]);
});

test('skips a line that is not UTF-8 and one that is too long', async () => {
  const line = `${JSON.stringify(prompt('p1'))}\n`;
  const long = `${JSON.stringify(prompt('p2', { padding: 'x'.repeat(5_000) }))}\n`;
  const { events, summary } = await importFiles({ [ada]: Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from(long), Buffer.from(line)]) }, { lineBytesMax: 4_000 });
  expect(events.map((event) => event.id)).toEqual(['p1']);
  expect(summary).toMatchObject({ read: 3, skipped: { 'invalid-utf8': 1, 'line-too-long': 1 } });
});

test('takes names of object properties for the ordinary ids they are', async () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const { events, summary } = await importFiles({
    [ada]: names.flatMap((name) => [
      prompt(name, { sessionId: name }),
      answer({ requestId: undefined, message: { id: `m-${name}`, model: name, content: [{ type: 'tool_use', id: `t-${name}`, name: `mcp__${name.replaceAll('_', '')}__${name}` }] } }),
    ]),
  });
  expect(events).toHaveLength(9);
  expect(summary.skipped).toEqual({ 'unknown-price': 3 });
});

test('gives everything to the one person who is named, also a single file', async () => {
  const folder = folderOf({ 'projects/-work/s1.jsonl': [prompt('p1')] });
  for (const path of [folder, join(folder, 'projects/-work/s1.jsonl')]) {
    const { events } = await importOf(path, { person: 'Ada@Example.test' });
    expect(events.map((event) => event.person)).toEqual([{ email: 'ada@example.test' }]);
  }
});

test('takes the outermost folder that is named by an e-mail address, or the folder that was given', async () => {
  const folder = folderOf({ 'ada@example.test/ben@example.test/-mail@work/s1.jsonl': [prompt('p1')], 'eve@example.test/-mail@work/s2.jsonl': [prompt('p2')] });
  const whose = async (path: string) => (await importOf(path)).events.map((event) => event.person);
  expect(await whose(folder)).toEqual([{ email: 'ada@example.test' }, { email: 'eve@example.test' }]);
  expect(await whose(join(folder, 'eve@example.test'))).toEqual([{ email: 'eve@example.test' }]);
  const file = 'ada@example.test/s1.jsonl';
  expect(await whose(join(folderOf({ [file]: [prompt('p1')] }), file))).toEqual([{ email: 'ada@example.test' }]);
});

test('refuses a folder of nobody before anything is sent, and names both ways out', async () => {
  const folder = folderOf({ [ada]: [prompt('p1')], 'projects/-work/s2.jsonl': [prompt('p2')] });
  await expect(claudeCode.open(folder)).rejects.toThrow(
    `Nobody knows whose the transcripts in ${join(folder, 'projects/-work')} are. Either put them into a folder named by the person's e-mail address, such as "a@b.example", or name the one person that everything belongs to with --person a@b.example.`,
  );
});

test('refuses a path that does not exist, one without transcripts and a person without an e-mail address', async () => {
  const folder = folderOf({ 'ada@example.test/notes.txt': 'x' });
  await expect(claudeCode.open(join(folder, 'nowhere'))).rejects.toThrow('it does not exist');
  await expect(claudeCode.open(folder)).rejects.toThrow(`There is no .jsonl file below ${folder}.`);
  await expect(claudeCode.open(folderOf({ [ada]: [] }), { person: 'Ada' })).rejects.toThrow('"Ada" is not an e-mail address.');
});

test('does not follow links, and says which', async () => {
  const elsewhere = folderOf({ 's2.jsonl': [prompt('p2')] });
  const folder = folderOf({ [ada]: [prompt('p1')] });
  symlinkSync(elsewhere, join(folder, 'ada@example.test/link'));
  const { events, problems } = await importOf(folder);
  expect(events.map((event) => event.id)).toEqual(['p1']);
  expect(problems).toMatchObject([{ file: join(folder, 'ada@example.test/link'), reason: 'link' }]);
});
