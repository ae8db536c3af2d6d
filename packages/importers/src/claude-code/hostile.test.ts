import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WireEvent } from '@pegel/domain';
import { parseEvent } from '@pegel/domain/schema';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { claudeCode } from './index.js';

const person = 'ada@nordwind.example';
const prompt = (uuid: string, more: object = {}): object => ({ type: 'user', uuid, sessionId: 's1', timestamp: '2026-03-02T09:00:00.000Z', message: { role: 'user', content: 'do this' }, ...more });
const answer = (id: string, usage: object = {}, more: object = {}): object => ({
  type: 'assistant', uuid: id, sessionId: 's1', requestId: 'r', timestamp: '2026-03-02T09:01:00.000Z',
  message: { id, model: 'claude-opus-4-5', content: [], usage: { input_tokens: 1, output_tokens: 1, ...usage } }, ...more,
});
const line = (value: object): string => `${JSON.stringify(value)}\n`;

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-hostile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function importOf(path: string) {
  const run = await claudeCode.open(path, { person });
  const events: WireEvent[] = [];
  for await (const event of run.events()) events.push(event);
  for (const event of events) expect(parseEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({ ok: true });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  return { ids: events.map(({ id }) => id), summary: run.summary(), problems: run.problems };
}

/** Imports a file with one good line before and one after what is hostile. */
async function importAround(hostile: string | Buffer) {
  const folder = emptyFolder();
  writeFileSync(join(folder, 's.jsonl'), Buffer.concat([Buffer.from(line(prompt('before'))), Buffer.from(hostile), Buffer.from(`\n${line(prompt('after'))}`)]));
  return importOf(folder);
}

describe('one hostile line is left out with its file, its line and a reason, and the rest is read', () => {
  test.each<[string, string | Buffer, string]>([
    ['a field that is given twice', '{"type":"assistant","type":"user"}', 'ambiguous'],
    ['tokens that are given twice', JSON.stringify(answer('a')).replace('"output_tokens":1', '"output_tokens":1,"output_tokens":1000000'), 'ambiguous'],
    ['tokens with more digits than can be kept', JSON.stringify(answer('a')).replace('"output_tokens":1', '"output_tokens":0.99999999999999999999'), 'ambiguous'],
    ['a thousand and one levels', `{"type":"user","message":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, 'too-much'],
    ['two million values', `{"type":"user","message":[${Array(2_000_000).fill('0').join()}]}`, 'too-much'],
    ['eleven thousand fields', `{${Array.from({ length: 11_000 }, (_, index) => `"k${index}":0`).join()}}`, 'too-much'],
    ['a million brackets that nobody closes', '['.repeat(1_000_000), 'too-much'],
    ['what is not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'invalid-utf8'],
    ['UTF-16', Buffer.from(JSON.stringify(prompt('x')), 'utf16le'), 'bad-json'],
    ['CP1252', Buffer.from('{"type":"Süd"}', 'latin1'), 'invalid-utf8'],
    ['NULs', '\u0000'.repeat(1_000), 'bad-json'],
    ['a NUL between JSON', '{"type":\u0000"user"}', 'bad-json'],
    ['NaN', '{"type":"assistant","message":{"usage":{"output_tokens":NaN}}}', 'bad-json'],
    ['tokens below zero', JSON.stringify(answer('a', { output_tokens: -1 })), 'bad-usage'],
    ['tokens beyond all bounds', JSON.stringify(answer('a', { output_tokens: 1e13 })), 'bad-usage'],
    ['tokens as text', JSON.stringify(answer('a', { output_tokens: '1,000' })), 'bad-usage'],
    ['half a token', JSON.stringify(answer('a', { output_tokens: 0.5 })), 'bad-usage'],
    ['a time before the first year', JSON.stringify(prompt('a', { timestamp: '0000-01-01T00:00:00+23:59' })), 'bad-timestamp'],
    ['a day that does not exist', JSON.stringify(prompt('a', { timestamp: '2026-02-30T00:00:00Z' })), 'bad-timestamp'],
    ['a time without a zone', JSON.stringify(prompt('a', { timestamp: '2026-02-03T00:00:00' })), 'bad-timestamp'],
    ['a time as a number', JSON.stringify(prompt('a', { timestamp: 1e18 })), 'bad-timestamp'],
    ['half a character as an id', '{"type":"user","uuid":"\\ud800","sessionId":"s","timestamp":"2026-03-02T09:00:00Z","message":{"content":"x"}}', 'bad-id'],
    ['an id of a megabyte', JSON.stringify(prompt('x'.repeat(1_000_000))), 'bad-id'],
    ['a session that begins with @', JSON.stringify(prompt('a', { sessionId: '@service' })), 'bad-session'],
  ])('%s', async (_, hostile, reason) => {
    const { ids, problems, summary } = await importAround(hostile);
    expect(ids).toEqual(['after', 'before']);
    expect(problems).toEqual([{ file: expect.stringMatching(/s\.jsonl$/), line: 2, reason, message: { en: expect.stringMatching(/^The|^An|^No/), de: expect.stringMatching(/^Die|^Der|^Ein|^Keine/) } }]);
    expect(summary).toMatchObject({ files: 1, read: 3, skipped: { [reason]: 1 } });
  });

  test.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])('a time as far away as %s is sent as it is, for the server to judge', async (timestamp) => {
    expect(await importAround(JSON.stringify(prompt('far', { timestamp })))).toMatchObject({ problems: [] });
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])('%s is an ordinary id, session, model and connector', async (name) => {
    const { ids, problems } = await importAround(
      [prompt(`${name}`, { sessionId: name, __proto__x: 1 }), answer(`${name}-2`, {}, { [name]: { polluted: 1 } }), { ...answer('m'), message: { id: name, model: name, content: [{ type: 'tool_use', id: `${name}-3`, name: `mcp__x${name}x__x` }], usage: { output_tokens: 1 } } }]
        .map((value) => JSON.stringify(value).replace('__proto__x', '__proto__')).join('\n'),
    );
    expect(ids).toEqual(expect.arrayContaining([name, `${name}-2:r`, `${name}-3`, `${name}:r`]));
    expect(problems.every(({ reason }) => reason === 'unknown-price')).toBe(true);
  });
});

/** Node has no way of its own to make one. */
function makePipe(path: string): void {
  const command = ['mkfifo', path];
  execFileSync('/usr/bin/env', command);
}

describe('what lies in a folder', () => {
  test('binary files, folders with the name of a file, links in circles and names that mean something elsewhere', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'binary.jsonl'), Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7_919) % 256)));
    mkdirSync(join(folder, 'folder.jsonl', 'deeper.jsonl'), { recursive: true });
    writeFileSync(join(folder, 'folder.jsonl', 'deeper.jsonl', 'in.jsonl'), line(prompt('in-a-folder')));
    symlinkSync(folder, join(folder, 'circle'));
    symlinkSync(join(folder, 'in'), join(folder, 'in'));
    symlinkSync('/dev/zero', join(folder, 'zero.jsonl'));
    symlinkSync('/etc/passwd', join(folder, 'passwd.jsonl'));
    let deep = folder;
    for (let level = 0; level < 100; level++) deep = join(deep, 'd');
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'deep.jsonl'), line(prompt('deep')));
    writeFileSync(join(folder, '..%2f..%2fetc.jsonl'), line(prompt('dots')));
    const { ids, problems } = await importOf(folder);
    expect(ids).toEqual(['deep', 'dots', 'in-a-folder']);
    expect(problems.filter(({ reason }) => reason === 'link').map(({ file }) => file.slice(folder.length + 1)).sort()).toEqual(['circle', 'passwd.jsonl', 'zero.jsonl']);
    expect(problems.filter(({ file }) => file.endsWith('binary.jsonl')).map(({ reason }) => reason)).toContain('not-a-transcript');
    for (const { file, message } of problems) expect([file.startsWith(folder), Object.values(message).every((text) => text.endsWith('.'))]).toEqual([true, true]);
  });

  if (process.platform !== 'win32') {
    test('a pipe is named and not waited for, also where a file was when it was found', async () => {
      const folder = emptyFolder();
      const file = join(folder, 's.jsonl');
      makePipe(join(folder, 'pipe.jsonl'));
      writeFileSync(file, line(prompt('a')));
      writeFileSync(join(folder, 't.jsonl'), line(prompt('b')));
      const run = await claudeCode.open(folder, { person });
      rmSync(file);
      makePipe(file);
      const ids: string[] = [];
      for await (const { id } of run.events()) ids.push(id);
      expect(ids).toEqual(['b']);
      expect(run.problems.map(({ file: at, reason }) => [at.slice(folder.length + 1), reason])).toEqual([['pipe.jsonl', 'not-a-file'], ['s.jsonl', 'unreadable']]);
      await expect(claudeCode.open(join(folder, 'pipe.jsonl'), { person })).rejects.toThrow('neither a file nor a folder');
    });
  }

  test('files that go away, shrink and grow while they are read', async () => {
    const folder = emptyFolder();
    const at = (name: string) => join(folder, name);
    for (const name of ['a', 'b', 'c', 'd']) writeFileSync(at(`${name}.jsonl`), line(prompt(name)));
    const run = await claudeCode.open(folder, { person });
    rmSync(at('a.jsonl'));
    truncateSync(at('b.jsonl'), 20);
    appendFileSync(at('c.jsonl'), line(prompt('c-2')));
    rmSync(at('d.jsonl'));
    mkdirSync(at('d.jsonl'));
    const ids: string[] = [];
    for await (const { id } of run.events()) ids.push(id);
    expect(ids).toEqual(['c', 'c-2']);
    expect(run.problems.map(({ file, reason }) => [file.slice(folder.length + 1), reason])).toEqual([['a.jsonl', 'unreadable'], ['b.jsonl', 'truncated'], ['d.jsonl', 'unreadable']]);
  });
});

test('whatever a line holds, nothing is thrown, and what is sent is what the server takes', async () => {
  const strange = fc.oneof(fc.constantFrom('', '@x', '__proto__', '\ud800', 'x'.repeat(201), '2026-03-02T09:00:00Z', '0000-01-01T00:00:00+01:00', 'msg', -1, 1e13, 0.5, null, true), fc.jsonValue({ maxDepth: 2 }));
  const usage = fc.dictionary(fc.constantFrom('input_tokens', 'output_tokens', 'cache_creation', 'server_tool_use', '__proto__'), strange);
  const content = fc.oneof(strange, fc.array(fc.dictionary(fc.constantFrom('type', 'text', 'id', 'name'), fc.oneof(strange, fc.constantFrom('tool_use', 'mcp__a__b', 'mcp____', 'mcp__@__')))));
  const transcriptLine = fc.record({
    type: fc.constantFrom('user', 'assistant', 'system', 'summary'), uuid: strange, sessionId: strange, timestamp: fc.oneof({ weight: 3, arbitrary: fc.constant('2026-03-02T09:00:00Z') }, { weight: 1, arbitrary: strange }), requestId: strange, isMeta: strange,
    message: fc.oneof(strange, fc.record({ id: strange, model: strange, content, usage: fc.oneof(strange, usage) })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(transcriptLine.map((value) => JSON.stringify(value)), fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 8 }), async (lines) => {
      const folder = mkdtempSync(join(tmpdir(), 'pegel-hostile-'));
      try {
        writeFileSync(join(folder, 's.jsonl'), lines.join('\n'));
        await importOf(folder);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 200 },
  );
});
