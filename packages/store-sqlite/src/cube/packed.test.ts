import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut, Packer } from './packed.js';

const numbers = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 3 })),
  fc.array(fc.maxSafeInteger()),
  fc.tuple(fc.integer(), fc.array(fc.integer({ min: -1, max: 1 }))).map(([first, off]) => off.map((one, at) => first + at + one)),
  ...[8, 16, 24, 32, 40, 48].map((bits) => fc.array(fc.integer({ min: 0, max: 2 ** bits }))),
);

test('columns behind each other say what was packed, or that it does not fit', () => {
  fc.assert(fc.property(fc.array(numbers, { maxLength: 6 }), (columns) => {
    const packer = new Packer();
    const made = columns.map((values) => packer.pack(values));
    const bytes = packer.bytes();
    for (const [at, packed] of made.entries()) {
      const values = columns[at] ?? [];
      if (packed === null) {
        expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
        continue;
      }
      const room = new Float64Array(values.length);
      layOut(bytes, packed, values.length, room);
      expect([...room]).toEqual(values.map((value) => value + 0));
    }
  }));
});

test('a column that is copied says the same, whatever stood before it there and here', () => {
  fc.assert(fc.property(fc.array(numbers, { minLength: 1, maxLength: 4 }), fc.array(numbers, { maxLength: 2 }), (columns, before) => {
    const [one, other] = [new Packer(), new Packer()];
    const made = columns.map((values) => one.pack(values));
    for (const values of before) other.pack(values);
    const copied = made.map((packed, at) => (packed === null ? null : other.copy(one.bytes(), packed, columns[at]?.length ?? 0)));
    const bytes = other.bytes();
    for (const [at, packed] of copied.entries()) {
      const values = columns[at] ?? [];
      const room = new Float64Array(values.length);
      if (packed === null) continue;
      layOut(bytes, packed, values.length, room);
      expect([...room]).toEqual(values.map((value) => value + 0));
    }
  }));
});

test('takes no byte for what is all the same or counts up, and none for what another column of its run says already', () => {
  const packer = new Packer();
  packer.pack([7, 7, 7]);
  packer.pack([4_000, 4_001, 4_002]);
  expect(packer.bytes()).toHaveLength(0);
  const [one, other] = [packer.pack([1, 300, 2]), packer.pack([1, 300, 2])];
  expect(packer.bytes()).toHaveLength(6);
  expect(other).toBe(one);
});
