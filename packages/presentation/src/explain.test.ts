import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar, dayFromNumber, languages, metricNames, metricOf, type Language, type MetricName, type Report } from '@pegel/domain';
import { definitionOf } from './catalogue.js';
import { reportCsv } from './report-csv.js';
import { explain, type Explaining } from './explain.js';
import { wholeExplanation } from './explain-markdown.js';
import { explainOnPage, explanationAsMarkdown } from './explain-on-page.js';
import { queryOfExplained } from './explained-source.js';
import { explainedOnOverview, type Explained } from './explained.js';
import { localeOf } from './locale.js';
import { isBarList, overview } from './overview.js';
import { overviewCharts, overviewTiles, overviewToday } from './panels.js';
import { sampleOrganisation, sampleReport, sampleReports, type SampleOptions } from './testing/index.js';
import { initialView, type ViewState } from './view-state.js';
import { hoursOf } from './zone-hours.js';

const view = initialView('nordwind');
const plain = (text: string) => text.replace(/\u00a0/g, ' ');
const explained = (of: Explained, language: Language = 'en', options: SampleOptions = {}, state: ViewState = view) =>
  explainOnPage(of, state, options.organisation ?? sampleOrganisation, sampleReports(state, options), language);
const at = (metric: MetricName, place: Explained['place'] = 'tile'): Explained => ({ metric, place });
const said = (of: ReturnType<typeof explained>, id: string) => of.entries.find((entry) => entry.id === id)?.lines.map(plain);

describe('every number explains itself', () => {
  test('is asked of every tile, panel, reference, row and sentence of the page', () => {
    const wanted = [
      ...overviewTiles.map(({ metric }) => at(metric)),
      ...overviewCharts.flatMap((panel) => [at(panel.metric, panel.id), ...('reference' in panel && panel.reference !== undefined ? [at(panel.reference, panel.id)] : [])]),
      ...metricNames.map((metric) => at(metric, 'numbers')),
      ...overviewToday.map((metric) => at(metric, 'today')),
    ];
    expect(explainedOnOverview).toEqual(wanted);
  });

  test.each(languages)('with its definition, its operands, its days and what they may be relied on for, in %s', (language) => {
    for (const of of explainedOnOverview) {
      const explanation = explained(of, language);
      const ids = explanation.entries.map(({ id }) => id);
      expect(ids, JSON.stringify(of)).toEqual(expect.arrayContaining(['counts', 'formula', 'excludes', 'addUp', 'window', 'completeness', 'mayChange', 'sources', 'zone', 'splits', 'version', 'query']));
      for (const { label, lines } of explanation.entries) for (const text of [label, ...lines]) expect(text.trim()).not.toBe('');
      expect(explanation.entries.every(({ lines }) => lines.length > 0)).toBe(true);
      expect([explanation.reason, explanation.value === '–', explanation.equation === null], JSON.stringify(of)).toEqual([null, false, false]);
      expect(JSON.stringify(explanation)).not.toMatch(/NaN|Infinity|undefined|\.\.[^.]/);
    }
  });

  test.each(languages)('also before its report is there, by its definition, in %s', (language) => {
    for (const of of explainedOnOverview) {
      const explanation = explainOnPage(of, view, sampleOrganisation, {}, language);
      expect(explanation.number).toBeNull();
      expect(explanation.entries.map(({ id }) => id)).toEqual(['counts', 'formula', 'excludes', 'addUp', 'window', 'version', 'query']);
    }
  });

  test.each(languages)('and has a whole definition in the catalogue, in %s', (language) => {
    for (const name of metricNames) {
      const { entries } = definitionOf(name, language);
      expect(entries.map(({ id }) => id)).toEqual(['counts', 'formula', 'excludes', 'unit', 'window', 'addUp', 'splits', 'revisions', 'version']);
      for (const { lines } of entries) for (const line of lines) expect(line, name).toMatch(/^\p{Lu}.*[.:]$/u);
    }
  });

  test('in two languages that differ', () => {
    for (const of of explainedOnOverview) {
      const [en, de] = languages.map((language) => explained(of, language).entries.filter(({ id }) => id !== 'query').map(({ lines }) => lines.join(' ')));
      en?.forEach((text, index) => expect(text).not.toBe(de?.[index]));
    }
  });
});

