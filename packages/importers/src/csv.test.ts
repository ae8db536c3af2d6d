import { createWriteStream, mkdtempSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { CsvError, openCsv, type CsvRow } from './csv.js';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
const path = join(folder, 'file.csv');

/** The rows of a file as lists, a refused one as its line and reason. */
async function read(content: string | Buffer) {
  writeFileSync(path, content);
  const csv = await openCsv(path);
  const rows: unknown[] = [];
  for await (const row of csv.rows()) rows.push(shownRow(row));
  return { header: csv.header, rows };
}

const shownRow = (row: CsvRow) => (row.record === null ? `${row.line} ${row.reason}${row.last ? ', last' : ''}` : [...row.record.values()]);

const sentence: unknown = expect.stringMatching(/^[A-Z].*\.$/su);

const errorOf = (content: string | Buffer) => read(content).then(() => null, (error: unknown) => error);

test.each([
  ['commas', 'Name,Email\nAda,ada@a.example\n'],
  ['semicolons', 'Name;Email\nAda;ada@a.example\n'],
  ['tabs', 'Name\tEmail\nAda\tada@a.example\n'],
  ['a byte order mark', '\uFEFFName,Email\nAda,ada@a.example\n'],
  ['Windows line breaks, quotes and empty lines', '"Name","Email"\r\n\r\n"Ada","ada@a.example"\r\n,\r\n'],
  ['no line break at the end', 'Name,Email\nAda,ada@a.example'],
])('reads a table with %s', async (_, content) => {
  expect(await read(content)).toEqual({ header: ['Name', 'Email'], rows: [['Ada', 'ada@a.example']] });
});

test('a name with another separator in it does not decide what separates', async () => {
  expect((await read('a;"b, c";d\n1;2,5;3\n')).rows).toEqual([['1', '2,5', '3']]);
});

test('quoted fields keep their separators, quotes and line breaks, and rows the number of the line they begin on', async () => {
  const { rows } = await read('a,b\n"1, or ""one""\n\n  two",x\nonly one\n2,y\n');
  expect(rows).toEqual([['1, or "one"\n\n  two', 'x'], '5 too-few-fields', ['2', 'y']]);
});

test.each(['__proto__', 'constructor', 'toString'])('%s is the name of an ordinary column', async (name) => {
  writeFileSync(path, `${name},b\n1,2\n`);
  for await (const { record } of (await openCsv(path)).rows()) expect(record?.get(name)).toBe('1');
  expect(Reflect.get({}, 'b')).toBeUndefined();
});

test('a file may be left early, or after its header', async () => {
  writeFileSync(path, 'a,b\n1,2\n3,4\n');
  await (await openCsv(path)).close();
  for await (const row of (await openCsv(path)).rows()) {
    expect(row.line).toBe(2);
    break;
  }
});

test.each([
  ['an empty file', '', 'empty-file'],
  ['empty lines alone', '\n\n  \n', 'empty-file'],
  ['UTF-16 with a mark', Buffer.from('\uFEFFName,Email\nAda,a@a.example\n', 'utf16le'), 'utf-16'],
  ['UTF-16 of the other order', Buffer.from('\uFEFFName,Email\n', 'utf16le').swap16(), 'utf-16'],
  ['UTF-16 without a mark', Buffer.from('Name,Email\n', 'utf16le'), 'utf-16'],
  ['CP1252', Buffer.from('Größe,Email\n', 'latin1'), 'invalid-utf8'],
  ['a NUL in the header', 'Na\0me,Email\n', 'nul'],
  ['carriage returns alone', 'Name,Email\rAda,a@a.example\r', 'line-ends'],
  ['a column without a name', 'Name,,Email\n', 'unnamed-column'],
  ['a column that is given twice', 'Name,Email, Name\n', 'duplicate-column'],
  ['two separators alike', 'a;b,c\n', 'delimiter'],
  ['a thousand and one columns', Array.from({ length: 1_001 }, (_, index) => `c${index}`).join(), 'too-many-columns'],
  ['a million columns', ','.repeat(999_999), 'too-many-columns'],
  ['a header without end', 'x'.repeat(2_000_000), 'row-too-large'],
  ['a header that never closes its quote', '"Name,Email\nAda,a@a.example\n', 'unclosed-quote'],
  ['a header with a quote in a quoted name', '"Na"me","Email"\n', 'bad-quotes'],
])('%s is refused as a whole, in a sentence', async (_, content, reason) => {
  expect(await errorOf(content)).toMatchObject({ name: 'CsvError', reason, words: { en: sentence, de: sentence } });
});

test('what is wrong with a header is said with the place and the name', async () => {
  expect(await errorOf('Name,Email,Name\n')).toMatchObject({ message: 'Columns 1 and 3 of the header have the same name, "Name".' });
  expect(await errorOf('Name,,Email\n')).toMatchObject({ message: 'Column 2 of the header has no name.' });
});

describe('one row that cannot be read is named and left out, and the rest is read', () => {
  test.each<[string, string | Buffer, string]>([
    ['too few fields', 'x', 'too-few-fields'],
    ['too many fields', 'x,y,z', 'too-many-fields'],
    ['a NUL', 'x\0,y', 'nul'],
    ['what is not UTF-8', Buffer.from([0x78, 0xff, 0x2c, 0x79]), 'invalid-utf8'],
    ['a field that is too large', `${'x'.repeat(65_537)},y`, 'field-too-large'],
    ['a quote inside a quoted field', '"x "y" z",y', 'bad-quotes'],
  ])('%s', async (_, row, reason) => {
    expect((await read(Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.from(row), Buffer.from('\n3,4\n')]))).rows).toEqual([['1', '2'], `3 ${reason}`, ['3', '4']]);
  });
});

