import { describe, expect, test } from 'vitest';
import { languages, metricNames, metricOf, type Language } from '@pegel/domain';
import { explainOnPage } from './explain-on-page.js';
import { explainedInTable, explainedOn } from './explained.js';
import { tablePages, type TablePageId } from './panels.js';
import { undrawn } from './pictures.js';
import type { OrganisationView } from './sight.js';
import { pageQueries, queryNamesOf } from './table-queries.js';
import { tablesRows } from './tables-csv.js';
import { tablesPage, type TablePanelModel } from './tables-page.js';
import { sampleOrganisation, sampleReports, type SampleOptions } from './testing/sample-report.js';
import { initialView, type ViewState } from './view-state.js';

const on = (page: TablePageId, part: Partial<ViewState> = {}): ViewState => ({ ...initialView(sampleOrganisation.slug), page, ...part });

function panelOf(id: TablePanelModel['id'], part: Partial<ViewState> = {}, options: SampleOptions = {}, language: Language = 'en'): TablePanelModel {
  const page = tablePages.find(({ panels }) => panels.some((panel) => panel.id === id));
  if (page === undefined) throw new Error(`No page has ${id}.`);
  const state = on(page.id, part);
  const found = tablesPage(page.id, state, options.organisation ?? sampleOrganisation, sampleReports(state, options), language).panels.find((panel) => panel.id === id);
  if (found === undefined) throw new Error(`The page has no ${id}.`);
  return found;
}

/** A table as lines, so that a test reads like the page. */
const linesOf = ({ content }: TablePanelModel): readonly string[] => [content?.table.columns.map(({ label }) => label) ?? [], ...(content?.table.rows ?? [])].map((cells) => cells.join(' | '));