describe('the same number everywhere', () => {
  test.each(languages)('a tile, its cell in the file, its JSON and its explanation agree in value, change and reason, in %s', (language) => {
    const locale = localeOf(language, { currency: 'USD', today: '2026-11-23' });
    const missing: SampleOptions['value'] = (name) => (name === 'pendingInvites' || name === 'chats' ? null : undefined);
    for (const options of [{}, { value: missing }, { organisation: { ...sampleOrganisation, extraUsage: false } }]) {
      const reports = sampleReports(view, options);
      const model = overview(view, options.organisation ?? sampleOrganisation, reports, language);
      for (const { metric, content } of model.tiles) {
        const explanation = explained(at(metric), language, options);
        const report = reports[queryOfExplained(at(metric), view)];
        if (report === undefined || content === null) throw new Error('The sample has every report.');
        const value = explanation.number?.value ?? null;
        const cell = reportCsv(report).trimEnd().split('\r\n').at(-1)?.split(',')[4 + report.query.metrics.indexOf(metric)];
        expect(cell).toBe(String(value ?? ''));
        expect(report.rows.at(-1)?.values[metric] ?? null).toBe(value);
        expect(content.value).toBe(locale.format.value(metricOf(metric).unit, value));
        expect(explanation.value).toBe(locale.format.exact(metricOf(metric).unit, value));
        expect(explanation.changes[0]?.text ?? null).toEqual(content.change);
        expect(explanation.reason === null).toBe(content.reason === null);
      }
    }
  });

  test('a row of all numbers and its explanation agree in value, change and base', () => {
    const { numbers } = overview(view, sampleOrganisation, sampleReports(view), 'en');
    numbers.metrics.forEach((metric, index) => {
      const { value, changes } = explained(at(metric, 'numbers'));
      expect(numbers.table?.rows[index]?.slice(1, 3)).toEqual([value, `${changes[0]?.text.glyph} ${changes[0]?.text.visual}`]);
    });
  });

  test('a ranking and its explanation agree in their total, and its parts add up to it', () => {
    const chart = overview(view, sampleOrganisation, sampleReports(view), 'en').charts.at(-1);
    const explanation = explained(at('spend', 'spend_by_model'));
    expect(chart?.content?.table.rows.at(-1)?.[1]).toBe(explanation.value);
    expect(explanation.number?.parts).toHaveLength(4);
    expect(explanation.equation?.whole).toBe('$22,245.46 = $11,567.64 (Claude Opus) + $7,785.91 (Claude Sonnet) + $2,002.09 (Claude Haiku) + $889.82 (Other)');
  });
});

