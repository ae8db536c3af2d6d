import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addDays, monthStart } from '@pegel/domain';
import { accessibilityFaults, signedIn } from './browser.js';
import { yesterday } from './example.js';
import { exampleInBrowser } from './example-in-browser.js';
import type { Served } from './served.js';

let server: Served;
let browser: Browser;
exampleInBrowser((made) => ({ server, browser } = made));

const today = addDays(yesterday, 1);
const overview = () => `${server.url}/${server.slug}/overview`;
const german = (day: string) => day.split('-').toReversed().join('.');
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

describe('the period of a page', () => {
  test('is stepped through, pinned and let go, and the way back leads through all of it', async () => {
    const { page, complaints } = await signedIn(browser, server);
    const next = page.getByRole('button', { name: 'Next period' });
    expect(await next.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'Previous period', exact: true }).click();
    await page.waitForURL(`${overview()}?end=${addDays(yesterday, -28)}`);
    await page.getByText(/^Pinned to .* Live updates are off\./).waitFor();
    await next.click();
    await page.waitForURL(overview());
    await page.keyboard.press('Shift+P');
    await page.waitForURL(`${overview()}?end=${yesterday}`);
    await page.getByRole('link', { name: 'Unpin' }).click();
    await page.waitForURL(overview());
    await page.goBack();
    await page.waitForURL(`${overview()}?end=${yesterday}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('is chosen in the calendar by keys alone, and typed as Germans write days', async () => {
    const { page, complaints } = await signedIn(browser, server, { locale: 'de-DE' });
    await page.keyboard.press('t');
    const sheet = page.getByRole('dialog', { name: 'Zeitraum' });
    await sheet.waitFor();
    expect(await focused(page)).toMatch(/^Letzte 28 Tage/);
    expect(await accessibilityFaults(page)).toEqual([]);
    // Whoever has read the list for as long as it took chooses with the key that stands there.
    await page.keyboard.press('7');
    await page.waitForURL(/range=7d/);
    await sheet.waitFor({ state: 'detached' });
    await page.keyboard.press('t');
    await sheet.waitFor();
    await page.keyboard.press('4');
    await page.waitForURL((url) => !url.search.includes('range'));
    await page.keyboard.press('t');
    await sheet.waitFor();
    // Tab leads through the periods and past the two arrows of the months to the one day that can be reached.
    await sheet.locator('[role=grid] button[tabindex="0"]').focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Enter');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Enter');
    const [from, to] = [sheet.getByLabel('Von', { exact: true }), sheet.getByLabel('Bis', { exact: true })];
    const chosen = [await from.inputValue(), await to.inputValue()];
    expect([chosen[0]?.slice(0, 7), chosen[1] ?? '']).toEqual([monthStart(yesterday, -1).slice(0, 7), expect.stringMatching(new RegExp(`^${yesterday.slice(0, 7)}|^${today.slice(0, 7)}`))]);
    await from.fill('31.02.2026');
    await page.keyboard.press('Enter');
    expect(await sheet.getByRole('alert').innerText()).toBe('Von: „31.02.2026“ ist kein Tag. Bitte geben Sie 22.11.2026, 2026-11-22 oder -7d für vor sieben Tagen ein.');
    await from.fill(german(addDays(yesterday, -9)));
    await to.fill('-1d');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${overview()}?range=${addDays(yesterday, -9)}..${yesterday}`);
    await sheet.waitFor({ state: 'detached' });

    // So is whose numbers they are, and given up.
    await page.keyboard.press('b');
    const groups = page.getByRole('dialog', { name: 'Wessen Zahlen' });
    await groups.getByRole('button', { name: /^Sales/ }).waitFor();
    await expect.poll(() => focused(page)).toBe('Alle');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${overview()}?range=${addDays(yesterday, -9)}..${yesterday}&group=group:Sales`);
    await page.getByText(/^Gruppe: Sales\. 1 von 1 Person/).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts().then((titles) => titles.filter((title) => !title.includes('Sales')))).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Shift+B');
    await page.waitForURL(`${overview()}?range=${addDays(yesterday, -9)}..${yesterday}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('is a sheet of its own on a phone', async () => {
    const { page } = await signedIn(browser, server, { width: 360 });
    await page.locator('[data-period]').click();
    const sheet = page.getByRole('dialog', { name: 'Period' });
    expect(await sheet.boundingBox()).toMatchObject({ x: 0, y: 0, width: 360, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await sheet.getByRole('button', { name: /^Last 7 days/ }).click();
    await page.waitForURL(`${overview()}?range=7d`);
    await page.getByRole('button', { name: /^Whose numbers: Everyone/ }).click();
    const groups = page.getByRole('dialog', { name: 'Whose numbers' });
    expect(await groups.boundingBox()).toMatchObject({ x: 0, y: 0, width: 360, height: 900 });
    await groups.getByRole('button', { name: /^Sales/ }).click();
    await page.waitForURL(`${overview()}?range=7d&group=group:Sales`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole('button', { name: 'Show everyone again, not only Group: Sales' }).click();
    await page.waitForURL(`${overview()}?range=7d`);
    await page.context().close();
  });
});

test.each([
  { what: 'an explanation', part: '**/explanation-*.js', opener: 'Explain: Spend by model', opened: '[data-drawer]' },
  { what: 'a menu', part: '**/panel-menu-items-*.js', opener: 'More: Spend by model', opened: '[role=menu]' },
  { what: 'the list of keys', part: '**/keys-*.js', opener: 'Keys on this page', opened: 'dialog[open]' },
])('Escape takes back $what that is still being loaded, and the focus has not left its button', async ({ part, opener, opened }) => {
  const { page, complaints } = await signedIn(browser, server);
  let arrive = () => {};
  const isHeld = new Promise<void>((resolve) => (arrive = resolve));
  const asked = page.waitForRequest(part);
  await page.route(part, async (route) => {
    await isHeld;
    await route.continue();
  });
  const button = page.getByRole('button', { name: opener }).last();
  await button.focus();
  await page.keyboard.press('Enter');
  const request = await asked;
  await page.keyboard.press('Escape');
  arrive();
  await (await request.response())?.finished();
  // Asked for again it is there, so that it would have been the first time.
  expect(await page.locator(opened).count()).toBe(0);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.locator(opened).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a panel’s menu is used by keys: it gives the panel the page and takes it back, and copies its table and both links, and takes its numbers along', async () => {
  const { page, complaints } = await signedIn(browser, server);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async (said: string) => {
    await page.getByRole('status').filter({ hasText: said }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const take = async (entry: string) => {
    await page.getByRole('button', { name: 'More: Spend by model' }).focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu', { name: 'More: Spend by model' });
    await menu.waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[role=menu]') !== null);
    for (let step = 0; step < 12 && !(await focused(page)).startsWith(entry); step += 1) await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toMatch(new RegExp(`^${entry}`));
    await page.keyboard.press('Enter');
    await menu.waitFor({ state: 'detached' });
  };
  await take('Enlarge');
  const alone = `${overview()}/spend-by-model`;
  await page.waitForURL(alone);
  const panel = page.getByRole('region', { name: 'Spend by model' });
  await panel.getByRole('table').waitFor();
  expect(await page.locator('[data-panel]').count()).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.goBack();
  await page.waitForURL(overview());
  await page.getByRole('region', { name: 'Weekly active users' }).waitFor();

  await take('Copy as Markdown');
  const markdown = await copied('Copied');
  expect(markdown).toMatch(/^\*\*Spend by model · .*\*\*\n\n\| Model \| Spend \(USD\) \| Share \|\n/);
  expect(markdown).toContain(`\n${alone}?end=${yesterday}\n`);
  await take('Copy link');
  expect(await copied('Link copied')).toBe(alone);
  await take('Copy link with these dates');
  expect(await copied('Link with these dates copied')).toBe(`${alone}?end=${yesterday}`);
  const [download] = await Promise.all([page.waitForEvent('download'), take('Download JSON')]);
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({ meta: { definitions: expect.anything() }, rows: expect.anything() });
  expect(complaints).toEqual([]);
  await page.context().close();
});
