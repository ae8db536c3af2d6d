import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonElements, type Element, type ElementsOptions } from './elements.js';

/** Cut into chunks of a size, as they might arrive. */
async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(json: string | Buffer, { size = 7, ...options }: { size?: number } & ElementsOptions = {}): Promise<Element[]> {
  const found: Element[] = [];
  for await (const element of await JsonElements.open(chunksOf(Buffer.from(json), size), options)) found.push(element);
  return found;
}

test('finds the elements that parsing the whole text would find, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })), fc.integer({ min: 1, max: 64 }), fc.constantFrom(undefined, 1, '\t'), async (values, size, indent) => {
      const json = JSON.stringify(values, null, indent);
      const elements = await read(json, { size });
      expect(elements.map(({ number }) => number)).toEqual(values.map((_, index) => index + 1));
      expect(elements.map(({ text }) => JSON.parse(text ?? ''))).toEqual(JSON.parse(json));
    }),
    { numRuns: 300 },
  );
});

test('texts with quotes, brackets, commas and every run of backslashes end where they end', async () => {
  const values = Array.from({ length: 9 }, (_, run) => `${'\\'.repeat(run)}",]}[{${'\\'.repeat(run)}`);
  for (let size = 1; size < 20; size += 1) expect((await read(JSON.stringify(values), { size })).map(({ text }) => JSON.parse(text ?? ''))).toEqual(values);
});

test.each([
  ['an empty list', '[]', []],
  ['an empty list with white space, a byte order mark and more white space', '\uFEFF \n[ \t\r\n ] \n', []],
  ['nothing', '', []],
  ['an object, which is read whole', ' {"a":[1,2]} ', [{ number: 1, text: '{"a":[1,2]} ' }]],
  ['neither a list nor an object', '"text"', []],
])('%s', async (_, json, expected) => {
  expect(await read(json)).toEqual(expected);
});

test.each([
  ['in an element', '[{"a":1},{"b":'],
  ['in a text', '[{"a":1},"b'],
  ['in a text, behind a backslash', '[{"a":1},"b\\'],
  ['behind a comma', '[{"a":1},'],
  ['behind a comma and white space', '[{"a":1}, \n'],
])('a list that ends early %s has the elements before, and says so', async (_, json) => {
  expect(await read(json)).toEqual([{ number: 1, text: '{"a":1}' }, { number: 2, text: null, reason: 'ends-early' }]);
});

test('a list that ends behind a whole element without being closed keeps back what may go on', async () => {
  expect(await read('[1,2')).toEqual([{ number: 1, text: '1' }, { number: 2, text: null, reason: 'ends-early' }]);
});

test('what follows a list is said and not read', async () => {
  expect(await read('[1]\n[2]')).toEqual([{ number: 1, text: '1' }, { number: 2, text: null, reason: 'more-follows' }]);
});

test('a broken element is handed on as it is, and the next one is read', async () => {
  expect(await read('[1 2,{"a":tru},,3,]')).toEqual(['1 2', '{"a":tru}', '', '3', ''].map((text, index) => ({ number: index + 1, text })));
});

test('an element that is not UTF-8 is left out, and the next one is read', async () => {
  const json = Buffer.concat([Buffer.from('["'), Buffer.from([0xff]), Buffer.from('",2]')]);
  expect(await read(json)).toEqual([{ number: 1, text: null, reason: 'invalid-utf8' }, { number: 2, text: '2' }]);
});

test('an element that is longer than the bound is left out, and one that is as long is kept', async () => {
  expect(await read('[12345,123456,{"a":"xxxxxxxxxxxxxxxxxxxx"},6]', { bytesMax: 5 })).toEqual([
    { number: 1, text: '12345' },
    { number: 2, text: null, reason: 'element-too-long' },
    { number: 3, text: null, reason: 'element-too-long' },
    { number: 4, text: '6' },
  ]);
  expect(await read(`{"a":"${'x'.repeat(100)}"}`, { bytesMax: 99 })).toEqual([{ number: 1, text: null, reason: 'element-too-long' }]);
});

