import { describe, expect, test } from 'vitest';
import { languages, type Report } from '@pegel/domain';
import { barListModel } from './bar-list.js';
import { chartModel } from './chart.js';
import { reportCsv } from './report-csv.js';
import { explain } from './explain.js';
import { localeOf } from './locale.js';
import { reportMarkdown } from './markdown.js';
import { overviewCharts } from './panels.js';
import { reportTable } from './table.js';
import { tileModel } from './tile.js';
import { sampleOrganisation, sampleReport } from './testing/sample-report.js';

const few = { en: 'under 8', de: 'unter 8' };

/** A report of which the third row is hidden, of an organisation whose groups have at least eight people. */
function hiding(report: Report): Report {
  const hide = (row: Report['rows'][number]): Report['rows'][number] => ({ ...row, values: Object.fromEntries(report.query.metrics.map((name) => [name, null])), reasons: Object.fromEntries(report.query.metrics.map((name) => [name, 'hidden' as const])), operands: {} });
  return { ...report, contract: { ...report.contract, suppression: { minimumGroupSize: 8 } }, rows: report.rows.map((row, at) => (at === 2 ? hide(row) : row)) };
}

describe.each(languages)('what too few people are behind, in %s', (language) => {
  const locale = localeOf(language, { currency: 'USD', today: '2026-11-23', suppression: { minimumGroupSize: 8 } });
  const course = hiding(sampleReport({ metrics: ['chats'], from: '2026-11-16', to: '2026-11-18', grain: 'day', compare: 'previous' }));
  const split = hiding(sampleReport({ metrics: ['spend'], from: '2026-11-01', to: '2026-11-22', grain: 'total', by: 'model' }));

  test('has its words in tables and Markdown, and an empty cell in a file', () => {
    expect(reportTable(course, locale).rows.flat()).toContain(few[language]);
    expect(reportMarkdown(course, language)).toContain(few[language]);
    const line = reportCsv(course).split('\r\n').find((text) => text.includes('2026-11-18'));
    expect(line).toContain(',,');
    expect(line).not.toContain('8,8');
  });

  test('breaks the line of a chart, and says why at its point', () => {
    const panel = overviewCharts.find((one) => one.id === 'chats') ?? expect.fail();
    const points = chartModel(panel, 'flows', course.query, course, { grain: 'day', group: null }, 'nordwind-ag', locale).content?.points ?? [];
    expect(points.map(({ value }) => value === null)).toEqual([false, false, true]);
    expect([points[2]?.text, points[2]?.spoken.includes(few[language])]).toEqual([few[language], true]);
  });

  test('stands on a tile without a change, and on no bar; what would add up with it has no total', () => {
    const tile = tileModel({ metric: 'chats', query: 'flows' }, null, { flows: course }, locale).content;
    expect([tile?.value, tile?.change, tile?.accessibleName.includes(few[language])]).toEqual([few[language], null, true]);
    const panel = overviewCharts.find((one) => one.id === 'spend_by_model') ?? expect.fail();
    const list = barListModel(panel, null, split.query, split, sampleOrganisation, locale).content;
    expect([list?.rows[2]?.value, list?.rows[2]?.length, list?.total, new Set(list?.rows.map(({ share }) => share))]).toEqual([few[language], 0, null, new Set(['–'])]);
  });

  test('is explained, also where it is hidden for the sake of another', () => {
    const { value, reason } = explain({ metric: 'chats', which: 'newest', query: course.query, report: course, organisation: sampleOrganisation }, locale);
    expect(value).toBe(few[language]);
    expect(reason).toMatch(language === 'en' ? /so that a smaller number cannot be worked out/ : /damit sich keine kleinere Zahl ausrechnen lässt/);
  });
});
