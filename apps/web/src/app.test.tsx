import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { QueryClient } from '@tanstack/solid-query';
import type { PegelClient } from '@pegel/client';
import type { ReportQuery } from '@pegel/domain';
import { initialView, pageIds, pageQueries, queryNamesOf, seenQueries } from '@pegel/presentation';
import { sampleOrganisation } from '@pegel/presentation/testing';
import { askAhead } from './session/ask-ahead.js';
import { open, openLive } from './testing/opened.jsx';
import { soon } from './testing/soon.js';

/** How many reports the Overview asks for. */
const overviewReports = Object.keys(pageQueries(initialView('nordwind'), sampleOrganisation)).length;

const panel = (title: string) => screen.findByRole('region', { name: title });

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a page that is opened', () => {
  test.each(pageIds)('asks for every report of %s before it is drawn, in the order of its names, and for none of them again', async (page) => {
    const ahead = vi.fn<(asked: readonly ReportQuery[]) => void>();
    const asked = open(`/nordwind/${page}`, { beforeDrawn: (already) => ahead([...already]) });
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
    await waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeNull());
    const wanted = seenQueries(initialView('nordwind', page), sampleOrganisation);
    expect(ahead.mock.calls).toEqual([[queryNamesOf(page).flatMap((name) => (wanted[name] === undefined ? [] : [expect.objectContaining(wanted[name])]))]]);
    expect(asked.length).toBe(Object.keys(wanted).length);

    // Decided anew it has the same buttons, links and fields: one of them may have the focus.
    const usable = [...document.querySelectorAll('main :is(a, button, input, select)')];
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect([asked.length, document.querySelector('[aria-busy=true]')]).toEqual([2 * Object.keys(wanted).length, null]));
    expect(usable.filter((element) => !element.isConnected)).toEqual([]);
  });

  test('asks nobody at a door, or where it only leads on', async () => {
    for (const path of ['/login', '/setup', '/nordwind']) expect(await askAhead({ client: {} as PegelClient /* Nothing of it is to be used. */, queries: new QueryClient() }, path)).toBeNull();
  });

  test('asks for nothing that its reader may not see', async () => {
    const ahead = vi.fn<(asked: readonly ReportQuery[]) => void>();
    const asked = open('/nordwind/overview', { role: 'member', beforeDrawn: (already) => ahead([...already]) });
    expect(await screen.findByText(/available to/)).toBeTruthy();
    expect([ahead.mock.calls, asked]).toEqual([[[[]]], []]);
  });
});

