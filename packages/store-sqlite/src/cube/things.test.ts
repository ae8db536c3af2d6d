import { expect, test } from 'vitest';
import { Things } from './things.js';

test('however many there are, what differs in its system or its name has another number, and keeps it', () => {
  const things = new Things();
  const all = Array.from({ length: 5_000 }, (_, at): [number, string] => [at % 3, `chat-${Math.floor(at / 3)}`]);
  const codes = all.map(([system, name]) => things.codeOf(system, name));
  expect(codes).toEqual(all.map((_, at) => at + 1));
  expect(all.map(([system, name]) => things.codeOf(system, name))).toEqual(codes);
  expect(things.codeOf(0, null)).toBe(0);
  expect(things.size).toBe(5_001);
  expect(things.bytes / things.size).toBeLessThan(24);
});
