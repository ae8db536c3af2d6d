import { expect, test } from 'vitest';
import { languages } from '@pegel/domain';
import { initialView, overview } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { themeOf } from '../testing/frames.js';
import { tileLines } from './tile-lines.js';

const state = initialView(sampleOrganisation.slug);

test.each(languages)('what a change is measured from is whole in a tile or left out, and no number of it is cut (%s)', (language) => {
  for (const tile of overview(state, sampleOrganisation, sampleReports(state), language).tiles) {
    const { content } = tile;
    if (content === null || content.change === null) continue;
    const change = { ...content.change, glyph: '▲' as const, short: '+0.2 (from 5.8)', was: '', base: '', baseShort: '' };
    const said = (width: number) => tileLines({ ...tile, content: { ...content, change } }, width, language, themeOf({}))[1]?.map(({ text }) => text).join('');
    expect(said(17)).toBe('▲ +0.2 (from 5.8)');
    expect(said(16)).toBe('▲ +0.2');
  }
});

test('a tile that has no room for the whole day a change is measured from says the day of the week', () => {
  const tile = overview(state, sampleOrganisation, sampleReports(state), 'en').tiles.find(({ metric }) => metric === 'messagesPerChat');
  const content = tile?.content ?? null;
  if (tile === undefined || content === null) throw new Error('The sample has messages.');
  const change = { glyph: '▲' as const, visual: '', spoken: '', polarity: 'neutral' as const, short: '+0.2 (from 5.8)', was: '', base: 'vs Sat 21 Nov', baseShort: 'vs Sat' };
  const said = (width: number) => tileLines({ ...tile, content: { ...content, change } }, width, 'en', themeOf({}))[1]?.map(({ text }) => text).join('');
  expect(said(16)).toBe('▲ +0.2 vs Sat');
  expect(said(12)).toBe('▲ +0.2');
});
