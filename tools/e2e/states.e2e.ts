import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followed, launched, settled } from './browser.js';
import { observed, shiftsIn } from './looked.js';
import { galleryServed, type Gallery } from '../src/gallery/gallery.js';
import { states, type StateName } from '../src/gallery/states.js';

let gallery: Gallery;
let browser: Browser;

beforeAll(async () => {
  [gallery, browser] = await Promise.all([galleryServed(), launched()]);
});
afterAll(async () => {
  await browser?.close();
  await gallery?.stop();
});

/** Opens the gallery at a state; `rests` where its page comes to rest. */
async function opened(name: StateName, { rests = true, locale = 'en-GB' } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale });
  await observed(context);
  const page = await followed(context);
  await page.goto(`${gallery.url}/gallery/${name}`);
  if (rests) await settled(page);
  return page;
}

const said = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
/** How much of what is seen may move on a page that stays empty: less than a line of text on a panel below it. */
const emptyShiftMax = 0.02;
const panelOf = (page: Page, id: string) => page.locator(`[data-panel="${id}"]`);

/** What is shown in each state, and what is not allowed there. */
const shown: Readonly<Record<StateName, () => Promise<void>>> = {
  async loading() {
    const page = await opened('loading', { rests: false });
    const panel = panelOf(page, 'wau');
    await panel.getByRole('heading', { name: 'Weekly active users' }).waitFor();
    const waiting = { busy: await panel.getAttribute('aria-busy'), height: (await panel.boundingBox())?.height ?? 0 };
    expect(waiting.busy).toBe('true');
    // Each panel has its own place already, and nothing covers the page.
    expect(await page.locator('[data-panel][aria-busy=true]').count()).toBeGreaterThanOrEqual(3);
    expect(await said(page)).not.toMatch(/\d%|No data/);
    const arrived = await panelOf(await opened('fresh'), 'wau').boundingBox();
    expect(Math.abs((arrived?.height ?? 0) - waiting.height)).toBeLessThanOrEqual(100);
  },
  async refreshing() {
    const page = await opened('refreshing');
    const before = await panelOf(page, 'wau').innerText();
    await page.keyboard.press('r');
    await page.waitForFunction(() => document.querySelector('[data-panel=wau]')?.getAttribute('aria-busy') === 'true');
    // What was there stays, letter for letter, and as strong as it was.
    expect(await panelOf(page, 'wau').innerText()).toContain(before);
    expect(await panelOf(page, 'wau').evaluate((panel) => getComputedStyle(panel).opacity)).toBe('1');
    expect(await said(page)).not.toContain('Loading …');
    // What takes long is said beside the title as well.
    await panelOf(page, 'wau').getByRole('heading', { name: 'Weekly active users refreshing' }).waitFor();
  },
  async fresh() {
    const page = await opened('fresh');
    expect(await page.locator('[data-freshness]').count()).toBe(1);
    expect(await page.locator('[aria-busy=true], [role=alert], [data-state]').count()).toBe(0);
  },
  async provisional() {
    const text = await panelOf(await opened('provisional'), 'spend_to_date').innerText();
    // Once a panel, in words.
    expect(text.match(/Provisional until \d+ \w{3}/g)).toHaveLength(1);
    expect(text).not.toContain('*');
  },
  async 'partial-today'() {
    const page = await opened('partial-today');
    const line = (await page.getByText(/^Today so far/).innerText()).replace(/\s+/g, ' ');
    expect(line).toMatch(/^Today so far: \d+ people/);
    expect(line).not.toMatch(/[▲▼±%]/);
    // The day that is not over is the last of the picture, hatched, and is compared with nothing.
    const cursor = panelOf(page, 'chats').getByRole('slider');
    await cursor.focus();
    await cursor.press('End');
    const spoken = (await cursor.getAttribute('aria-valuetext')) ?? '';
    expect([spoken.includes('so far'), /up|down|percent/.test(spoken)]).toEqual([true, false]);
    expect(await panelOf(page, 'chats').locator('[data-tooltip]').innerText()).not.toMatch(/[▲▼±%]/);
  },
  async 'stale-live'() {
    expect(await (await opened('stale-live')).locator('[data-state=stale]').innerText()).toMatch(/Nothing has arrived from live since \w{3} \d+ \w{3}/);
  },
  async stale() {
    const page = await opened('stale');
    const banner = page.locator('[data-state=stale]');
    await banner.getByText(/^! Data to \w{3} \d+ \w{3}\. Expected \w{3} \d+ \w{3}, \d\d:\d\d\.$/).waitFor();
    expect(await banner.getByRole('link', { name: 'See the data sources' }).getAttribute('href')).toBe(`/${gallery.slugs.behind}/sources`);
    const asked = page.waitForRequest((request) => request.url().includes('/trpc/report'));
    await banner.getByRole('button', { name: 'Retry' }).click();
    await asked;
    // The last good numbers are still there.
    expect(await said(page)).toMatch(/WAU 5 /);
  },
  async 'real-zero'() {
    const page = await opened('real-zero');
    expect(await said(page)).toMatch(/Chats 0 /);
    const [newest] = await panelOf(page, 'chats').locator('tbody tr').allInnerTexts();
    expect(newest).toMatch(/\t0\t/);
    expect(newest).not.toContain('–');
    expect(await page.locator('[data-drawer]').innerText()).toContain('A real zero: the day is complete.');
  },
  async 'not-applicable'() {
    const text = await said(await opened('not-applicable'));
    expect(text).toMatch(/Messages per chat – Not available: not applicable/);
    expect(text).not.toMatch(/NaN|∞|Infinity/);
  },
  async 'no-data-yet'() {
    const page = await opened('no-data-yet');
    const text = await said(page);
    expect(text).toMatch(/No data yet\. Numbers appear as soon as a source delivers: .* those of the first whole day about \w{3} \d+ \w{3}, 00:00\./);
    expect(text).not.toMatch(/[▲▼]|\b0\b|Demo/);
    expect(await page.locator('main svg path[d]').evaluateAll((paths) => paths.filter((path) => path.closest('[data-panel] figure') !== null).length)).toBe(0);
    // What will be there has its place already.
    expect((await shiftsIn(page)).reduce((sum, { value }) => sum + value, 0)).toBeLessThan(emptyShiftMax);
    // Nor are there axes anywhere else, which would look like a zero.
    for (const [key, id] of [['2', 'utilisation_course'], ['4', 'spend_course']] as const) {
      await page.keyboard.press(key);
      await panelOf(page, id).getByText('No data yet. Numbers appear as soon as a source delivers.', { exact: true }).waitFor();
      expect(await page.locator('main [data-panel] figure').count()).toBe(0);
    }
  },
  async 'nothing-in-range'() {
    const page = await opened('nothing-in-range');
    const panel = panelOf(page, 'wau');
    expect(await panel.innerText()).toMatch(/Data starts on \d+ \w+/);
    expect(await panel.locator('figure').count()).toBe(0);
    // The way to the nearest days, which have numbers.
    await page.locator('[data-state=nothing-in-range]').getByRole('link', { name: /^Show / }).click();
    await panel.locator('figure').waitFor();
    expect(await page.locator('[data-state=nothing-in-range]').count()).toBe(0);
  },
  async off() {
    const page = await opened('off');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Spend');
    expect(await panelOf(page, 'spend_to_date').innerText()).toContain('Only the Primary Owner can do this.');
    expect(await said(page)).not.toMatch(/\$\d/);
  },
  async narrowed() {
    const page = await opened('narrowed');
    const titles = await page.locator('[data-panel] h2').allInnerTexts();
    expect([titles.length > 3, titles.filter((title) => !title.endsWith(' · Sales'))]).toEqual([true, []]);
    expect(await page.getByRole('region', { name: 'Pending invites' }).innerText()).toContain('is told of everyone alone and not shown for Group: Sales.');
    await page.getByRole('button', { name: 'Show everyone again, not only Group: Sales' }).click();
    await page.getByRole('heading', { name: /^Pending invites · \d/ }).waitFor();
  },
  async 'filtered-out'() {
    const page = await opened('filtered-out');
    const panel = panelOf(page, 'top_connectors');
    expect(await panel.innerText()).toContain('No match for “xyz”.');
    await panel.getByRole('button', { name: 'Clear filter' }).click();
    await page.waitForURL((url) => !url.search.includes('q='));
  },
  async hidden() {
    const page = await opened('hidden');
    expect(await said(page)).toMatch(/WAU .*under 5/);
    const cells = await panelOf(page, 'chats').locator('tbody tr').first().locator('td').allInnerTexts();
    expect(cells.filter((text) => /\d/.test(text.replaceAll('under 5', '')))).toEqual([]);
    // Nor where it is taken along.
    const file = await page.request.get(new URL((await panelOf(page, 'chats').locator('a[data-csv]').getAttribute('href')) ?? '', gallery.url).href);
    expect((await file.text()).trim().split('\r\n').slice(1).map((line) => line.split(',').at(-1))).toEqual(Array.from({ length: 28 }, () => ''));
  },
  async 'rankings-off'() {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    const page = await followed(context);
    const answers: string[] = [];
    page.on('response', (response) => void (response.url().includes('/trpc/report') && response.text().then((text) => answers.push(text), () => undefined)));
    await page.goto(`${gallery.url}/gallery/rankings-off`);
    await settled(page);
    expect(await panelOf(page, 'top_projects').innerText()).toContain('Numbers of single people are switched off');
    expect(await panelOf(page, 'top_projects').locator('tbody tr, a[data-csv]').count()).toBe(0);
    // Everybody whose use is counted here is called person and a number: in nothing that came, and nothing that was drawn.
    expect(answers.length).toBeGreaterThan(0);
    expect([await page.content(), ...answers].filter((text) => /person\d/.test(text))).toEqual([]);
    const refused = await page.request.get(`${gallery.url}/report.csv?organisation=${gallery.slugs.unnamed}&metrics=projectsUsed&by=person&range=7d`);
    expect([refused.ok(), /person\d/.test(await refused.text())]).toEqual([false, false]);
  },
  async error() {
    const page = await opened('error');
    const panel = panelOf(page, 'spend_by_model');
    await panel.getByRole('alert').waitFor();
    expect(await panel.innerText()).toMatch(/Could not load this panel.*log has it under/s);
    await panel.getByRole('button', { name: 'Retry' }).waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.getByRole('button', { name: 'Copy details' }).click();
    await panel.getByText('Details copied').first().waitFor();
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
    expect(copied.slice(0, 5)).toEqual(['Could not load: Spend by model', 'Something went wrong here; the log has it under 0000-gallery.', 'Code: INTERNAL_SERVER_ERROR, HTTP 500', 'Request: 0000-gallery', `Page: ${page.url()}`]);
    // Only what needs the same numbers says so too, and says it in its own place.
    const alerts = await page.getByRole('alert').count();
    expect([alerts, alerts < (await page.locator('[data-panel]').count())]).toEqual([await page.locator('[data-panel] [role=alert]').count(), true]);
    expect(await panelOf(page, 'wau').getByRole('alert').count()).toBe(0);
    expect(await said(page)).toMatch(/WAU 3 /);
  },
  async offline() {
    const page = await opened('fresh');
    const before = await panelOf(page, 'wau').innerText();
    await page.context().setOffline(true);
    await page.locator('[data-state=offline]').waitFor();
    expect(await page.locator('[data-state=offline]').innerText()).toMatch(/^Offline\. Showing data from \d\d:\d\d/);
    expect(await panelOf(page, 'wau').innerText()).toContain(before);
    await page.context().setOffline(false);
    await page.locator('[data-state=offline]').waitFor({ state: 'detached' });
  },
  async 'signed-out'() {
    const page = await opened('signed-out');
    // On a busy machine the page may have asked again by itself, and be at the door already.
    const address = new URL(`${gallery.url}/${gallery.slugs.full}/${states['signed-out'].path}`);
    await page.keyboard.press('r');
    await page.waitForURL('**/login?next=**');
    expect(new URL(page.url()).searchParams.get('next')).toBe(`${address.pathname}${address.search}`);
    await page.context().addCookies([{ name: 'pegel-gallery', value: 'fresh.again', url: gallery.url }]);
    await page.fill('input[type=email]', gallery.server.ownerEmail);
    await page.fill('input[type=password]', gallery.server.ownerPassword);
    await page.click('button[type=submit]');
    await page.waitForURL(address.href);
  },
  async 'role-lost'() {
    const page = await opened('role-lost');
    expect(await said(page)).toContain('Usage analytics is available to Primary Owners and Owners. You are signed in as Member.');
    expect(new URL(page.url()).pathname).toBe(`/${gallery.server.slug}/spend`);
    expect(await page.locator('[data-panel]').count()).toBe(0);
    // How it looks and which keys it has is everybody's own.
    await page.getByRole('link', { name: 'Keyboard' }).click();
    await page.getByRole('heading', { level: 2, name: 'Keyboard' }).waitFor();
  },
  async 'new-version'() {
    const page = await opened('new-version');
    await page.evaluate(() => Object.assign(globalThis, { isStill: true }));
    const isStill = () => page.evaluate(() => 'isStill' in globalThis);
    await page.keyboard.press('r');
    await settled(page);
    // Nothing happens to whoever stays, nor where they only choose other days.
    await page.locator('select').first().selectOption({ index: 2 });
    await settled(page);
    expect(await isStill()).toBe(true);
    await page.keyboard.press('2');
    await page.waitForFunction(() => !('isStill' in globalThis));
    await page.waitForURL('**/activity**');
    await settled(page);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Activity');
  },
};

test.each(Object.keys(states) as StateName[])('%s', async (name) => { // Object.keys forgets the names.
  await shown[name]();
  for (const context of browser.contexts()) await context.close();
});

test('the gallery lists every state', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${gallery.url}/gallery`);
  expect(await page.locator('li a').allInnerTexts()).toEqual(Object.keys(states));
});
