import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Remembered } from './remembered.js';

test('what was worked out once is not worked out again while it is among the last that were asked for, and nothing else stands in for it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 }), (asked) => {
      const remembered = new Remembered<string>(3);
      let recent: number[] = [];
      for (const number of asked) {
        let times = 0;
        expect(remembered.of(String(number), () => `answer ${(times += 1, number)}`)).toBe(`answer ${number}`);
        expect(times).toBe(recent.includes(number) ? 0 : 1);
        recent = [...recent.filter((other) => other !== number), number].slice(-3);
      }
      // What is longer than all that may be kept is worked out each time, and nothing is in its way.
      expect([remembered.of('longer', () => 'once'), remembered.of('longer', () => 'twice')]).toEqual(['once', 'twice']);
      expect([remembered.of('a', () => 'a'), remembered.of('a', () => 'b')]).toEqual(['a', 'a']);
    }),
  );
});
