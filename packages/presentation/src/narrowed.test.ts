import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages, memberships, permitReport, readerWithRole, unattributed, usualPrivacy, type GroupsView, type NameChoice, type ReportRow } from '@pegel/domain';
import { goneGroup, groupChoices } from './group-choices.js';
import { explainOnPage } from './explain-on-page.js';
import { explainedOn } from './explained.js';
import { localeOf } from './locale.js';
import { overview, type Reports } from './overview.js';
import { pageCommand } from './page-command.js';
import { tablePages } from './panels.js';
import { pageQueries } from './table-queries.js';
import { tablesPage } from './tables-page.js';
import { sampleOrganisation, sampleReports } from './testing/sample-report.js';
import { comparisonChoices, grainChoices, initialView, pageIds, rangeChoices, weekChoices, type ViewState } from './view-state.js';

const engineering = { dimension: 'department', key: 'engineering' } as const;
const narrowed = (page: ViewState['page']): ViewState => ({ ...initialView(sampleOrganisation.slug, page), group: engineering });
const whole = (page: ViewState['page']): ViewState => initialView(sampleOrganisation.slug, page);
const named = (names: NameChoice) => ({ ...sampleOrganisation, names });

describe('a page of the numbers of a group', () => {
  test('asks every question of the group alone, and none that a report would refuse', () => {
    const state = fc.record({
      page: fc.constantFrom(...pageIds), range: fc.constantFrom(...rangeChoices), grain: fc.constantFrom(...grainChoices), comparison: fc.constantFrom(...comparisonChoices), week: fc.constantFrom(...weekChoices),
      end: fc.constantFrom(null, '2026-11-22', '2026-11-30', '2026-12-01'), group: fc.record({ dimension: fc.constantFrom(...memberships), key: fc.constantFrom('engineering', unattributed) }),
    });
    fc.assert(fc.property(state, fc.constantFrom<NameChoice>('full', 'initials', 'pseudonyms', 'off'), fc.boolean(), (view, names, seesPeople) => {
      const organisation = named(names);
      const reader = readerWithRole({ ...organisation, ...usualPrivacy, budget: null, names, pseudonymSecret: 'sixteen and more characters', sourceOrder: [] }, seesPeople ? 'owner' : 'member', ['view:usage', 'view:spend']);
      const queries = Object.values(pageQueries({ ...initialView('nordwind', view.page), ...view }, { ...organisation, permissions: [...reader.permissions] }));
      expect(queries.length).toBeGreaterThan(0);
      for (const query of queries) {
        expect(query.where).toEqual([view.group]);
        expect(() => permitReport(reader, query, 'view')).not.toThrow();
        // One bucket, where a split inside of a group has to have one.
        if (query.by !== undefined && !(names === 'full' && seesPeople) && query.grain !== 'total') expect([query.grain, query.from?.slice(0, 7)]).toEqual(['month', query.to?.slice(0, 7)]);
      }
    }));
  });

  test.each(languages)('says whose they are in every title, table, tile, sentence, file and explanation (%s)', (language) => {
    const label = { en: 'Department: engineering', de: 'Abteilung: engineering' }[language];
    const model = overview(narrowed('overview'), sampleOrganisation, sampleReports(narrowed('overview')), language);
    expect([model.narrowed, ...new Set(model.tiles.map((tile) => tile.narrowed))]).toEqual([label, 'engineering']);
    for (const sentence of [...model.headline.slice(0, 1), model.today?.map(({ text }) => text).join('') ?? '']) expect(sentence).toMatch(new RegExp(`^${label}\\. `));
    for (const { title, content, csvUrl } of model.charts) {
      for (const text of [title, content?.table.caption]) expect(text).toContain(' · engineering');
      expect(content?.caption).toContain(' (engineering)');
      expect(new URL(csvUrl ?? '', 'http://localhost').searchParams.getAll('where')).toEqual(['department:engineering']);
    }
    expect([model.changes.title, model.numbers.title].every((title) => title.endsWith(' · engineering'))).toBe(true);
    expect(model.numbers.table?.caption).toContain(label);
    for (const { content } of model.tiles) expect(content?.accessibleName).toContain('engineering');
    for (const { id } of tablePages) {
      const state = narrowed(id);
      const reports = sampleReports(state);
      for (const { title, content, files } of tablesPage(id, state, sampleOrganisation, reports, language).panels) {
        expect([title, content?.table.caption ?? ''].every((text) => text.includes(' · engineering')), title).toBe(true);
        for (const { url } of files) expect(new URL(url, 'http://localhost').searchParams.getAll('where')).toEqual(['department:engineering']);
      }
      for (const explained of explainedOn(id)) {
        const { title, csvUrl } = explainOnPage(explained, state, sampleOrganisation, reports, language);
        expect([title.includes(label), csvUrl?.includes('where=department%3Aengineering')], title).toEqual([true, true]);
      }
    }
  });

  test('says nothing of what cannot be told of a group, instead of what everybody did', () => {
    const untold = (names: NameChoice) => tablePages.flatMap(({ id }) => tablesPage(id, narrowed(id), named(names), {}, 'en').panels.filter(({ content }) => content?.empty?.startsWith('Not told for Department: engineering')).map((panel) => {
      expect([panel.queries, panel.files]).toEqual([[], []]);
      return panel.id;
    }));
    expect(untold('full')).toEqual([]);
    expect(untold('pseudonyms')).toEqual(['top_projects', 'top_artifacts', 'spend_by_model_course']);
    expect(untold('off')).toEqual(['spend_by_model_course']);
    expect([tablesPage('spend', narrowed('spend'), sampleOrganisation, sampleReports(narrowed('spend')), 'en').spendExport, tablesPage('spend', whole('spend'), sampleOrganisation, sampleReports(whole('spend')), 'en').spendExport === null]).toEqual([null, false]);
  });

  test('says of one that is too small that its numbers are hidden, and never that there are none', () => {
    const hide = (row: ReportRow): ReportRow => ({ ...row, values: Object.fromEntries(Object.keys(row.values).map((name) => [name, null])), reasons: Object.fromEntries(Object.keys(row.values).map((name) => [name, 'hidden' as const])), operands: {} });
    const hidden = (reports: Reports): Reports => Object.fromEntries(Object.entries(reports).map(([name, report]) => [name, { ...report, contract: { ...report.contract, suppression: { minimumGroupSize: 5 } }, rows: report.rows.map(hide) }]));
    const model = overview(narrowed('overview'), named('pseudonyms'), hidden(sampleReports(narrowed('overview'))), 'en');
    expect([model.headline[0], model.changes.nothing]).toEqual(['Department: engineering. Not available: hidden: too few people.', 'Not available: hidden: too few people']);
    for (const { title, content } of model.charts) expect(content?.empty ?? content?.table.rows.flat().join(), title).toMatch(/hidden: too few people|under 5/);
    for (const { content } of model.tiles) expect(content?.value).toBe('under 5');
    for (const { id } of tablePages) {
      const { panels } = tablesPage(id, narrowed(id), named('pseudonyms'), hidden(sampleReports(narrowed(id), { organisation: named('pseudonyms') })), 'en');
      for (const { title, content } of panels) expect(content?.empty ?? content?.table.rows.flat().join(), title).toMatch(/hidden: too few people|under 5|^Not told for/);
    }
  });

  test('is the page with a condition on the command line', () => {
    expect(pageCommand({ ...narrowed('spend'), group: { dimension: 'costCentre', key: "R&D's" } }, sampleOrganisation, 'https://pegel.example')).toBe(
      `pegel spend --range 28d --where $'costCentre:R&D\\U00000027s' --organisation ${sampleOrganisation.slug} --url https://pegel.example`,
    );
    expect(pageCommand({ ...narrowed('activity'), week: 'iso', range: { from: '2026-11-02', to: '2026-11-08' } }, sampleOrganisation, 'https://pegel.example')).toContain(' --from 2026-11-02 --to 2026-11-08 --grain day --where department:engineering ');
  });
});

