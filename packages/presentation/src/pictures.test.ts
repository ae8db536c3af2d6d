import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAmount, languages, parseDecimal, type Language, type MetricName, type Report, type ReportQuery, type Value } from '@pegel/domain';
import { chartContent } from './chart.js';
import { cumulativeContent } from './cumulative.js';
import { localeOf } from './locale.js';
import type { Plotted } from './plotted.js';
import { progressContent } from './progress.js';
import { reportCsv } from './report-csv.js';
import { stackedContent } from './stacked.js';
import { sampleReport, sampleToday, type SampleOptions } from './testing/index.js';

const locale = (language: Language) => localeOf(language, { currency: 'USD', today: sampleToday });
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const weeks: ReportQuery = { metrics: ['spend'], from: '2026-10-19', to: '2026-11-22', grain: 'week', by: 'model' };
const november: ReportQuery = { metrics: ['spend'], from: '2026-11-01', to: '2026-11-22', grain: 'day' };
const october: ReportQuery = { metrics: ['spend'], from: '2026-10-01', to: '2026-10-31', grain: 'day' };
const days: ReportQuery = { metrics: ['chats'], from: '2026-11-09', to: '2026-11-22', grain: 'day', compare: 'previous', beside: '52w' };
const seats = { part: { en: 'active', de: 'aktiv' }, rest: { en: 'not active', de: 'nicht aktiv' } };
const stacked = (language: Language, options: SampleOptions = {}) => stackedContent('Spend by model per week', 'spend', 'model', sampleReport(weeks, options), locale(language));
const cumulative = (language: Language, budget: string | null = null, options: SampleOptions = {}) =>
  cumulativeContent('Cumulative this month', 'spend', sampleReport(november, options), sampleReport(october, options), budget, locale(language));
const progress = (language: Language, options: SampleOptions = {}) =>
  progressContent('Seats', 'utilisation', seats, sampleReport({ metrics: ['utilisation'], from: '2026-11-21', to: '2026-11-22', grain: 'day' }, options), locale(language));

/** Every text that a picture shows or says. */
const textsOf = (content: Plotted): string[] => [
  content.caption, content.empty ?? '', content.table.caption, ...content.table.rows.flat(), ...content.ticks.map(({ label }) => label), ...content.gaps.map(({ reason }) => reason), ...content.marks.map(({ text }) => text),
  ...content.points.flatMap((point) => [point.date, point.when, point.mark ?? '', point.spoken, ...point.lines.flatMap((line) => [line.label, line.text, line.change])]),
];

