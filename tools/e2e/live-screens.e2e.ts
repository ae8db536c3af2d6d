import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launched, signedIn } from './browser.js';
import { sendExample, yesterday } from './example.js';
import { Screen } from './screen.js';
import { served, type Served } from './served.js';

/** What an open screen has to show an event after it was acknowledged. */
const promisedMilliseconds = 2_000;

let server: Served;
let browser: Browser;
const pages: Page[] = [];
const screens: Screen[] = [];

beforeAll(async () => {
  server = await served();
  await sendExample(server);
  browser = await launched();
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
  for (const screen of screens.splice(0)) screen.close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

let sent = 0;
/** Sends chats as anybody's program would, and resolves when the server has acknowledged them. */
async function chat(count = 1, at = new Date().toISOString()) {
  const events = Array.from({ length: count }, () => {
    sent += 1;
    return { id: `live-${sent}`, type: 'message.sent', at, person: { email: 'ada@example.com' }, chat: `c-live-${sent}`, count: 2 };
  });
  const answer = await server.post(events);
  expect(await answer.json()).toMatchObject({ stored: count });
}

async function openPage(): Promise<{ page: Page; chip: () => Promise<string>; complaints: string[] }> {
  const { page, complaints } = await signedIn(browser, server);
  pages.push(page);
  await page.locator('[data-freshness]').waitFor();
  return { page, complaints, chip: async () => (await page.locator('[data-freshness]').innerText()).replace(/\s+/g, ' ') };
}

const today = (page: Page) => page.getByText(/^Today so far: /);
const chatsToday = async (page: Page) => Number(/([\d,]+) chats?/.exec(await today(page).innerText())?.[1]?.replace(',', '') ?? 0);

describe('an open page', () => {
  test('changes within two seconds of an event, where the event counts, and does not jump', async () => {
    await chat();
    const { page, complaints } = await openPage();
    const before = await chatsToday(page);
    const places = () => page.evaluate(() => [...document.querySelectorAll('[data-panel], li')].map((element) => Math.round(element.getBoundingClientRect().top)));
    const where = await places();
    await chat(3);
    await expect.poll(() => chatsToday(page), { timeout: promisedMilliseconds, interval: 50 }).toBe(before + 3);
    expect(await places()).toEqual(where);
    expect(complaints).toEqual([]);
  });

  test('an event of yesterday changes the tile, and only reports it concerns are asked for', async () => {
    const { page, chip } = await openPage();
    await expect.poll(chip, { timeout: 10_000 }).toMatch(/Live|Complete/);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/trpc/report')) asked.push(decodeURIComponent(request.url()));
    });
    const tile = page.locator('li').filter({ hasText: 'Messages per chat' }).first();
    const before = await tile.innerText();
    await chat(1, `${yesterday}T15:00:00Z`);
    await expect.poll(() => tile.innerText(), { timeout: promisedMilliseconds, interval: 50 }).not.toBe(before);
    expect(asked.length).toBeGreaterThan(0);
    // Money did not change.
    expect(asked.filter((url) => url.includes('"metrics":["spend"]'))).toEqual([]);
  });

  test('stands still while it is paused, also after a reload, and catches up', async () => {
    const { page, chip } = await openPage();
    const before = await chatsToday(page);
    await page.keyboard.press('p');
    await expect.poll(chip).toMatch(/Paused/);
    await page.reload();
    await today(page).waitFor();
    await expect.poll(chip).toMatch(/Paused/);
    await chat();
    await page.waitForTimeout(1_500);
    expect(await chatsToday(page)).toBe(before);
    await page.getByRole('button', { name: 'Resume live updates' }).click();
    await expect.poll(() => chatsToday(page), { timeout: promisedMilliseconds, interval: 50 }).toBe(before + 1);
  });

  test('says that it hears nothing while there is no server, finds it again by itself, and has missed nothing', async () => {
    const { page, chip } = await openPage();
    const before = await chatsToday(page);
    await server.restart(async () => {
      await expect.poll(chip, { timeout: 30_000 }).toMatch(/No answer since|Offline/);
    });
    await chat();
    await expect.poll(() => chatsToday(page), { timeout: 45_000 }).toBe(before + 1);
    await expect.poll(chip, { timeout: 45_000 }).toMatch(/Live/);
  });

  test('leads back to signing in when the session ends, without anybody touching it', async () => {
    const { page } = await openPage();
    const { cookies } = await page.context().storageState();
    const signedOut = await fetch(`${server.url}/auth/sign-out`, { method: 'POST', headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), origin: server.url, 'content-type': 'application/json' }, body: '{}' });
    expect(signedOut.status).toBe(200);
    await page.waitForSelector('input[type=password]', { timeout: 10_000 });
  });
});

describe('an open terminal', () => {
  const opened = async () => {
    const screen = new Screen(server, `live-${screens.length}-${sent}`, 120, 40);
    screens.push(screen);
    await screen.until(/today so far/);
    await screen.until(/● Live/);
    return screen;
  };
  const chatsOn = (screen: Screen) => Number(/today so far ([\d,]+)/.exec(screen.read())?.[1]?.replace(',', '') ?? NaN);

  test('changes within two seconds of an event, and ends cleanly', async () => {
    await chat();
    const screen = await opened();
    const before = chatsOn(screen);
    await chat(2);
    await expect.poll(() => chatsOn(screen), { timeout: promisedMilliseconds, interval: 50 }).toBe(before + 2);
    screen.press('q');
    expect(await screen.until(/ended with 0/)).not.toContain('Error');
  });

  test('is sent the lines that an event or a key changes, each in its place, and never wiped', async () => {
    await chat();
    const file = join(server.folder, 'live.bytes');
    const screen = new Screen(server, 'bytes', 120, 40, {}, server.folder, [], file);
    screens.push(screen);
    await screen.until(/today so far/);
    await screen.until(/● Live/);
    const whole = statSync(file).size;
    const sentBy = async (change: () => unknown, isThere: () => boolean) => {
      const from = statSync(file).size;
      await change();
      await expect.poll(isThere, { timeout: 10_000, interval: 50 }).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return readFileSync(file).subarray(from).toString();
    };
    const before = chatsOn(screen);
    const live = await sentBy(() => chat(2), () => chatsOn(screen) === before + 2);
    screen.press('Right');
    const keyed = await sentBy(() => screen.press('Left'), () => /▸|▲━|╎/.test(screen.read()));
    for (const bytes of [live, keyed]) {
      // oxlint-disable-next-line no-control-regex -- these are what moves a terminal.
      const rows = [...bytes.matchAll(/\u001b\[(\d+);1H/g)].map(([, row]) => Number(row));
      expect(rows.length).toBeGreaterThan(0);
      expect(Math.max(...rows)).toBeLessThan(40);
      for (const wipes of ['\u001b[2J', '\u001b[3J', '\u001b[2K', '\n']) expect(bytes).not.toContain(wipes);
      expect(bytes.length).toBeLessThan(whole / 2);
    }
    screen.press('q');
    await screen.until(/ended with 0/);
  });

  test('stands still while it is paused, and catches up', async () => {
    const screen = await opened();
    const before = chatsOn(screen);
    screen.press('p');
    await screen.until(/Paused · as of/);
    await chat();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(chatsOn(screen)).toBe(before);
    screen.press('p');
    await expect.poll(() => chatsOn(screen), { timeout: promisedMilliseconds, interval: 50 }).toBe(before + 1);
    screen.press('q');
    await screen.until(/ended with 0/);
  });
});
