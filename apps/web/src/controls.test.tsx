import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReportQuery } from '@pegel/domain';
import { open } from './testing/opened.jsx';

// What a browser loads once somebody asks is not to be made while they wait.
beforeAll(() => Promise.all([import('./panels/panel-menu-items.jsx'), import('./period/period-sheet.jsx'), import('./groups/group-sheet.jsx')]));
beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  // Neither is there without a test that puts it there.
  Reflect.deleteProperty(navigator, 'clipboard');
  Reflect.deleteProperty(HTMLDialogElement.prototype, 'showModal');
});

const named = (name: RegExp | string) => screen.findByRole('button', { name });
/** Once the days are known, which the name of the button says. */
const opened = async () => {
  const button = await named(/^Period:\s*Last \d+ days\s*\d/);
  fireEvent.click(button);
  return within(await screen.findByRole('dialog', { name: 'Period' }));
};

describe('an address', () => {
  test('that is old, or says more than is known, becomes the one it means; what it cannot mean is said once', async () => {
    open('/nordwind/overview/?utm_source=mail&by=week&range=yesterday');
    expect(await screen.findByText('“yesterday” is not a valid range; showing the default instead.')).toBeTruthy();
    await waitFor(() => expect(`${location.pathname}${location.search}`).toBe('/nordwind/overview?by=week'));
    expect(screen.getByText(/“yesterday”/)).toBeTruthy();
    fireEvent.click(await named('Previous period'));
    await waitFor(() => expect(screen.queryByText(/“yesterday”/)).toBeNull());
  });
});

describe('whose numbers', () => {
  const everyone = () => named(/^Whose numbers:\s*Everyone/);
  const whereOf = (query: { readonly where?: readonly object[] }) => query.where ?? [];

  test('are chosen from what the directory has, kept from page to page and in what is taken along, and given up with one press', async () => {
    const asked = open('/nordwind/overview');
    fireEvent.click(await everyone());
    const sheet = within(await screen.findByRole('dialog', { name: 'Whose numbers' }));
    await sheet.findByRole('button', { name: /^engineering\s*12 people/ });
    expect(sheet.queryByRole('searchbox')).toBeNull();
    const before = asked.length;
    fireEvent.click(sheet.getByRole('button', { name: /^engineering/ }));
    await waitFor(() => expect(location.search).toBe('?group=department:engineering'));
    expect(await screen.findByRole('heading', { name: 'Chats per day · engineering' })).toBeTruthy();
    expect(asked.length).toBeGreaterThan(before);
    for (const query of asked.slice(before)) expect(whereOf(query)).toEqual([{ dimension: 'department', key: 'engineering' }]);
    fireEvent.click(within(screen.getByRole('navigation', { name: 'Pages' })).getByRole('link', { name: 'Activity' }));
    await waitFor(() => expect(`${location.pathname}${location.search}`).toBe('/nordwind/activity?group=department:engineering'));
    expect(await screen.findByText(/^Whose invites are out, and how old they are, is told of everyone alone and not shown for Department: engineering\.$/)).toBeTruthy();
    fireEvent.click(await named('Show everyone again, not only Department: engineering'));
    await waitFor(() => expect(location.search).toBe(''));
    expect(document.activeElement).toBe(await everyone());
    expect(await screen.findByRole('heading', { name: /^Pending invites · 11/ })).toBeTruthy();
  });

  test('are never those of others while the new ones load', async () => {
    const slow: (() => void)[] = [];
    open('/nordwind/overview', { waits: (query) => (whereOf(query).length === 0 ? Promise.resolve() : new Promise((resolve) => void slow.push(resolve))) });
    expect(await screen.findByText(/^311 of 480 people/)).toBeTruthy();
    fireEvent.click(await everyone());
    fireEvent.click(await named(/^sales/));
    await waitFor(() => expect(location.search).toBe('?group=department:sales'));
    expect([screen.queryByText(/of 480 people/), screen.queryByText('64.8%')]).toEqual([null, null]);
    for (const arrive of slow) arrive();
    expect(await screen.findByText(/^Department: sales\. 311 of 480 people/)).toBeTruthy();
  });

  test('of a group that is gone are everyone’s, and that is said once', async () => {
    open('/nordwind/overview?range=7d&group=department:gone');
    expect(await screen.findByText('“department:gone” is no group, department or cost centre of these days; showing everyone instead.')).toBeTruthy();
    await waitFor(() => expect(location.search).toBe('?range=7d'));
    fireEvent.click(await named('Previous period'));
    await waitFor(() => expect(screen.queryByText(/department:gone/)).toBeNull());
  });

  test('are found by typing where there are many; what is too small cannot be chosen and says why, and where nothing matches that is said', async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ dimension: 'department' as const, key: `team ${index}`, members: index === 3 ? null : 10 + index, isOffered: index !== 3 }));
    open('/nordwind/overview', { groups: many, groupSize: 5 });
    fireEvent.click(await everyone());
    const sheet = within(await screen.findByRole('dialog', { name: 'Whose numbers' }));
    const field = await sheet.findByRole('searchbox', { name: 'Search groups' });
    expect(sheet.getByText(/^What says “under 5” has no numbers/)).toBeTruthy();
    const small = sheet.getByRole('button', { name: /^team 3\s*under 5/ });
    fireEvent.click(small);
    expect([small.getAttribute('aria-disabled'), location.search]).toEqual(['true', '']);
    fireEvent.input(field, { target: { value: 'xyz' } });
    expect((await sheet.findAllByText('No match for “xyz”.')).length).toBeGreaterThan(0);
    fireEvent.click(sheet.getByRole('button', { name: 'Clear search' }));
    expect(document.activeElement).toBe(field);
    fireEvent.input(field, { target: { value: 'team 11' } });
    field.focus();
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(location.search).toBe('?group=department:team%2011'));
  });

  test('are searched from the first letter on, which is no key of the page', async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ dimension: 'department' as const, key: `team ${index}`, members: 10 + index, isOffered: true }));
    open('/nordwind/overview', { groups: many, groupSize: 5 });
    fireEvent.click(await everyone());
    const sheet = within(await screen.findByRole('dialog', { name: 'Whose numbers' }));
    const field = await sheet.findByRole('searchbox', { name: 'Search groups' });
    for (const key of ['ArrowDown', 'ArrowDown', '2']) fireEvent.keyDown(document.activeElement ?? field, { key });
    expect(document.activeElement).toBe(field);
    expect(location.pathname).toBe('/nordwind/overview');
  });
});

