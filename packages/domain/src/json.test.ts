import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { JsonLimitError, jsonFieldsMax, parseJson } from './json.js';

const limits = { depthMax: 64, valuesMax: 1_000 };
const read = (text: string) => parseJson(text, limits);
const faultsIn = (text: string) => read(text).faults.map(({ field, number }) => `${field()} ${number === null ? 'is given twice' : `is ${number.digits}, which would be read as ${number.read}`}`);

describe('JSON from outside', () => {
  property.prop([fc.jsonValue({ maxDepth: 6 })])('is read as JSON.parse reads it, and what a program wrote has no faults', (value) => {
    const text = JSON.stringify(value);
    expect(parseJson(text, { depthMax: 64, valuesMax: 1_000_000 })).toMatchObject({ value: JSON.parse(text), faults: [] });
  });

  property.prop([fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'{}[]",:\\0123456789.eE+-tfn \u0000') }))], { numRuns: 1_000 })('of whatever kind throws nothing but a refusal', (text) => {
    try {
      expect(read(text).value).toEqual(JSON.parse(text));
    } catch (error) {
      expect(error instanceof SyntaxError || error instanceof JsonLimitError).toBe(true);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  property.prop([fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 }), fc.nat(), fc.jsonValue()])('that names a field twice says which, however it is spelt', (names, which, value) => {
    const twice = names[which % names.length] ?? '';
    const spelt = [...twice].map((character) => [...character].length === 1 && character.charCodeAt(0) < 0x80 ? `\\u00${character.charCodeAt(0).toString(16).padStart(2, '0')}` : JSON.stringify(character).slice(1, -1)).join('');
    const fields = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
    expect(faultsIn(`{"a":[{${fields.join()},"${spelt}":1}]}`)).toEqual([`a.0.${twice} is given twice`]);
  });

  test.each([
    ['{"amount":"1","amount":"100"}', ['amount is given twice']],
    ['{"a":{"b":1},"c":{"b":1},"d":[{"b":1},{"b":1}]}', []],
    ['{"\\u0061":1,"a":2}', ['a is given twice']],
    ['{"__proto__":1,"__proto__":2}', ['__proto__ is given twice']],
    ['{"a":"\\\\","a":"\\""}', ['a is given twice']],
    ['{"x":"a\\",\\"a"}', []],
    ['{"events":[{"a":1,"a":1,"b":1,"b":1},{"a":1},{"c":{"d":1,"d":2}}]}', ['events.0.a is given twice', 'events.2.c.d is given twice']],
  ])('%s', (text, faults) => {
    expect(faultsIn(text)).toEqual(faults);
  });

  test.each([
    '0.99999999999999999999', '999999999999.99999', '1.00000000000000000001', '1e-400', '-0.00000000000000000000000000000000000000000000000001e-300', '9007199254740991.4', `0.${'9'.repeat(100_000)}`,
  ])('a number that would become another one: %s', (digits) => {
    expect(faultsIn(`{"n":${digits}}`)[0]).toMatch(/^n is [-\d.e]+, which would be read as -?\d+$/);
  });

  // Those that lose digits without becoming whole, or are larger than any field takes, are refused where they are used.
  test.each(['1', '-0', '1.0', '1e3', '1.5e1', '12.50', '0.1', '100e-2', '0.0', '0e5', '1000000000000', '9007199254740991', '9007199254740993', '1e400', '1'.repeat(400), `1${'0'.repeat(15)}.${'0'.repeat(100)}`])('a number that stays what it is, or is taken nowhere: %s', (digits) => {
    expect(faultsIn(`[${digits}]`)).toEqual([]);
  });

  test.each([
    ['more depth than 64', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['more values than 1000', `[${Array(1_000).fill('0').join()}]`],
    ['more values than 1000', `[${Array(1_000).fill('{}').join()}]`],
    ['more values than 1000', `[${Array(1_000).fill('""').join()}]`],
    ['more values than 1000', `[${Array(1_000).fill('null').join()}]`],
  ])('%s is refused before it is built', (sentence, text) => {
    expect(() => read(text)).toThrow(sentence);
    expect(() => read(text)).toThrow(JsonLimitError);
  });

  test('an object with more fields than anybody has is refused', () => {
    const fields = (length: number) => `{${Array.from({ length }, (_, index) => `"k${index}":0`).join()}}`;
    const wide = { depthMax: 64, valuesMax: 1_000_000 };
    expect(parseJson(fields(jsonFieldsMax), wide).faults).toEqual([]);
    expect(() => parseJson(fields(jsonFieldsMax + 1), wide)).toThrow('more fields than 10000');
  });

  test('many backslashes, zeros and quotes take no more time than their number', () => {
    const million = 1_000_000;
    for (const text of [`"${'\\\\'.repeat(million)}"`, `"${'\\"'.repeat(million)}"`, `[0.${'0'.repeat(million)}1]`, `[${'1'.repeat(million)}]`, `"${'\\'.repeat(million)}`, '"'.repeat(million)]) {
      try {
        parseJson(text, { depthMax: 64, valuesMax: 10 * million });
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }
  });
});
