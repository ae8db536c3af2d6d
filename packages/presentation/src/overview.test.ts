import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Language, MetricName } from '@pegel/domain';
import { isBarList, overview } from './overview.js';
import { overviewQueries } from './overview-queries.js';
import { tablePages } from './panels.js';
import { tablesPage } from './tables-page.js';
import { sampleOrganisation, sampleReports, type SampleOptions } from './testing/index.js';
import { initialView, type ViewState } from './view-state.js';
import { tellsOfInvites } from './what-changed.js';

const view = initialView('nordwind');
const model = (language: Language = 'en', options: SampleOptions = {}, state: ViewState = view) =>
  overview(state, options.organisation ?? sampleOrganisation, sampleReports(state, options), language);
const lines = (language: Language, options: SampleOptions = {}) => {
  const made = model(language, options);
  return [
    ...made.headline,
    ...made.tiles.map(({ label, content }) => [label, content?.value, content?.operands, content?.when, content?.change?.glyph, content?.change?.short, content?.change?.base, content?.reason].filter(Boolean).join(' | ')),
    ...made.charts.flatMap((chart) => [`${chart.title}: ${chart.content?.caption ?? ''}`, ...(isBarList(chart) ? (chart.content?.rows ?? []).map(({ label, value, share }) => `${label} ${value} ${share}`) : [])]),
    made.dataLine,
  ].map((line) => line.replace(/\u00a0/g, ' '));
};

describe('a page', () => {
  test('leaves every panel as it was that a report which arrives says nothing of', () => {
    const all = sampleReports(view);
    const { flows, ...others } = all;
    const [before, after] = [overview(view, sampleOrganisation, others, 'en'), overview(view, sampleOrganisation, all, 'en')];
    const own = [before, after].map(({ tiles, charts, numbers }) => [...[...tiles, ...charts].flatMap(({ query, content }): readonly (object | null)[] => (query === 'flows' ? [] : [content])), numbers.table]);
    expect(own[0]?.length).toBeGreaterThan(5);
    for (const [index, content] of own[0]?.entries() ?? []) expect(own[1]?.[index]).toBe(content);
    expect([flows !== undefined, ...before.charts.map(({ content }) => content === null)]).toEqual([true, false, true, false]);
    for (const { id } of tablePages) {
      const state = { ...view, page: id };
      const [once, again] = [0, 1].map(() => tablesPage(id, state, sampleOrganisation, sampleReports(state), 'en').panels.map(({ content }) => content));
      expect(again).toEqual(once);
    }
  });

  test('says what other reports, words, titles and orders say, however often it has said something else', () => {
    const fewer = sampleReports(view, { organisation: { ...sampleOrganisation, extraUsage: false } });
    const said = (language: Language, reports: typeof fewer, state = view) => JSON.stringify(overview(state, sampleOrganisation, reports, language));
    const all = sampleReports(view);
    const first = (['en', 'de'] as const).map((language) => [said(language, all), said(language, fewer)]);
    for (let turn = 0; turn < 6; turn++) for (const [at, language] of (['en', 'de'] as const).entries()) expect([said(language, all), said(language, fewer)]).toEqual(first[at]);
    expect(new Set(first.flat()).size).toBe(4);
  });
});

