import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { accessibilityFaults, signedIn as signInTo, type Look } from './browser.js';
import { yesterday } from './example.js';
import { exampleInBrowser } from './example-in-browser.js';
import type { Served } from './served.js';

let server: Served;
let browser: Browser;
exampleInBrowser((made) => ({ server, browser } = made));

const signedIn = (look: Look = {}) => signInTo(browser, server, look);
const at = (page: Page, address: string) => page.waitForURL(`${server.url}/${server.slug}${address}`);
const background = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

describe('the keyboard', () => {
  test('finds a page with its days by what it is called in the other language, and gives the focus back', async () => {
    const { page, complaints } = await signedIn();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Search pages, periods and actions' });
    await field.fill('ausgaben quartal');
    await page.getByRole('option', { name: 'Spend · Quarter to date', exact: true, selected: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await at(page, '/spend?range=qtd&win=3m');
    await page.getByRole('heading', { level: 1, name: 'Spend' }).waitFor();

    // What was chosen before comes first; a panel is led to on its page.
    await page.keyboard.press('Control+k');
    expect(await page.getByRole('group', { name: 'Recent' }).getByRole('option').allTextContents()).toEqual(['Spend · Quarter to date']);
    await field.fill('weekly active');
    await page.getByRole('option', { name: /^Weekly active users Overview/ }).click();
    await at(page, '/overview?range=qtd');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-panel'))).toBe('wau');

    await page.getByRole('button', { name: 'Search' }).focus();
    await page.keyboard.press(':');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Search');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('has its sheet, where keys are searched, and settings, where they are changed and conflicts refused', async () => {
    const { page, complaints } = await signedIn();
    await page.keyboard.press('?');
    await page.getByRole('searchbox', { name: 'Search keys' }).fill('deutsch');
    expect(await page.getByRole('definition').allTextContents()).toEqual(['Deutsch']);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Change keys' }).click();
    await at(page, '/settings/keyboard');

    const key = page.getByRole('textbox', { name: 'Your key for: Spend', exact: true });
    await key.fill('x');
    await key.press('Enter');
    await page.getByRole('alert').filter({ hasText: '“x” is the key of “Export CSV”.' }).waitFor();
    await key.fill('a');
    await key.press('Tab');
    await page.getByRole('status').filter({ hasText: '“Spend” is a now.' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('heading', { level: 1 }).click();
    await page.reload();
    await page.getByRole('heading', { level: 2, name: 'Keyboard' }).waitFor();
    await page.keyboard.press('a');
    await at(page, '/spend');

    await page.keyboard.press('7');
    await page.getByRole('link', { name: 'Keyboard' }).click();
    await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
    await page.keyboard.press('a');
    await page.keyboard.press('F1');
    await page.getByRole('dialog', { name: 'Keys on this page' }).waitFor();
    await at(page, '/settings/keyboard');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('going from page to page', () => {
  test('every page and state that the design draws is reached with keys, one after the other, and has its address', async () => {
    const { page, complaints } = await signedIn();
    const shows = async (address: string) => {
      await at(page, address);
      await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('main [aria-busy=true]') === null);
    };
    /** Types into the search and takes what comes first; `:` opens it from everywhere. */
    const search = async (typed: string, first: string) => {
      await page.keyboard.press(':');
      await page.getByRole('combobox', { name: 'Search pages, periods and actions' }).waitFor();
      await page.keyboard.type(typed);
      await page.getByRole('option', { name: first, exact: true, selected: true }).waitFor();
      await page.keyboard.press('Enter');
    };
    const way: readonly (readonly [keys: string, address: string])[] = [
      ['2', '/activity'], ['w', '/activity?week=iso'], ['w', '/activity'],
      ['4', '/spend'], ['m', '/spend?win=3m'], ['m', '/spend?win=1y'], ['m', '/spend'],
      ['5', '/exports'], ['6', '/sources'], ['7', '/settings/general'],
      ['g a', '/activity'], ['g d', '/adoption'], ['g o', '/overview'],
      ...['7d', '90d', 'mtd', 'qtd', 'ytd', '12m'].map((range) => [{ '7d': 't 7', '90d': 't 9', mtd: 't m', qtd: 't q', ytd: 't y', '12m': 't l' }[range] ?? '', `/overview?range=${range}`] as const),
      ['0', '/overview'],
      ['c', '/overview?cmp=yoy'], ['c', '/overview?cmp=off'], ['c', '/overview'],
      ['i', '/overview?by=week'], ['i', '/overview?by=month'], ['i', '/overview'],
      ['P', `/overview?end=${yesterday}`], ['P', '/overview'],
      ['e', '/overview?explain=weeklyActiveUsers'], ['Escape', '/overview'],
      ['Alt+ArrowDown v', '/overview?table=wau'], ['v', '/overview'], ['f', '/overview/wau'], ['f', '/overview'],
    ];
    for (const [keys, address] of way) {
      for (const key of keys.split(' ')) await page.keyboard.press(key);
      await shows(address);
    }
    await page.keyboard.press('t');
    await page.getByRole('dialog', { name: 'Period' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys on this page' }).waitFor();
    await page.keyboard.press('Escape');

    // What lies below a page: whole lists, the invites, and what a number counts.
    for (const [typed, found, address] of [['top connectors', 'Top connectors Adoption', '/adoption/top-connectors'], ['10 by projects', 'Top 10 users by projects used Adoption', '/adoption/top-projects']] as const) {
      await search(typed, found);
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-panel'))).not.toBeNull();
      await page.keyboard.press('f');
      await shows(address);
    }
    await page.keyboard.press('2');
    await shows('/activity');
    await page.getByRole('link', { name: 'Show invites' }).focus();
    await page.keyboard.press('Enter');
    await shows('/activity/invites');
    await search('glossary', 'Metric glossary');
    await shows('/metrics');
    await page.getByRole('main').getByRole('link', { name: 'Utilisation rate' }).first().focus();
    await page.keyboard.press('Enter');
    await shows('/metrics/utilisation');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a key is answered in the next frame by the mark of the page, which then comes; back and forward lead through them, and whoever comes back finds everything in its place', async () => {
    const { page, complaints } = await signedIn();
    const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
    for (const isAgain of [false, true]) {
      for (const [key, title] of [['4', 'Spend'], ['2', 'Activity'], ['3', 'Adoption'], ['1', 'Overview']] as const) {
        const from = await page.getByRole('heading', { level: 1 }).innerText();
        await page.evaluate(watchWay);
        await page.keyboard.press(key);
        await heading(title).waitFor();
        await page.waitForFunction(() => document.querySelector('main [aria-busy=true]') === null);
        const { seen, moved } = await page.evaluate(() => (globalThis as unknown as { way: { seen: string[]; moved: string[] } }).way); // Kept by `watchWay`.
        expect(seen).toEqual([`${from} at ${from}`, `${title} at ${from}`, `${title} at ${title}`]);
        if (isAgain) expect(moved).toEqual([]);
      }
    }
    await page.goBack();
    await heading('Adoption').waitFor();
    await page.goBack();
    await heading('Activity').waitFor();
    await page.goForward();
    await heading('Adoption').waitFor();
    expect(await page.getByRole('navigation', { name: 'Pages' }).locator('[aria-current=page]').allInnerTexts()).toEqual(['Adoption']);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

/** Runs in the page: keeps which page its navigation marks and which one it shows, in each frame and without repetitions, and what moves meanwhile. */
function watchWay(): void {
  interface Shift extends PerformanceEntry { readonly sources: readonly { readonly node: Node | null }[] }
  const kept = globalThis as unknown as { way?: { seen: string[]; moved: string[]; stop(): void } };
  kept.way?.stop();
  const links = [...document.querySelectorAll<HTMLElement>('header nav a')];
  const [seen, moved]: [string[], string[]] = [[], []];
  // A key excuses in a browser what moves soon after it; here it does not. What is gone by now only kept a place.
  const observer = new PerformanceObserver((list) => {
    for (const { sources } of list.getEntries() as Shift[]) moved.push(...sources.flatMap(({ node }) => (node === null ? [] : [(node instanceof Element ? node.outerHTML : node.textContent ?? '').slice(0, 120)]))); // What this type of entry has.
  });
  observer.observe({ type: 'layout-shift' });
  let isOver = false;
  const look = () => {
    const mark = links.filter((link) => getComputedStyle(link).fontWeight === '600').map((link) => link.innerText.trim()).join();
    const now = `${mark} at ${document.querySelector('h1')?.innerText.trim() ?? 'nothing'}`;
    if (seen.at(-1) !== now) seen.push(now);
    if (!isOver) requestAnimationFrame(look);
  };
  look();
  kept.way = {
    seen,
    moved,
    stop() {
      isOver = true;
      observer.disconnect();
    },
  };
}

describe('how it looks', () => {
  test('is chosen in the settings and there before the first paint, also with high contrast', async () => {
    const { page, complaints } = await signedIn({ colourScheme: 'dark' });
    await page.goto(`${server.url}/${server.slug}/settings/appearance`);
    await page.getByRole('radio', { name: /^High contrast/ }).check();
    expect(await background(page)).toBe('rgb(0, 0, 0)');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('radio', { name: /^Light/ }).last().check();
    expect(await background(page)).toBe('rgb(246, 247, 249)');
    // Without the program itself there is only what runs before it.
    await page.route('**/assets/*.js', (route) => route.abort());
    await page.reload();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    expect(complaints.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]);
    await page.context().close();
  });

  test('follows a system that asks for contrast, and colours that somebody forces', async () => {
    const { page } = await signedIn();
    await page.emulateMedia({ contrast: 'more' });
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('contrast');
    await page.emulateMedia({ contrast: 'no-preference', forcedColors: 'active' });
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBeNull();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  test('has a rail that folds to icons with names, and stays so', async () => {
    const { page } = await signedIn();
    const wide = (await page.getByRole('main').boundingBox())?.x ?? 0;
    await page.getByRole('button', { name: 'Collapse navigation' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Expand navigation' }).waitFor();
    expect((await page.getByRole('main').boundingBox())?.x).toBeLessThan(wide - 100);
    const spend = page.getByRole('navigation').getByRole('link', { name: 'Spend' });
    expect(await spend.getAttribute('title')).toBe('Spend');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  test('has four pages and everything else at the foot of a phone, and hides no focus behind it', async () => {
    const { page, complaints } = await signedIn({ width: 360, locale: 'de-DE' });
    const pages = page.getByRole('navigation', { name: 'Seiten' });
    expect(await pages.getByRole('link').allTextContents()).toEqual(['Übersicht', 'Aktivität', 'Adoption', 'Ausgaben']);
    await pages.getByRole('button', { name: 'Mehr' }).click();
    expect(await pages.getByRole('link').allTextContents()).toEqual(expect.arrayContaining(['Datenquellen', 'Einstellungen', 'Kennzahlen']));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const bar = (await pages.boundingBox())?.y ?? 0;
    await page.locator('body').press('Tab');
    for (let step = 0; step < 25; step += 1) {
      await page.keyboard.press('Tab');
      const box = await page.evaluate(() => {
        const element = document.activeElement;
        const { top, bottom } = element?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
        return element?.closest('main') === null || element?.closest('main') === undefined ? null : { top, bottom };
      });
      if (box !== null) expect(box.top < bar && box.bottom > 50).toBe(true);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
