import { expect, onTestFinished, test, vi } from 'vitest';
import type { FactsChanged, StreamState } from '@pegel/client';
import { explainOnPage, overview, type Reports } from '@pegel/presentation';
import { sampleOrganisation, sampleReports, sampleToday } from '@pegel/presentation/testing';
import { usualAppearance } from '../appearance.js';
import { alwaysAs, noPlaces } from '../testing/no-places.js';
import { heard, opened as openedPages, patient, plainTheme, state } from '../testing/opened-pages.js';
import { exitCodes, Failure } from '../failure.js';
import type { PagesScreenProps } from './screen-props.js';
import type { LiveSource } from './use-live-reports.js';

const reports: Reports = sampleReports(state);

/** Where the screen gets its numbers, and whoever tells it of changes. */
function sourceOf(fetch: LiveSource['fetch'] = () => Promise.resolve({ reports, failures: [] })) {
  const listeners: Parameters<LiveSource['listen']>[0][] = [];
  const source: LiveSource = {
    fetch,
    listen(listener) {
      listeners.push(listener);
      return { stop: () => void listeners.splice(listeners.indexOf(listener), 1) };
    },
  };
  return Object.assign(source, {
    tell: (change: FactsChanged) => { for (const { onChange } of listeners) onChange(change); },
    becomes: (state: StreamState) => { for (const { onState } of listeners) onState?.(state); },
    listeners,
  });
}

const opened = (changes: Partial<PagesScreenProps> = {}) => openedPages({ source: sourceOf(), exportFiles: () => Promise.resolve(['pegel-overview-wau-2026-11-22.csv']), ...changes });

test('shows its frame at once and its numbers when they are there', async () => {
  const { lastFrame, shows } = opened();
  expect(lastFrame()).toContain('Loading …');
  await shows('┏━ Chats per day');
  await shows('311');
});

test('says beside its days how far they are complete, without a year that goes without saying, at 80 × 24', async () => {
  const { lastFrame, shows } = opened();
  await shows('311');
  expect(lastFrame()?.split('\n')[1]?.trim().split(/ {2,}/)).toEqual(['Nordwind AG · Last 28 days (26 Oct – 22 Nov) · vs previous', 'Complete to Sun 22 Nov']);
});

test('Tab moves the heavy edges, v turns the panel in focus into a table, f gives it the page, Esc brings the page back', async () => {
  const { stdin, shows, lastFrame } = opened();
  await shows('311');
  stdin.write('\t');
  await shows('┏━ Spend by model');
  stdin.write('v');
  await shows('$11,567.64');
  stdin.write('f');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('Chats per day'), patient);
  stdin.write('\x1B');
  await shows('┌─ Chats per day');
});

test('Tab reaches every tile and panel, also those there is no room for beside the others', async () => {
  const { stdin, shows, lastFrame } = opened();
  await shows('┏━ Chats per day');
  expect(lastFrame()).not.toContain('─ Weekly active users');
  stdin.write('\x1B[Z');
  await shows('┏━ Weekly active users');
  expect(lastFrame()).not.toContain('─ Chats per day');
  stdin.write('\x1B[Z');
  await shows('┏━ Spend MTD');
  await shows('┌─ Chats per day');
  stdin.write('\t');
  stdin.write('\t');
  stdin.write('\t');
  await shows('┏━ Spend by model');
  stdin.write('\t');
  await shows('┏━ What changed');
  stdin.write('\t');
  await shows('┏━ WAU');
});

test('what changed tells of old invites beside the rest, and without them where nobody says how old they are', async () => {
  const counts = { organisation: sampleOrganisation.slug, timeZone: sampleOrganisation.timeZone, today: sampleToday, day: sampleToday, total: 23, byAge: [11, 6, 5, 1], old: 6, oldDays: 14 };
  const inviteCounts = vi.fn(() => Promise.resolve(counts));
  const walked = async (places: PagesScreenProps['places']) => {
    const screen = opened({ places });
    await screen.shows('311');
    screen.stdin.write('\t');
    await screen.shows('┏━ Spend by model');
    screen.stdin.write('\t');
    await screen.shows('┏━ What changed');
    return screen;
  };
  await (await walked({ ...noPlaces, inviteCounts })).shows('6 of 23 pending invites are older');
  expect(inviteCounts).toHaveBeenCalledTimes(1);
  const untold = await walked(noPlaces);
  await untold.shows('google-drive gained');
  expect(untold.lastFrame()).not.toContain('pending invites are older');
});