describe('columns of what something is made of', () => {
  test('say their parts and their sum in both languages', () => {
    expect(languages.map((language) => plain(stacked(language).caption))).toMatchInlineSnapshot(`
      [
        "Spend by model per week, 19 Oct – 22 Nov: $27,158 in total; Claude Opus $14,122 (52%); Claude Sonnet $9,505 (35%); Claude Haiku $2,444 (9%); Other $1,086 (4%); nothing missing.",
        "Spend by model per week, 19. Okt. – 22. Nov.: insgesamt 27.158 $; Claude Opus 14.122 $ (52 %); Claude Sonnet 9.505 $ (35 %); Claude Haiku 2.444 $ (9 %); Sonstige 1.086 $ (4 %); nichts fehlt.",
      ]
    `);
    expect(languages.map((language) => plain(stacked(language).points.at(-1)?.spoken ?? ''))).toMatchInlineSnapshot(`
      [
        "16 November to 22 November: $5,580.96 in total, Claude Opus $2,902.10, Claude Sonnet $1,953.33, Claude Haiku $502.29, Other $223.24, complete, provisional.",
        "16. November bis 22. November: insgesamt 5.580,96 $, Claude Opus 2.902,10 $, Claude Sonnet 1.953,33 $, Claude Haiku 502,29 $, Sonstige 223,24 $, vollständig, vorläufig.",
      ]
    `);
    expect(stacked('en').points.at(-1)?.lines.map(({ label, text }) => [label, text])).toMatchInlineSnapshot(`
      [
        [
          "",
          "$5,580.96 in total",
        ],
        [
          "Other",
          "$223.24",
        ],
        [
          "Claude Haiku",
          "$502.29",
        ],
        [
          "Claude Sonnet",
          "$1,953.33",
        ],
        [
          "Claude Opus",
          "$2,902.10",
        ],
      ]
    `);
  });

  test('have a colour for six keys and one for the rest, and a table of all', () => {
    const many = stackedContent('Calls', 'connectorCalls', 'connector', sampleReport({ ...weeks, metrics: ['connectorCalls'], by: 'connector' }), locale('en'));
    expect(many.series.map(({ label }) => label)).toEqual(['google-drive', 'slack', 'atlassian', 'github', 'sharepoint', 'notion', 'Other (6)']);
    expect(new Set(many.series.map(({ colour }) => colour)).size).toBe(7);
    expect(many.table.columns).toHaveLength(14);
  });

  test('are not made of what must not be added up', () => {
    const users = stackedContent('Users', 'activeUsers', 'surface', sampleReport({ ...weeks, metrics: ['activeUsers'], by: 'surface' }), locale('en'));
    expect(users.empty).toContain('must not be added up');
    expect(users.table.rows).toHaveLength(5);
  });

  test('say what is hidden, and then no sum', () => {
    const report = sampleReport(weeks);
    const hidden: Report = { ...report, rows: report.rows.map((row, index) => (index === 0 ? { ...row, values: { spend: null }, reasons: { spend: 'hidden' } } : row)) };
    const content = stackedContent('Spend', 'spend', 'model', hidden, locale('en'));
    expect([content.total, content.points[0]?.total, content.points[0]?.complete, content.points[0]?.mark]).toEqual([null, null, false, 'without what is hidden']);
    expect(content.points[0]?.spoken).toContain('under 5');
  });
});

describe('the running total of a month', () => {
  test('is told against the month before in both languages', () => {
    expect(languages.map((language) => plain(cumulative(language).caption))).toMatchInlineSnapshot(`
      [
        "Cumulative this month: $16,658 to 22 November; $207 more than in October to the same day; nothing missing.",
        "Cumulative this month: 16.658 $ bis 22. November; 207 $ mehr als im Oktober bis zum selben Tag; nichts fehlt.",
      ]
    `);
    expect(languages.map((language) => plain(cumulative(language).points[21]?.spoken ?? ''))).toMatchInlineSnapshot(`
      [
        "Sunday 22 November: $16,658.40, up $207, 1.3 percent, versus 1 October to 22 October, complete, provisional, October $16,451.69.",
        "Sonntag, 22. November: 16.658,40 $, gestiegen um 207 $, 1,3 Prozent, gegenüber 1. Oktober bis 22. Oktober, vollständig, vorläufig, Oktober 16.451,69 $.",
      ]
    `);
    expect(languages.map((language) => [cumulative(language).current.label, plain(cumulative(language).previous?.label ?? '')])).toMatchInlineSnapshot(`
      [
        [
          "November",
          "October (ends $22,980)",
        ],
        [
          "November",
          "Oktober (endet bei 22.980 $)",
        ],
      ]
    `);
    expect(cumulative('en').points).toHaveLength(31);
  });

  test('is told against a budget', () => {
    expect(languages.map((language) => plain(cumulative(language, '25000').caption.split('; ')[2] ?? ''))).toMatchInlineSnapshot(`
      [
        "$8,342 of the budget of $25,000 left",
        "8.342 $ vom Budget von 25.000 $ übrig",
      ]
    `);
    expect(cumulative('en', '10000').caption).toContain('above the budget of $10,000');
    expect(cumulative('en', '25000').budget).toEqual({ label: 'Budget $25,000', value: 25_000 });
  });

  test('breaks at a day that is missing, and is not the whole from there on', () => {
    const content = cumulative('en', null, { value: (_, { from }) => (from === '2026-11-10' ? null : undefined) });
    expect(content.gaps).toEqual([{ from: 9, to: 9, reason: 'Not available: no data' }]);
    expect(content.points.slice(8, 11).map(({ value, complete }) => [value === null, complete])).toEqual([[false, true], [true, false], [false, false]]);
    expect(content.change?.visual).toBe('incomplete, so no comparison');
  });

  test('of the first day stands alone', () => {
    const content = cumulativeContent('This month', 'spend', sampleReport({ ...november, to: '2026-11-01' }), undefined, null, locale('en'));
    expect([content.points[0]?.value !== null, content.previous, content.points]).toEqual([true, null, expect.objectContaining({ length: 30 })]);
  });
});

