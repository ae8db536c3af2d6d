import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { change, formatAmount, metricNames, metricOf, type MetricName, type Value } from '@pegel/domain';
import { changeText } from './change.js';
import { localeOf } from './locale.js';

const setting = { currency: 'USD', today: '2026-11-23' };
const en = localeOf('en', setting);
const de = localeOf('de', setting);

const compared = (name: MetricName, now: Value | null, base: Value | null, complete = true) => ({
  value: base,
  from: '2026-11-21',
  to: '2026-11-21',
  change: change(metricOf(name).unit, { value: now, reason: now === null ? 'no-data' : null, complete }, { value: base, reason: base === null ? 'no-data' : null, complete: true }),
});
const text = (name: MetricName, now: Value | null, base: Value | null, complete = true, locale = en) => {
  const { glyph, visual, short, base: versus, was, spoken, polarity } = changeText(name, compared(name, now, base, complete), locale);
  return [`${glyph} ${visual}`, short, versus, was, spoken, polarity].map((part) => part.replace(/\u00a0/g, ' '));
};

describe('a change', () => {
  test('says the step first, and a percentage of a base of at least 10', () => {
    expect(text('chats', 212, 188)).toEqual(['▲ +24 (+12.8%)', '+12.8%', 'vs Sat 21 Nov', 'was 188', 'up 24, 12.8 percent, versus Saturday 21 November', 'neutral']);
    expect(text('chats', 188, 212, true, de)).toEqual(['▼ −24 (−11,3 %)', '−11,3 %', 'ggü. Sa., 21. Nov.', 'zuvor 212', 'gesunken um 24, 11,3 Prozent, gegenüber Samstag, 21. November', 'neutral']);
  });

  test('says in a word what it is measured from: the weekday of a day, the month of days from its first', () => {
    const against = (from: string, to: string, locale = en) => changeText('chats', { ...compared('chats', 212, 188), from, to }, locale).baseShort;
    expect([against('2026-11-21', '2026-11-21'), against('2026-10-01', '2026-10-22'), against('2026-10-01', '2026-11-22'), against('2026-10-02', '2026-10-22')]).toEqual(['vs Sat', 'vs Oct', '', '']);
    expect([against('2026-11-21', '2026-11-21', de), against('2026-10-01', '2026-10-31', de)]).toEqual(['zu Sa.', 'zu Okt.']);
    expect(changeText('chats', compared('chats', 212, null), en).baseShort).toBe('');
  });

  test('says no percentage of a small base', () => {
    expect(text('projectsCreated', 3, 2)[0]).toBe('▲ +1 (from 2)');
    expect(text('projectsCreated', 3, 0)).toEqual(['▲ +3 (from 0)', '+3 (from 0)', 'vs Sat 21 Nov', '', 'up 3 from 0, versus Saturday 21 November', 'neutral']);
  });

  test('tells equal from still nothing', () => {
    expect(text('chats', 5, 5).slice(0, 5)).toEqual(['= ±0', '±0', 'vs Sat 21 Nov', '', 'no change, versus Saturday 21 November']);
    expect(text('messagesPerChat', 6.2001, 6.2)[0]).toBe('= ±0');
    expect(text('chats', 0, 0)[4]).toBe('no change, still 0, versus Saturday 21 November');
  });

  test('of a rate is in percentage points, good where the metric declares a direction', () => {
    expect(text('utilisation', 0.65, 0.621)).toEqual(['▲ +2.9 pp', '+2.9 pp', 'vs Sat 21 Nov', 'was 62.1%', 'up 2.9 percentage points, versus Saturday 21 November', 'good']);
    expect(text('utilisation', 0.621, 0.65)[5]).toBe('bad');
    expect(text('utilisation', 0.65, 0.621, true, de)[0]).toBe('▲ +2,9 Pp.');
  });

  test('from 1,000 % on is a factor', () => {
    expect(text('chats', 1_952, 12)[0]).toBe('▲ +1,940 (from 12; ×163)');
  });

  test('of money keeps its cents', () => {
    expect(text('spend', '18412.6', '16950.1')[0]).toBe('▲ +$1,462.50 (+8.6%)');
  });

  test('of an incomplete value, or without a base, is not made up', () => {
    expect(text('chats', 212, 188, false)[0]).toBe('– incomplete, so no comparison');
    expect(text('chats', 212, null)[0]).toBe('– no data for Sat 21 Nov');
    expect(text('chats', null, 188)[0]).toBe('– no data');
  });

  test('never invents a number, whatever the two values are', () => {
    const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(formatAmount);
    fc.assert(
      fc.property(fc.constantFrom(...metricNames), fc.nat(100_000), fc.nat(100_000), amount, amount, fc.boolean(), (name, now, base, nowAmount, baseAmount, isGerman) => {
        const money = metricOf(name).unit === 'money';
        const { visual, short, spoken } = changeText(name, compared(name, money ? nowAmount : now, money ? baseAmount : base), isGerman ? de : en);
        for (const part of [visual, short, spoken]) expect(part).not.toMatch(/NaN|Infinity|∞|undefined|null/);
        const isSmallBase = Number(money ? baseAmount : base) < 10;
        if (isSmallBase && metricOf(name).unit !== 'percent') expect(visual).not.toContain('%');
      }),
    );
  });
});
