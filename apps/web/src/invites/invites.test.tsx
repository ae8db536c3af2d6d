import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleOrganisation } from '@pegel/presentation/testing';
import { openLive } from '../testing/opened.jsx';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const list = () => screen.findByRole('region', { name: /^Pending invites · \d/ });
const rowsIn = (region: HTMLElement) => within(region).getAllByRole('row').slice(1).map((row) => within(row).getByRole('rowheader').textContent);

test('are listed with the oldest first and marked, filtered without a trace in the address, and sorted by any column, which leaves nothing behind', async () => {
  const warned = vi.spyOn(console, 'warn');
  openLive('/nordwind/activity/invites');
  const region = await list();
  expect(rowsIn(region)[0]).toBe('old@nordwind.example');
  expect(within(region).getByText('! 33 days')).toBeTruthy();
  expect(within(region).getByText('No source says who invited somebody, hence “–”.')).toBeTruthy();
  fireEvent.input(within(region).getByRole('searchbox', { name: 'Filter invites' }), { target: { value: 'new3' } });
  expect(rowsIn(region)).toEqual(['new3@nordwind.example']);
  expect(within(region).getByRole('status').textContent).toBe('1 of 11 invites');
  expect(location.search).toBe('');
  fireEvent.input(within(region).getByRole('searchbox'), { target: { value: '' } });
  fireEvent.click(within(region).getByRole('button', { name: 'Sent to' }));
  expect(within(region).getByRole('columnheader', { name: 'Sent to' }).getAttribute('aria-sort')).toBe('descending');
  expect(rowsIn(region)[0]).toBe('old@nordwind.example');
  fireEvent.click(within(region).getByRole('button', { name: 'Sent to' }));
  expect(rowsIn(region)[0]).toBe('new10@nordwind.example');
  // What a press works out would be kept for good where Solid has something to say about it.
  expect(warned.mock.calls).toEqual([]);
});

test('are below the numbers of Activity so many as are shown, with the way to all of them', async () => {
  openLive('/nordwind/activity');
  await waitFor(async () => expect(rowsIn(await list())).toHaveLength(10));
  const region = await list();
  expect(rowsIn(region)[0]).toBe('old@nordwind.example');
  expect(within(region).getByRole('link', { name: 'All 11' }).getAttribute('href')).toBe('/nordwind/activity/invites');
});

test('are asked for only once it is said what for, where the organisation keeps a list of purposes', async () => {
  const { askedInvites } = openLive('/nordwind/activity/invites', { organisation: { ...sampleOrganisation, purposes: ['Cost allocation'] } });
  const choice = await screen.findByRole('combobox', { name: /Pending invites$/ });
  expect(askedInvites).toEqual([]);
  fireEvent.change(choice, { target: { value: 'Cost allocation' } });
  await list();
  expect(askedInvites).toEqual(['Cost allocation']);
});

test('are not asked for where names are off, which says how that is changed', async () => {
  const { askedInvites } = openLive('/nordwind/activity/invites?lang=de', { organisation: { ...sampleOrganisation, names: 'off' } });
  expect(await screen.findByText(/^Wer eingeladen ist, wird nicht gezeigt/)).toBeTruthy();
  expect(askedInvites).toEqual([]);
});
