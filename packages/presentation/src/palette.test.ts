import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages, type Language } from '@pegel/domain';
import { actionsOf } from './keymap.js';
import { paletteEntries, paletteKinds, recentResults, searchPalette, type PaletteResult } from './palette.js';
import { sampleOrganisation } from './testing/index.js';
import { fromUrl, initialView } from './view-state.js';

const places = [{ id: 'sources', title: { en: 'Data sources', de: 'Datenquellen' }, address: '/nordwind/sources' }];
const works = actionsOf('web');
const entries = paletteEntries({ state: initialView('nordwind'), organisation: sampleOrganisation, places, works });
const find = (typed: string, language: Language = 'en') => searchPalette(entries, typed, language);
const led = ({ deed }: PaletteResult): string => (deed.kind === 'go' ? `${deed.address}${deed.panel === null ? '' : `#${deed.panel}`}` : deed.action);
const first = (typed: string, language: Language = 'en') => {
  const [result] = find(typed, language);
  return result === undefined ? null : [result.title, led(result)];
};

describe('what somebody looks for', () => {
  test('is understood in either language, whichever Pegel speaks, with the days beside it', () => {
    expect(first('spend 3 mo')).toEqual(['Spend · Last 90 days', '/nordwind/spend?range=90d&win=3m']);
    expect(first('ausgaben quartal')).toEqual(['Spend · Quarter to date', '/nordwind/spend?range=qtd&win=3m']);
    expect(first('Quartal Ausgaben', 'de')).toEqual(['Ausgaben · Quartal bis heute', '/nordwind/spend?range=qtd&win=3m']);
    expect(first('kosten 1 jahr', 'de')).toEqual(['Ausgaben · Letzte 12 Monate', '/nordwind/spend?range=12m&win=1y']);
    expect(first('wau')).toEqual(['Weekly active users (WAU)', '/nordwind/overview?explain=weeklyActiveUsers']);
    expect(find('wau').map(led)).toContain('/nordwind/overview#wau');
    expect(first('auslastung')?.[0]).toBe('Utilisation rate');
    expect(first('Auslastung', 'de')?.[1]).toBe('/nordwind/overview?explain=utilisation');
    expect(first('30 tage')).toBeNull();
    expect(first('letzte woche', 'de')).toEqual(['Letzte 7 Tage', '/nordwind/overview?range=7d']);
    expect(first('ubersicht')).toEqual(['Overview', '/nordwind/overview']);
    expect(first('uebersicht')).toEqual(['Overview', '/nordwind/overview']);
    expect(first('datenquellen')).toEqual(['Data sources', '/nordwind/sources']);
    expect(first('csv')?.[1]).toBe('export.csv');
    expect(first('dunkel')).toBeNull();
  });

  test.each(languages)('is offered once under one name and place in %s: a panel called as its page is that page', (language) => {
    for (const typed of ['spend', 'ausgaben quartal', 'activity', 'benutzeraktivität', 'chats 90 tage']) {
      const shown = searchPalette(entries, typed, language).map(({ kind, title, place }) => (kind === 'page' || kind === 'panel' ? `${title.split(' · ')[0] === place ? '' : (place ?? '')} ${title}` : `${kind} ${title}`));
      expect(new Set(shown).size, shown.join('\n')).toBe(shown.length);
      expect(shown.length).toBeGreaterThan(0);
    }
  });

  test('of what is there in several lengths, each is led to in its own, and none is offered with other days beside it', () => {
    expect(find('spend by model 1 year').map(led)).toContain('/nordwind/spend?win=1y#spend_by_model_1y');
    expect(find('Ausgaben nach Modell 3 Monate', 'de').map(led)).toContain('/nordwind/spend?win=3m#spend_by_model_3m');
    const titles = find('spend by model quarter').map(({ title }) => title);
    expect(titles).toContain('Spend by model · Quarter to date');
    expect(titles.filter((title) => title.startsWith('Spend by model, '))).toEqual([]);
  });

  test('is offered only as far as somebody may see it and it works there', () => {
    const seen = (permissions: NonNullable<typeof sampleOrganisation.permissions>) => paletteEntries({ state: null, organisation: { ...sampleOrganisation, permissions }, places, works: ['help'] }).map(({ id }) => id);
    expect(seen([])).toEqual(['place.sources', 'action.help']);
    expect(seen(['view:usage'])).not.toContain('page.spend');
    expect(seen(['view:usage'])).not.toContain('panel.top_projects');
    expect(seen(['view:usage'])).not.toContain('metric.spend');
    expect(seen(['view:usage'])).toContain('metric.utilisation');
  });

  test('keeps its place in what is remembered, in words of today', () => {
    expect(recentResults(entries, ['page.spend+qtd', 'gone', 'metric.seats'], 'de').map(({ title }) => title)).toEqual(['Ausgaben · Quartal bis heute', 'Gesamtplätze']);
  });

  property.prop([fc.constantFrom(...entries), fc.constantFrom(...languages), fc.constantFrom(...languages)], { numRuns: 40 })('is found by its whole name in any language', (entry, named, spoken) => {
    expect(find(entry.title[named], spoken).map(({ id }) => id)).toContain(entry.id);
  });

  property.prop([fc.oneof(fc.string(), fc.array(fc.constantFrom('spend', 'ausg', '3', 'mo', 'quartal', 'wau', 'zzz', '90', 'tage', 'top', 'ü', 'last'), { maxLength: 5 }).map((words) => words.join(' ')))], { numRuns: 40 })('leads to something there is, each thing once, whatever is typed', (typed) => {
    const results = find(typed);
    expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
    for (const { deed, kind } of results) {
      expect(paletteKinds).toContain(kind);
      if (deed.kind === 'go' && deed.address !== '/nordwind/sources') expect(fromUrl(deed.address)?.problems).toEqual([]);
    }
  });

  property.prop([fc.constantFrom('spend', 'ausgaben', 'activity', 'aktivität', 'overview'), fc.constantFrom('mtd', 'quarter', 'jahr', '7 days', '3 monate')], { numRuns: 40 })('may have its days before it or behind it', (page, days) => {
    expect(first(`${days} ${page}`)).toEqual(first(`${page} ${days}`));
  });
});
