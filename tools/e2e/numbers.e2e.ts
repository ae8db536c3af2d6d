import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addDays } from '@pegel/domain';
import { initialView, picturedOn, tablePages, toUrl, type ViewState } from '@pegel/presentation';
import { binary, pegel } from './binary.js';
import { followed, sessionOf, settled } from './browser.js';
import { yesterday } from './example.js';
import { exampleInBrowser } from './example-in-browser.js';
import type { Served } from './served.js';

let server: Served;
let browser: Browser;
exampleInBrowser((made) => ({ server, browser } = made));

/** What can be looked at, as the page says it and as the command line does. */
const views: readonly { readonly state: Partial<ViewState>; readonly options: readonly string[]; /** On Activity alone. */ readonly onActivity?: readonly string[] }[] = [
  { state: { range: '28d', grain: 'day' }, options: ['--range', '28d'] },
  { state: { range: '7d', grain: 'day', win: '3m', group: { dimension: 'group', key: 'Sales' } }, options: ['--range', '7d', '--where', 'group:Sales'] },
  { state: { range: '90d', grain: 'week', win: '1y', week: 'iso' }, options: ['--range', '90d', '--grain', 'week'], onActivity: ['--week', 'iso'] },
];

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The rows of every table of a page, each as the texts of its cells, by panel. */
async function tablesIn(page: Page): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await page.locator('[data-panel]').evaluateAll((panels) =>
    panels.map((panel) => ({
      id: (panel as HTMLElement).dataset['panel'] ?? '',
      rows: [...panel.querySelectorAll('table tbody tr, table tfoot tr')].map((row) => [...row.querySelectorAll('td, th')].map((cell) => (cell as HTMLElement).innerText)),
    })));
  return new Map(found.map(({ id, rows }) => [id, rows.map((row) => row.map(plain).filter((text) => text !== '').join(' | '))]));
}

/** The same of what is printed as Markdown, one table after the other, without their headings. */
const rowsOf = (markdown: string): readonly string[] =>
  markdown.split('\n').filter((line, index, lines) => line.startsWith('|') && !isRuler(line) && !isRuler(lines[index + 1] ?? '')).map((line) => line.slice(1, -1).split('|').map((cell) => plain(cell.replace(/\\(.)/g, '$1'))).filter((text) => text !== '').join(' | '));
const isRuler = (line: string): boolean => /^\|[\s:|-]+\|$/.test(line);

/** Another language says the same numbers otherwise, whichever days they are of. */
const readers = [{ language: 'en', locale: 'en-GB', seen: views }, { language: 'de', locale: 'de-DE', seen: views.slice(0, 1) }] as const;

test.each(readers)('every number of every table in the browser is the one of the command line, for every view of it, in $language', async ({ language, locale, seen }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale });
  await context.addCookies([await sessionOf(server, { email: server.ownerEmail, password: server.ownerPassword })]);
  const page = await followed(context);
  for (const { id, panels } of tablePages) {
    for (const { state, options, onActivity = [] } of seen) {
      await page.goto(`${server.url}${toUrl({ ...initialView(server.slug, id), ...state, tables: picturedOn(id) })}`);
      await settled(page);
      const drawn = await tablesIn(page);
      // Of panels that share a place one is drawn at a time.
      const shown = panels.map((panel) => panel.id).filter((panel) => drawn.has(panel));
      const printed = await pegel([id, '--panel', shown.join(), '--format', 'md', '--lang', language, ...options, ...(id === 'activity' ? onActivity : [])], server.env);
      const rows = rowsOf(printed.stdout);
      expect(printed.code).toBe(0);
      expect(rows.length, id).toBeGreaterThan(8);
      expect(shown.flatMap((panel) => drawn.get(panel) ?? []), `${id} ${options.join(' ')}`).toEqual(rows);
    }
  }
  await context.close();
});

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
  const rows = (await tablesIn(page)).get('chats') ?? [];
  const printed = await pegel(['report', '--metrics', 'chats', '--from', from, '--to', to, '--format', 'csv'], server.env);
  const counted = printed.stdout.trim().split(/\r?\n/).slice(1).map((line) => line.split(',').at(-1));
  expect(rows).toHaveLength(11);
  expect(rows.map((row) => row.split(' | ')[1])).toEqual(counted.toReversed());
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
