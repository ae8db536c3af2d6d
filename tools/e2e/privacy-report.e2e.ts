import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pegel } from './binary.js';
import { accessibilityFaults, launched, sessionOf, type Account } from './browser.js';
import { sendExample } from './example.js';
import { served, type Served } from './served.js';

let server: Served;
let browser: Browser;
const password = 'another long enough pass';

beforeAll(async () => {
  server = await served();
  await sendExample(server);
  browser = await launched();
  const { stdout } = await pegel(['members', 'invite', 'member@example.com', '--role', 'member'], server.env);
  const token = new URL(stdout.trim(), server.url).hash.slice(1);
  const answer = await fetch(`${server.url}/invitation/accept`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ token, password }) });
  expect(answer.status).toBe(200);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('a member who may see nothing else reads the privacy report, in both languages, on any screen and on paper', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'de-DE' })).newPage();
  await page.goto(`${server.url}/login`);
  await page.fill('input[type=email]', 'member@example.com');
  await page.fill('input[type=password]', password);
  await page.click('button[type=submit]');
  await page.getByRole('link', { name: 'Datenschutz' }).click();
  await page.getByRole('heading', { level: 1, name: /^Datenschutzbericht: / }).waitFor();
  expect(await page.getByRole('heading', { name: 'Kleine Gruppen' }).count()).toBe(1);
  expect(await page.getByRole('row', { name: /^email E-Mail-Adresse der Person\.$/ }).count()).toBe(1);
  // Whoever changed something is told by role alone.
  expect(await page.locator('article').innerText()).not.toContain(server.ownerEmail);
  expect(await accessibilityFaults(page)).toEqual([]);

  for (const width of [768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  // Rows that stand by themselves are rows still, to whoever hears them.
  expect(await page.getByRole('row', { name: /^email E-Mail-Adresse der Person\.$/ }).count()).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.getByRole('button', { name: 'Drucken' }).isVisible()).toBe(false);
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('article') ?? document.body).color)).toBe('rgb(20, 24, 31)');
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });

  await page.goto(`${server.url}/${server.slug}/privacy?lang=en`);
  await page.getByRole('heading', { level: 1, name: /^Privacy report of / }).waitFor();
  expect(await page.getByText('There is no AI in it.').count()).toBe(1);
});

async function onPhone(account: Account): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: 'en-GB' });
  await context.addCookies([await sessionOf(server, account)]);
  return context.newPage();
}

test('on a phone, where it was 30,000 pixels long, its headings open what is below them, an address leads to a section, and on paper all of it is there', async () => {
  const page = await onPhone({ email: 'member@example.com', password });
  const address = `${server.url}/${server.slug}/privacy`;
  await page.goto(address);
  const rules = page.getByText('A question names at most one group.');
  const glance = page.getByText('Every look at numbers by person is written down.');
  await glance.waitFor();
  expect(await rules.isVisible()).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2_500);
  expect(await accessibilityFaults(page)).toEqual([]);

  const pages = async () => [...(await page.pdf({ format: 'A4' })).toString('latin1').matchAll(/\/Type \/Page\b/g)].length;
  const closed = await pages();
  await expect.poll(() => rules.isVisible()).toBe(false);
  await page.getByRole('heading', { name: 'Small groups' }).click();
  expect(await rules.isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Open all' }).click();
  expect(await page.locator('details:not([open])').count()).toBe(0);
  expect(closed).toBeGreaterThan(5);
  expect(await pages()).toBe(closed);
  await page.getByRole('button', { name: 'Close all' }).click();
  expect([await rules.isVisible(), await glance.isVisible()]).toEqual([false, false]);

  await page.goto('about:blank');
  await page.goto(`${address}#groups`);
  await expect.poll(() => rules.isVisible()).toBe(true);
});

test('on a phone entries of the journal and changes of settings stand below each other, so that nothing of them is out of sight', async () => {
  const page = await onPhone({ email: server.ownerEmail, password: server.ownerPassword });
  for (const [tab, row] of [['journal', /^No\. \d+ When: .*Who: .*From: .*What: /], ['privacy', /Setting: Names Was: .*Became: .*Why: /]] as const) {
    await page.goto(`${server.url}/${server.slug}/settings/${tab}`);
    await page.getByRole('row', { name: row }).first().waitFor();
    expect(await page.getByRole('region').evaluateAll((regions) => regions.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  }
});
