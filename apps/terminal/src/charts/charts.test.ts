import { expect, test } from 'vitest';
import type { ChartContent } from '@pegel/presentation';
import { glyphsFor } from '../glyphs.js';
import { bar } from './bar.js';
import { DotCanvas } from './braille.js';
import { columnChart } from './columns.js';
import { lineChart } from './line-chart.js';
import { sparkline } from './sparkline.js';

const unicode = glyphsFor({ unicode: true, braille: true, wideAmbiguous: false });

/** A chart of one value a day from Monday 2 November on. */
function contentOf(values: readonly (number | null)[], top: number, isComplete: (index: number) => boolean = () => true): ChartContent {
  return {
    points: values.map((value, index) => {
      const day = `2026-11-${String(index + 2).padStart(2, '0')}`;
      return { day, to: day, value, complete: isComplete(index), isWeekend: false, date: `${index + 2} Nov`, when: day, text: String(value), referenceText: '', change: null, mark: null, provisional: null, lines: [], spoken: '' };
    }),
    reference: null, comparison: null, withoutComparison: null, cropped: null, gaps: [], marks: [],
    ticks: [0, top / 2, top].map((value) => ({ value, label: String(value) })),
    caption: '', empty: null, table: { caption: '', columns: [], rows: [] },
  };
}

test('a sparkline reaches from the lowest to the highest value, leaves gaps, and draws a level in the middle', () => {
  expect(sparkline([1, 2, null, 8], 10, unicode.sparkSteps)).toBe('▁▂ █');
  expect(sparkline([5, 5, 5], 10, unicode.sparkSteps)).toBe('▅▅▅');
  expect(sparkline([1, 2, 3], 2, unicode.sparkSteps)).toBe('▁█');
  expect(sparkline([], 4, unicode.sparkSteps)).toBe('');
});

test('a bar has eighths of a cell, and something above zero always shows', () => {
  expect(bar(1, 4, unicode.barSteps)).toBe('████');
  expect(bar(0.53, 4, unicode.barSteps)).toBe('██▏ ');
  expect(bar(0.0001, 4, unicode.barSteps)).toBe('▏   ');
  expect(bar(0, 4, unicode.barSteps)).toBe('    ');
});

test('columns stand on zero; days that are not over are hatched, missing ones empty', () => {
  expect(columnChart(contentOf([4, 2, null, 0, 3], 4, (index) => index < 4), 24, 6, unicode)).toMatchInlineSnapshot(`
    [
      "4 ┤███                  ",
      "  ┤███             ░░░  ",
      "2 ┤███ ███         ░░░  ",
      "  ┤███ ███         ░░░  ",
      "0 ┼──────────────────── ",
      "   2 Nov                ",
    ]
  `);
});

test('a line is broken where a value is missing', () => {
  expect(lineChart(contentOf([1, 2, 3, null, 1, 1, 4, 4], 4), 24, 6, unicode)).toMatchInlineSnapshot(`
    [
      "4 ┤                ⢀⠎⠉⠉⠉",
      "  ┤   ⢀⡠⠒⠁        ⢀⠎    ",
      "2 ┤⣀⠤⠒⠁       ⢀⣀⣀⣀⠎     ",
      "0 ┤                     ",
      "  └─────────────────────",
      "   2 Nov                ",
    ]
  `);
});

test('a dot outside the canvas is nowhere', () => {
  const canvas = new DotCanvas(2, 1);
  canvas.dot(-1, 0);
  canvas.dot(4, 0);
  canvas.dot(0, 4);
  expect(canvas.lines('braille')).toEqual(['  ']);
  canvas.dot(0, 0);
  expect(canvas.lines('braille')).toEqual(['⠁ ']);
  expect(canvas.lines('marks')).toEqual(['* ']);
});
