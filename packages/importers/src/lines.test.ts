import { createWriteStream, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, type Line } from './lines.js';

const folder = mkdtempSync(join(tmpdir(), 'lines-'));

async function read(content: string | Buffer, bytesMax?: number) {
  const path = join(folder, 'file.jsonl');
  writeFileSync(path, content);
  return all(linesOf(path, { bytesMax }));
}

async function all(lines: AsyncIterable<Line>) {
  const found: Line[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

test('reads a last line that has no line break, and says so', async () => {
  expect(await read('a\nb')).toEqual([
    { number: 1, text: 'a', ended: true },
    { number: 2, text: 'b', ended: false },
  ]);
});

test('tolerates a byte order mark, Windows line breaks and empty lines, and still counts lines as an editor does', async () => {
  const lines = await read('\uFEFF{"a":1}\r\n\r\n{"b":2}\r\n');
  expect(lines.map((line) => [line.number, JSON.parse(line.text ?? '')])).toEqual([
    [1, { a: 1 }],
    [3, { b: 2 }],
  ]);
});

test('leaves out a line that is not UTF-8 and reads the next one', async () => {
  expect(await read(Buffer.from([0x61, 0xff, 0x0a, 0x62, 0x0a]))).toEqual([
    { number: 1, text: null, ended: true, reason: 'invalid-utf8' },
    { number: 2, text: 'b', ended: true },
  ]);
});

test('leaves out a line that is longer than the bound and keeps one that is as long', async () => {
  expect(await read('12345\n123456\nx', 5)).toEqual([
    { number: 1, text: '12345', ended: true },
    { number: 2, text: null, ended: true, reason: 'line-too-long' },
    { number: 3, text: 'x', ended: false },
  ]);
});

test('does not hold a very long line in memory', async () => {
  const path = join(folder, 'long.jsonl');
  const file = createWriteStream(path);
  const megabyte = Buffer.alloc(1024 * 1024, 'x');
  for (let i = 0; i < 40; i += 1) if (!file.write(megabyte)) await once(file, 'drain');
  file.end('\nafter\n');
  await once(file, 'close');

  let most = 0;
  const before = process.memoryUsage().arrayBuffers;
  const onBytes = () => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  };
  const lines = await all(linesOf(path, { bytesMax: 1024 * 1024, onBytes }));

  expect(lines).toEqual([
    { number: 1, text: null, ended: true, reason: 'line-too-long' },
    { number: 2, text: 'after', ended: true },
  ]);
  expect(most).toBeLessThan(8 * 1024 * 1024);
});

test('finds the lines that splitting the whole text would find, wherever the file is cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\n\uFEFF]/.test(text))), fc.integer({ min: 0, max: 300_000 }), async (texts, padding) => {
      const all = ['p'.repeat(padding), ...texts];
      const expected = all.filter((text) => text.trim() !== '');
      expect((await read(all.join('\n'))).map((line) => line.text)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});
