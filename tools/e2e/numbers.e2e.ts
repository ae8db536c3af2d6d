import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { expect, test } from 'vitest';
import { addDays } from '@pegel/domain';
import { binary, pegel } from './binary.js';
import { followed, sessionOf, settled } from './browser.js';
import { yesterday } from './example.js';
import { exampleInBrowser } from './example-in-browser.js';
import { tablesIn } from './panel-tables.js';
import type { Served } from './served.js';

let server: Served;
let browser: Browser;
exampleInBrowser((made) => ({ server, browser } = made));

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

test('with the keyboard alone somebody finds utilisation, hears what it is, sees its course as a table, and takes it along as a file and as a link', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', acceptDownloads: true });
  await context.addCookies([await sessionOf(server, { email: server.ownerEmail, password: server.ownerPassword })]);
  const page = await followed(context);
  await page.goto(`${server.url}/${server.slug}/overview`);
  await settled(page);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-explain') ?? document.activeElement?.getAttribute('aria-label') ?? '');
  /** Goes on with Tab until something has the focus. */
  const tabTo = async (wanted: RegExp) => {
    for (let steps = 0; steps < 150; steps += 1) {
      await page.keyboard.press('Tab');
      if (wanted.test(await focused())) return;
    }
    throw new Error(`Tab never reached ${wanted}.`);
  };
  await tabTo(/^utilisation/);
  await page.keyboard.press('Enter');
  await page.locator('[data-drawer]').getByText('75.0% = 3 ÷ 4').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-drawer]').waitFor({ state: 'detached' });
  expect(await focused()).toMatch(/^utilisation/);

  await page.keyboard.press('2');
  await page.waitForURL(`**/${server.slug}/activity`);
  await settled(page);
  await page.keyboard.press('v');
  const rows = page.locator('[data-panel="utilisation_course"] tbody tr');
  await rows.first().waitFor();
  expect(plain(await rows.first().innerText())).toContain('75.0%');
  const download = page.waitForEvent('download');
  await page.keyboard.press('x');
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('Shift+Y');
  await page.getByRole('status').filter({ hasText: 'Link copied' }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  // Whoever opens it sees the table that was looked at.
  await page.goto(link);
  await settled(page);
  expect(plain(await rows.first().innerText())).toContain('75.0%');
  await context.close();
});

test('what a link to days that are over shows is what the command line says of the same days', async () => {
  const [from, to] = [addDays(yesterday, -20), addDays(yesterday, -10)];
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await context.addCookies([await sessionOf(server, { email: server.ownerEmail, password: server.ownerPassword })]);
  const page = await followed(context);
  await page.goto(`${server.url}/${server.slug}/overview?range=${from}..${to}&table=chats&cmp=off`);
  await settled(page);
  const rows = (await tablesIn(page)).get('chats')?.rows ?? [];
  const printed = await pegel(['report', '--metrics', 'chats', '--from', from, '--to', to, '--format', 'csv'], server.env);
  const counted = printed.stdout.trim().split(/\r?\n/).slice(1).map((line) => line.split(',').at(-1));
  expect(rows).toHaveLength(11);
  expect(rows.map(([, chats]) => chats)).toEqual(counted.toReversed());
  await context.close();
});

test('an export is chosen and taken, and is byte for byte the file of the command line that is offered beside it; below it stands who took what, and what for', async () => {
  expect(await pegel(['settings', '--purposes', 'Cost allocation, Security', '--reason', 'Agreed.', '--yes'], server.env)).toMatchObject({ code: 0 });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] });
  await context.addCookies([await sessionOf(server, { email: server.ownerEmail, password: server.ownerPassword })]);
  const page = await followed(context);
  await page.goto(`${server.url}/${server.slug}/exports`);
  await settled(page);
  // Nothing of people is offered before somebody has said what for.
  expect(await page.locator('a[data-csv]').count()).toBe(0);
  await page.getByLabel('Purpose').selectOption('Cost allocation');
  await page.getByLabel('Period').selectOption({ label: 'Last 7 days' });
  await page.getByLabel('CSV for Excel in German').check();
  await page.getByLabel('Pseudonym').check();
  /** The name of the file that is downloaded, with what is in it. */
  const downloaded = async (): Promise<readonly [string, Buffer]> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[data-csv]').click()]);
    return [download.suggestedFilename(), readFileSync(await download.path())];
  };
  /** The same of what the line writes that can be copied, run as a shell does it. */
  const written = async (): Promise<readonly [string, Buffer]> => {
    await page.getByRole('button', { name: 'Copy as CLI command' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    const folder = mkdtempSync(join(server.folder, 'written-'));
    await promisify(execFile)('sh', ['-c', `pegel() { '${process.execPath}' '${binary}' "$@"; }; ${line}`], { cwd: folder, env: { ...process.env, ...server.env } });
    const [name = ''] = readdirSync(folder);
    return [name, readFileSync(join(folder, name))];
  };
  const spend = await downloaded();
  expect(spend).toEqual(await written());
  expect(spend[1].toString()).toMatch(/^\ufeffVon;Bis;.*\r\n/);
  expect(spend[1].toString()).not.toContain('@example.com');

  await page.getByLabel('Top users').check();
  await settled(page);
  const ranking = await downloaded();
  expect(ranking).toEqual(await written());
  expect(ranking[1].toString()).not.toMatch(/ada|ben|cleo/);

  await page.reload();
  await settled(page);
  const recent = page.getByRole('region', { name: 'Recent downloads' }).locator('tbody tr');
  expect(plain(await recent.nth(1).innerText())).toMatch(new RegExp(`${server.ownerEmail}.*Pseudonyms.*Cost allocation`));
  await context.close();
});
