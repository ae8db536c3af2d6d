import { cleanup, fireEvent, screen, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { open } from '../testing/opened.jsx';
import { soon } from '../testing/soon.js';

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('/ leads to the filter, which stands in the address, says how many are left, and is cleared', async () => {
  open('/nordwind/metrics');
  const field = await screen.findByRole('searchbox', { name: 'Filter metrics' });
  fireEvent.keyDown(document.body, { key: '/' });
  expect(document.activeElement).toBe(field);
  fireEvent.input(field, { target: { value: 'invit' } });
  expect(await screen.findByRole('link', { name: 'Pending invites' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Chats' })).toBeNull();
  await soon(() => expect(location.search).toBe('?q=invit'));
  expect(screen.getByRole('status').textContent).toMatch(/^\d of 26 metrics$/);
  fireEvent.input(field, { target: { value: 'zebra' } });
  expect(await screen.findByText('No match for “zebra”.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
  expect(await screen.findByRole('link', { name: 'Chats' })).toBeTruthy();
  await soon(() => expect(location.search).toBe(''));
});

test('a metric has an address of its own, which leads to where it stands and can be copied', async () => {
  const writeText = vi.fn(() => Promise.resolve());
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'clipboard'));
  open('/nordwind/metrics/utilisation');
  const page = await screen.findByRole('article');
  expect(within(page).getByRole('heading', { name: 'Utilisation rate' })).toBeTruthy();
  expect(within(page).getByText('Weekly active users (WAU) ÷ Total seats.')).toBeTruthy();
  expect(within(page).getByRole('link', { name: 'Overview · Tile' }).getAttribute('href')).toBe('/nordwind/overview?explain=utilisation');
  fireEvent.click(within(page).getByRole('button', { name: 'Copy link' }));
  expect(await within(page).findByText('Link copied')).toBeTruthy();
  expect(writeText).toHaveBeenCalledWith(expect.stringMatching(/\/nordwind\/metrics\/utilisation$/));
  fireEvent.click(within(page).getByRole('link', { name: 'Total seats' }));
  expect(await screen.findByRole('heading', { name: 'Total seats' })).toBeTruthy();
});

test('an address that names no metric says so and offers the nearest', async () => {
  open('/nordwind/metrics/utilization?lang=de');
  expect(await screen.findByRole('heading', { name: 'Es gibt keine Kennzahl namens „utilization“.' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Auslastungsquote' }).getAttribute('href')).toBe('/nordwind/metrics/utilisation');
});

test('a role that sees no number is told why', async () => {
  open('/nordwind/metrics', { role: 'member' });
  expect(await screen.findByText(/Usage analytics is available to Primary Owners and Owners/)).toBeTruthy();
});
