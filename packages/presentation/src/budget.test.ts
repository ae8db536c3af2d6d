import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAmount, languages, parseDecimal, type Language } from '@pegel/domain';
import { budgetText } from './budget.js';
import { localeOf } from './locale.js';
import { overview } from './overview.js';
import { tablesPage } from './tables-page.js';
import { sampleOrganisation, sampleReports, sampleToday } from './testing/index.js';
import { initialView, type ViewState } from './view-state.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const spend = initialView(sampleOrganisation.slug, 'spend');
const pageWith = (budget: string | null, part: Partial<ViewState> = {}) => tablesPage('spend', { ...spend, ...part }, { ...sampleOrganisation, budget }, sampleReports({ ...spend, ...part }), 'en');
const contentOf = (id: string, budget: string | null, part: Partial<ViewState> = {}) => pageWith(budget, part).panels.find((panel) => panel.id === id)?.content ?? expect.fail(`There is no ${id}.`);
const pictureOf = (budget: string | null, part: Partial<ViewState> = {}) => {
  const { picture } = contentOf('spend_cumulative', budget, part);
  return picture?.form === 'cumulative' ? picture.content : expect.fail('It is drawn.');
};

describe('a month with a budget', () => {
  test('is told as a share of it, in tiles, tables and notes, in both languages', () => {
    const { notes, picture } = contentOf('spend_to_date', '25000');
    expect(notes.map(plain)).toEqual(['Month to date: 66.6% of the budget of $25,000.']);
    expect(picture?.form === 'tiles' ? picture.tiles.map(({ budget }) => budget?.short ?? null) : []).toEqual(['66.6% of budget', null, null]);
    expect(contentOf('spend_to_date', '15000').notes.map(plain)).toEqual(['! Month to date: 111.1% of the budget of $15,000, $1,658 above it.']);
    const tile = (budget: string | null, language: Language) => overview(initialView('nordwind'), { ...sampleOrganisation, budget }, sampleReports(initialView('nordwind')), language).tiles.find(({ query }) => query === 'spendToDate')?.content;
    expect(languages.map((language) => plain(tile('15000', language)?.operands ?? ''))).toEqual(['over budget: 111.1%', 'über Budget: 111,1 %']);
    expect(tile('15000', 'en')?.accessibleName).toContain('over budget: 111.1%');
    expect([tile(null, 'en')?.operands, contentOf('spend_to_date', null).notes]).toEqual(['', []]);
  });

  test('has it drawn, named and told in its running total; a group has none, and without a comparison there is no month before', () => {
    expect(pictureOf('25000').budget).toEqual({ label: 'Budget $25,000', value: 25_000 });
    expect(contentOf('spend_cumulative', '25000').table.columns.map(({ label }) => label)).toEqual(['Day of the month', 'November', 'October', 'Difference', 'Of budget']);
    expect(plain(contentOf('spend_cumulative', '25000').table.rows[21]?.join(' | ') ?? '')).toBe('22 | $16,658.40 | $16,451.69 | +$206.71 | 66.6%');
    expect(pictureOf('25000', { group: { dimension: 'group', key: 'Sales' } }).budget).toBeNull();
    expect(pictureOf('25000', { comparison: 'off' }).previous).toBeNull();
  });

  test('is above it exactly where it cost more, and its share never says otherwise', () => {
    const locale = localeOf('en', { currency: 'USD', today: sampleToday });
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.bigInt({ min: -2n, max: 2n }), fc.boolean(), (cost, limit, off, isNear) => {
      const spent = formatAmount(isNear ? limit + off : cost);
      const text = budgetText('spend', spent, formatAmount(limit), locale) ?? expect.fail('There is a budget.');
      const isOver = parseDecimal(spent) > limit;
      expect(text.over !== null).toBe(isOver);
      expect(Number(text.share.replaceAll(/[%,]/g, '')) > 100).toBe(isOver);
    }));
  });
});