test('a megabyte of open brackets is one element that breaks off', async () => {
  expect(await read(`[${'['.repeat(1_000_000)}`, { size: 65_536 })).toEqual([{ number: 1, text: null, reason: 'ends-early' }]);
});

test('does not hold a very long element in memory', async () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'x');
  const held = () => process.memoryUsage().external + process.memoryUsage().heapUsed;
  const before = held();
  let most = 0;
  async function* long(): AsyncGenerator<Buffer> {
    yield Buffer.from('["');
    for (let index = 0; index < 256; index += 1) {
      most = Math.max(most, held() - before);
      yield megabyte;
    }
    yield Buffer.from('",1]');
  }
  const found: Element[] = [];
  for await (const element of await JsonElements.open(long(), { bytesMax: 1024 * 1024 })) found.push(element);
  expect(found).toEqual([{ number: 1, text: null, reason: 'element-too-long' }, { number: 2, text: '1' }]);
  expect(most).toBeLessThan(64 * 1024 * 1024);
});

describe('a list in each element is read by its own elements', () => {
  const element = fc.record({ before: fc.jsonValue({ maxDepth: 2 }), list: fc.array(fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' })), after: fc.jsonValue({ maxDepth: 2 }) });

  test('and the element comes after them, without them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(element), fc.integer({ min: 1, max: 64 }), fc.constantFrom(undefined, 1, '\t'), async (values, size, indent) => {
        const json = JSON.stringify(values, null, indent);
        const found = await read(json, { size, inner: 'list' });
        const put = (JSON.parse(json) as typeof values).map((value, index) => {
          const within = found.filter(({ number, inner }) => number === index + 1 && inner !== undefined);
          expect(within.map(({ inner }) => inner)).toEqual(value.list.map((_, place) => place + 1));
          const own = found.find(({ number, inner }) => number === index + 1 && inner === undefined);
          expect(JSON.parse(own?.text ?? '')).toEqual({ ...value, list: [] });
          return within.map(({ text }) => JSON.parse(text ?? '') as unknown);
        });
        expect(put).toEqual((JSON.parse(json) as typeof values).map(({ list }) => list));
      }),
      { numRuns: 200 },
    );
  });

  test('only where it is a field of the element itself, and has exactly this name', async () => {
    const values = [{ a: { list: [1] } }, [['list', [1]]], { 'x"list': [1] }, { '\\"list': [1] }, { a: '"list":[', b: [1] }, { listen: [1] }, 'list', { list: { list: [1] } }];
    expect((await read(JSON.stringify(values), { inner: 'list' })).map(({ inner, text }) => [inner, JSON.parse(text ?? '')])).toEqual(values.map((value) => [undefined, value]));
  });

  test('a million lists in one element take no more than a million steps', async () => {
    const json = `[{${Array.from({ length: 1_000_000 }, () => '"a":[]').join()},"list":[1]}]`;
    expect((await read(json, { size: 65_536, inner: 'list' })).map(({ inner }) => inner)).toEqual([1, undefined]);
  });

  test('one that is too long, or not UTF-8, is left out by itself', async () => {
    const json = Buffer.concat([Buffer.from(`[{"list":[1,"${'x'.repeat(100)}","`), Buffer.from([0xff]), Buffer.from('",2],"b":3}]')]);
    expect(await read(json, { bytesMax: 50, inner: 'list' })).toEqual([
      { number: 1, inner: 1, text: '1' },
      { number: 1, inner: 2, text: null, reason: 'element-too-long' },
      { number: 1, inner: 3, text: null, reason: 'invalid-utf8' },
      { number: 1, inner: 4, text: '2' },
      { number: 1, text: '{"list":[],"b":3}' },
    ]);
  });
});