describe('an explanation', () => {
  test('of a ratio has the real operands and a window for each', () => {
    const explanation = explained(at('utilisation'));
    expect(explanation.equation).toEqual({ whole: '64.8% = 311 ÷ 480', madeOf: '311 ÷ 480' });
    expect(explanation.changes.map(({ line }) => line)).toEqual(['▲ +0.8 pp vs Sun 15 Nov (64.0%)']);
    expect(said(explanation, 'window')).toEqual(['Weekly active users (WAU): 16–22 Nov (7 days, rolling)', 'Total seats: End of Sun 22 Nov']);
    expect(explanation.related).toEqual(['weeklyActiveUsers', 'seats']);
    expect(plain(explained(at('messagesPerChat'), 'de').equation?.whole ?? '')).toBe('6,22 = 1.164 ÷ 187');
  });

  test('of a count says what it is over, and where to ask for it alone', () => {
    const explanation = explained(at('chats'));
    expect([said(explanation, 'formula'), explanation.equation?.whole]).toEqual([['Number of different chats in all events (message.sent; surface chat).'], '187 chats over 1 day']);
    expect(explanation.changes.map(({ line }) => line)).toEqual(['▼ −142 (−43.2%) vs Sat 21 Nov (329)', '▼ −128 (−40.6%) vs same weekday']);
    expect(explanation.jsonUrl).toBe('/report.json?metrics=chats&from=2026-11-22&to=2026-11-22&grain=total&organisation=nordwind');
  });

  test('of spend says on how many days which basis counted, and until when it is provisional', () => {
    const explanation = explained(at('spend'), 'de');
    expect(said(explanation, 'bases')).toEqual(['Im Zeitraum 1.–22. Nov.: vom Anbieter geschätzt: 1 Tag']);
    expect(said(explanation, 'mayChange')?.[0]).toBe('Vorläufig bis 22. Dezember.');
    expect(said(explained(at('spend'), 'en', {}, { ...view, end: '2026-09-30' }), 'mayChange')?.[0]).toBe('Not by itself. It does when:');
  });

  test('says where clocks change, and nothing of hours otherwise', () => {
    expect(said(explained(at('spend', 'spend_by_model')), 'window')).toEqual(['24 Oct – 22 Nov (30 days)', 'The clocks change in it: 721 hours.']);
    expect(said(explained(at('spend')), 'window')).toEqual(['1–22 Nov (22 days)']);
  });

  test('calls a real zero one, and a running day so far', () => {
    const zero = explained(at('chats'), 'en', { value: (name) => (name === 'chats' ? 0 : undefined) });
    expect(said(zero, 'completeness')?.[0]).toBe('A real zero: the day is complete.');
    const today = explained(at('chats'), 'de', {}, { ...view, range: { from: '2026-11-17', to: '2026-11-23' } });
    expect([said(today, 'completeness')?.[0], said(today, 'mayChange')?.[0], today.changes[0]?.line]).toEqual(['Bisher: Der letzte Tag ist noch nicht vorbei.', 'Ja: Der letzte Tag ist noch nicht vorbei.', '– unvollständig, daher kein Vergleich']);
  });

  test('does not call a filtered zero a real one: what it is filtered by may not exist', () => {
    const query = { metrics: ['chats' as const], from: '2026-11-22', to: '2026-11-22', where: [{ dimension: 'group' as const, key: 'Salse' }] };
    const explanation = explain({ metric: 'chats', which: 'newest', query, report: sampleReport(query, { value: () => 0 }), organisation: sampleOrganisation }, localeOf('en', { currency: 'USD', today: '2026-11-23' }));
    expect([said(explanation, 'filter'), said(explanation, 'completeness')?.[0]]).toEqual([['Group: Salse'], 'Zero: either nothing happened, or nothing is called what the filter asks for. Check its spelling.']);
    expect(wholeExplanation(explanation)).toContain('`/report.json?metrics=chats&from=2026-11-22&to=2026-11-22&grain=total&where=group%3ASalse&organisation=nordwind`');
  });

  test('of a chart is that of its last whole bucket', () => {
    const state: ViewState = { ...view, grain: 'week', end: '2026-11-18' };
    expect([explained(at('chats', 'chats'), 'en', {}, state).when, explained(at('chats', 'chats'), 'en', {}, state).title]).toEqual(['9–15 Nov', 'Chats per week']);
    expect(explained(at('chats', 'chats'), 'en', {}, { ...view, range: { from: '2026-11-17', to: '2026-11-23' } }).when).toBe('Sun 22 Nov');
  });

  test('of a point of a chart is that of its day, and of the newest where the day has left the page', () => {
    const { charts } = overview(view, sampleOrganisation, sampleReports(view), 'en');
    const chats = charts.find(({ id }) => id === 'chats');
    if (chats === undefined || isBarList(chats)) throw new Error('Chats are drawn over time.');
    for (const point of chats.content?.points ?? []) {
      const explanation = explained({ ...at('chats', 'chats'), day: point.day });
      expect([explanation.when, explanation.number?.value, explanation.changes[0]?.text ?? null]).toEqual([point.when, point.value, point.change]);
    }
    expect(explained({ ...at('chats', 'chats'), day: '2026-01-05' }).when).toBe('Sun 22 Nov');
  });

  test('says which days lie before the data', () => {
    const cut = explained(at('spend'), 'en', { firstDay: '2026-11-10' });
    expect(said(cut, 'completeness')?.[0]).toBe('Incomplete: some of its days are before the data, which starts on 10 November.');
  });

  test('of what others have counted says so, and whose days they are', () => {
    const reports = sampleReports(view);
    const { flows } = reports;
    if (flows === undefined) throw new Error('The sample has flows.');
    const counted = (authority: 'person-days' | 'reported', operands: object) => ({
      ...reports,
      flows: {
        ...flows,
        contract: { ...flows.contract, sources: flows.contract.sources.map((source) => ({ ...source, name: 'vendor', hasUtcDays: true })) },
        rows: flows.rows.map((row) => ({ ...row, operands, authority: { chats: authority, messagesPerChat: authority } })),
      },
    });
    const chats = explainOnPage(at('chats'), view, sampleOrganisation, counted('person-days', {}), 'en');
    expect(said(chats, 'sources')).toEqual(['vendor (live), last delivery Mon 23 Nov, 11:04', 'Counted from what a vendor had counted of people’s days.']);
    expect(said(chats, 'zone')).toEqual(['From midnight to midnight in Europe/Berlin.', 'Days of vendor are UTC’s: they count on the day of the same date and are never cut anew.']);
    const ratio = explainOnPage(at('messagesPerChat'), view, sampleOrganisation, counted('reported', {}), 'de');
    expect([ratio.value, ratio.equation, said(ratio, 'sources')?.at(-1)]).toEqual(['6,2', null, expect.stringMatching(/^Nicht hier gezählt: /)]);
  });

  test('names the doors onto one system, and which of them counts, where two feed the number', () => {
    const reports = sampleReports(view);
    const { flows } = reports;
    if (flows === undefined) throw new Error('The sample has flows.');
    const [source] = flows.contract.sources;
    if (source === undefined) throw new Error('The sample has a source.');
    const through = (isPinned: boolean, fed: readonly string[]) => ({
      ...reports,
      flows: { ...flows, contract: { ...flows.contract, sources: ['claude-export', 'claude-admin'].map((name) => ({ ...source, name, metrics: fed.includes(name) ? source.metrics : [] })), systems: [{ order: ['claude-export', 'claude-admin'], isPinned }] } },
    });
    const lines = (language: 'en' | 'de', isPinned: boolean, fed = ['claude-export', 'claude-admin']) => said(explainOnPage(at('chats'), view, sampleOrganisation, through(isPinned, fed), language), 'sources');
    expect(lines('en', false)).toContain('claude-export and claude-admin are doors onto one system: of what two of them tell of a day, only the one named first counts (known order).');
    expect(lines('de', true)).toContain('claude-export und claude-admin sind Zugänge zu einem System: Was zwei davon zu einem Tag sagen, zählt nur von dem zuerst genannten (Reihenfolge von der Organisation festgelegt).');
    expect(lines('en', false, ['claude-export'])?.join()).not.toContain('doors');
  });

  test('says why more than all seats can be used', () => {
    const beyond = explained(at('utilisation'), 'en', { value: (name) => (name === 'weeklyActiveUsers' ? 500 : name === 'utilisation' ? 500 / 480 : undefined) });
    expect(said(beyond, 'completeness')).toContain('Above 100%: more people were active in the window than there are seats at its end.');
    const reports = sampleReports(view);
    const { levels } = reports;
    if (levels === undefined) throw new Error('The sample has levels.');
    const without = (count: number | null) => ({ ...reports, levels: { ...levels, rows: levels.rows.map((row) => ({ ...row, values: { ...row.values, utilisation: 500 / 480 }, beyond: { utilisation: { activeWithoutSeat: count } } })) } });
    expect(said(explainOnPage(at('utilisation'), view, sampleOrganisation, without(23), 'en'), 'completeness')).toContain('Active users without a seat: 23.');
    expect(said(explainOnPage(at('utilisation'), view, sampleOrganisation, without(null), 'de'), 'completeness')).toContain('Aktive Benutzer ohne Platz: nicht bekannt, denn das Verzeichnis dieses Tages sagt nicht, wer einen Platz hat.');
  });
});

