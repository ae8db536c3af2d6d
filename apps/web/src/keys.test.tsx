import { cleanup, fireEvent, screen, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { open } from './testing/opened.jsx';
import { soon } from './testing/soon.js';

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('scrollTo', () => undefined);
  // jsdom draws no dialogs.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) { this.open = true; };
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) { this.open = false; this.dispatchEvent(new Event('close')); };
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const press = (...keys: readonly string[]) => { for (const key of keys) fireEvent.keyDown(document.activeElement ?? document.body, { key }); };
const opened = async (path = '/nordwind/overview') => {
  open(path);
  await screen.findByText(/^Complete to Sun 22 Nov ·/);
};

describe('keys', () => {
  test('lead to pages by number and by letter, with the same days', async () => {
    await opened('/nordwind/overview?range=7d');
    press('4');
    await screen.findByRole('heading', { level: 1, name: 'Spend' });
    press('g', 'd');
    await screen.findByRole('heading', { level: 1, name: 'Adoption' });
    const at = (address: string) => soon(() => expect(`${location.pathname}${location.search}`).toBe(address));
    await at('/nordwind/adoption?range=7d');
    press('t', 'q');
    await at('/nordwind/adoption?range=qtd');
    press('c');
    await at('/nordwind/adoption?range=qtd&cmp=yoy');
  });

  test('mean nothing while somebody types, nor after a beginning that leads nowhere', async () => {
    await opened();
    press('g', 'ö', 's');
    expect(location.pathname).toBe('/nordwind/overview');
    press('?');
    const search = await screen.findByRole('searchbox', { name: 'Search keys' });
    search.focus();
    press('4', 'g', 's');
    expect(location.pathname).toBe('/nordwind/overview');
  });

  test('are listed as far as they work on the page, and can be searched', async () => {
    await opened();
    press('?');
    const sheet = await screen.findByRole('dialog', { name: 'Keys on this page' });
    expect(within(sheet).getByText('Spend').closest('div')?.textContent).toBe('4 or g sSpend');
    expect(within(sheet).getByText('Table or chart')).toBeTruthy();
    expect(within(sheet).queryByText('Quit')).toBeNull();
    fireEvent.input(within(sheet).getByRole('searchbox'), { target: { value: 'refr' } });
    expect(within(sheet).getAllByRole('definition').map(({ textContent }) => textContent)).toEqual(['Refresh']);
    expect(within(sheet).getByRole('status').textContent).toBe('1 key');
    fireEvent.input(within(sheet).getByRole('searchbox'), { target: { value: 'quit' } });
    expect(within(sheet).getByText('No key is called that.')).toBeTruthy();
    cleanup();

    open('/nordwind/sources');
    await screen.findByRole('heading', { level: 1, name: 'Data sources' });
    press('?');
    const less = await screen.findByRole('dialog', { name: 'Keys on this page' });
    expect(within(less).queryByText('Table or chart')).toBeNull();
    expect(within(less).getByText('Activity')).toBeTruthy();
  });

  test('turned off, single ones do nothing and those with Ctrl or a name still do', async () => {
    localStorage.setItem('pegel.keys', 'off');
    await opened();
    press('4', 'g', 's');
    expect(location.pathname).toBe('/nordwind/overview');
    press('F1');
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Single-key shortcuts' }));
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    press('4');
    await screen.findByRole('heading', { level: 1, name: 'Spend' });
    expect(localStorage.getItem('pegel.keys')).toBe('on');
  });

  test('chosen by somebody take the place of the usual ones, and what a browser remembers wrongly is as if it were not there', async () => {
    localStorage.setItem('pegel.keymap', JSON.stringify({ 'page.spend': 'a', 'page.activity': 'x', nonsense: 'q' }));
    await opened();
    press('4');
    press('g', 's');
    expect(location.pathname).toBe('/nordwind/overview');
    press('a');
    await screen.findByRole('heading', { level: 1, name: 'Spend' });
    press('2');
    await screen.findByRole('heading', { level: 1, name: 'Activity' });
  });

  test('walk from panel to panel and along a chart', async () => {
    await opened();
    const focused = () => document.activeElement?.getAttribute('data-panel');
    fireEvent.keyDown(document.body, { key: 'ArrowDown', altKey: true });
    expect(focused()).toBe('wau');
    fireEvent.keyDown(document.body, { key: 'ArrowDown', altKey: true });
    expect(focused()).toBe('chats');
    const cursor = await screen.findByRole<HTMLInputElement>('slider', { name: 'Chats per day: choose a day' });
    cursor.focus();
    const last = cursor.value;
    press('h');
    expect(Number(cursor.value)).toBe(Number(last) - 1);
    press('G');
    expect(cursor.value).toBe(last);
  });

  test('lead to the files of a panel that has several, also once its menu was open', async () => {
    await opened('/nordwind/spend');
    const panel = await screen.findByRole('region', { name: 'Total spend to date' });
    const menu = () => panel.querySelector<HTMLElement>('[aria-haspopup]');
    expect(panel.querySelector('[data-csv]')).toBeNull();
    const toFiles = () => {
      panel.tabIndex = -1;
      panel.focus();
      press('x');
      expect(menu()).not.toBeNull();
      expect(document.activeElement).toBe(menu());
    };
    toFiles();
    const before = menu();
    before?.click();
    await soon(() => expect(menu()).not.toBe(before));
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    await soon(() => expect(menu()?.getAttribute('aria-expanded')).toBe('false'));
    toFiles();
  });

  test('say the page as a command of the terminal', async () => {
    await opened('/nordwind/spend?range=qtd&by=week');
    press('o');
    const sheet = await screen.findByRole('dialog', { name: 'The same in a terminal' });
    expect(within(sheet).getByText(/^pegel spend --range qtd --grain week --organisation nordwind --url http/)).toBeTruthy();
  });
});

