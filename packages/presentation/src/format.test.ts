import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { metricNames, metricOf } from '@pegel/domain';
import { formatIn } from './format.js';

const setting = { currency: 'USD', today: '2026-11-23' };
const en = formatIn('en', setting);
const de = formatIn('de', setting);
const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('numbers', () => {
  test('are written in full below a million and compact from there', () => {
    expect([12_345, 999_999, 1_234_567].map((value) => plain(en.value('chats', value)))).toEqual(['12,345', '999,999', '1.2 M']);
    expect([12_345, 999_999, 1_234_567].map((value) => plain(de.value('chats', value)))).toEqual(['12.345', '999.999', '1,2 Mio.']);
  });

  test('have one decimal where they are shares or averages', () => {
    expect([en.value('percent', 0.65), en.value('perChat', 6.4)]).toEqual(['65.0%', '6.4']);
    expect([de.value('percent', 0.65), de.value('perChat', 6.4)].map(plain)).toEqual(['65,0 %', '6,4']);
  });

  test('are whole units of money in tiles, cents in tables, and cents where whole units would say nothing', () => {
    expect([en.value('money', '18412.6'), en.exact('money', '18412.6'), en.value('money', '0.4'), en.value('money', '0')]).toEqual(['$18,413', '$18,412.60', '$0.40', '$0']);
    expect([de.value('money', '18412.6'), de.exact('money', '18412.6')].map(plain)).toEqual(['18.413 $', '18.412,60 $']);
  });

  test('keep every cent of an amount that no floating-point number can hold', () => {
    expect(en.exact('money', '90071992547409931.27')).toBe('$90,071,992,547,409,931.27');
  });

  test('have a true minus sign', () => {
    expect([en.step('chats', -24), en.step('money', '-1462.5'), plain(de.percent(-4.7, true))]).toEqual(['−24', '−$1,462.50', '−4,7 %']);
  });

  test('never say zero of a step that is not', () => {
    expect([en.points(0.004), en.percent(0.01, true), en.step('perChat', -0.02)]).toEqual(['+0.004', '+0.01%', '−0.02']);
  });

  test('never come out as NaN or infinity', () => {
    for (const name of metricNames) {
      const { unit } = metricOf(name);
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -0, null]) expect(en.value(unit, value)).not.toMatch(/NaN|∞|-/);
    }
  });

  test('keep the digits of any amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 99 }), (units, cents) => {
        const text = `${units}.${String(cents).padStart(2, '0')}`;
        expect(en.exact('money', text).replace(/[$,]/g, '')).toBe(text);
        expect(de.exact('money', text).replace(/[^\d,]/g, '').replace(',', '.')).toBe(text);
      }),
    );
  });

  test('are short on axes, in German without the compact form that ICU lacks', () => {
    expect([en.axis('money', 5_000), en.axis('money', 2_500), en.axis('chats', 2_000), en.axis('money', 500)]).toEqual(['$5k', '$2.5k', '2,000', '$500']);
    expect([de.axis('money', 5_000), de.axis('chats', 2_000)].map(plain)).toEqual(['5 Tsd. $', '2.000']);
  });
});

describe('days', () => {
  test('carry their weekday, and their year only where it is not the current one', () => {
    expect([en.day('2026-11-22'), en.day('2025-11-22'), en.dayLong('2026-11-22')]).toEqual(['Sun 22 Nov', 'Sat 22 Nov 2025', 'Sunday 22 November']);
    expect([de.day('2026-11-22'), de.day('2025-11-22'), de.dayLong('2026-11-22')]).toEqual(['So., 22. Nov.', 'Sa., 22. Nov. 2025', 'Sonntag, 22. November']);
  });

  test('make ranges that say a shared month once', () => {
    expect([en.range({ from: '2026-10-26', to: '2026-11-22' }), en.range({ from: '2026-11-01', to: '2026-11-22' }), en.range({ from: '2026-11-22', to: '2026-11-22' })]).toEqual(['26 Oct – 22 Nov', '1–22 Nov', '22 Nov']);
    expect([de.range({ from: '2026-10-26', to: '2026-11-22' }), de.range({ from: '2026-11-01', to: '2026-11-22' })]).toEqual(['26. Okt. – 22. Nov.', '1.–22. Nov.']);
  });

  test('are the same wherever the reader sits', () => {
    vi.stubEnv('TZ', 'Pacific/Kiritimati');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(formatIn('en', { currency: 'EUR', today: '2026-11-23' }).day('2026-11-22')).toBe('Sun 22 Nov');
  });
});

test('ages are short, never narrow', () => {
  expect([en.age(12), en.age(300), de.age(300), de.age(86_400)]).toEqual(['12 sec ago', '5 min ago', 'vor 5 Min.', 'gestern']);
});