describe('what can be chosen', () => {
  const view: GroupsView = {
    from: '2026-10-26', to: '2026-11-22', minimumGroupSize: 5,
    groups: [
      { dimension: 'group', key: unattributed, members: 21, isOffered: true },
      { dimension: 'department', key: 'engineering', members: 12, isOffered: true },
      { dimension: 'department', key: 'Öffentlichkeit\u202e', members: null, isOffered: false },
      { dimension: 'department', key: unattributed, members: 1, isOffered: true },
    ],
  };
  const choices = (typed = '', language: 'en' | 'de' = 'en') => groupChoices(view, engineering, typed, localeOf(language, { currency: 'EUR', today: null }));

  test('stands by its kind with how many are in it; what is too small cannot be chosen, and it is said why', () => {
    expect(choices().kinds).toEqual([{
      dimension: 'department', label: 'Department', choices: [
        { group: engineering, name: 'engineering', label: 'Department: engineering', size: '12 people', canBeChosen: true, isChosen: true },
        { group: { dimension: 'department', key: 'Öffentlichkeit\u202e' }, name: 'Öffentlichkeit\ufffd', label: 'Department: Öffentlichkeit\ufffd', size: 'under 5', canBeChosen: false, isChosen: false },
        { group: { dimension: 'department', key: unattributed }, name: 'Not attributed', label: 'Department: Not attributed', size: '1 person', canBeChosen: true, isChosen: false },
      ],
    }]);
    expect([choices().note, choices('', 'de').note]).toEqual(['What says “under 5” has no numbers: too few people are in it, or set it apart from another.', 'Wo „unter 5“ steht, gibt es keine Zahlen: Zu wenige Personen gehören dazu oder unterscheiden es von anderen.']);
  });

  test('is found by name and kind, and says where nothing is', () => {
    expect(choices('offent abteilung', 'de').kinds.flatMap((kind) => kind.choices.map(({ name }) => name))).toEqual(['Öffentlichkeit\ufffd']);
    expect([choices('xyz').empty, choices('xyz', 'de').empty, choices('engin').said]).toEqual(['No match for “xyz”.', 'Kein Treffer für „xyz“.', '1 to choose from']);
    expect(groupChoices({ ...view, groups: view.groups.slice(0, 1) }, null, '', localeOf('en', { currency: 'EUR', today: null })).empty).toBe('The directory has no groups, departments or cost centres in these days.');
  });

  test('knows a group that is gone', () => {
    expect([goneGroup({ group: engineering }, view.groups), goneGroup({ group: null }, view.groups), goneGroup({ group: { dimension: 'department', key: 'sales' } }, view.groups)]).toEqual([null, null, { parameter: 'group', value: 'department:sales' }]);
  });
});
