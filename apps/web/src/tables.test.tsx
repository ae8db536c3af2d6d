import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sampleOrganisation } from '@pegel/presentation/testing';
import { open, openLive } from './testing/opened.jsx';
import { soon } from './testing/soon.js';

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

describe('where numbers of people are looked at for a purpose', () => {
  const organisation = { ...sampleOrganisation, purposes: ['Cost allocation', 'Security'] };
  beforeEach(() => sessionStorage.clear());

  test('nothing of people is asked until one is chosen; it is said in both languages while it applies, never in the address, and can be changed', async () => {
    const asked = open('/nordwind/adoption?table=top_projects,top_artifacts,top_connectors', { organisation });
    const ranking = await panel('Top 10 users by projects used');
    await within(ranking).findByText(/^These are numbers of single people/);
    await within(await panel('Top connectors')).findByRole('table');
    expect(asked.some(({ by }) => by === 'person')).toBe(false);
    expect(within(ranking).queryByRole('link')).toBeNull();

    fireEvent.change(await within(ranking).findByRole('combobox', { name: /^Purpose/ }), { target: { value: 'Security' } });
    await within(ranking).findByRole('table');
    expect(within(ranking).getByText(/^Purpose: Security/)).toBeTruthy();
    // What was said for one table holds for all of them.
    await within(await panel('Top 10 users by artifacts generated')).findByText(/^Purpose: Security/);
    expect(asked.filter(({ by }) => by === 'person')).toMatchObject([{ purpose: 'Security' }, { purpose: 'Security' }]);
    expect(asked.filter(({ by }) => by !== 'person').some((query) => 'purpose' in query && query.purpose !== undefined)).toBe(false);
    expect(within(ranking).getByRole('link', { name: /^CSV|CSV/ }).getAttribute('href')).toContain('purpose=Security');
    expect(location.search).toBe('?table=top_projects,top_artifacts,top_connectors');
    await soon(() => expect(document.activeElement?.textContent).toBe('change'));

    fireEvent.click(within(ranking).getByRole('button', { name: 'Purpose: change (Top 10 users by projects used)' }));
    await within(ranking).findByRole('combobox', { name: /^Purpose/ });
    expect(within(ranking).queryByRole('table')).toBeNull();
  });

  test('it keeps on the way to the spend of every person, in German, too, and is forgotten with the tab', async () => {
    open('/nordwind/spend?lang=de', { organisation });
    const choice = await screen.findByRole('combobox', { name: /^Zweck/ });
    expect(screen.queryByRole('link', { name: /Ausgaben je Person|je Benutzer/ })).toBeNull();
    fireEvent.change(choice, { target: { value: 'Cost allocation' } });
    expect(await screen.findByText(/^Zweck: Cost allocation/)).toBeTruthy();
    // Once its days are known it is a link.
    const addressed = () => [...document.querySelectorAll<HTMLAnchorElement>('a[download]')].find(({ href }) => href.includes('/export/spend-by-user.csv'))?.href ?? '';
    await soon(() => expect(addressed()).toContain('purpose=Cost+allocation'));
    fireEvent.keyDown(document.body, { key: '3' });
    await screen.findAllByText(/^Zweck: Cost allocation/);
    expect([Object.keys({ ...localStorage }).some((key) => key.includes('purpose')), sessionStorage.getItem('pegel.purpose')]).toEqual([false, `${organisation.slug} Cost allocation`]);
  });
});