describe('a share of a whole', () => {
  test('says the whole and its parts in both languages', () => {
    expect(languages.map((language) => plain(progress(language).spoken))).toMatchInlineSnapshot(`
      [
        "Seats, Sunday 22 November: 480 seats, 311 active (64.8%), 169 not active, complete.",
        "Seats, Sonntag, 22. November: 480 Plätze, 311 aktiv (64,8 %), 169 nicht aktiv, vollständig.",
      ]
    `);
    expect([progress('en').whole, progress('en').part, progress('en').rest]).toEqual(['480 seats', '311 active (64.8%)', '169 not active']);
  });

  test('beyond the whole is said in words', () => {
    const more = { value: (name: MetricName) => (name === 'weeklyActiveUsers' ? 500 : undefined) };
    expect(languages.map((language) => plain(progress(language, more).caption))).toMatchInlineSnapshot(`
      [
        "Seats, 22 November: 500 active, 20 more than the whole of 480 seats (104.2%).",
        "Seats, 22. November: 500 aktiv, 20 mehr als die 480 Plätze (104,2 %).",
      ]
    `);
    expect(progress('en', more).share).toBe(1);
  });

  test('of nothing is no share', () => {
    expect(progress('en', { value: () => null }).empty).toContain('No data');
  });
});

describe('a metric over time', () => {
  test('has the values of the year before beside it, point by point', () => {
    const report = sampleReport(days, { firstDay: '2025-01-01' });
    const content = chartContent({ form: 'columns', metric: 'chats' }, 'Chats per day', report, locale('en'));
    expect(content.comparison?.values).toEqual(report.rows.map((row) => Number(row.beside?.chats?.value)));
  });

  test('has the values of the period before, where that is asked for', () => {
    const report = sampleReport({ ...days, beside: 'days' });
    const content = chartContent({ form: 'line', metric: 'chats' }, 'Chats per day', report, locale('en'));
    const before = sampleReport({ metrics: ['chats'], from: '2026-10-26', to: '2026-11-08', grain: 'day' });
    expect(content.comparison?.values).toEqual(before.rows.map((row) => Number(row.values.chats)));
    expect(content.comparison?.label).toBe('26 Oct – 8 Nov');
    expect(content.points[0]?.lines.at(-1)).toMatchObject({ label: 'Mon 26 Oct', colour: 'comparison' });
    expect(content.comparison?.said).toBe('Previous period: 26 Oct – 8 Nov');
    expect(content.points[0]?.spoken).toMatch(/, Previous period, Mon 26 Oct: [\d,]+ chats\.$/);
    expect(content.table.columns.map(({ label }) => label)).toContain('26 Oct – 8 Nov');
    expect(reportCsv(report).split('\r\n')[0]).toBe('bucket,key,label,complete,chats,beside_from,beside_to,chats_beside');
  });

  test('says so where nothing is known of what it would stand beside, and says no more of it', () => {
    const content = chartContent({ form: 'line', metric: 'chats' }, 'Chats per day', sampleReport(days), locale('en'));
    expect([content.comparison, content.withoutComparison]).toEqual([null, 'Year before: no data for 10–23 Nov 2025']);
    expect(content.table.columns.map(({ label }) => label)).toEqual(['Day', 'Chats', 'Change']);
  });

  test('names the days that are missing, and why', () => {
    const content = chartContent({ form: 'line', metric: 'chats' }, 'Chats', sampleReport(days, { value: (_, { to }) => (to >= '2026-11-12' && to <= '2026-11-14' ? null : undefined) }), locale('en'));
    expect(content.gaps).toEqual([{ from: 3, to: 5, reason: 'Not available: no data' }]);
  });
});

