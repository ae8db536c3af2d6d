import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameOf, Remembered } from './suppression-remembered.js';

test('what was worked out once is not worked out again while it is among the last that were asked for, and nothing else stands in for it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 }), (asked) => {
      const remembered = new Remembered<string>(3);
      let recent: number[] = [];
      for (const number of asked) {
        let times = 0;
        expect(remembered.of(nameOf(String(number)), () => `answer ${(times += 1, number)}`)).toBe(`answer ${number}`);
        expect(times).toBe(recent.includes(number) ? 0 : 1);
        recent = [...recent.filter((other) => other !== number), number].slice(-3);
      }
    }),
  );
});

test('texts that are divided otherwise have another name', () => {
  expect(new Set([nameOf('ab', ''), nameOf('a', 'b'), nameOf('', 'ab'), nameOf('ab'), nameOf('1 a', 'b'), nameOf('ba', '')]).size).toBe(6);
});