describe('going from page to page', () => {
  test('what stands around the pages stays, whoever goes on begins in the new one, and what lay over the old one is gone', async () => {
    await opened();
    const frame = screen.getByRole('navigation', { name: 'Pages' });
    const link = within(frame).getByRole('link', { name: 'Spend' });
    link.focus();
    fireEvent.click(link);
    await screen.findByRole('heading', { level: 1, name: 'Spend' });
    expect(screen.getByRole('navigation', { name: 'Pages' })).toBe(frame);
    expect(link.getAttribute('aria-current')).toBe('page');
    await soon(() => expect(document.activeElement).toBe(screen.getByRole('main')));

    press('?');
    await screen.findByRole('searchbox', { name: 'Search keys' });
    history.back();
    await screen.findByRole('heading', { level: 1, name: 'Overview', hidden: true });
    await soon(() => expect(screen.queryByRole('searchbox', { name: 'Search keys' })).toBeNull());
    expect(screen.getByRole('navigation', { name: 'Pages' })).toBe(frame);
  });

  const marked = () => within(screen.getByRole('navigation', { name: 'Pages' })).getAllByRole('link').filter(({ className }) => className.includes('current')).map(({ textContent }) => textContent);

  test('a key is answered with the mark of the page it leads to, and that page comes after it', async () => {
    await opened();
    expect(marked()).toEqual(['Overview']);
    press('4');
    expect([marked(), screen.getByRole('heading', { level: 1 }).textContent]).toEqual([['Spend'], 'Overview']);
    await screen.findByRole('heading', { level: 1, name: 'Spend' });
    await soon(() => expect([marked(), location.pathname]).toEqual([['Spend'], '/nordwind/spend']));
    history.back();
    await screen.findByRole('heading', { level: 1, name: 'Overview' });
    expect(marked()).toEqual(['Overview']);
  });

  test('whoever changes their mind goes where they wanted last, and back to where they were', async () => {
    await opened();
    press('4');
    press('2');
    press('3');
    expect(marked()).toEqual(['Adoption']);
    await screen.findByRole('heading', { level: 1, name: 'Adoption' });
    await soon(() => expect(location.pathname).toBe('/nordwind/adoption'));
    history.back();
    await screen.findByRole('heading', { level: 1, name: 'Overview' });
  });

  test('whoever goes on, and at once back to the page they are on, stays there, by key and by click', async () => {
    await opened();
    const painted = () => new Promise((resolve) => setTimeout(resolve, 100));
    const link = (name: string) => within(screen.getByRole('navigation', { name: 'Pages' })).getByRole('link', { name });
    for (const there of [() => press('4'), () => fireEvent.click(link('Spend'))]) {
      for (const back of [() => press('1'), () => fireEvent.click(link('Overview'))]) {
        there();
        expect(marked()).toEqual(['Spend']);
        back();
        expect(marked()).toEqual(['Overview']);
        await painted();
        expect([location.pathname, screen.getByRole('heading', { level: 1 }).textContent]).toEqual(['/nordwind/overview', 'Overview']);
      }
    }
  });

  test('a tab that nobody sees goes on without a paint', async () => {
    await opened();
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    vi.stubGlobal('requestAnimationFrame', () => 0);
    press('2');
    expect(await screen.findByRole('heading', { level: 1, name: 'Activity' })).toBeTruthy();
  });

  test('every panel has its place at once, and those that are not in sight have their titles soon after', async () => {
    vi.stubGlobal('innerHeight', 450);
    await opened();
    press('3');
    await screen.findByRole('heading', { level: 1, name: 'Adoption' });
    const panels = document.querySelectorAll('main [data-panel]');
    expect(panels.length).toBeGreaterThan(4);
    await soon(() => expect([...panels].map((panel) => panel.querySelector('h2')?.textContent ?? '')).not.toContain(''));
    expect([...document.querySelectorAll('main [data-panel]')]).toEqual([...panels]);
  });
});
