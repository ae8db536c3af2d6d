import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { metricNames, metricOf, type Language, type MetricName, type Report } from '@pegel/domain';
import { changeText, explainedOnOverview, localeOf, type Explanation } from '@pegel/presentation';
import { accessibilityFaults, signedIn } from './browser.js';
import { expected, spendMonthToDateCents, yesterday } from './example.js';
import { exampleInBrowser } from './example-in-browser.js';
import { pegelHere } from './here.js';
import { Screen } from './screen.js';
import { served, type Served } from './served.js';

let server: Served;
let browser: Browser;
exampleInBrowser((made) => ({ server, browser } = made));

const german = { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' };
const plain = (text: string) => text.replace(/\s+/g, ' ');
const drawerOf = (page: Page) => page.locator('[data-drawer]');

describe('one number, wherever it is read', () => {
  const readers = [
    { language: 'en', locale: 'en-GB', env: {} },
    { language: 'de', locale: 'de-DE', env: german },
  ] as const;

  test.each(readers)('is the same in the browser, in the terminal, on the command line, as JSON and as CSV, with its change, in $language', async ({ language, locale: browserLocale, env }) => {
    const { page } = await signedIn(browser, server, { locale: browserLocale });
    const screen = new Screen(server, `golden-${language}`, 120, 40, env);
    await screen.until(/75[.,]0/);
    screen.press('e');
    const locale = localeOf(language, { currency: 'USD', today: yesterday });
    const asked = `metrics=${metricNames.join()}&from=${yesterday}&to=${yesterday}&compare=previous`;
    const get = (path: string) => fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
    const json = (await (await get(`/report.json?${asked}`)).json()) as Report; // What the address promises.
    const [headings = '', cells = ''] = (await (await get(`/report.csv?${asked}`)).text()).split('\r\n');
    const row = json.rows[0];
    if (row === undefined) throw new Error('A day is a row.');

    for (const [metric, value] of Object.entries(expected) as [MetricName, number][]) { // Object.entries forgets the names.
      const explanation = await explainedBy(metric, language);
      expect([metric, explanation.number?.value, row.values[metric], cells.split(',')[headings.split(',').indexOf(metric)]]).toEqual([metric, value, value, String(value)]);
      const compared = row.compared?.[metric];
      if (compared === undefined) throw new Error('The report was compared.');
      const change = changeText(metric, compared, locale);
      expect(explanation.changes[0]?.text).toEqual(change);

      // The last of them is the row of all numbers, which is compared with the day before, as the command line does.
      await page.locator(`button[data-explain="${metric}:numbers"], button[data-explain="${metric}"]`).last().click();
      const drawer = drawerOf(page);
      await drawer.getByText(explanation.equation?.whole ?? '', { exact: true }).first().waitFor();
      const text = plain(await drawer.innerText());
      expect(text).toContain(plain(explanation.value));
      expect(text).toContain(plain(explanation.changes[0]?.line ?? ''));
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
    }

    // The tiles of both screens, and what each says when it is asked.
    for (const { metric } of explainedOnOverview.filter(({ place }) => place === 'tile')) {
      const button = page.locator(`button[data-explain="${metric}"]`).first();
      const tile = plain(await page.locator('li').filter({ has: button }).innerText());
      await button.click();
      const drawer = drawerOf(page);
      await drawer.locator('strong').waitFor();
      const [title = '', value = '', changes = []] = [await drawer.locator('h2').innerText(), await drawer.locator('strong').innerText(), await drawer.locator('ul li [aria-hidden]').allInnerTexts()];
      // A tile has no room for cents; what it was asked for has them.
      const isMoney = metricOf(metric).unit === 'money';
      const amount = String(spendMonthToDateCents / 100);
      expect(tile).toContain(plain(isMoney ? locale.format.value('money', amount) : value));
      if (isMoney) expect(plain(value)).toBe(plain(locale.format.exact('money', amount)));
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });

      const explained = plain(await screenWith(screen, title)).replace(/ [┃│] /g, ' ');
      for (const text of [value, ...changes]) expect(explained).toContain(plain(text));
    }
    screen.press('q');
    await screen.until(/ended with 0/);
    screen.close();
    await page.context().close();
  });

  /** Goes on with Tab until the number of a title is explained. */
  async function screenWith(screen: Screen, title: string): Promise<string> {
    for (let step = 0; step < 12; step += 1) {
      const shown = await screen.until(/┏━ .+ ━/);
      if (shown.includes(`┏━ ${title} ━`)) return shown;
      const before = /┏━ (.+?) ━/.exec(shown)?.[1] ?? '';
      screen.press('Tab');
      await screen.until(new RegExp(`┏━ (?!${before.replace(/[()]/g, '.')} ━)`));
    }
    throw new Error(`The terminal never explained ${title}:\n${screen.read()}`);
  }

  async function explainedBy(metric: MetricName, language: Language): Promise<Explanation> {
    const { stdout, code } = await pegelHere(['explain', metric, '--format', 'json', '--lang', language], server.env, server.folder);
    expect(code).toBe(0);
    return JSON.parse(stdout) as Explanation; // What `--format json` promises.
  }

  test('without data says why and what to do, and ends the command with 5', async () => {
    const empty = await served({ extraUsage: false });
    try {
      const printed = await pegelHere(['explain', 'spend', '--format', 'json'], empty.env, empty.folder);
      expect(printed.code).toBe(5);
      const { reason } = JSON.parse(printed.stdout) as Explanation; // What `--format json` promises.
      expect(reason).toMatch(/^Spend reports appear once extra usage is switched on/);
      expect((await pegelHere(['explain', 'chats'], empty.env, empty.folder)).stdout).toContain('No source that has delivered so far reports this.');
    } finally {
      await empty.stop();
    }
  });
});

