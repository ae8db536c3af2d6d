import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pegel } from './binary.js';
import { accessibilityFaults, launched, type Look } from './browser.js';
import { sendExample, yesterday } from './example.js';
import { served, type Served } from './served.js';

let server: Served;
let browser: Browser;
const password = 'another long enough pass';
/** Somebody whose use is measured, and who may see nothing but that. */
const ada = 'ada@example.com';

beforeAll(async () => {
  server = await served();
  await sendExample(server);
  browser = await launched();
  for (const email of [ada, 'unmeasured@example.com']) {
    const { stdout } = await pegel(['members', 'invite', email, '--role', 'member'], server.env);
    const token = new URL(stdout.trim(), server.url).hash.slice(1);
    const answer = await fetch(`${server.url}/invitation/accept`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ token, password }) });
    expect(answer.status).toBe(200);
  }
  const { code } = await pegel(['report', '--metrics', 'messages', '--by', 'person', '--from', yesterday, '--to', yesterday], server.env);
  expect(code).toBe(0);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function openedAs(email: string, { width = 1440, colourScheme = 'light', locale = 'en-GB' }: Look = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: colourScheme, locale, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(`${server.url}/login`);
  await page.fill('input[type=email]', email);
  await page.fill('input[type=password]', password);
  await page.click('button[type=submit]');
  await page.waitForURL((url) => url.pathname.startsWith(`/${server.slug}`));
  return page;
}

test('a Member is told that usage is not theirs to see, opens their own data, sees who looked, and takes it along', async () => {
  const page = await openedAs(ada);
  await page.getByText('Usage analytics is available to Primary Owners and Owners.', { exact: false }).waitFor();
  await page.locator('main').getByRole('link', { name: 'My data' }).click();
  await page.getByRole('heading', { level: 1, name: 'My data' }).waitFor();
  const looks = page.getByRole('region', { name: 'Who has looked, and why' });
  await looks.getByRole('row', { name: /token owner@example\.com.*none was asked for.*Viewed Messages for/ }).waitFor();
  const held = page.getByRole('region', { name: 'What is held of you' });
  expect(await held.getByRole('cell', { name: ada }).count()).toBeGreaterThan(0);
  const seen = page.getByRole('region', { name: 'What owners see of you' });
  expect(await seen.getByRole('row', { name: /^Messages \d/ }).count()).toBe(1);
  const text = await page.locator('main').innerText();
  expect(text).not.toMatch(/ben@example\.com|cleo@example\.com/);
  expect(await accessibilityFaults(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'For a spreadsheet (CSV)' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  expect(file.split('\r\n')[0]).toBe('section,name,period,value');
  expect(file).toMatch(new RegExp(`\\r\\nWhat owners see of you,Messages,${yesterday},\\d+\\r\\n`));
});

test('it can be read on any screen, in both languages, by day and by night, and by somebody of whom nothing is held', async () => {
  const page = await openedAs(ada, { locale: 'de-DE', colourScheme: 'dark' });
  await page.locator('header').getByRole('link', { name: 'Meine Daten' }).first().click();
  await page.getByRole('region', { name: 'Wer nachgesehen hat und warum' }).getByRole('row').nth(1).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  for (const width of [768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  expect(await accessibilityFaults(page)).toEqual([]);

  const other = await openedAs('unmeasured@example.com');
  await other.goto(`${server.url}/${server.slug}/my-data`);
  await other.getByText('Nothing is held of anybody with the address unmeasured@example.com').waitFor();
  expect(await other.getByRole('region', { name: 'Who has looked, and why' }).count()).toBe(0);
});
