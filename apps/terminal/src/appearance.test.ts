import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { appearanceChoices, environmentAs, keepAppearance, keptAppearance, usualAppearance } from './appearance.js';
import { readEnvironment } from './environment.js';
import { themeFor } from './theme.js';

const utf8 = readEnvironment({ LANG: 'de_DE.UTF-8', TERM: 'xterm-256color' });

test('what was chosen is there the next time, and what is no choice is as usual', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-appearance-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const world = { variables: { XDG_CONFIG_HOME: folder } };
  expect(keptAppearance(world)).toEqual(usualAppearance);
  for (const [name, choices] of Object.entries(appearanceChoices)) {
    for (const choice of choices) {
      const chosen = { ...usualAppearance, [name]: choice };
      await keepAppearance(world, chosen);
      expect(keptAppearance(world)).toEqual(chosen);
    }
  }
  mkdirSync(join(folder, 'pegel'), { recursive: true });
  for (const text of ['', 'null', '[]', '"dark"', '{"theme":"pink","charts":7,"mouse":true,"wheel":"on"}', '{"theme":']) {
    writeFileSync(join(folder, 'pegel', 'terminal.json'), text);
    expect(keptAppearance(world), text).toEqual(usualAppearance);
  }
  expect(keptAppearance({ variables: {} })).toEqual(usualAppearance);
});

test('a choice decides what the terminal does not say, and draws nothing that it cannot show or was asked not to', () => {
  expect(environmentAs(utf8, usualAppearance)).toEqual(utf8);
  expect(environmentAs(utf8, { theme: 'light', charts: 'blocks' })).toMatchObject({ background: 'light', colour: true, unicode: true, braille: false });
  expect(environmentAs(utf8, { theme: 'none', charts: 'ascii' })).toMatchObject({ colour: false, unicode: false });
  expect(environmentAs(utf8, { theme: 'contrast', charts: 'auto' })).toMatchObject({ colour: true, contrast: true });
  const poor = readEnvironment({ LANG: 'C', TERM: 'xterm', NO_COLOR: '1' });
  expect(environmentAs(poor, { theme: 'dark', charts: 'braille' })).toMatchObject({ colour: false, unicode: false, braille: false });
});

test('strong contrasts dim nothing and use no colour but the strongest; NO_COLOR leaves that out too', () => {
  const look = { colour: true, ascii: false };
  const drawnOn = (variables: Readonly<Record<string, string>>) => Object.values(themeFor(environmentAs(readEnvironment({ LANG: 'C.UTF-8', TERM: 'xterm-256color', ...variables }), { theme: 'contrast', charts: 'auto' }), look).styles);
  const onDark = drawnOn({ COLORFGBG: '15;0' });
  expect(new Set(onDark.map(({ color }) => color))).toEqual(new Set(['whiteBright']));
  expect(new Set(drawnOn({ COLORFGBG: '0;15' }).map(({ color }) => color))).toEqual(new Set(['black']));
  expect(new Set([...drawnOn({}), ...drawnOn({ COLORFGBG: '15;0', NO_COLOR: '1' })].map(({ color }) => color))).toEqual(new Set([undefined]));
  expect(onDark.filter(({ dimColor }) => dimColor)).toEqual([]);
});