describe('an explanation in a browser', () => {
  test.each([
    [1440, 'light', 'en-GB'],
    [1440, 'dark', 'de-DE'],
    [768, 'dark', 'en-GB'],
    [360, 'light', 'de-DE'],
  ] as const)('at %d px, %s, %s has no accessibility fault, and gives the focus back', async (width, colourScheme, locale) => {
    const { page, complaints } = await signedIn(browser, server, { width, colourScheme, locale });
    const button = page.locator('button[data-explain="utilisation"]');
    await button.focus();
    await page.keyboard.press('e');
    const drawer = drawerOf(page);
    await drawer.getByText(/75[.,]0\s%? ?=|75[.,]0%? =/).first().waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    expect(await drawer.evaluate((element) => element.matches('dialog:modal'))).toBe(width < 960);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    // The first thing after the heading is the way out.
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/Close|Schließen/);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('is a step of its own in the history, and a link that leads back to it', async () => {
    const { page } = await signedIn(browser, server);
    const drawer = drawerOf(page);
    await page.locator('button[data-explain="utilisation"]').click();
    await drawer.getByRole('button', { name: 'Weekly active users (WAU)' }).click();
    await drawer.getByRole('heading', { name: 'Weekly active users (WAU)' }).waitFor();
    expect(new URL(page.url()).search).toBe('?explain=weeklyActiveUsers');
    await page.goBack();
    await drawer.getByRole('heading', { name: 'Utilisation rate' }).waitFor();
    await page.goBack();
    await drawer.waitFor({ state: 'detached' });
    await page.goForward();
    await drawer.getByText('75.0% = 3 ÷ 4').first().waitFor();
    await page.reload();
    await drawer.getByText('75.0% = 3 ÷ 4').first().waitFor();
    await page.context().close();
  });

  test('is copied as a few lines, with a link that stays on its day', async () => {
    const { page } = await signedIn(browser, server);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
    await page.locator('button[data-explain="utilisation"]').click();
    await drawerOf(page).getByText('75.0% = 3 ÷ 4').first().waitFor();
    await page.keyboard.press('y');
    await page.getByText('Copied', { exact: true }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^\*\*Utilisation rate: 75\.0%\*\* \(3 ÷ 4\) · /);
    await page.goto(copied.trim().split('\n').at(-1) ?? '');
    await drawerOf(page).getByText('75.0% = 3 ÷ 4').first().waitFor();
    await page.context().close();
  });
});

describe('an explanation in a terminal', () => {
  test.each([
    [80, 24, {}],
    [120, 40, german],
    [56, 14, {}],
    [80, 24, { NO_COLOR: '1', LC_ALL: 'C', LANG: 'C' }],
  ])('stands inside the screen at %d × %d with %j, and is copied without a claim that it was', async (columns, rows, env) => {
    const state = mkdtempSync(join(server.folder, 'state-'));
    const screen = new Screen(server, `explain-${columns}-${Object.values(env).join('').length}`, columns, rows, { ...env, XDG_STATE_HOME: state, DISPLAY: '', WAYLAND_DISPLAY: '' });
    await screen.until(/75[.,]0/);
    screen.press('e');
    const explained = await screen.until(/(esc|Esc) (back|zurück|zurueck)/);
    for (const line of explained.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    expect(explained).toMatch(/What this counts|Was gezählt wird/);
    screen.press('y');
    await screen.until(/Sent to the terminal|Ans Terminal/);
    expect(readFileSync(join(state, 'pegel', 'clipboard.md'), 'utf8')).toMatch(new RegExp(`^\\*\\*.+\\*\\*[\\s\\S]*${server.url}/${server.slug}/overview\\?end=${yesterday}&explain=`));
    screen.press('Escape');
    await screen.until(/e explain|e erklären|e erklaeren/);
    screen.press('q');
    await screen.until(/ended with 0/);
    screen.close();
  });
});