test('e explains what has the focus, Tab goes on to the next number, Esc brings the page back', async () => {
  const { stdin, shows, lastFrame } = opened();
  await shows('311');
  stdin.write('e');
  await shows('┏━ Chats per day ━');
  await shows('187 chats over 1 day');
  stdin.write('\x1B[Z');
  await shows('┏━ Weekly active users ━');
  await shows('311 people over 7 days');
  stdin.write('\x1B[Z');
  await shows('┏━ Spend, month to date ━');
  stdin.write('\x1B[Z');
  // It has no tile of its own at this size.
  await shows('6.22 = 1,164 ÷ 187');
  stdin.write('\x1B[6~');
  await shows('Can be split by');
  stdin.write('\x1B');
  await shows('┏━ Chats per day');
  expect(lastFrame()).not.toContain('6.22');
});

test('every number that the screen shows can be explained with Tab and e alone', async () => {
  const { stdin, shows, lastFrame } = opened();
  await shows('311');
  stdin.write('e');
  await shows('187 chats over 1 day');
  const wanted = overview(state, sampleOrganisation, reports, 'en');
  const seen = new Set<string>();
  for (let step = 0; step < wanted.tiles.length + wanted.charts.length; step += 1) {
    const title = /┏━ (.+?) ━/.exec(lastFrame() ?? '')?.[1] ?? '';
    seen.add(title);
    stdin.write('\t');
    await vi.waitFor(() => expect(lastFrame()).not.toContain(`┏━ ${title} ━`), patient);
  }
  const titles = [...wanted.tiles.map(({ metric }) => ({ metric, place: 'tile' as const })), ...wanted.charts.map(({ metric, id }) => ({ metric, place: id }))].map((explained) => explainOnPage(explained, state, sampleOrganisation, reports, 'en').title);
  expect(seen).toEqual(new Set(titles));
});

test('y copies what has the focus and says what came of it; it is refused in words', async () => {
  const copy = vi.fn<PagesScreenProps['copy']>().mockResolvedValueOnce('Sent to the terminal’s clipboard.').mockRejectedValue(new Error('Nothing took it.'));
  const { stdin, shows } = opened({ copy });
  await shows('311');
  stdin.write('y');
  await shows('Sent to the terminal’s clipboard.');
  expect(copy.mock.calls[0]?.[0]).toEqual({ metric: 'chats', place: 'chats' });
  stdin.write('y');
  await shows('Nothing took it.');
});

test('? lists every key, typed words find some, and Enter does what is found; ⇧L says all of it in German', async () => {
  const { stdin, shows, lastFrame } = opened();
  await shows('311');
  stdin.write('?');
  await shows('Keys on this page');
  await heard();
  stdin.write('deutsch');
  await shows('> deutsch');
  await heard();
  stdin.write('\r');
  await shows('[1 Übersicht]');
  await heard();
  stdin.write('?');
  await shows('Tasten auf dieser Seite');
  await heard();
  stdin.write('vergr');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('Zeitraum wählen'), patient);
  await heard();
  stdin.write('\r');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('Was sich geändert hat'), patient);
});

test('x writes files and names them until the next key', async () => {
  const { stdin, shows, lastFrame } = opened();
  await shows('311');
  stdin.write('x');
  await shows('Written: pegel-overview-wau-2026-11-22.csv');
  stdin.write('j');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('Written'), patient);
});

