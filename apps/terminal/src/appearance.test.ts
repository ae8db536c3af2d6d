import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chartChoices, environmentAs, keepAppearance, keptAppearance, themeChoices, usualAppearance } from './appearance.js';
import { readEnvironment } from './environment.js';

const utf8 = readEnvironment({ LANG: 'de_DE.UTF-8', TERM: 'xterm-256color' });

test('what was chosen is there the next time, and what is no choice is as usual', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-appearance-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const world = { variables: { XDG_CONFIG_HOME: folder } };
  expect(keptAppearance(world)).toEqual(usualAppearance);
  for (const theme of themeChoices) {
    for (const charts of chartChoices) {
      await keepAppearance(world, { theme, charts });
      expect(keptAppearance(world)).toEqual({ theme, charts });
    }
  }
  mkdirSync(join(folder, 'pegel'), { recursive: true });
  for (const text of ['', 'null', '[]', '"dark"', '{"theme":"pink","charts":7}', '{"theme":']) {
    writeFileSync(join(folder, 'pegel', 'terminal.json'), text);
    expect(keptAppearance(world), text).toEqual(usualAppearance);
  }
  expect(keptAppearance({ variables: {} })).toEqual(usualAppearance);
});

test('a choice decides what the terminal does not say, and draws nothing that it cannot show or was asked not to', () => {
  expect(environmentAs(utf8, usualAppearance)).toEqual(utf8);
  expect(environmentAs(utf8, { theme: 'light', charts: 'blocks' })).toMatchObject({ background: 'light', colour: true, unicode: true, braille: false });
  expect(environmentAs(utf8, { theme: 'none', charts: 'ascii' })).toMatchObject({ colour: false, unicode: false });
  const poor = readEnvironment({ LANG: 'C', TERM: 'xterm', NO_COLOR: '1' });
  expect(environmentAs(poor, { theme: 'dark', charts: 'braille' })).toMatchObject({ colour: false, unicode: false, braille: false });
});
