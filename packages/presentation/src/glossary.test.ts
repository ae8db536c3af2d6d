import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf, languages, metricNames, metricOf, permissionNames } from '@pegel/domain';
import { definitionOf } from './catalogue.js';
import { explainedOn } from './explained.js';
import { glossary, metricPage } from './glossary.js';
import { subjectOf } from './subjects.js';
import { sampleOrganisation } from './testing/index.js';
import { fromUrl, pageIds } from './view-state.js';

const everything = { ...sampleOrganisation, permissions: permissionNames };
const usageAlone = { ...sampleOrganisation, permissions: ['view:usage'] as const };
const names = (organisation: typeof everything | typeof usageAlone, filter: string) => glossary(organisation, filter, 'en').subjects.flatMap(({ rows }) => rows.map(({ name }) => name));

describe('the list of metrics', () => {
  test('has every metric once, each under what it is about', () => {
    expect([...names(everything, '')].sort()).toEqual([...metricNames].sort());
    for (const { id, rows } of glossary(everything, '', 'de').subjects) for (const { name } of rows) expect(subjectOf(name)).toBe(id);
  });

  test('finds a metric by what it is called in any language, without case or accents', () => {
    for (const name of metricNames) for (const language of languages) expect(names(everything, metricOf(name).label[language].toUpperCase())).toContain(name);
    expect(names(everything, 'plätze')).toContain('seats');
    expect(names(everything, 'platze')).toContain('seats');
  });

  test('leaves out whatever lacks a word of the filter, and says how many are left', () => {
    fc.assert(fc.property(fc.string({ maxLength: 12 }), (filter) => {
      const all = glossary(everything, '', 'en').subjects.flatMap(({ rows }) => rows);
      const { subjects, said, empty } = glossary(everything, filter, 'en');
      const left = subjects.flatMap(({ rows }) => rows);
      expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(left.map(({ name }) => name)));
      expect(empty === null).toBe(left.length > 0);
      if (filter.trim() !== '') expect(said).toBe(`${left.length} of ${all.length} metrics`);
    }));
    expect(glossary(everything, 'xyz', 'de').empty).toBe('Kein Treffer für „xyz“.');
  });

  test('shows a reader only what they may see, and nothing of the rest at its address', () => {
    const spend = metricNames.filter((name) => factsOf(metricOf(name).measure).includes('spend'));
    expect(spend.length).toBeGreaterThan(0);
    for (const name of spend) {
      expect(names(usageAlone, '')).not.toContain(name);
      expect(metricPage(name, usageAlone, 'en')).toMatchObject({ kind: 'missing', near: null });
    }
  });
});

describe('the page of a metric', () => {
  test('says everything that its definition does, in every language', () => {
    for (const language of languages) {
      for (const name of metricNames) {
        const page = metricPage(name, everything, language);
        if (page.kind !== 'metric') throw new Error(`${name} has no page.`);
        for (const { label, lines } of definitionOf(name, language).entries) expect(page.entries).toContainEqual(expect.objectContaining({ label, lines }));
        expect(page.entries.every(({ lines }) => lines.length > 0 && lines.every((line) => line !== ''))).toBe(true);
      }
    }
  });

  test('leads to every place where the metric stands, with its explanation open', () => {
    for (const name of metricNames) {
      const page = metricPage(name, everything, 'en');
      if (page.kind !== 'metric') throw new Error(`${name} has no page.`);
      const found = page.appearances.map(({ url }) => {
        const read = fromUrl(url);
        expect(read?.problems).toEqual([]);
        return { page: read?.state.page, explained: read?.state.explain };
      });
      expect(found).toEqual(pageIds.flatMap((id) => explainedOn(id).filter(({ metric }) => metric === name).map((explained) => ({ page: id, explained }))));
      expect(page.appearances.every(({ panel }) => panel !== '')).toBe(true);
    }
  });

  test('leads to no page that the reader may not open', () => {
    for (const name of metricNames) {
      const page = metricPage(name, usageAlone, 'en');
      if (page.kind === 'metric') expect(page.appearances.filter(({ url }) => url.includes('/spend?'))).toEqual([]);
    }
  });

  test('offers the nearest metric for an address that names none', () => {
    expect(metricPage('weekly-active-users', everything, 'en')).toMatchObject({ kind: 'missing', sentence: 'There is no metric called “weekly-active-users”.', near: { url: '/nordwind/metrics/weeklyActiveUsers' } });
    expect(metricPage('wau', everything, 'de')).toMatchObject({ near: { label: 'Wöchentlich aktive Benutzer (WAU)' } });
    expect(metricPage('Auslastungsqoute', everything, 'en')).toMatchObject({ near: { label: 'Utilisation rate' } });
    expect(metricPage('happiness', everything, 'en')).toMatchObject({ near: null });
    expect(metricPage('constructor', everything, 'en')).toMatchObject({ kind: 'missing' });
  });
});