test('numbers stay on the screen when the server stops answering, and the screen says since when', async () => {
  const fetch = vi.fn<LiveSource['fetch']>().mockResolvedValueOnce({ reports, failures: [] }).mockRejectedValue(new Failure(exitCodes.failed, 'No answer.'));
  const { stdin, shows, lastFrame } = opened({ source: sourceOf(fetch) });
  await shows('311');
  stdin.write('r');
  await shows('! No answer since');
  expect(lastFrame()).toContain('311');
});

test('asks at once for what a change concerns, and for nothing else', async () => {
  const fetch = vi.fn<LiveSource['fetch']>().mockResolvedValue({ reports, failures: [] });
  const source = sourceOf(fetch);
  const { shows } = opened({ source });
  await shows('311');
  source.becomes({ kind: 'open', missed: false });
  source.tell({ facts: ['directory'], from: '2026-11-22', to: '2026-11-22' });
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2), patient);
  // Seats and invites are in these; chats and spend are not concerned.
  expect(fetch.mock.calls[1]?.[0]).toEqual(['levels', 'numbers']);
});

test('p pauses: the screen says so and asks for nothing, and p again catches up', async () => {
  const fetch = vi.fn<LiveSource['fetch']>().mockResolvedValue({ reports, failures: [] });
  const source = sourceOf(fetch);
  const { stdin, shows } = opened({ source });
  await shows('311');
  source.becomes({ kind: 'open', missed: false });
  stdin.write('p');
  await shows('Paused');
  source.tell({ facts: ['activity'], from: '2026-11-22', to: '2026-11-22' });
  expect(fetch).toHaveBeenCalledTimes(1);
  stdin.write('p');
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2), patient);
});

test('says when it is not told of changes any more, and stops listening when it is left', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const source = sourceOf();
  const { shows, unmount, stdin } = opened({ source });
  await shows('311');
  source.becomes({ kind: 'open', missed: false });
  source.becomes({ kind: 'lost' });
  vi.setSystemTime(Date.now() + 60_000);
  stdin.write('r');
  await shows('! No answer since');
  unmount();
  expect(source.listeners).toEqual([]);
});

test('whoever wants that nothing moves sees what arrived once a minute; r asks at once', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const fetch = vi.fn<LiveSource['fetch']>(() => Promise.resolve({ reports, failures: [] }));
  const source = sourceOf(fetch);
  const still = { ...alwaysAs(plainTheme), chosen: { ...usualAppearance, motion: 'reduced' as const } };
  const { stdin, shows, lastFrame, unmount } = opened({ source, appearance: still });
  onTestFinished(unmount);
  await shows('311');
  source.becomes({ kind: 'open', missed: false });
  await shows('● Live');
  const asked = () => fetch.mock.calls.length;
  const before = asked();
  const frame = lastFrame();
  source.tell({ facts: ['activity'], from: '2026-11-22', to: '2026-11-22' });
  await heard();
  expect(asked()).toBe(before);
  expect(lastFrame()).toBe(frame);
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(asked()).toBe(before + 1), patient);
  source.tell({ facts: ['activity'], from: '2026-11-22', to: '2026-11-22' });
  stdin.write('r');
  await vi.waitFor(() => expect(asked()).toBe(before + 2), patient);
});

test('c says what numbers are compared with from then on, and no message is cut or takes the place of help', async () => {
  const { stdin, shows, lastFrame } = opened({ openBrowser: () => Promise.resolve(`Opened in the browser: https://pegel.example/${'x'.repeat(200)}`) });
  await shows('311');
  stdin.write('c');
  await shows('Comparison: Year before');
  stdin.write('c');
  await shows('Comparison: No comparison');
  stdin.write('o');
  await shows('Opened in the browser');
  const lines = lastFrame()?.trimEnd().split('\n') ?? [];
  expect(lines.at(-1)).toMatch(/^ x+ +\? Help$/);
  // Nothing of it is cut: it goes on over the last lines of the page.
  expect(lines.join('').match(/x{3,}/g)?.join('')).toHaveLength(200);
  expect(lines).toHaveLength(23);
});