describe('the period', () => {
  test('is stepped through, back into the past and forth until today, and the address keeps it', async () => {
    open('/nordwind/overview');
    await named(/^Period:\s*Last 28 days\s*26 Oct/);
    expect((await named('Next period')).getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(await named('Previous period'));
    await named(/^Period:\s*Last 28 days\s*28 Sept? – 25 Oct/);
    expect(location.search).toBe('?end=2026-10-25');
    expect(await screen.findByText(/^Pinned to 25 Oct 2026\. Live updates are off\./)).toBeTruthy();
    fireEvent.click(await named('Next period'));
    await waitFor(() => expect(location.search).toBe(''));
  });

  test('has names with the days they mean, and steps that fit them', async () => {
    open('/nordwind/overview');
    const sheet = await opened();
    expect(sheet.getByRole('button', { name: /^Last 28 days/ }).getAttribute('aria-pressed')).toBe('true');
    expect(document.activeElement).toBe(sheet.getByRole('button', { name: /^Last 28 days/ }));
    fireEvent.click(sheet.getByRole('button', { name: /^Last 12 months/ }));
    await waitFor(() => expect(location.search).toBe('?range=12m'));
    expect(screen.queryByRole('dialog', { name: 'Period' })).toBeNull();
    expect(document.activeElement?.getAttribute('aria-haspopup')).toBe('dialog');
  });

  test('is typed as Germans write days, and says what is wrong with a day that is none', async () => {
    open('/nordwind/overview');
    const sheet = await opened();
    const [from, to] = [sheet.getByRole('textbox', { name: 'From' }), sheet.getByRole('textbox', { name: 'To' })];
    fireEvent.input(from, { target: { value: '31.11.2026' } });
    fireEvent.click(sheet.getByRole('button', { name: 'Apply' }));
    expect(sheet.getByRole('alert').textContent).toBe('From: “31.11.2026” is not a day. Type 2026-11-22, 22.11.2026 or -7d for seven days ago.');
    expect([document.activeElement, from.getAttribute('aria-invalid')]).toEqual([from, 'true']);
    fireEvent.input(from, { target: { value: '1.11.2026' } });
    fireEvent.input(to, { target: { value: '-9d' } });
    fireEvent.click(sheet.getByRole('button', { name: 'Apply' }));
    await waitFor(() => expect(location.search).toBe('?range=2026-11-01..2026-11-14'));
  });

  test('is chosen in the calendar by keys alone', async () => {
    open('/nordwind/overview');
    const sheet = await opened();
    const grid = sheet.getByRole('grid', { name: 'November 2026' });
    const key = (name: string) => fireEvent.keyDown(within(grid).getAllByRole('button').find(({ tabIndex }) => tabIndex === 0) ?? grid, { key: name });
    key('ArrowUp');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Sunday 15 November 2026'));
    fireEvent.click(document.activeElement ?? grid);
    key('PageUp');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Thursday 15 October 2026'));
    fireEvent.click(document.activeElement ?? grid);
    fireEvent.click(sheet.getByRole('button', { name: 'Apply' }));
    await waitFor(() => expect(location.search).toBe('?range=2026-10-15..2026-11-15'));
  });

  test('is pinned and let go, compared with something else, and includes today', async () => {
    const asked = open('/nordwind/overview');
    const sheet = await opened();
    fireEvent.click(sheet.getByRole('radio', { name: 'Year before' }));
    fireEvent.click(sheet.getByRole('checkbox', { name: 'Include today (incomplete)' }));
    await waitFor(() => expect(location.search).toBe('?today=1&cmp=yoy'));
    await waitFor(() => expect(asked.some(({ today, compare }) => today === true && compare === 'year')).toBe(true));
    expect(sheet.getByText(/^Data starts 1 Jan 2026\./)).toBeTruthy();
    fireEvent.click(sheet.getByRole('button', { name: 'Pin dates' }));
    await waitFor(() => expect(location.search).toBe('?end=2026-11-22&today=1&cmp=yoy'));
    fireEvent.click(await screen.findByRole('link', { name: 'Unpin' }));
    await waitFor(() => expect(location.search).toBe('?today=1&cmp=yoy'));
  });
});

describe('a panel', () => {
  const region = (name: string) => screen.findByRole('region', { name });
  const clipboard = () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text: string) => void copied.push(text) } });
    return copied;
  };
  /** The menu opens as it arrives, and its first entry has the focus. */
  const menuOf = async (title: string) => {
    fireEvent.click(await within(await region(title)).findByRole('button', { name: `More: ${title}` }));
    return within(await screen.findByRole('menu', { name: `More: ${title}` }));
  };
  const choose = (item: HTMLElement) => {
    fireEvent.keyDown(item, { key: 'Enter' });
  };

  test('keeps what it shows while the same by week, or over another length, is asked for the first time, and then has that', async () => {
    const slow: (() => void)[] = [];
    const waitsFor = (isNew: (query: ReportQuery) => boolean) => ({ waits: (query: ReportQuery) => (isNew(query) ? new Promise<void>((resolve) => void slow.push(resolve)) : Promise.resolve()) });
    open('/nordwind/overview', waitsFor(({ grain }) => grain === 'week'));
    await within(await region('Chats per day')).findByText(/lowest 187/);
    fireEvent.keyDown(document.body, { key: 'i' });
    const chats = await region('Chats per week');
    expect([within(chats).queryByText(/lowest 187/) !== null, within(chats).queryByText('Loading …'), chats.getAttribute('aria-busy')]).toEqual([true, null, 'true']);
    await waitFor(() => expect(slow.length).toBeGreaterThan(0));
    for (const arrive of slow.splice(0)) arrive();
    await waitFor(async () => expect(within(await region('Chats per week')).queryByText(/lowest 187/)).toBeNull());
    expect(await within(await region('Chats per week')).findByText(/^Chats per week: lowest/)).toBeTruthy();
    cleanup();
    open('/nordwind/spend', waitsFor(({ range }) => range === '91d'));
    await within(await region('Spend by model, 1 month')).findByText('Claude Opus');
    fireEvent.keyDown(document.body, { key: 'm' });
    expect(await within(await region('Spend by model, 3 months')).findByText('Claude Opus')).toBeTruthy();
    for (const arrive of slow.splice(0)) arrive();
    await waitFor(async () => expect((await region('Spend by model, 3 months')).getAttribute('aria-busy')).toBe('false'));
  });

  test('has everything it can do in a menu, for keys as well', async () => {
    open('/nordwind/overview');
    await within(await region('Chats per day')).findByText(/lowest 187/);
    const menu = await menuOf('Chats per day');
    expect(menu.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(['Show as tablev', 'Explain this numbere', 'Enlargef', 'Copy as Markdowny', 'Copy link', 'Copy link with these dates', 'Download CSV', 'Download CSV, for Excel in German', 'Download JSON']);
    choose(menu.getByRole('menuitem', { name: /^Show as table/ }));
    await waitFor(() => expect(location.search).toBe('?table=chats'));
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  });

  test('can have the page to itself, with its table below, and gives it back', async () => {
    open('/nordwind/overview');
    await within(await region('Chats per day')).findByText(/lowest 187/);
    choose((await menuOf('Chats per day')).getByRole('menuitem', { name: /^Enlarge/ }));
    await waitFor(() => expect(location.pathname).toBe('/nordwind/overview/chats'));
    await waitFor(() => expect(screen.getAllByRole('region').map((panel) => panel.getAttribute('data-panel')).filter((id) => id !== null)).toEqual(['chats']));
    expect(await within(await region('Chats per day')).findByRole('table', { name: /^Chats per day/ })).toBeTruthy();
    expect(screen.queryByText(/people with a seat used the assistant/)).toBeNull();
    fireEvent.click(await screen.findByRole('link', { name: 'Back to Overview' }));
    await waitFor(() => expect(location.pathname).toBe('/nordwind/overview'));
    expect(await region('Weekly active users')).toBeTruthy();
    // The same by a key, on the panel that has the focus.
    (await within(await region('Spend by model')).findByRole('button', { name: 'More: Spend by model' })).focus();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'f' });
    await waitFor(() => expect(location.pathname).toBe('/nordwind/overview/spend-by-model'));
    fireEvent.keyDown(document.body, { key: 'f' });
    await waitFor(() => expect(location.pathname).toBe('/nordwind/overview'));
  });

  test('is copied as a table with what may be relied on and a link that keeps its days; its link follows them or keeps them', async () => {
    const copied = clipboard();
    open('/nordwind/overview');
    await within(await region('Spend by model')).findByText('Claude Opus');
    choose((await menuOf('Spend by model')).getByRole('menuitem', { name: /^Copy as Markdown/ }));
    await screen.findByText('Copied');
    expect(copied[0]?.replaceAll('\u00a0', ' ').split('\n')).toEqual([
      '**Spend by model · 24 Oct – 22 Nov**', '', '| Model | Spend (USD) | Share |', '| :--- | ---: | ---: |', '| Claude Opus | $11,567.64 | 52% |', '| Claude Sonnet | $7,785.91 | 35% |', '| Claude Haiku | $2,002.09 | 9% |',
      '| Other | $889.82 | 4% |', '| Total | $22,245.46 | 100% |', '', expect.stringMatching(/^Complete to Sun 22 Nov ·/), `${location.origin}/nordwind/overview/spend-by-model?end=2026-11-22`, '',
    ]);
    choose((await menuOf('Spend by model')).getByRole('menuitem', { name: 'Copy link' }));
    await screen.findByText('Link copied');
    choose((await menuOf('Spend by model')).getByRole('menuitem', { name: 'Copy link with these dates' }));
    await screen.findByText('Link with these dates copied');
    expect(copied.slice(1)).toEqual([`${location.origin}/nordwind/overview/spend-by-model`, `${location.origin}/nordwind/overview/spend-by-model?end=2026-11-22`]);
  });

  test('that the browser does not copy is there to be copied by hand', async () => {
    HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) { this.open = true; };
    open('/nordwind/overview');
    await within(await region('Spend by model')).findByText('Claude Opus');
    choose((await menuOf('Spend by model')).getByRole('menuitem', { name: /^Copy as Markdown/ }));
    const text = await screen.findByRole('textbox', { name: /^This browser does not allow copying here/ });
    expect(text.textContent).toContain('| Claude Opus |');
  });
});

test('time is stepped through by keys: the period of a page, and the day of a page about days', async () => {
  open('/nordwind/overview');
  await named(/^Period:\s*Last 28 days\s*26 Oct/);
  fireEvent.keyDown(document.body, { key: ',' });
  await waitFor(() => expect(location.search).toBe('?end=2026-10-25'));
  fireEvent.keyDown(document.body, { key: 'P' });
  await waitFor(() => expect(location.search).toBe(''));
  cleanup();
  open('/nordwind/adoption');
  await named(/^Period:\s*Last 28 days\s*26 Oct/);
  fireEvent.keyDown(document.body, { key: ',' });
  await waitFor(() => expect(location.search).toBe('?day=2026-11-21'));
  fireEvent.keyDown(document.body, { key: '.' });
  await waitFor(() => expect(location.search).toBe(''));
});
