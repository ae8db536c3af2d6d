import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '@pegel/domain';
import { initialView, picturedOn, tablePages, toUrl, type ViewState } from '@pegel/presentation';
import { pegel } from './binary.js';
import { followed, launched, sessionOf, settled } from './browser.js';
import { sendExample, yesterday } from './example.js';
import { served, type Served } from './served.js';

let server: Served;
let browser: Browser;

beforeAll(async () => {
  server = await served();
  await sendExample(server);
  browser = await launched();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What can be looked at, as the page says it and as the command line does. */
const views: readonly { readonly state: Partial<ViewState>; readonly options: readonly string[] }[] = [
  { state: { range: '28d', grain: 'day' }, options: ['--range', '28d'] },
  { state: { range: '7d', grain: 'day', win: '3m' }, options: ['--range', '7d'] },
  { state: { range: '90d', grain: 'week', win: '1y' }, options: ['--range', '90d', '--grain', 'week'] },
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
    for (const { state, options } of seen) {
      await page.goto(`${server.url}${toUrl({ ...initialView(server.slug, id), ...state, tables: picturedOn(id) })}`);
      await settled(page);
      const drawn = await tablesIn(page);
      // Of panels that share a place one is drawn at a time.
      const shown = panels.map((panel) => panel.id).filter((panel) => drawn.has(panel));
      const printed = await pegel([id, '--panel', shown.join(), '--format', 'md', '--lang', language, ...options], server.env);
      const rows = rowsOf(printed.stdout);
      expect(printed.code).toBe(0);
      expect(rows.length, id).toBeGreaterThan(8);
      expect(shown.flatMap((panel) => drawn.get(panel) ?? []), `${id} ${options.join(' ')}`).toEqual(rows);
    }
  }
  await context.close();
});

test('with the keyboard alone somebody finds utilisation, hears what it is, sees its course as a table, and takes it along as a file', async () => {
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