describe('a number that is missing says why and what to do', () => {
  const asked = (metric: MetricName, change: (report: Report) => Report, from = '2026-11-22'): Explaining => {
    const query = { metrics: [metric], from, to: '2026-11-22', grain: 'total' as const };
    const report = sampleReport(query, { value: () => null });
    return { metric, which: 'newest', query, report: change(report), organisation: sampleOrganisation };
  };
  const reason = (metric: MetricName, change: (report: Report) => Report) => explain(asked(metric, change), localeOf('en', { currency: 'USD', today: '2026-11-23' })).reason;
  const because = (why: 'off' | 'hidden' | 'not-applicable', metric: MetricName) => (report: Report): Report => ({ ...report, rows: report.rows.map((row) => ({ ...row, reasons: { [metric]: why } })) });

  test.each<[string, MetricName, (report: Report) => Report, RegExp]>([
    ['before the data', 'chats', (report) => ({ ...report, contract: { ...report.contract, knownFrom: { chats: '2026-12-01' } } }), /^No data for these days: data starts on 1 December\. Choose later days\.$/],
    ['in a gap', 'chats', (report) => report, /Import what is missing\.$/],
    ['without a source', 'chats', (report) => ({ ...report, contract: { ...report.contract, knownFrom: {}, sources: [] } }), /^No source .* Connect one/],
    ['without a directory', 'seats', (report) => ({ ...report, contract: { ...report.contract, knownFrom: {} } }), /PUT \/v1\/directory/],
    ['without memberships', 'seats', (report) => ({ ...report, query: { ...report.query, where: [{ dimension: 'group', key: 'Sales' }] } }), /Send a snapshot with people\.$/],
    ['by nothing', 'messagesPerChat', because('not-applicable', 'messagesPerChat'), /^Not applicable: Chats is 0/],
    ['the rest', 'activeUsers', because('not-applicable', 'activeUsers'), /Ask for more keys by name\.$/],
    ['few people', 'activeUsers', because('hidden', 'activeUsers'), /^Hidden: under 5 people are behind it, or it is hidden so that a smaller number cannot be worked out\. Choose/],
    ['switched off', 'spend', because('off', 'spend'), /^Spend reports appear once extra usage is switched on/],
  ])('%s', (_, metric, change, sentence) => {
    expect(reason(metric, change)).toMatch(sentence);
  });

  test('days that cannot be joined', () => {
    const over = (metric: MetricName) => explain(asked(metric, (report) => report, '2026-11-16'), localeOf('en', { currency: 'USD', today: '2026-11-23' })).reason;
    expect([over('chats'), over('messagesPerChat')].every((text) => text?.endsWith('Choose a single day, or import what is missing.'))).toBe(true);
    expect(over('messages')).toMatch(/Import what is missing\.$/);
  });

  test('also where a split has no rows to carry a reason', () => {
    const off = explained(at('spend', 'spend_by_model'), 'en', { organisation: { ...sampleOrganisation, extraUsage: false } });
    expect([off.value, off.reason]).toEqual(['–', expect.stringMatching(/^Spend reports appear once/)]);
  });
});

