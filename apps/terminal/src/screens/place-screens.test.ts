import { expect, test, vi } from 'vitest';
import { sampleReport } from '@pegel/presentation/testing';
import { environmentAs, usualAppearance } from '../appearance.js';
import { noPlaces } from '../testing/no-places.js';
import { environment, heard, opened } from '../testing/opened-pages.js';
import { themeFor } from '../theme.js';
import type { PagesScreenProps } from './screen-props.js';

test('the pages that are not of numbers open by their digits and say what is wrong in their place; digits lead back', async () => {
  const { stdin, shows } = opened();
  await shows('┏━ Chats per day');
  for (const [key, tab, panel] of [['6', '[6 Sources]', 'Data sources'], ['7', '[7 Settings]', 'This terminal'], ['5', '[5 Exports]', 'New export']] as const) {
    stdin.write(key);
    await shows(tab);
    await shows(`┏━ ${panel}`);
    await shows('The server says why.');
  }
  stdin.write('7');
  await shows('[English]');
  stdin.write('\x1B[C');
  await shows('[Deutsch]');
  stdin.write('1');
  await shows('[1 Übersicht]');
});

test('Settings choose with what the screen is drawn: everything at once, also the next time', async () => {
  const keep = vi.fn<PagesScreenProps['appearance']['keep']>(() => Promise.resolve());
  const { stdin, shows, lastFrame } = opened({ appearance: { chosen: usualAppearance, themeOf: (chosen) => themeFor(environmentAs(environment, chosen), { colour: false, ascii: false }), keep } });
  await shows('┏━ Chats per day');
  stdin.write('7');
  await shows('▸ Language  [English]');
  stdin.write('\x1B[B');
  await shows('▸ Theme     [auto]');
  stdin.write('\x1B[C');
  await shows('▸ Theme      auto  [light]');
  stdin.write('\x1B[B');
  await shows('▸ Charts    [auto]');
  stdin.write('\x1B[D');
  await shows('> Charts     auto   braille   blocks  [ASCII]');
  expect(keep.mock.calls).toEqual([[{ theme: 'light', charts: 'auto' }], [{ theme: 'light', charts: 'ascii' }]]);
  stdin.write('1');
  await shows('+= Chats per day');
  expect(lastFrame()).toMatch(/^[\n -~]*$/);
});

test('an export can be of days of its own, typed or with a name; Enter elsewhere takes nothing along', async () => {
  const exportFiles = vi.fn<PagesScreenProps['exportFiles']>((files) => Promise.resolve(files.map(({ name }) => name)));
  const { stdin, shows } = opened({ exportFiles, places: { ...noPlaces, report: (query) => Promise.resolve(sampleReport(query)) } });
  await shows('┏━ Chats per day');
  stdin.write('5');
  await shows('[Last 28 days]');
  await shows('26 Oct – 22 Nov');
  stdin.write('t');
  await shows('┏━ Period');
  stdin.write('c');
  await shows('┏━ Custom');
  stdin.write('2026-11-02');
  stdin.write('\t');
  stdin.write('2026-11-20');
  await heard();
  stdin.write('\r');
  await shows('[2026-11-02 – 2026-11-20]');
  await shows('--from 2026-11-02 --to 2026-11-20');
  stdin.write('\t');
  await shows('┏━ Preview');
  stdin.write('\r');
  await heard();
  expect(exportFiles).not.toHaveBeenCalled();
  stdin.write('x');
  await shows('usage_spend-by-user_');
  expect(exportFiles.mock.calls[0]?.[0]?.[0]?.path).toContain('from=2026-11-02&to=2026-11-20');
});
