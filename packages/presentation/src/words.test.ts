import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { languages, metricNames, metricOf } from '@pegel/domain';
import { reportMarkdown } from './markdown.js';
import { coloursOf } from './series-colour.js';
import { sharesOf } from './shares.js';
import { summaryTable } from './table.js';
import { localeOf } from './locale.js';
import { sampleReport } from './testing/index.js';
import { ticksFromZero } from './ticks.js';
import { doorWordsIn } from './words-door.js';
import { wordsIn } from './words.js';

/** Every text of a dictionary that takes no argument. */
function textsOf(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  return node !== null && typeof node === 'object' ? Object.values(node).flatMap(textsOf) : [];
}

describe('words', () => {
  test('are neither empty nor shouted in any language', () => {
    for (const language of languages) for (const text of [...textsOf(wordsIn(language)), ...textsOf(doorWordsIn(language))]) expect(text).toMatch(/^[^!]+$/);
  });

  test('count one and many', () => {
    expect([wordsIn('en').units.invites(1, '1'), wordsIn('en').units.invites(0, '0'), wordsIn('de').units.people(1, '1'), wordsIn('de').units.people(2, '2')]).toEqual(['1 invite', '0 invites', '1 Person', '2 Personen']);
  });
});

test('a report of every metric is a table with a line for each, in both languages', () => {
  const splitless = sampleReport({ metrics: metricNames, range: '7d', grain: 'total', compare: 'previous' });
  for (const language of languages) {
    const table = summaryTable(splitless, localeOf(language, { currency: 'USD', today: '2026-11-23' }));
    expect(table.rows.map(([label]) => label)).toEqual(metricNames.map((name) => metricOf(name).label[language]));
    expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
  }
});

test('a report as Markdown is a table that no name can break out of', () => {
  const report = sampleReport({ metrics: ['spend'], range: 'mtd', grain: 'total', by: 'model', top: 5 });
  const rows = report.rows.map((row, index) => (index === 0 ? { ...row, label: 'a|b\n[x](javascript:1) <img>' } : row));
  expect(reportMarkdown({ ...report, rows }, 'en')).toMatchInlineSnapshot(`
    "**Total spend · 1–22 Nov**

    | Day | Name | Total spend |
    | :--- | :--- | ---: |
    | 1–22 Nov | a\\|b�\\[x\\](javascript:1) \\<img\\> | $8,662.38 |
    | 1–22 Nov | Claude Sonnet | $5,830.45 |
    | 1–22 Nov | Claude Haiku | $1,499.26 |
    | 1–22 Nov | Other | $666.34 |

    Complete to Sun 22 Nov · spend provisional from 24 Oct · source claude-code · Europe/Berlin · amounts in USD · Spend v1
    "
  `);
});

test('shares add up to 100, or are not said at all', () => {
  expect(sharesOf([1, 1, 1])).toEqual([34, 33, 33]);
  expect(sharesOf([0, 0])).toEqual([null, null]);
  expect(sharesOf([3, 1, -1])).toEqual([75, 25, null]);
});

test('ticks are round, few, and reach above the highest value', () => {
  expect([ticksFromZero(480, true), ticksFromZero(1_839, true), ticksFromZero(3, true), ticksFromZero(0, true), ticksFromZero(0.65, false)]).toEqual([
    [0, 250, 500], [0, 500, 1_000, 1_500, 2_000], [0, 1, 2, 3], [0, 1], [0, 0.25, 0.5, 0.75],
  ]);
});

test('a model keeps its colour when the order changes, and no two of a few share one', () => {
  const models = ['claude-opus', 'claude-sonnet', 'claude-haiku', 'gpt-5', 'gemini', '@other'];
  expect(coloursOf(models.toReversed())).toEqual(coloursOf(models));
  expect(new Set(coloursOf(models).values()).size).toBe(models.length);
});

property.prop([fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 7, maxLength: 12 }).filter((keys) => keys.every((key) => !key.startsWith('@'))), fc.nat()])(
  'each leading model has one colour in every panel, whatever else is in it; no two of a panel share one, and a newer model changes none', (models, seed) => {
    const leading = models.slice(0, 6);
    const usual = coloursOf(leading, leading);
    expect(new Set(usual.values()).size).toBe(6);
    const shown = models.filter((_, index) => (seed >> index) % 2 === 0).toReversed();
    const colours = coloursOf(shown, leading);
    // Whatever is largest is seen, also where it leads nowhere else.
    for (const [place, key] of shown.entries()) expect(colours.get(key) === 'other').toBe(place >= 6);
    for (const key of shown.slice(0, 6)) if (leading.includes(key)) expect(colours.get(key)).toBe(usual.get(key));
    for (let known = 0; known < 6; known += 1) {
      const before = coloursOf(models, leading.slice(0, known));
      for (const key of leading.slice(0, known)) expect(before.get(key)).toBe(usual.get(key));
      // Where there is a colour left, what matters most of the rest has it, and none twice.
      expect(new Set([...before.values()].filter((colour) => colour !== 'other')).size).toBe(6);
    }
  },
);