test('a part below zero is taken away, and many are not all listed', () => {
  const query = { metrics: ['spend' as const], from: '2026-11-01', to: '2026-11-22', grain: 'total' as const, by: 'model' as const };
  const report = sampleReport(query);
  const [first] = report.rows;
  if (first === undefined) throw new Error('The sample has models.');
  const rows = ['12.5', '-2.25', '1', '1', '1', '1', '1', '1', '1', '1'].map((amount, index) => ({ ...first, key: `m${index}`, label: null, values: { spend: amount } }));
  const { equation } = explain({ metric: 'spend', which: 'newest', query, report: { ...report, rows }, organisation: sampleOrganisation }, localeOf('en', { currency: 'USD', today: null }));
  expect(equation?.whole).toBe('$18.25 = $12.50 (m0) − $2.25 (m1) + $1.00 (m2) + $1.00 (m3) + $1.00 (m4) + $1.00 (m5) + $1.00 (m6) + $1.00 (m7) + 2 more');
});

test('copied, it is a few lines that still say the same next week', () => {
  expect(plain(explanationAsMarkdown(at('utilisation'), view, sampleOrganisation, sampleReports(view), 'en', 'https://pegel.example'))).toMatchInlineSnapshot(`
    "**Utilisation rate: 64.8%** (311 ÷ 480) · Sun 22 Nov 2026
    ▲ +0.8 pp vs Sun 15 Nov 2026 (64.0%). Weekly active users (WAU) ÷ Total seats. Weekly active users (WAU): 16–22 Nov 2026 (7 days, rolling). Total seats: End of Sun 22 Nov 2026. From midnight to midnight in Europe/Berlin. Complete.
    https://pegel.example/nordwind/overview?end=2026-11-22&explain=utilisation
    "
  `);
  expect(plain(explanationAsMarkdown(at('spend'), view, sampleOrganisation, sampleReports(view), 'de', 'https://pegel.example'))).toMatchInlineSnapshot(`
    "**Ausgaben, Monat bis heute: 16.658,42 $** (16.658,42 $ an 22 Tagen) · 1.–22. Nov. 2026
    ▲ +206,74 $ (+1,3 %) ggü. 1.–22. Okt. 2026 (16.451,68 $). Summe der Nettobeträge aller Ausgabenzeilen, die zählen (Kostenarten tokens, web-search, code-execution, other). 1.–22. Nov. 2026 (22 Tage). Von Mitternacht bis Mitternacht in Europe/Berlin. Vollständig. Vorläufig bis 22. Dezember 2026.
    https://pegel.example/nordwind/overview?end=2026-11-22&explain=spend
    "
  `);
});