describe('the Overview', () => {
  test('answers first: one sentence on use and one on cost', async () => {
    open('/nordwind/overview');
    expect(await screen.findByText('311 of 480 people with a seat used the assistant this week – 4 more than the week before.')).toBeTruthy();
    expect(await screen.findByText(/^Spend is \$16,658 this month/)).toBeTruthy();
    await waitFor(() => expect(document.title).toBe('Overview · Nordwind AG · Usage analytics'));
  });

  test('reads every tile as one sentence', async () => {
    open('/nordwind/overview');
    expect(await screen.findByText('Utilisation rate: 64.8%, 311 of 480, Sun 22 Nov, up 0.8 percentage points, versus Sunday 15 November.')).toBeTruthy();
  });

  test('speaks German when asked, and remembers it', async () => {
    open('/nordwind/overview?lang=de');
    expect(await screen.findByRole('heading', { level: 1, name: 'Übersicht' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('de');
    fireEvent.click((await screen.findAllByRole('radio', { name: 'English' }))[0] ?? document.body);
    expect(await screen.findByRole('heading', { level: 1, name: 'Overview' })).toBeTruthy();
    await waitFor(() => expect([location.search, localStorage.getItem('pegel.language')]).toEqual(['', 'en']));
  });

  test('shows any panel as a real table, and the link keeps it', async () => {
    open('/nordwind/overview');
    fireEvent.click(await within(await panel('Chats per day')).findByRole('button', { name: 'Show as table: Chats per day' }));
    const table = await within(await panel('Chats per day')).findByRole('table', { name: 'Chats per day · 26 Oct – 22 Nov' });
    expect(within(table).getByRole('row', { name: 'Sun 22 Nov 187 ▼ −142 (−43.2%) 321' })).toBeTruthy();
    await waitFor(() => expect(location.search).toBe('?table=chats'));
  });

  test('lets the keyboard walk along a chart and hear every point', async () => {
    open('/nordwind/overview');
    const cursor = await within(await panel('Chats per day')).findByRole('slider', { name: 'Chats per day: choose a day' });
    expect(cursor.getAttribute('aria-valuetext')).toBe('Sunday 22 November: 187 chats, down 142, 43.2 percent, versus Saturday 21 November, complete, Previous period, Sun 25 Oct: 321 chats.');
    fireEvent.keyDown(cursor, { key: 'PageDown' });
    expect(cursor.getAttribute('aria-valuetext')).toMatch(/^Sunday 15 November: 315 chats/);
  });

  test('says in one panel that it failed, and keeps the others', async () => {
    open('/nordwind/overview', { fails: (query) => query.by === 'model' });
    const failed = await panel('Spend by model');
    expect((await within(failed).findByRole('alert')).textContent).toContain('Could not load this panel. The other panels are up to date.');
    expect(await within(await panel('Weekly active users')).findByText(/rose from 295/)).toBeTruthy();
  });

  test('says how spend appears where extra usage is off', async () => {
    open('/nordwind/overview', { organisation: { ...sampleOrganisation, extraUsage: false } });
    expect(await within(await panel('Spend by model')).findByText(/^Spend reports appear once extra usage is switched on/)).toBeTruthy();
    expect(screen.queryByRole('link', { name: /Export spend report/ })).toBeNull();
  });

  test('asks for each report once, and links the same numbers as files', async () => {
    const asked = open('/nordwind/overview');
    await screen.findByText(/^Complete to Sun 22 Nov ·/);
    expect(new Set(asked.map((query) => JSON.stringify(query))).size).toBe(asked.length);
    expect(asked).toHaveLength(overviewReports);
    const link = await within(await panel('Spend by model')).findByRole('link', { name: 'Download CSV: Spend by model' });
    expect(link.getAttribute('href')).toBe('/report.csv?metrics=spend&range=30d&grain=total&by=model&top=5&organisation=nordwind');
    expect((await screen.findByRole('link', { name: /^Export spend report/ })).getAttribute('href')).toBe('/export/spend-by-user.csv?from=2026-10-26&to=2026-11-22&organisation=nordwind');
  });
});

describe('what changes while one looks', () => {
  const spendOfYesterday = { facts: ['spend'], from: '2026-11-22', to: '2026-11-22' } as const;
  const see = (state: 'visible' | 'hidden') => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const chip = () => screen.getByRole('button', { name: /live updates/ }).parentElement?.textContent ?? '';
  const opened = async () => {
    const page = openLive('/nordwind/overview');
    await screen.findByText(/^Complete to Sun 22 Nov ·/);
    await soon(() => expect(chip()).toMatch(/● Live · /));
    return page;
  };
  const spendAlone = (asked: readonly ReportQuery[]) => asked.slice(overviewReports).every(({ metrics }) => metrics.includes('spend'));
  beforeEach(() => sessionStorage.clear());

  test('is asked for again at once, and nothing else is', async () => {
    const { asked, tell } = await opened();
    tell(spendOfYesterday);
    await soon(() => expect(asked.length).toBeGreaterThan(overviewReports));
    expect(spendAlone(asked)).toBe(true);
    tell({ facts: ['activity'], from: '2025-01-01', to: '2025-01-01' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(spendAlone(asked)).toBe(true);
  });

  test('waits while the page is paused, also by p, and the tab remembers that it is', async () => {
    const { asked, tell } = await opened();
    fireEvent.keyDown(document.body, { key: 'p' });
    await soon(() => expect(chip()).toMatch(/‖ Paused · as of /));
    expect(sessionStorage.getItem('pegel.paused')).toBe('yes');
    tell(spendOfYesterday);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toHaveLength(overviewReports);
    fireEvent.click(screen.getByRole('button', { name: 'Resume live updates' }));
    await soon(() => expect(asked.length).toBeGreaterThan(overviewReports));
  });

  test('waits while nobody looks: the page gives its connection back, and catches up when it is seen again', async () => {
    const { asked, listeners } = await opened();
    see('hidden');
    expect(listeners.size).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toHaveLength(overviewReports);
    see('visible');
    expect(listeners.size).toBe(1);
    await soon(() => expect(asked).toHaveLength(2 * overviewReports));
  });

  test('does not move a page that is pinned', async () => {
    const { asked, tell } = openLive('/nordwind/overview?end=2026-11-15');
    await soon(() => expect(chip()).toMatch(/Pinned$/));
    await screen.findByText(/^Complete to Sun 22 Nov ·/);
    const before = asked.length;
    tell(spendOfYesterday);
    tell({ facts: ['spend'], from: '2026-11-01', to: '2026-11-22' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toHaveLength(before);
  });

  test('announces how fresh the page is when that becomes something else, not as it ages', async () => {
    await opened();
    const status = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
    const said = status();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(status()).toEqual(said);
    fireEvent.keyDown(document.body, { key: 'p' });
    await soon(() => expect(status().join()).toContain('Paused'));
  });

  test('says of every panel how fresh it is: what flows, and what may still be revised', async () => {
    await opened();
    expect(await within(await panel('Chats per day')).findByText('Live')).toBeTruthy();
    expect(await within(await panel('Spend by model')).findByText('Live · Provisional until 22 Dec')).toBeTruthy();
    expect(await screen.findByText(/^Today so far: /)).toBeTruthy();
  });
});

test('a reader without the right sees why, as whom, and no number', async () => {
  const asked = open('/nordwind/overview', { role: 'admin' });
  expect(await screen.findByText('Usage analytics is available to Primary Owners and Owners. You are signed in as Admin.')).toBeTruthy();
  expect(asked).toEqual([]);
});

describe('data sources', () => {
  test('an Admin, who may see no use, begins with them and is led nowhere else', async () => {
    open('/', { role: 'admin' });
    expect(await screen.findByText(/^No data source has delivered anything yet/)).toBeTruthy();
    expect([location.pathname, document.title]).toEqual(['/nordwind/sources', 'Data sources · Nordwind AG · Usage analytics']);
    expect(within(screen.getByRole('navigation')).getAllByRole('link').map((link) => link.textContent)).toEqual(['Data sources', 'Settings']);
    // Where nothing is there yet, the page says what brings it, and leads to the key that this needs.
    expect(screen.getByRole('link', { name: 'Make an ingest key in the settings' }).getAttribute('href')).toBe('/nordwind/settings/keys');
    expect([...document.querySelectorAll('main code')].map(({ textContent }) => textContent?.split('\n')[0])).toEqual([
      `export PEGEL_URL=${location.origin}`, ...['claude-code ~/.claude --person you@example.com', 'claude-export ./data-2026-03-20-batch-0000.zip', 'claude-admin ./exports', 'directory ./exportUsers_2026-11-22.csv'].map((rest) => `npx --no-install pegel import ${rest}`),
    ]);
  });

  test('who may see neither is told why, and as whom', async () => {
    open('/nordwind/sources', { role: 'member' });
    expect(await screen.findByText('Data sources are shown to Primary Owners, Owners and Admins. You are signed in as Member.')).toBeTruthy();
    expect(screen.queryByRole('navigation')).toBeNull();
  });
});

test('a part of the settings that does not exist is not said to be kept from its reader', async () => {
  open('/nordwind/settings/colours');
  expect(await screen.findByText('There is no such page.')).toBeTruthy();
  expect(screen.queryByText(/is not shown to you/)).toBeNull();
});

test('the bare address leads to the reader’s organisation', async () => {
  open('/');
  await screen.findByRole('heading', { level: 1, name: 'Overview' });
  expect(location.pathname).toBe('/nordwind/overview');
});

describe('signing in', () => {
  const submit = async (password: string) => {
    fireEvent.input(await screen.findByLabelText('E-mail address'), { target: { value: 'h.vogt@nordwind.example' } });
    fireEvent.input(screen.getByLabelText('Password'), { target: { value: password } });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  };

  test('says in words what is wrong and keeps what was typed', async () => {
    vi.stubGlobal('fetch', async () => new Response('{}', { status: 401 }));
    open('/login');
    await submit('wrong');
    expect(await screen.findByText('The e-mail address or the password is not right.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('E-mail address').value).toBe('h.vogt@nordwind.example');
  });

  test('returns to the page that was asked for', async () => {
    vi.stubGlobal('fetch', async (path: string) => new Response('{}', { status: path.startsWith('/auth/') ? 200 : 404 }));
    open('/login?next=%2Fnordwind%2Foverview%3Frange%3D7d');
    await submit('right');
    await screen.findByRole('heading', { level: 1, name: 'Overview' });
    expect(`${location.pathname}${location.search}`).toBe('/nordwind/overview?range=7d');
  });
});
