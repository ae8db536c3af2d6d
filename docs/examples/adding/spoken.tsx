import { expect, test } from 'vitest';
import { languageOf, languages, nextLanguage } from '@pegel/domain';
import { formatIn, fromUrl, initialView, overview } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { run } from './program.js';
import { capturedWorld } from './testing/captured-world.js';
import { pegelServer } from './testing/pegel-server.js';

// A language that was added as CONTRIBUTING.md says, as its readers find it. It runs in a copy of the workspace that has it.

test('it is chosen by a link, by the system and by a key, and writes numbers its own way', () => {
  expect(languages).toContain('fr');
  expect(fromUrl(`/${sampleOrganisation.slug}/overview?lang=fr`)?.state.language).toBe('fr');
  expect([languageOf('fr_CH.UTF-8'), nextLanguage('de'), nextLanguage('fr')]).toEqual(['fr', 'fr', 'en']);
  expect(formatIn('fr', { currency: 'EUR', today: null }).exact('money', '1234.5').replace(/\s/g, ' ')).toBe('1 234,50 €');
  const state = initialView(sampleOrganisation.slug);
  expect(overview(state, sampleOrganisation, sampleReports(state), 'fr').tiles[0]?.content?.when).toContain('nov.');
});

test('the command line speaks it', async () => {
  const server = await pegelServer();
  const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, LANG: 'fr_FR.UTF-8' });
  expect(await run(['report', '--metrics', 'chats', '--from', '2026-01-12', '--to', '2026-01-13'], world)).toBe(0);
  expect(world.out()).toMatch(/janv\. +\d/);
  const answer = await fetch(`${server.url}/report.md?metrics=chats&from=2026-01-12&to=2026-01-13&lang=fr`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
  expect(await answer.text()).toContain('janv.');
});
