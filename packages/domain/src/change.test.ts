import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { change, type Compared, type Value } from './change.js';

const known = (value: Value): Compared => ({ value, reason: null, complete: true });

describe('change', () => {
  test.each([
    [212, 188, { kind: 'percent', step: 24, percent: (24 / 188) * 100 }],
    [3, 2, { kind: 'from', step: 1, from: 2 }],
    [3, 0, { kind: 'from', step: 3, from: 0 }],
    [0, 0, { kind: 'same' }],
    [7, 7, { kind: 'same' }],
    [1952, 12, { kind: 'factor', step: 1940, factor: 1952 / 12, from: 12 }],
    [9, 10, { kind: 'percent', step: -1, percent: -10 }],
    ['18412.6', '16950.1', { kind: 'percent', step: '1462.5', percent: (1462.5 / 16950.1) * 100 }],
    ['0.3', '0.1', { kind: 'from', step: '0.2', from: '0.1' }],
  ])('from %s now, %s before', (now, base, expected) => {
    expect(change('money', known(now), known(base))).toEqual(expected);
  });

  test('of a percentage is in points', () => {
    const found = change('percent', known(0.65), known(0.5));
    expect(found.kind).toBe('points');
    expect(found.kind === 'points' && found.step).toBeCloseTo(15);
  });

  test('is not said of a value or a base that is missing or incomplete', () => {
    const gap: Compared = { value: null, reason: 'off', complete: false };
    expect(change('chats', known(1), gap)).toEqual({ kind: 'unavailable', reason: 'off' });
    expect(change('chats', gap, known(1))).toEqual({ kind: 'unavailable', reason: 'off' });
    expect(change('chats', { ...known(5), complete: false }, known(1))).toEqual({ kind: 'unavailable', reason: 'incomplete' });
    expect(change('chats', known(5), { ...known(1), complete: false })).toEqual({ kind: 'unavailable', reason: 'incomplete' });
  });

  property.prop([fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e9 })])('never invents a percentage: not of a base below 10, never infinite', (now, base) => {
    const found = change('chats', known(now), known(base));
    if (base < 10) expect(found.kind).not.toBe('percent');
    for (const value of Object.values(found)) if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  });
});
