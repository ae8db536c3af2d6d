import { expect, test } from 'vitest';
import { languages } from '@pegel/domain';
import { explainOnPage, initialView, onPage, overview, pageIds, tablesPage } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { explanationRead, pageRead, panelRead } from './page-read.js';

/** What eyes make something of, and ears nothing. */
const drawn = /[─-▟⠀-⣿▲▼●◐]/;

test('every page is sentences in both languages; numbers go up from 1, and each leads to more', () => {
  for (const page of pageIds) {
    for (const language of languages) {
      const state = onPage(initialView(sampleOrganisation.slug), page);
      const reports = sampleReports(state);
      const { lines, leads } = pageRead(state, sampleOrganisation, reports, language);
      const where = `${page} ${language}`;
      expect(lines.filter((line) => drawn.test(line) || line.trim() === ''), where).toEqual([]);
      expect(leads.length, where).toBeGreaterThan(4);
      const places = leads.map((_, index) => lines.findIndex((line) => line.startsWith(`${index + 1}. `)));
      expect(places.every((place, index) => place > (places[index - 1] ?? 0)), where).toBe(true);
      // What they lead to is made of the same words in both.
      for (const lead of language === 'en' ? leads : leads.slice(0, 1)) {
        const more = lead.kind === 'explain' ? explanationRead(explainOnPage(lead.explained, state, sampleOrganisation, reports, language)) : lead.kind === 'panel' ? panelRead(lead.panel, state, sampleOrganisation, reports, language) : pageRead(lead.state, sampleOrganisation, sampleReports(lead.state), language).lines;
        expect(more.length, `${where} ${JSON.stringify(lead)}`).toBeGreaterThan(1);
        expect(more.filter((line) => drawn.test(line)), where).toEqual([]);
      }
    }
  }
});

test('nothing that is on the screen is left out: every tile and every panel is heard', () => {
  const state = initialView(sampleOrganisation.slug);
  const reports = sampleReports(state);
  const heard = pageRead(state, sampleOrganisation, reports, 'en').lines.join('\n');
  const model = overview(state, sampleOrganisation, reports, 'en');
  for (const { content } of model.tiles) expect(heard).toContain(content?.accessibleName);
  for (const { title } of model.charts) expect(heard).toContain(`. ${title}: `);
  for (const { text } of model.changes.sentences ?? []) expect(heard).toContain(text);
  const activity = onPage(state, 'activity');
  const told = pageRead(activity, sampleOrganisation, sampleReports(activity), 'en').lines.join('\n');
  for (const { title } of tablesPage('activity', activity, sampleOrganisation, sampleReports(activity), 'en').panels) expect(told).toContain(title);
});
