import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pegel } from './binary.js';
import { accessibilityFaults, launched, signedIn, type Look } from './browser.js';
import { sendExample, yesterday } from './example.js';
import { served, type Served } from './served.js';

let server: Served;
let browser: Browser;

const contradiction = (name: string) => ({ id: `m-${name}-${yesterday}`, type: 'message.sent', at: `${yesterday}T10:00:00Z`, person: { email: `${name}@example.com` }, chat: `c-${name}-${yesterday}`, count: 40 });

beforeAll(async () => {
  server = await served();
  await sendExample(server);
  await server.post([contradiction('ada'), contradiction('ben'), { ...contradiction('ada'), id: 'ahead', at: '2099-01-01T00:00:00Z' }]);
  browser = await launched();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Comes to the page as a person does: signs in, and takes the navigation. */
async function sourcesPage(look: Look = {}): Promise<{ page: Page; complaints: string[] }> {
  const { page, complaints } = await signedIn(browser, server, look);
  const isGerman = look.locale === 'de-DE';
  // On a phone the bar below has four pages, and the others behind its last button.
  if ((look.width ?? Infinity) < 640) await page.getByRole('button', { name: isGerman ? 'Mehr' : 'More', exact: true }).click();
  await page.getByRole('link', { name: isGerman ? 'Datenquellen' : 'Data sources' }).click();
  await page.waitForURL(`**/${server.slug}/sources`);
  await page.locator('h3').first().waitFor();
  return { page, complaints };
}

const looks = [{ width: 1440, colourScheme: 'dark', locale: 'de-DE' }, { width: 768, colourScheme: 'light', locale: 'en-GB' }, { width: 360, colourScheme: 'light', locale: 'de-DE' }, { width: 360, colourScheme: 'dark', locale: 'en-GB' }] as const;

test.each(looks)('the page %o has no accessibility fault and does not scroll sideways', async (look) => {
  const { page, complaints } = await sourcesPage(look);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  for (const summary of await page.locator('summary').all()) await summary.click();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a person releases with the keyboard, hears who was faster, and the numbers and the ledger agree', async () => {
  const { page } = await sourcesPage();
  await page.getByRole('button', { name: 'Release: Item 1' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Release Item 1?' });
  await dialog.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Release' }).click();
  expect(await dialog.getByRole('alert').innerText()).toBe('Please give a reason.');
  await dialog.getByLabel('Reason').fill('Ada sent it twice; the second is right.');
  await dialog.getByRole('button', { name: 'Release' }).click();
  await page.getByRole('status').filter({ hasText: 'Item 1: replaced what was stored.' }).waitFor();
  await page.getByText('2 items wait for a decision').waitFor();

  await page.getByRole('button', { name: 'Release: Item 2' }).click();
  expect((await pegel(['sources', 'discard', '2', '--reason', 'Ben was right the first time.', '--yes'], server.env)).stdout).toBe('Item 2: discarded.\n');
  await page.getByLabel('Reason').last().fill('Too late.');
  await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await page.getByRole('alert').filter({ hasText: 'Somebody else has decided on it in the meantime.' }).waitFor();
  await page.keyboard.press('Escape');

  await page.getByLabel('State').selectOption('discarded');
  await page.getByText('Ben was right the first time.').waitFor();
  // Ada's 40 instead of 2, and what ben and cleo sent.
  const report = await pegel(['report', '--metrics', 'messages', '--from', yesterday, '--to', yesterday, '--format', 'csv'], server.env);
  expect(report.stdout).toContain(`${yesterday},,,true,44`);
  const verified = await pegel(['verify', '--data', `${server.folder}/data`, '--json']);
  expect([verified.code, JSON.parse(verified.stdout).isSound]).toEqual([0, true]);
  await page.context().close();
});
