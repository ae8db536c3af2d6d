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

test('what is told apart by prints has the numbers that it has by name, in whatever order and amounts it comes, and those it was given once for ever', () => {
  const all = Array.from({ length: 5_000 }, (_, at): [number, string] => [at % 3, `chat-${Math.floor(at / 3)}`]);
  const named = new Things();
  const numbers = all.map(([system, name]) => named.codeOf(system, name));
  const things = new Things();
  const before = all.slice(0, 40).map(([system, name]) => things.codeOf(system, name));
  for (const [from, to] of [[10, 11], [0, 900], [700, 5_000], [0, 5_000]] as const) {
    const codes = things.codesOfPrints(named.printsOf(numbers.slice(from, to)));
    expect(codes[0]).toBe(0);
    expect([...codes].slice(1)).toEqual(all.slice(from, to).map(([system, name]) => things.codeOf(system, name)));
  }
  expect(things.size).toBe(5_001);
  expect(before).toEqual(all.slice(0, 40).map((_, at) => at + 1));
  expect([...things.printsOf(all.map(([system, name]) => things.codeOf(system, name)))]).toEqual([...named.printsOf(numbers)]);
});
