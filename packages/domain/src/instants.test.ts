import { expect, test } from 'vitest';
import { formatInstant, parseInstant } from './instants.js';

test.each([
  ['2026-01-05T10:00:00Z', '2026-01-05T10:00:00.000Z'],
  ['2026-01-05T10:00:00.1239Z', '2026-01-05T10:00:00.123Z'],
  ['2026-01-05T00:30:00+02:00', '2026-01-04T22:30:00.000Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
])('reads %s as %s, cutting what is finer than a millisecond', (text, instant) => {
  expect(formatInstant(parseInstant(text) ?? Number.NaN)).toBe(instant);
});

test.each(['2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T10:00:00', '2026-01-01', 'yesterday', '', '0000-12-31T23:59:59Z', '0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'])(
  'refuses "%s"',
  (text) => {
    expect(parseInstant(text)).toBeNull();
  },
);