describe('a page of tables', () => {
  test('draws what has a picture, with the same numbers as a table one click or key away, which the link keeps', async () => {
    open('/nordwind/adoption');
    const chats = await panel('Chats per day');
    const cursor = await within(chats).findByRole('slider', { name: 'Chats per day: choose a day' });
    expect(cursor.getAttribute('aria-valuetext')).toMatch(/^Sunday 22 November: 187 chats/);
    const ranking = await panel('Top 10 users by projects used');
    expect((await within(ranking).findAllByRole('listitem')).slice(-2).map(({ textContent }) => textContent?.slice(0, 4))).toEqual(['9I. ', '10=J']);
    expect(within(ranking).queryByRole('table')).toBeNull();
    fireEvent.click(within(chats).getByRole('button', { name: 'Show as table: Chats per day' }));
    const newest = within(await within(await panel('Chats per day')).findByRole('table')).getAllByRole('row')[1];
    expect(newest?.textContent).toContain('187');
    await soon(() => expect(location.search).toBe('?table=chats_course'));
  });

  test('says what was spent to date in tiles, each of which explains itself', async () => {
    open('/nordwind/spend');
    const tiles = await within(await panel('Total spend to date')).findAllByRole('listitem');
    expect(tiles.map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim()).map((text) => text?.slice(0, 24))).toEqual(['Month to date $16,658.42', 'Quarter to date $39,637.', 'Year to date $177,615.71']);
    expect(tiles[0]?.textContent).toContain('1–22 Nov');
  });

  test('is reached from any other, by its link and by its key, with the same days', async () => {
    open('/nordwind/overview?range=90d&table=chats');
    fireEvent.click(await screen.findByRole('link', { name: 'Adoption' }));
    await screen.findByRole('heading', { level: 1, name: 'Adoption' });
    await soon(() => expect([`${location.pathname}${location.search}`, document.title]).toEqual(['/nordwind/adoption?range=90d', 'Adoption · Nordwind AG · Usage analytics']));
    fireEvent.keyDown(document.body, { key: '4' });
    await screen.findByRole('heading', { level: 1, name: 'Spend' });
    await soon(() => expect(`${location.pathname}${location.search}`).toBe('/nordwind/spend?range=90d'));
  });

  test('asks for its own reports alone', async () => {
    const asked = open('/nordwind/activity');
    const row = await within(await panel('User activity')).findByRole('row', { name: /Utilisation rate/ });
    expect([...row.children].map(({ textContent }) => textContent)).toEqual(['', 'Utilisation rate', '64.8%', '▲ +0.8 pp', '311 of 480', '']);
    expect([...new Set(asked.map(({ by, grain }) => by ?? grain))].toSorted()).toEqual(['day', 'surface']);
  });

  test('has a real table in every panel, whose rows and columns have names', async () => {
    open('/nordwind/adoption?table=top_projects&lang=de');
    const table = await within(await panel('Top 10 Benutzer nach verwendeten Projekten')).findByRole('table', { name: /^Top 10 Benutzer nach verwendeten Projekten · 28\.|^Top 10 Benutzer nach verwendeten Projekten · 26\. Okt/ });
    expect(within(table).getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['Rang', 'Person', 'Projekte']);
    expect(within(table).getAllByRole('rowheader')).toHaveLength(10);
    expect(within(table).getByRole('row', { name: /^10= J\. Sample/ })).toBeTruthy();
  });

  test('shows a ranking down to its end, and the link keeps it', async () => {
    const asked = open('/nordwind/adoption?table=top_projects');
    fireEvent.click(await screen.findByRole('button', { name: 'Show all: Top 10 users by projects used' }));
    await screen.findByRole('button', { name: 'Show the first 10: Users by projects used' });
    expect(within(await panel('Users by projects used')).getAllByRole('rowheader')).toHaveLength(13);
    await soon(() => expect(location.search).toBe('?table=top_projects&all=top_projects'));
    expect(asked.filter(({ by }) => by === 'person').map(({ top }) => top)).toEqual([11, 11, 1_000]);
  });

  test('explains a number of a row, and that of a column', async () => {
    open('/nordwind/spend?win=1y&table=spend_by_model_1y');
    fireEvent.click(await screen.findByRole('button', { name: 'Explain: Quarter to date (Total spend to date)' }));
    expect(await screen.findByRole('heading', { name: 'Total spend, Quarter to date' })).toBeTruthy();
    await soon(() => expect(location.search).toBe('?win=1y&table=spend_by_model_1y&explain=spend:spend_qtd'));
    fireEvent.click(await screen.findByRole('button', { name: 'Explain: Requests (Spend by model, 1 year)' }));
    expect(await screen.findByRole('heading', { name: 'Requests' })).toBeTruthy();
    await soon(() => expect(location.search).toBe('?win=1y&table=spend_by_model_1y&explain=requests:spend_by_model_1y'));
  });

  test('keeps its rows in their places under a pointer, says that newer ones wait, and orders them anew once it has left', async () => {
    let slack: number | undefined;
    const page = openLive('/nordwind/adoption?table=top_connectors', { value: (name, _, key) => (name === 'connectorUsers' && key === 'slack' ? slack : undefined) });
    const first = async () => (await within(await panel('Top connectors')).findAllByRole('rowheader'))[0]?.textContent;
    expect(await first()).toBe('google-drive');
    const table = within(await panel('Top connectors')).getByRole('table');
    fireEvent.pointerEnter(table.closest('[role=region]')?.parentElement ?? table);
    slack = 9_999;
    page.tell({ facts: ['activity'], from: '2026-11-22', to: '2026-11-22' });
    await within(await panel('Top connectors')).findByRole('button', { name: '1 update · Apply' });
    expect(await first()).toBe('google-drive');
    fireEvent.pointerLeave(table.closest('[role=region]')?.parentElement ?? table);
    await soon(async () => expect(await first()).toBe('slack'));
  });

  test('offers every number as a file, a ranking whole', async () => {
    open('/nordwind/adoption');
    const file = await within(await panel('Top connectors')).findByRole('link', { name: 'Download CSV: Top connectors' });
    expect(file.getAttribute('href')).toBe('/report.csv?metrics=connectorUsers%2CconnectorCalls&range=28d&grain=total&by=connector&organisation=nordwind');
    cleanup();
    open('/nordwind/spend');
    // Several of them are in its menu, which their key leads to.
    const several = within(await panel('Total spend to date'));
    const menu = await several.findByRole('button', { name: 'More: Total spend to date' });
    expect(several.queryAllByRole('link')).toEqual([]);
    fireEvent.click(menu);
    const items = within(await screen.findByRole('menu', { name: 'More: Total spend to date' })).getAllByRole('menuitem').map(({ textContent }) => textContent);
    expect(items.filter((text) => /^CSV: [^,]+$/.test(text ?? ''))).toEqual(['CSV: Month to date', 'CSV: Quarter to date', 'CSV: Year to date']);
  });
});