describe('every page of tables', () => {
  test.each(tablePages.flatMap(({ id }) => languages.map((language) => ({ id, language }))))('$id in $language has every table whole, with a name for each number', ({ id, language }) => {
    const state = on(id);
    const model = tablesPage(id, state, sampleOrganisation, sampleReports(state), language);
    for (const { content, title, queries, files } of model.panels) {
      if (content === null || content.empty !== null) throw new Error(`${title} is empty.`);
      for (const table of [content.table, content.narrow]) {
        expect(table.rows.length, title).toBeGreaterThan(0);
        for (const row of table.rows) expect(row, title).toHaveLength(table.columns.length);
      }
      expect(content.rows.some((row) => row !== null) || content.drawn !== null, title).toBe(true);
      expect(files.length, title).toBe(queries.length);
      expect(JSON.stringify(content)).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(model.dataLine).not.toBe('');
  });

  test('shows the numbers that its panels name, and asks for them by the names it waits for', () => {
    for (const { id, panels } of tablePages) {
      const queries = pageQueries(on(id), sampleOrganisation);
      for (const query of Object.keys(queries)) expect(queryNamesOf(id)).toContain(query);
      const model = tablesPage(id, on(id), sampleOrganisation, {}, 'en');
      for (const panel of model.panels) for (const query of panel.queries) expect(queries[query], panel.id).toBeDefined();
      expect(explainedOn(id)).toEqual(panels.flatMap(explainedInTable));
      expect(model.panels.map(({ content }) => content)).toEqual(panels.map(() => null));
    }
  });

  test('of Spend draws the month beside the one before, or beside its own days a year before, or says that nothing is known of these', () => {
    const drawn = (part: Partial<ViewState>, options: SampleOptions = {}) => {
      const picture = panelOf('spend_cumulative', part, options).content?.picture;
      return picture?.form === 'cumulative' ? picture.content : expect.fail('It is drawn.');
    };
    const year = drawn({ comparison: 'yoy' }, { firstDay: '2025-01-01' });
    expect([drawn({}).previous?.label, year.previous?.label].map((label) => label?.split('$')[0])).toEqual(['October (ends ', '1–22 Nov 2025: ']);
    expect([year.previous?.values[21] ?? null, year.previous?.values[22], year.withoutPrevious]).toEqual([expect.any(Number), null, null]);
    expect(year.caption).toContain('than in November 2025 to the same day');
    expect(year.table.columns.map(({ label }) => label)).toEqual(['Day of the month', 'November', 'November 2025', 'Difference']);
    const unknown = drawn({ comparison: 'yoy' });
    expect([unknown.previous, unknown.withoutPrevious]).toEqual([null, 'Year before: no data for 1–22 Nov 2025']);
    const alone = drawn({ comparison: 'off' });
    expect([alone.previous, alone.withoutPrevious]).toEqual([null, null]);
  });

  test('of Activity has its weekly active users over the weeks of the calendar, where that is chosen: asked for, drawn, explained and taken along', () => {
    for (const language of languages) {
      const rolling = panelOf('activity_course', {}, {}, language);
      const weeks = panelOf('activity_course', { week: 'iso', range: { from: '2026-11-03', to: '2026-11-22' } }, {}, language);
      expect([rolling.weeks?.chosen, weeks.weeks?.chosen, weeks.weeks?.choices.map(({ label }) => label)]).toEqual(['rolling', 'iso', { en: ['Rolling 7 days', 'Calendar weeks'], de: ['Gleitende 7 Tage', 'Kalenderwochen'] }[language]]);
      expect([rolling.title, weeks.title]).toEqual({ en: ['Weekly active users', 'Weekly active users, calendar weeks'], de: ['Wöchentlich aktive Benutzer', 'Wöchentlich aktive Benutzer, Kalenderwochen'] }[language]);
      expect(weeks.files.map(({ url }) => Object.fromEntries(new URL(url, 'http://localhost').searchParams))).toMatchObject([{ metrics: 'activeUsers,seats,pendingInvites', grain: 'week', from: '2026-11-03', to: '2026-11-22' }]);
      expect(weeks.content?.picture).toMatchObject({ form: 'line' });
      // The days begin on a Tuesday: that week is not whole, and would read as a rise of the next.
      expect(weeks.content?.table.rows.map((cells) => cells.at(-1))).toEqual({ en: ['complete', 'complete', 'incomplete'], de: ['vollständig', 'vollständig', 'unvollständig'] }[language]);
    }
    const state = on('activity', { week: 'iso' });
    const reports = sampleReports(state);
    const day = reports.activity_weeks?.rows.at(-2)?.from ?? expect.fail();
    expect(day).toBe('2026-11-09');
    const said = explainOnPage({ metric: 'activeUsers', place: 'activity_course', day }, state, sampleOrganisation, reports, 'en');
    expect([said.when, said.csvUrl]).toEqual(['9–15 Nov', expect.stringContaining('from=2026-11-09&to=2026-11-15')]);
    // What the weeks do not have is still that of days.
    expect(explainOnPage({ metric: 'weeklyActiveUsers', place: 'activity_course' }, state, sampleOrganisation, reports, 'en').value).toBe('311');
    expect(tablesRows('activity', ['activity_course'], reports).csv('standard').split('\r\n').filter((line) => line.includes(',activeUsers,')).map((line) => line.split(',').slice(1, 3).join(' ')).at(-1)).toBe('2026-11-16 2026-11-22');
    // A page that has none of it takes no notice.
    expect(pageQueries(on('spend', { week: 'iso' }), sampleOrganisation)).toEqual(pageQueries(on('spend'), sampleOrganisation));
  });

  test('a number and its explanation agree in every table', () => {
    for (const { id } of tablePages) {
      const state = on(id);
      const reports = sampleReports(state);
      for (const { title, content } of tablesPage(id, state, sampleOrganisation, reports, 'en').panels) {
        content?.rows.forEach((explained, row) => {
          if (explained !== null) expect(content.table.rows[row], title).toContain(explainOnPage(explained, state, sampleOrganisation, reports, 'en').value);
        });
        content?.columns.forEach((explained, column) => {
          if (explained === null) return;
          const { value, number } = explainOnPage(explained, state, sampleOrganisation, reports, 'en');
          const cells = content.table.rows.map((cells) => cells[column]);
          // Of a split that adds up it is the sum, and otherwise the first; of days it is the newest.
          expect(number?.parts.length === 0 || metricOf(explained.metric).measure.kind !== 'sum' ? cells[0] : value, title).toBe(value);
        });
      }
    }
  });

  test('every metric of the article is on one of them', () => {
    const shown = new Set(tablePages.flatMap(({ panels }) => panels.flatMap(explainedInTable).map(({ metric }) => metric)));
    expect(metricNames.filter((name) => !shown.has(name))).toEqual(['codingSessions', 'codingPrompts', 'listSpend', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens']);
  });
});

describe('numbers of the last complete day', () => {
  test('stand beside their change to the day before and to the same weekday, and what they are made of', () => {
    expect(linesOf(panelOf('adoption_numbers'))).toMatchInlineSnapshot(`
      [
        "Metric | Sun 22 Nov | vs Sat 21 Nov | vs same weekday | Made of",
        "Chats | 187 | ▼ −142 (−43.2%) | ▼ −128 (−40.6%) | ",
        "Messages | 1,164 | ▼ −884 (−43.2%) | ▼ −798 (−40.7%) | ",
        "Average messages per chat | 6.2 | = ±0 | = ±0 | 1,164 ÷ 187",
        "Projects created | 1 | ▼ −1 (from 2) | ▼ −1 (from 2) | ",
        "Users with at least one created project | 1 | ▼ −1 (from 2) | = ±0 | ",
        "Artifacts created | 5 | ▼ −4 (from 9) | ▼ −3 (from 8) | ",
        "Users with at least one created artifact | 3 | ▼ −3 (from 6) | ▼ −3 (from 6) | ",
      ]
    `);
  });

  test('of levels are compared with a week before, and say their operands', () => {
    expect(linesOf(panelOf('activity_numbers', {}, {}, 'de')).slice(0, 3)).toMatchInlineSnapshot(`
      [
        "Kennzahl | So., 22. Nov. | ggü. So., 15. Nov. | Besteht aus",
        "Wöchentlich aktive Benutzer (WAU) | 311 | ▲ +4 (+1,3 %) | ",
        "Auslastungsquote | 64,8 % | ▲ +0,8 Pp. | 311 von 480",
      ]
    `);
  });

  test('are those of the last day of a range of one’s own, and are compared with nothing where nobody wants that', () => {
    const lines = linesOf(panelOf('adoption_numbers', { range: { from: '2026-09-01', to: '2026-09-30' }, comparison: 'off' }));
    expect(lines[0]).toBe('Metric | Wed 30 Sept | Made of');
  });
});

describe('a course', () => {
  test('begins with the newest day, or week', () => {
    expect(linesOf(panelOf('chats_course')).slice(0, 2).map((line) => line.replace('Sept', 'Sep'))).toMatchInlineSnapshot(`
      [
        "Day | Chats | Change | 28 Sep – 25 Oct | Messages",
        "Sun 22 Nov | 187 | ▼ −142 (−43.2%) | 321 | 1,164",
      ]
    `);
    const weekly = panelOf('projects_course', { grain: 'week' });
    expect(weekly.title).toBe('Projects created, by week');
    expect(linesOf(weekly)[1]).toMatch(/^16–22 Nov \|/);
  });
});

describe('a ranking', () => {
  test('shares ranks where values are equal, also with the first that is not shown', () => {
    const { content } = panelOf('top_projects');
    expect(content?.table.rows.map(([rank, name]) => `${rank} ${name}`).slice(-2)).toEqual(['9 I. Sample', '10= J. Sample']);
    expect(content?.notes).toEqual(['Only the first 10 are shown.']);
    expect(content?.extent).toEqual({ isWhole: false, label: 'Show all' });
    expect(content?.table.names).toBe(1);
  });

  test('is shown down to its end one step away', () => {
    const { content } = panelOf('top_connectors', { whole: ['top_connectors'] });
    expect(content?.table.rows).toHaveLength(12);
    expect(content?.extent).toEqual({ isWhole: true, label: 'Show the first 10' });
    expect(content?.notes).toEqual(['The rows must not be added up: whoever is in several counts in each.']);
  });

  test('leaves zero and whoever is nobody without a rank, in words', () => {
    const state = on('adoption');
    const reports = sampleReports(state);
    const report = reports.top_artifacts;
    if (report === undefined) throw new Error('The page asks for it.');
    const row = (key: string, value: number) => ({ ...report.rows[0], key, label: null, values: { [report.query.metrics[0] ?? '']: value } }) as (typeof report.rows)[number]; // Any row of that report, with another key.
    const rows = [row('a', 5), row('b', 0), row('@other', 4), row('@unattributed', 3), row('@service', 2)];
    const whole = { ...state, whole: ['top_artifacts'] as const };
    const panel = tablesPage('adoption', whole, sampleOrganisation, { ...reports, top_artifacts: { ...report, rows } }, 'de').panels.find(({ id }) => id === 'top_artifacts');
    expect(panel?.content?.table.rows).toEqual([['1', 'a', '5'], ['', 'b', '0'], ['', 'Sonstige', '4'], ['', 'Nicht zugeordnet', '3'], ['', 'Dienste', '2']]);
  });

  test.each(['initials', 'pseudonyms'] as const)('of people is asked for where the organisation has chosen %s', (names) => {
    expect(Object.keys(pageQueries(on('adoption'), { ...sampleOrganisation, names }))).toContain('top_projects');
  });

  test('of people is told and not asked for where numbers by person are switched off', () => {
    const organisation: OrganisationView = { ...sampleOrganisation, names: 'off' };
    expect(Object.keys(pageQueries(on('adoption'), organisation))).not.toContain('top_projects');
    for (const language of languages) {
      const panel = panelOf('top_projects', {}, { organisation }, language);
      expect(panel.content?.empty).toMatch(/are switched off|ausgeschaltet/);
      expect([panel.files, panel.queries]).toEqual([[], []]);
    }
    expect(panelOf('top_connectors', {}, { organisation }).content?.empty).toBeNull();
  });

  test('without rows says whether nothing happened or nothing is known', () => {
    const state = on('adoption');
    const reports = sampleReports(state);
    const report = reports.top_connectors;
    if (report === undefined) throw new Error('The page asks for it.');
    const emptied = (knownFrom: object) => tablesPage('adoption', state, sampleOrganisation, { ...reports, top_connectors: { ...report, rows: [], contract: { ...report.contract, knownFrom } } }, 'en').panels.find(({ id }) => id === 'top_connectors')?.content?.empty;
    expect(emptied(report.contract.knownFrom)).toBe('None in this period (26 Oct – 22 Nov). A real zero.');
    expect(emptied({})).toBe('No data in this period (26 Oct – 22 Nov).');
  });

  test.each([
    ['en', 'No data yet. Numbers appear as soon as a source delivers.'],
    ['de', 'Noch keine Daten. Zahlen erscheinen, sobald eine Quelle liefert.'],
  ] as const)('of an organisation whose sources have not begun says so once, in %s, also where there would be axes alone', (language, sentence) => {
    for (const page of tablePages) {
      const state = on(page.id);
      const unknown = Object.fromEntries(Object.entries(sampleReports(state)).map(([name, report]) => [name, {
        ...report,
        rows: report.query.by === undefined ? report.rows.map((row) => ({ ...row, values: {}, reasons: Object.fromEntries(report.query.metrics.map((metric) => [metric, 'no-data' as const])) })) : [],
        contract: { ...report.contract, sources: [], knownFrom: {}, completeThrough: null, spendBases: {}, provisionalFrom: null },
      }]));
      const { panels } = tablesPage(page.id, state, sampleOrganisation, unknown, language);
      for (const { id, content } of panels) {
        if (page.panels.some((panel) => panel.id === id && (panel.form === 'numbers' || panel.form === 'ranges'))) continue;
        expect([id, content?.empty ?? undrawn(content?.picture ?? null)]).toEqual([id, sentence]);
      }
    }
  });
});

describe('spend', () => {
  test('to date is of the month, the quarter and the year, each beside its like', () => {
    expect(linesOf(panelOf('spend_to_date'))).toMatchInlineSnapshot(`
      [
        "Period | Spend (USD) | Change | Days | Compared with | Before",
        "Month to date | $16,658.42 | ▲ +$206.74 (+1.3%) | 1–22 Nov | 1–22 Oct | $16,451.68",
        "Quarter to date | $39,637.99 | ▲ +$6,810.83 (+20.7%) | 1 Oct – 22 Nov | 1 Jul – 22 Aug | $32,827.16",
        "Year to date | $177,615.71 | – no data for 1 Jan – 22 Nov 2025 | 1 Jan – 22 Nov | 1 Jan – 22 Nov 2025 | –",
      ]
    `);
    expect(panelOf('spend_to_date').files.map(({ label }) => label)).toEqual(['CSV: Month to date', 'CSV: Quarter to date', 'CSV: Year to date']);
  });

  test('by model has dates, shares and a total, over a month, three and a year', () => {
    expect((['spend_by_model_1m', 'spend_by_model_3m', 'spend_by_model_1y'] as const).map((id) => panelOf(id).content?.window)).toEqual(['24 Oct – 22 Nov', '24 Aug – 22 Nov', '23 Nov 2025 – 22 Nov 2026 · incomplete']);
    expect(linesOf(panelOf('spend_by_model_1m'))).toMatchInlineSnapshot(`
      [
        "Model | Spend (USD) | Share | Requests",
        "Claude Opus | $11,567.64 | 52% | 231,353",
        "Claude Sonnet | $7,785.91 | 35% | 155,718",
        "Claude Haiku | $2,002.09 | 9% | 40,042",
        "Other | $889.82 | 4% | 17,796",
        "Total | $22,245.46 | 100% | 444,909",
      ]
    `);
  });

  test('of a single day shows the day that was chosen, and its days are still those of the page', () => {
    const model = tablesPage('adoption', { ...on('adoption'), day: '2026-11-18' }, sampleOrganisation, sampleReports({ ...on('adoption'), day: '2026-11-18' }), 'en');
    expect(linesOf(model.panels[0] ?? panelOf('adoption_numbers'))[0]).toMatch(/Wed 18 Nov/);
    expect(model.days).toEqual({ from: '2026-10-26', to: '2026-11-22' });
  });

  test('that is pinned ends on its day and is compared with the same part of what was before', () => {
    const lines = linesOf(panelOf('spend_to_date', { end: '2026-10-20' }));
    expect(lines.slice(1).map((line) => line.split(' | ').filter((_, at) => at === 3 || at === 4))).toEqual([['1–20 Oct', '1–20 Sept'], ['1–20 Oct', '1–20 Jul'], ['1 Jan – 20 Oct', '1 Jan – 20 Oct 2025']]);
  });

  test('that is switched off says so in every table, and offers no file of people', () => {
    const organisation: OrganisationView = { ...sampleOrganisation, extraUsage: false };
    const state = on('spend');
    const model = tablesPage('spend', state, organisation, sampleReports(state, { organisation }), 'de');
    for (const { content } of model.panels) expect(content?.empty).toMatch(/^Ausgabenberichte werden angezeigt, sobald „zusätzliche Nutzung“/);
    expect(model.spendExport).toBeNull();
  });

  test('of every person is a file but where numbers by person are switched off', () => {
    const state = on('spend');
    const exported = (names: OrganisationView['names']) => tablesPage('spend', state, { ...sampleOrganisation, names }, sampleReports(state), 'en').spendExport;
    expect(exported('full')?.url).toContain('/export/spend-by-user.csv?from=2026-10-26&to=2026-11-22');
    expect([exported('full')?.note, exported('initials')?.note, exported('pseudonyms')?.note]).toEqual([
      expect.stringMatching(/^Contains personal data\./), expect.stringMatching(/^Names nobody/), expect.stringMatching(/^Names nobody/),
    ]);
    expect(exported('off')).toBeNull();
    expect(panelOf('spend_to_date', {}, { organisation: { ...sampleOrganisation, names: 'off' } }).content?.notes).toEqual(['Spend of every person is not offered as a file: numbers by person are switched off for this organisation.']);
    expect(panelOf('spend_to_date').content?.notes).toEqual([]);
  });
});