describe('where rows cannot be told apart any more, reading ends there and says so', () => {
  test.each<[string, string | Buffer, string]>([
    ['a quote that is never closed', '"x,y\n3,4\n', 'unclosed-quote'],
    ['a quote that is not closed within a thousand lines', `"x${'\n3,4'.repeat(1_001)}",y\n`, 'unclosed-quote'],
    ['a quote over a thousand empty lines', `"x${'\n'.repeat(1_002)}",y\n`, 'unclosed-quote'],
    ['a quote over a megabyte', `"${`${'x'.repeat(999)}\n`.repeat(1_100)}",y\n`, 'unclosed-quote'],
    ['a line of more than a megabyte', `${'x'.repeat(1_100_000)}\n3,4\n`, 'row-too-large'],
    ['what is not UTF-8 inside a quote', Buffer.from('"x\nü",y\n', 'latin1'), 'invalid-utf8'],
  ])('%s', async (_, row, reason) => {
    expect((await read(Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.from(row)]))).rows).toEqual([['1', '2'], `3 ${reason}, last`]);
  });
});

test('gives back every table that was written, whatever separates it and whatever it holds', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ß', '1', ' ', ',', ';', '\t', '"', "'", '=', '\n', '.', '🜛'), maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), fc.boolean(), async (table, delimiter, newline, quotes) => {
      const text = Papa.unparse([['one', 'two', 'three'], ...table], { delimiter, newline, quotes });
      const expected = table.filter((row) => row.some((content) => content !== '')).map((row) => row.map(withoutBlankLines));
      expect((await read(text)).rows).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

/** What lies between two line breaks inside a field and is white space alone is not kept. */
const withoutBlankLines = (content: string) => content.replaceAll(/(?<=\n)[ \t]+(?=\n)/g, '');

test('never throws anything but its own error, whatever bytes a file holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: fc.constantFrom('a', ',', ';', '"', '\n', '\r', '\0', '\uFEFF'), maxLength: 60 }).map((text) => Buffer.from(text))), async (bytes) => {
      const error = await errorOf(Buffer.from(bytes));
      if (error !== null) expect(error).toBeInstanceOf(CsvError);
    }),
    { numRuns: 300 },
  );
});

test('a million rows do not fill the memory', async () => {
  const file = createWriteStream(path);
  file.write('a,b\n');
  const thousand = 'some words,"and ""others"""\n'.repeat(1_000);
  for (let index = 0; index < 1_000; index += 1) if (!file.write(thousand)) await once(file, 'drain');
  file.end();
  await once(file, 'close');

  globalThis.gc?.();
  const before = process.memoryUsage();
  let rows = 0;
  let most = 0;
  for await (const row of (await openCsv(path)).rows()) {
    rows += 1;
    if (rows % 50_000 === 0) most = Math.max(most, process.memoryUsage().rss - before.rss);
    if (row.record?.get('b') !== 'and "others"') expect(row.record).toBe('the row that was written');
  }
  expect(rows).toBe(1_000_000);
  expect(most).toBeLessThan(200 * 1024 * 1024);
});