describe('what there is no table for', () => {
  test('people where numbers by person are switched off: says why in their panels alone, and asks for none of them', async () => {
    const asked = open('/nordwind/adoption?table=top_connectors', { organisation: { ...sampleOrganisation, names: 'off' } });
    expect(await within(await panel('Top 10 users by projects used')).findByText(/^Numbers of single people are switched off for this organisation\. Primary Owners/)).toBeTruthy();
    expect(within(await panel('Top 10 users by projects used')).queryByRole('link')).toBeNull();
    expect(await within(await panel('Top connectors')).findByRole('table')).toBeTruthy();
    expect(asked.filter(({ by }) => by === 'person')).toEqual([]);
  });

  test('spend that is off: says how it is switched on, in every panel', async () => {
    open('/nordwind/spend?lang=de', { organisation: { ...sampleOrganisation, extraUsage: false } });
    await waitFor(() => expect(screen.queryAllByText(/^Ausgabenberichte werden angezeigt, sobald „zusätzliche Nutzung“/)).toHaveLength(5));
    expect(screen.queryByRole('table')).toBeNull();
  });

  test('a report that fails: says so in its panels, and keeps the others', async () => {
    open('/nordwind/adoption?table=chats_course', { fails: ({ by }) => by === 'connector' });
    expect((await within(await panel('Top connectors')).findByRole('alert')).textContent).toContain('Could not load this panel. The other panels are up to date.');
    expect(await within(await panel('Chats per day')).findByRole('table')).toBeTruthy();
  });
});
