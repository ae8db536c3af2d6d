import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addDays } from '@pegel/domain';
import { signedIn as signInTo } from './browser.js';
import { spendMonthToDateCents, yesterday } from './example.js';
import { exampleInBrowser } from './example-in-browser.js';
import type { Served } from './served.js';

let server: Served;
let browser: Browser;
exampleInBrowser((made) => ({ server, browser } = made));

const signedIn = () => signInTo(browser, server);

const money = (cents: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', maximumFractionDigits: cents < 1_000 ? 2 : 0, minimumFractionDigits: cents < 1_000 ? 2 : 0 }).format(cents / 100);

describe('the Overview in a browser', () => {
  test('lets the keyboard walk along a picture: what a day says opens, stays while it is read, leads on, and closes; the link keeps the day', async () => {
    const { page, complaints } = await signedIn();
    const cursor = page.getByRole('slider', { name: 'Chats per day: choose a day' });
    const tooltip = page.locator('[data-panel="chats"] [data-tooltip]');
    await cursor.focus();
    await page.keyboard.press('ArrowLeft');
    await tooltip.waitFor();
    expect(await tooltip.innerText()).toContain('2 chats');
    expect(await cursor.getAttribute('aria-valuetext')).toContain(': 2 chats');
    const day = await cursor.getAttribute('data-day');
    expect(day).toBe(addDays(yesterday, -1));
    await page.waitForURL(`**d=${day}**`);
    // Every other picture of the page points at the same day.
    expect(await page.locator('[data-panel="wau"] input[type=range]').getAttribute('data-day')).toBe(day);

    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Open Adoption');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Escape');
    await tooltip.waitFor({ state: 'detached' });
    await page.waitForURL((url) => !url.search.includes('d='));
    await page.evaluate(() => document.querySelector<HTMLElement>(':focus')?.blur());

    // Under a pointer it is the same, and whoever moves onto it keeps it.
    const box = await cursor.boundingBox();
    if (box === null) throw new Error('The picture has no place.');
    await page.mouse.move(box.x + box.width * 0.4, box.y + 40);
    await tooltip.waitFor();
    const said = await tooltip.innerText();
    const on = await tooltip.boundingBox();
    if (on === null) throw new Error('The tooltip has no place.');
    await page.mouse.move(on.x + on.width / 2, on.y + on.height / 2, { steps: 8 });
    expect(await tooltip.innerText()).toBe(said);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height + 200);
    await tooltip.waitFor({ state: 'detached' });

    // On its own page a day leads to the table that has all of it.
    await page.goto(`${server.url}/${server.slug}/adoption`);
    await cursor.focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('link', { name: 'See this day in the table' }).click();
    await page.waitForURL(`**day=${addDays(yesterday, -1)}**`);
    await page.goto(`${server.url}/${server.slug}/overview`);
    await page.emulateMedia({ media: 'print' });
    await page.locator('[data-panel="chats"] table').waitFor();
    expect(await page.locator('[data-panel="chats"] tbody tr').count()).toBe(28);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('shows what was counted by hand, without a complaint of the browser', async () => {
    const { page, complaints } = await signedIn();
    await page.getByText(money(spendMonthToDateCents, 'en-GB')).first().waitFor();
    const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('3 of 4 people with a seat used the assistant this week');
    expect(text).toMatch(/WAU 3\b/);
    expect(text).toMatch(/Utilisation 75\.0%.*3 of 4/);
    expect(text).toMatch(/Pending invites 1\b/);
    expect(text).toMatch(/Chats 3\b/);
    expect(text).toMatch(/Messages per chat 2\.0/);
    expect(text).toContain(money(spendMonthToDateCents, 'en-GB'));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('offers every panel as a file that holds the same numbers', async () => {
    const { page } = await signedIn();
    const links = await page.locator('a[href*="/report.csv"]').evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
    expect(links.length).toBeGreaterThanOrEqual(3);
    const files = await Promise.all(links.map(async (link) => (await page.request.get(`${server.url}${link}`)).text()));
    const chats = files.find((file) => file.startsWith('bucket,key,label,complete,chats'));
    expect(chats).toContain(`${yesterday},,,true,3`);

    const byUser = await page.locator('a[href*="/export/spend-by-user.csv"]').first().getAttribute('href');
    const rows = (await (await page.request.get(`${server.url}${byUser}`)).text()).trim().split('\r\n');
    expect(rows[0]).toMatch(/^from,to,user_id,email/);
    expect(rows).toHaveLength(3);
    await page.context().close();
  });

  test('needs a session for every number and none for itself', async () => {
    expect((await fetch(`${server.url}/`)).status).toBe(200);
    for (const path of ['/report.json?metrics=chats&range=7d', '/report.csv?metrics=chats&range=7d', '/export/spend-by-user.csv?from=2026-01-01&to=2026-01-31', '/trpc/report?input={}']) {
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(401);
    }
  });

  test('goes back to sign-in when the session ends, and refuses a wrong password in words', async () => {
    const { page } = await signedIn();
    await page.context().clearCookies();
    await page.reload();
    await page.waitForSelector('input[type=password]');
    await page.fill('input[type=email]', server.ownerEmail);
    await page.fill('input[type=password]', 'not the password');
    await page.click('button[type=submit]');
    await page.getByRole('alert').filter({ hasText: 'The e-mail address or the password is not right.' }).waitFor();
    await page.context().close();
  });
});