test('never shows NaN, infinity or an empty line, whatever the numbers are', () => {
  const number = fc.oneof(fc.constant(null), fc.constant(0), fc.nat(3), fc.nat(2_000_000));
  fc.assert(
    fc.property(fc.array(number, { minLength: 5, maxLength: 5 }), fc.constantFrom(...languages), fc.constantFrom(...explainedOnOverview), (values, language, of) => {
      const value = (name: MetricName, period: { to: string }) => {
        const picked = values[(Number(period.to.slice(8)) + name.length) % values.length] ?? null;
        return picked === null ? null : metricOf(name).unit === 'money' ? String(picked) : picked;
      };
      const explanation = explained(of, language, { value });
      expect(JSON.stringify(explanation)).not.toMatch(/NaN|Infinity|∞|undefined/);
      expect(explanation.number?.value === null).toBe(explanation.reason !== null);
    }),
    { numRuns: 60 },
  );
});

test('a period has as many hours as its calendar gives it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 15_600, max: 21_000 }), fc.nat(40), fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Asia/Beirut', 'Pacific/Apia', 'UTC'), (first, length, timeZone) => {
      const period = { from: dayFromNumber(first), to: dayFromNumber(first + length) };
      const { from, to } = calendar(timeZone).intervalOf(period.from, period.to);
      expect(hoursOf(period, timeZone)).toBe((to - from) / 3_600_000);
    }),
    { numRuns: 300 },
  );
});