describe('whatever a report holds', () => {
  const amount = fc.oneof(fc.constant(null), fc.constant('0'), fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map(formatAmount), fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n }).map(formatAmount));
  const count = fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
  const language = fc.constantFrom(...languages);
  const invented = <T extends Value | null>(values: readonly T[]): SampleOptions => {
    let next = 0;
    return { value: () => values[next++ % values.length] ?? null };
  };
  const isSound = (content: Plotted) => {
    for (const text of textsOf(content)) expect(text).not.toMatch(/NaN|Infinity|undefined|null|∞/);
    for (const { spoken } of content.points) expect(spoken).toMatch(/^\S.*: \S.*\.$/);
    for (const { value } of content.ticks) expect(Number.isFinite(value)).toBe(true);
    expect(content.ticks.length).toBeGreaterThanOrEqual(2);
    expect(content.ticks.length).toBeLessThanOrEqual(5);
    for (const { from, to } of content.gaps) expect(from >= 0 && from <= to && to < content.points.length).toBe(true);
  };
  /** Whether an axis has room for a number; a credit of a pixel or two hangs out of it. */
  const isOnAxis = ({ ticks }: Plotted, value: number | null) => {
    const [low, high] = [ticks[0]?.value ?? 0, ticks.at(-1)?.value ?? 0];
    return value === null || (value >= low - (high - low) / 100 && value <= high + (high - low) * 1e-6);
  };

  test('stacked columns add up to it, with every digit, and fit their axis', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), fc.constantFrom('day', 'week', 'month'), language, (amounts, grain, of) => {
        const report = sampleReport({ ...weeks, grain }, invented(amounts));
        const content = stackedContent('Spend', 'spend', 'model', report, locale(of));
        isSound(content);
        const known = report.rows.map((row) => row.values.spend ?? null);
        const sum = known.reduce((total, value) => total + parseDecimal(String(value ?? '0')), 0n);
        expect(content.total).toBe(known.includes(null) ? null : formatAmount(sum));
        for (const point of content.points) {
          expect(point.values).toHaveLength(content.series.length);
          for (const side of [1, -1]) expect(isOnAxis(content, point.values.reduce<number>((reach, value) => (value !== null && value * side > 0 ? reach + value : reach), 0))).toBe(true);
          if (content.empty === null && point.total !== null) for (const { label } of content.series) expect(point.spoken).toContain(label);
        }
      }),
      { numRuns: 20, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('a running total ends at its sum, with every digit, and fits its axis', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 30 }), fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }).map(formatAmount)), language, (amounts, length, budget, of) => {
        const current = sampleReport({ ...november, to: `2026-11-${String(length).padStart(2, '0')}` }, invented(amounts));
        const content = cumulativeContent('Spend', 'spend', current, sampleReport(october, invented(amounts.toReversed())), budget, locale(of));
        isSound(content);
        const sum = formatAmount(current.rows.reduce((total, row) => total + parseDecimal(String(row.values.spend ?? '0')), 0n));
        const last = content.points.findLast(({ value }) => value !== null);
        if (last !== undefined) expect(last.value).toBe(Number(sum));
        for (const point of content.points) expect(isOnAxis(content, point.value) && isOnAxis(content, point.previous)).toBe(true);
      }),
      { numRuns: 20, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('a line or columns keep what they are compared with in step, and fit their axis', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 30 }), fc.constantFrom('line', 'columns'), fc.constantFrom('day', 'week', 'month'), fc.integer({ min: 1, max: 22 }), language, (counts, form, grain, length, of) => {
        const report = sampleReport({ ...days, grain, from: '2026-11-01', to: `2026-11-${String(length).padStart(2, '0')}` }, invented(counts));
        const content = chartContent({ form, metric: 'chats' }, 'Chats', report, locale(of));
        isSound(content);
        expect(content.comparison?.values.length ?? report.rows.length).toBe(report.rows.length);
        for (const [index, point] of content.points.entries()) expect(isOnAxis(content, point.value) && isOnAxis(content, content.comparison?.values[index] ?? null)).toBe(true);
      }),
      { numRuns: 20, interruptAfterTimeLimit: 20_000 },
    );
  });
});