describe('the Overview', () => {
  test('says everything in English', () => {
    expect(lines('en')).toMatchInlineSnapshot(`
      [
        "311 of 480 people with a seat used the assistant this week – 4 more than the week before.",
        "Spend is $16,658 this month, 1.3% above the first 22 days of October.",
        "WAU | 311 | Sun 22 Nov | ▲ | +1.3% | vs Sun 15 Nov",
        "Utilisation | 64.8% | 311 of 480 | Sun 22 Nov | ▲ | +0.8 pp | vs Sun 15 Nov",
        "Pending invites | 23 | Sun 22 Nov | = | ±0 | vs Sun 15 Nov",
        "Chats | 187 | Sun 22 Nov | ▼ | −43.2% | vs Sat 21 Nov",
        "Messages per chat | 6.2 | 1,164 ÷ 187 | Sun 22 Nov | = | ±0 | vs Sat 21 Nov",
        "Spend MTD | $16,658 | 1–22 Nov | ▲ | +1.3% | vs 1–22 Oct",
        "Weekly active users: Weekly active users rose from 295 on 26 October to 311 on 22 November; highest 311 on 22 November; nothing missing.",
        "Chats per day: Chats per day: lowest 187 (22 Nov), highest 1,839 (10 Nov); nothing missing.",
        "Spend by model: Spend by model, 24 Oct – 22 Nov: Claude Opus $11,568 (52%); Claude Sonnet $7,786 (35%); Claude Haiku $2,002 (9%); Other $890 (4%)",
        "Claude Opus $11,568 52%",
        "Claude Sonnet $7,786 35%",
        "Claude Haiku $2,002 9%",
        "Other $890 4%",
        "Complete to Sun 22 Nov · spend provisional from 24 Oct · source claude-code · Europe/Berlin · amounts in USD",
      ]
    `);
  });

  test('says everything in German', () => {
    expect(lines('de')).toMatchInlineSnapshot(`
      [
        "311 von 480 Personen mit einem Platz haben den Assistenten diese Woche genutzt – 4 mehr als in der Woche davor.",
        "Die Ausgaben betragen diesen Monat 16.658 $, 1,3 % mehr als in den ersten 22 Tagen im Oktober.",
        "WAU | 311 | So., 22. Nov. | ▲ | +1,3 % | ggü. So., 15. Nov.",
        "Auslastung | 64,8 % | 311 von 480 | So., 22. Nov. | ▲ | +0,8 Pp. | ggü. So., 15. Nov.",
        "Einladungen | 23 | So., 22. Nov. | = | ±0 | ggü. So., 15. Nov.",
        "Chats | 187 | So., 22. Nov. | ▼ | −43,2 % | ggü. Sa., 21. Nov.",
        "Nachr./Chat | 6,2 | 1.164 ÷ 187 | So., 22. Nov. | = | ±0 | ggü. Sa., 21. Nov.",
        "Ausgaben Monat | 16.658 $ | 1.–22. Nov. | ▲ | +1,3 % | ggü. 1.–22. Okt.",
        "Wöchentlich aktive Benutzer: Wöchentlich aktive Benutzer: von 295 am 26. Oktober auf 311 am 22. November gestiegen; höchster Wert 311 am 22. November; nichts fehlt.",
        "Chats pro Tag: Chats pro Tag: niedrigster Wert 187 (22. Nov.), höchster 1.839 (10. Nov.); nichts fehlt.",
        "Ausgaben nach Modell: Ausgaben nach Modell, 24. Okt. – 22. Nov.: Claude Opus 11.568 $ (52 %); Claude Sonnet 7.786 $ (35 %); Claude Haiku 2.002 $ (9 %); Sonstige 890 $ (4 %)",
        "Claude Opus 11.568 $ 52 %",
        "Claude Sonnet 7.786 $ 35 %",
        "Claude Haiku 2.002 $ 9 %",
        "Sonstige 890 $ 4 %",
        "Vollständig bis So., 22. Nov. · Ausgaben vorläufig ab 24. Okt. · Quelle claude-code · Europe/Berlin · Beträge in USD",
      ]
    `);
  });

  test('names every tile until its report is there', () => {
    const empty = overview(view, sampleOrganisation, {}, 'en');
    expect(empty.tiles.map(({ label, content }) => [label, content])).toEqual(model().tiles.map(({ label }) => [label, null]));
    expect([empty.headline, empty.dataLine, empty.period]).toEqual([[], '', '']);
  });

  test('without extra usage says how spend appears, and draws nothing', () => {
    const made = model('de', { organisation: { ...sampleOrganisation, extraUsage: false } });
    const sentence = 'Ausgabenberichte werden angezeigt, sobald „zusätzliche Nutzung“ für Ihre Organisation aktiviert ist. Das kann nur der Primary Owner.';
    expect(made.tiles.at(-1)?.content).toMatchObject({ value: '–', reason: sentence, change: null });
    expect(made.charts.at(-1)?.content).toMatchObject({ rows: [], empty: sentence });
    expect(made.spendExport).toBeNull();
    expect(made.headline).toHaveLength(1);
  });

  test('breaks lines where nothing is known, and says so', () => {
    const made = model('en', { firstDay: '2026-11-10' });
    const [wau] = made.charts;
    if (wau === undefined || isBarList(wau) || wau.content === null) throw new Error('The first chart is a line.');
    expect(wau.content.points[0]).toMatchObject({ value: null, text: 'Not available: no data', change: null });
    expect(wau.content.caption).toMatch(/15 values missing\.$/);
  });

  test('hatches a week that is not whole instead of showing a fall', () => {
    const [wau, chats] = model('en', {}, { ...view, grain: 'week' }).charts;
    if (wau === undefined || chats === undefined || isBarList(wau) || isBarList(chats)) throw new Error('The first two charts are over time.');
    const cut = model('en', {}, { ...view, grain: 'week', end: '2026-11-17' }).charts[1];
    if (cut === undefined || isBarList(cut)) throw new Error('The second chart is over time.');
    expect(chats.content?.points.map(({ mark }) => mark)).toEqual([null, null, null, null]);
    expect(cut.content?.points.map(({ mark }) => mark)).toEqual(['incomplete', null, null, null, 'incomplete']);
    expect(cut.content?.caption).toContain('lowest 8,662 (26 Oct – 1 Nov)');
    expect(wau.content?.points.every(({ complete }) => complete)).toBe(true);
  });

  test('says one value once, without a course', () => {
    const day = '2026-11-20';
    const charts = (language: Language) => model(language, {}, { ...view, range: { from: day, to: day } }).charts.flatMap((chart) => (isBarList(chart) ? [] : [plainly(chart.content?.caption)]));
    expect([charts('en'), charts('de')]).toMatchInlineSnapshot(`
      [
        [
          "Weekly active users: 310 (20 Nov); nothing missing.",
          "Chats per day: 1,633 (20 Nov); nothing missing.",
        ],
        [
          "Wöchentlich aktive Benutzer: 310 (20. Nov.); nichts fehlt.",
          "Chats pro Tag: 1.633 (20. Nov.); nichts fehlt.",
        ],
      ]
    `);
  });

  test('puts the same weekday beside the day before, where that day is in the range', () => {
    const chats = model().tiles[3]?.content;
    expect([chats?.change?.base, `${chats?.weekday?.short} ${chats?.weekday?.base}`]).toEqual(['vs Sat 21 Nov', '−40.6% vs same weekday']);
    expect(model('en', {}, { ...view, range: '7d' }).tiles[3]?.content?.weekday).toBeNull();
  });

  test('ends everything with days that are named, and tells of no invites of another day', () => {
    const state: ViewState = { ...view, range: { from: '2026-10-05', to: '2026-10-18' } };
    for (const [name, { range, to }] of Object.entries(overviewQueries(state, sampleOrganisation))) if (name !== 'today') expect([range, to], name).toEqual([undefined, '2026-10-18']);
    expect(model('en', {}, state).headline[1]).toMatch(/^Spend is \$[\d,]+ in 1–18 Oct, .* the first 18 days of September\.$/);
    expect([tellsOfInvites(view, sampleOrganisation), tellsOfInvites(state, sampleOrganisation)]).toEqual([true, false]);
  });

  test('never compares a day that is not over', () => {
    const state: ViewState = { ...view, range: { from: '2026-11-17', to: '2026-11-23' } };
    const [wau] = model('en', {}, state).charts;
    if (wau === undefined || isBarList(wau)) throw new Error('The first chart is a line.');
    expect(wau.content?.points.at(-1)).toMatchObject({ mark: 'so far', change: { glyph: '–' }, complete: false });
    expect(model('en', {}, state).tiles[0]?.content?.when).toBe('Mon 23 Nov · so far');
  });

  test('says how many more than seats used the assistant, when more did', () => {
    const made = model('en', { value: (name) => (name === 'weeklyActiveUsers' ? 500 : name === 'utilisation' ? 500 / 480 : undefined) });
    expect(made.headline[0]).toBe('500 people used the assistant this week, more than the 480 seats there are – as many as the week before.');
    expect(made.tiles[1]?.content?.value).toBe('104.2%');
  });

  test.each([
    [1, null, '1 person used the assistant this week', '1 Person hat den Assistenten diese Woche genutzt'],
    [2, 1, '2 people used the assistant this week, more than the 1 seat there is', '2 Personen haben den Assistenten diese Woche genutzt, mehr als es Plätze gibt (1)'],
    [1, 4, '1 of 4 people with a seat used the assistant this week', '1 von 4 Personen mit einem Platz hat den Assistenten diese Woche genutzt'],
    [1, 1, '1 of 1 person with a seat used the assistant this week', '1 von 1 Person mit einem Platz hat den Assistenten diese Woche genutzt'],
  ])('counts %s of %s in the singular where it is one: a first owner read "1 people"', (active, seats, en, de) => {
    const value = (name: MetricName) => (name === 'weeklyActiveUsers' ? active : name === 'seats' ? seats : undefined);
    expect(model('en', { value }).headline[0]?.startsWith(en), model('en', { value }).headline[0]).toBe(true);
    expect(model('de', { value }).headline[0]?.startsWith(de), model('de', { value }).headline[0]).toBe(true);
  });

  test('draws charts by week from a report of their own, tiles still by day', () => {
    const made = model('en', {}, { ...view, grain: 'week', range: '90d' });
    const [, chats] = made.charts;
    expect([chats?.title, chats?.query, made.tiles[3]?.content?.when]).toEqual(['Chats per week', 'trend', 'Sun 22 Nov']);
  });

  test('draws the day that is not over where that is asked for, compares it with nothing, and says everything else of whole days', () => {
    const made = model('en', {}, { ...view, today: true });
    const [wau, chats] = made.charts;
    const newest = chats === undefined || isBarList(chats) ? undefined : chats.content?.points.at(-1);
    expect([wau?.query, made.period.replaceAll('\u00a0', ' '), newest?.day, newest?.complete, newest?.mark]).toEqual(['trend', '27 Oct – 23 Nov', '2026-11-23', false, 'so far']);
    expect(newest?.change?.spoken ?? '').not.toMatch(/^(up|down)/);
    expect([made.headline, made.tiles]).toEqual([model().headline, model().tiles]);
    // A pinned range ends where it was pinned.
    expect(model('en', {}, { ...view, today: true, end: '2026-11-15' }).charts).toEqual(model('en', {}, { ...view, end: '2026-11-15' }).charts);
  });

  test('does not put the days of the range before beside a newly chosen one', () => {
    const made = overview({ ...view, range: '90d' }, sampleOrganisation, sampleReports(view), 'en');
    expect([made.rangeLabel, made.period, made.tiles[0]?.content?.value]).toEqual(['Last 90 days', '', '311']);
  });

  test('compares a pinned month with the same part of the month before', () => {
    expect(model('en', {}, { ...view, end: '2026-11-15' }).headline[1]).toMatch(/below the first 15 days of October\.$/);
  });

  test('ends no German sentence with two full stops', () => {
    expect(JSON.stringify(model('de', {}, { ...view, range: 'ytd', end: '2026-10-10', grain: 'month' }))).not.toMatch(/\w\.\./);
  });

  test('shows the name of a model as one harmless line', () => {
    const reports = sampleReports(view);
    const spendByModel = reports.spend_by_model;
    if (spendByModel === undefined) throw new Error('The sample has spend by model.');
    const rows = spendByModel.rows.map((row) => ({ ...row, label: '\u001b[31m\u202eevil\nname' }));
    const list = overview(view, sampleOrganisation, { ...reports, spend_by_model: { ...spendByModel, rows } }, 'en').charts.at(-1);
    expect(list !== undefined && isBarList(list) && list.content?.rows[0]?.label).toBe('\ufffd[31m\ufffdevil\ufffdname');
  });

  test('never shows NaN, infinity, or 100 % of nothing, whatever the numbers are', () => {
    const number = fc.oneof(fc.constant(null), fc.constant(0), fc.nat(3), fc.nat(2_000_000));
    fc.assert(
      fc.property(fc.array(number, { minLength: 7, maxLength: 7 }), fc.constantFrom<Language>('en', 'de'), (values, language) => {
        const value = (name: MetricName, period: { to: string }) => {
          const picked = values[(Number(period.to.slice(8)) + name.length) % values.length] ?? null;
          return picked === null ? null : name === 'spend' ? String(picked) : picked;
        };
        const text = JSON.stringify(model(language, { value }));
        expect(text).not.toMatch(/NaN|Infinity|∞|undefined/);
        for (const tile of model(language, { value }).tiles) expect(tile.content?.change?.short ?? '').not.toMatch(/^\+100[.,]0.?% .*0\)/);
      }),
      { numRuns: 40 },
    );
  });
});

const plainly = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
