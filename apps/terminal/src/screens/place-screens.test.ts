import { expect, test, vi } from 'vitest';
import { sampleOrganisation, sampleReport } from '@pegel/presentation/testing';
import { environmentAs, usualAppearance, type Appearance } from '../appearance.js';
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
});

test.each([['en', 'Usage analytics is available to Primary Owners and Owners.'], ['de', 'Nutzungsanalysen sind für Primary Owners und Owners verfügbar.']] as const)('whoever may see no numbers has the other pages, is asked for none, and hears why at every page of numbers (%s)', async (language, why) => {
  const { stdin, shows, fetch, lastFrame } = opened({ organisation: { ...sampleOrganisation, permissions: ['view:configuration'] }, place: 'settings', language });
  await shows('▸ ');
  stdin.write('4');
  await shows(why);
  expect(lastFrame()).toContain(language === 'de' ? '[7 Einst.]' : '[7 Settings]');
  expect(fetch.mock.calls.flatMap(([names]) => names)).toEqual([]);
});

/** The screen with choices of its own, on a terminal that draws everything but colours. */
function choosing(changes: Partial<Appearance> = {}) {
  const keep = vi.fn<PagesScreenProps['appearance']['keep']>(() => Promise.resolve());
  return { ...opened({ appearance: { chosen: { ...usualAppearance, ...changes }, spoken: 'en', themeOf: (chosen) => themeFor(environmentAs(environment, chosen), { colour: false, ascii: false }), keep } }), keep };
}

test('Settings choose with what the screen is drawn, and in which language: everything at once, also the next time', async () => {
  const { stdin, shows, lastFrame, keep } = choosing();
  await shows('┏━ Chats per day');
  stdin.write('7');
  await shows('▸ Language     [auto]');
  stdin.write('\x1B[B');
  await shows('▸ Theme        [auto]');
  stdin.write('\x1B[C');
  await shows('▸ Theme         auto  [light]');
  stdin.write('\x1B[B');
  await shows('▸ Charts       [auto]');
  stdin.write('\x1B[D');
  await shows('> Charts        auto   braille   blocks  [ASCII]');
  stdin.write('\x1B[A');
  await heard();
  stdin.write('\x1B[A');
  await shows('> Language     [auto]');
  stdin.write('\x1B[D');
  await shows('[Deutsch]');
  await shows('Einzelne Tasten');
  expect(keep.mock.calls.map(([chosen]) => chosen)).toEqual([{ ...usualAppearance, theme: 'light' }, { ...usualAppearance, theme: 'light', charts: 'ascii' }, { ...usualAppearance, theme: 'light', charts: 'ascii', language: 'de' }]);
  stdin.write('1');
  await shows('+= Chats pro Tag');
  expect(lastFrame()).toMatch(/^[\n -~]*$/);
});

const press = (column: number, row: number) => `\x1B[<0;${column + 1};${row + 1}M\x1B[<0;${column + 1};${row + 1}m`;
/** Where a text stands on the screen. */
const placeOn = (frame: string | undefined, text: string) => {
  const rows = (frame ?? '').split('\n');
  const row = rows.findIndex((one) => one.includes(text));
  return [(rows[row] ?? '').indexOf(text), row] as const;
};

test('a mouse that was asked for leads to what it presses, and its wheel moves; without that the terminal keeps it', async () => {
  const still = choosing();
  await still.shows('┏━ Chats per day');
  expect(still.frames.join('')).not.toContain('\x1B[?1000h');
  still.unmount();

  const { stdin, shows, lastFrame, frames, unmount } = choosing({ mouse: 'on' });
  await shows('┏━ Chats per day');
  expect(frames.join('')).toContain('\x1B[?1000h');
  stdin.write(press(...placeOn(lastFrame(), 'What changed')));
  await shows('┏━ What changed');
  stdin.write(press(...placeOn(lastFrame(), '3 Adoption')));
  await shows('[3 Adoption]');
  stdin.write(press(...placeOn(lastFrame(), '7 Settings')));
  await shows('▸ Language');
  stdin.write('\x1B[<65;3;3M');
  await shows('▸ Mouse');
  stdin.write('\x1B[<64;3;3M');
  await shows('▸ Language');
  // What lies over a page keeps the mouse from it.
  stdin.write('?');
  await shows('┏━ Keys on this page');
  stdin.write(press(...placeOn(lastFrame(), '1 Overview')));
  await heard();
  await shows('┏━ Keys on this page');
  unmount();
  expect(frames.join('')).toContain('\x1B[?1006l\x1B[?1000l');
});

test('without single keys letters, digits and marks do nothing: F1 helps, Ctrl+K finds what they did, and hints name no other', async () => {
  const { stdin, shows, lastFrame } = choosing({ singleKeys: 'off' });
  await shows('┏━ Chats per day');
  await shows('F1 Help');
  expect(lastFrame()?.trimEnd().split('\n').at(-1)).toMatch(/^ ←→ point {2}↹ panel {2}Ctrl\+K search +F1 Help$/);
  stdin.write('2');
  await heard();
  for (const key of ['t', '?', ':', 'q']) stdin.write(key);
  await heard();
  await shows('[1 Overview]');
  await shows('┏━ Chats per day');
  stdin.write('\x1BOP');
  await shows('┏━ Keys on this page');
  await shows('Ctrl+K');
  expect(lastFrame()).not.toMatch(/┃ [▸ ] [a-z0-9]\b/);
  stdin.write('\x1B');
  await shows('┏━ Chats per day');
  stdin.write('\x0B');
  await shows('> ');
  stdin.write('spend');
  await heard();
  stdin.write('\r');
  await shows('[4 Spend]');
  stdin.write('\t');
  await shows('F1 Help');
});

test('a link of a page that is not of numbers opens it, and is what ⇧Y copies', async () => {
  const { stdin, shows } = opened({ place: 'sources' });
  await shows('[6 Sources]');
  stdin.write('Y');
  await shows('Link /nordwind/sources');
  stdin.write('2');
  await shows('[2 Activity]');
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
