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
    const change = { ...content.change, glyph: '▲' as const, short: '+0.2 (from 5.8)', was: '', base: '' };
    const said = (width: number) => tileLines({ ...tile, content: { ...content, change } }, width, language, themeOf({}))[1]?.map(({ text }) => text).join('');
    expect(said(17)).toBe('▲ +0.2 (from 5.8)');
    expect(said(16)).toBe('▲ +0.2');
  }
});
