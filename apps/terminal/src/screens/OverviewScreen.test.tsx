import { render } from 'ink-testing-library';
import { expect, test, vi } from 'vitest';
import { initialView, type Reports } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { readEnvironment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { themeFor } from '../theme.js';
import { OverviewScreen, type OverviewScreenProps } from './OverviewScreen.js';

const state = initialView(sampleOrganisation.slug);
const theme = themeFor(readEnvironment({ LANG: 'en_GB.UTF-8', TERM: 'xterm-256color' }), { colour: false, ascii: false });
const reports: Reports = sampleReports(state);

/** The screen at 100 × 24, which is what the testing library pretends to be. */
function opened(changes: Partial<OverviewScreenProps> = {}) {
  const props: OverviewScreenProps = {
    state, organisation: sampleOrganisation, language: 'en', theme,
    fetch: () => Promise.resolve({ reports, failures: [] }),
    exportFiles: () => Promise.resolve(['pegel-overview-wau-2026-11-22.csv']),
    ...changes,
  };
  const screen = render(<OverviewScreen {...props} />);
  const shows = (text: string) => vi.waitFor(() => expect(screen.lastFrame()).toContain(text), { timeout: 5_000 });
  return { ...screen, shows };
}

test('shows its frame at once and its numbers when they are there', async () => {
  const { lastFrame, shows } = opened();
  expect(lastFrame()).toContain('Loading …');
  await shows('┏━ Chats per day');
  await shows('311');
});

test('Tab moves the heavy edges, v turns the panel in focus into a table, Esc brings the page back', async () => {
  const { stdin, shows } = opened();
  await shows('311');
  stdin.write('\t');
  await shows('┏━ Spend by model');
  stdin.write('v');
  await shows('$11,567.64');
  stdin.write('\x1B');
  await shows('┌─ Chats per day');
});

test('Tab reaches every panel, also those there is no room for beside the others', async () => {
  const { stdin, shows, lastFrame } = opened();
  await shows('┏━ Chats per day');
  expect(lastFrame()).not.toContain('─ Weekly active users');
  stdin.write('\t');
  await shows('┏━ Spend by model');
  stdin.write('\t');
  await shows('┏━ Weekly active users');
  expect(lastFrame()).not.toContain('─ Chats per day');
  stdin.write('\x1B[Z');
  await shows('┏━ Spend by model');
  await shows('┌─ Chats per day');
});

test('? lists every key, and ⇧L says all of it in German', async () => {
  const { stdin, shows } = opened();
  await shows('311');
  stdin.write('?');
  await shows('Keys on this page');
  stdin.write('L');
  await shows('Tasten auf dieser Seite');
});

test('x writes files and names them until the next key', async () => {
  const { stdin, shows, lastFrame } = opened();
  await shows('311');
  stdin.write('x');
  await shows('Written: pegel-overview-wau-2026-11-22.csv');
  stdin.write('j');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('Written'));
});

test('numbers stay on the screen when the server stops answering, and the screen says since when', async () => {
  const fetch = vi.fn<OverviewScreenProps['fetch']>().mockResolvedValueOnce({ reports, failures: [] }).mockRejectedValue(new Failure(exitCodes.failed, 'No answer.'));
  const { stdin, shows, lastFrame } = opened({ fetch });
  await shows('311');
  stdin.write('r');
  await shows('! no answer since');
  expect(lastFrame()).toContain('311');
});
