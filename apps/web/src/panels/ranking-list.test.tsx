import { cleanup, fireEvent, screen, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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

const cells = (region: HTMLElement) => within(region).getAllByRole('rowheader').map((cell) => cell.textContent);

test('a ranking that has the page to itself is whole, and its filter and order stand in the address', async () => {
  const asked = open('/nordwind/adoption/connectors');
  const region = await screen.findByRole('region', { name: 'Connectors' });
  const field = await within(region).findByRole('searchbox', { name: 'Filter rows' });
  await soon(() => expect(location.pathname).toBe('/nordwind/adoption/top-connectors'));
  expect(asked.find(({ by }) => by === 'connector')?.top).toBeGreaterThan(100);
  const all = cells(region);
  fireEvent.click(within(region).getByRole('button', { name: 'Connector' }));
  await soon(() => expect(location.search).toBe('?sort=-name'));
  expect(within(region).getByRole('columnheader', { name: /^Connector( ▼)?$/ }).getAttribute('aria-sort')).toBe('descending');
  fireEvent.keyDown(document.body, { key: '/' });
  expect(document.activeElement).toBe(field);
  fireEvent.input(field, { target: { value: all[0] ?? '' } });
  await soon(() => expect(new URLSearchParams(location.search).get('q')).toBe(all[0]));
  expect(within(region).getByRole('status').textContent).toMatch(new RegExp(`^\\d+ of ${all.length} rows$`));
});

test('what is typed to find a person is in no address', async () => {
  open('/nordwind/adoption/projects');
  const region = await screen.findByRole('region', { name: 'Users by projects used' });
  const field = await within(region).findByRole('searchbox', { name: 'Filter rows' });
  fireEvent.input(field, { target: { value: 'zebra' } });
  expect(await within(region).findByText('No match for “zebra”.')).toBeTruthy();
  expect(location.search).toBe('');
});
