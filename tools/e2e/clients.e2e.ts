import { isDeepStrictEqual } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metricNames, metricOf, type Language, type MetricName, type Report, type ReportRow } from '@pegel/domain';
import { changeText, foremostFirst, initialView, localeOf, overviewTiles, panelsOn, picturedOn, tablePages, toUrl, type Locale, type PageId, type ShownPanel, type ViewState, type WindowChoice } from '@pegel/presentation';
import { cellsIn } from '@pegel/presentation/testing';
import { isEverything } from '../src/testing/everything.js';
import { followed, launched, sessionOf, settled } from './browser.js';
import { servedDemoOf } from './demo-world.js';
import { pegelHere } from './here.js';
import { tableOnScreen, tablesIn, tablesOf, type ReadTable } from './panel-tables.js';
import { Screen } from './screen.js';
import type { Served } from './served.js';

/** `npm run test:deep` has everybody in it, and looks in every way in both languages. */
const people = isEverything ? 480 : 40;

let server: Served;
let browser: Browser;
beforeAll(async () => {
  server = await servedDemoOf(people);
  browser = await launched();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

interface View {
  /** As a link says it. */
  readonly state: Partial<ViewState>;
  /** As the command line does. */
  readonly options: readonly string[];
  /** On Activity alone. */
  readonly onActivity?: readonly string[];
}
const usual: View = { state: { range: '28d', grain: 'day' }, options: ['--range', '28d', '--grain', 'day'] };
const narrowed: View = { state: { range: '7d', grain: 'day', group: { dimension: 'group', key: 'Hamburg' } }, options: ['--range', '7d', '--grain', 'day', '--where', 'group:Hamburg'] };
const byWeek: View = { state: { range: '90d', grain: 'week', week: 'iso' }, options: ['--range', '90d', '--grain', 'week'], onActivity: ['--week', 'iso'] };

const readers = [
  { language: 'en', locale: 'en-GB', env: {}, views: [usual, narrowed, byWeek] },
  { language: 'de', locale: 'de-DE', env: { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' }, views: isEverything ? [usual, narrowed, byWeek] : [usual] },
] as const;

/** What the command line prints of a page as JSON. */
interface Printed {
  readonly panels: readonly { readonly id: string; readonly reports: readonly string[] }[];
  readonly reports: Readonly<Record<string, Report>>;
}

async function printed(page: PageId, format: 'json' | 'csv' | 'md', ...options: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await pegelHere([page, '--format', format, ...options], server.env, server.folder);
  expect([code, stderr.replace(/^Taken by .*\n/, '')], `${page} ${format} ${options.join(' ')}`).toEqual([0, '']);
  return stdout;
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** What a table has for a number: the value or why there is none, and its change. */
function said(row: ReportRow, name: MetricName, locale: Locale): { readonly value: string; readonly change: string } {
  const { format, words, few } = locale;
  const value = row.values[name] ?? null;
  const reason = row.reasons[name];
  const compared = row.compared?.[name];
  const change = compared === undefined ? null : changeText(name, compared, locale);
  return {
    value: plain(value !== null ? format.exact(metricOf(name).unit, value) : reason === 'hidden' ? few : `– ${reason === undefined ? '' : words.reasons[reason]}`),
    change: change === null ? '' : plain(`${change.glyph} ${change.visual}`),
  };
}

/** Every line of a CSV file is a number of the same JSON: the exact value, the reason that there is none, and the step. */
function expectSameData(csv: string, { panels, reports }: Pick<Printed, 'reports'> & { readonly panels?: Printed['panels'] }): void {
  const [columns = [], ...lines] = cellsIn(csv, 'standard');
  expect(lines.length).toBeGreaterThan(0);
  for (const cells of lines) {
    const line = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
    const names = panels === undefined ? Object.keys(reports) : (panels.find(({ id }) => id === line['panel'])?.reports ?? [line['panel'] ?? '']);
    const name = line['metric'] as MetricName; // What the column promises.
    const same = names.flatMap((report) => reports[report]?.rows ?? []).filter((row) => row.from === line['from'] && row.to === line['to'] && textOf(row.key) === line['key'] && name in row.values);
    const told = same.map((row) => {
      const compared = row.compared?.[name];
      const change = compared?.change;
      return [row.values[name], row.reasons[name], compared?.value, change === undefined ? null : 'step' in change ? change.step : change.kind === 'same' ? 0 : null].map(textOf);
    });
    expect(told, JSON.stringify(line)).toContainEqual([line['value'], line['reason'], line['compared_value'], line['change']]);
  }
}

async function opened(locale: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale });
  await context.addCookies([await sessionOf(server, { email: server.ownerEmail, password: server.ownerPassword })]);
  return context;
}

const addressOf = (page: PageId, state: Partial<ViewState>): string => toUrl({ ...initialView(server.slug, page), tables: picturedOn(page), ...state });
const localeIn = (language: Language, reports: Printed['reports']) => localeOf(language, { currency: 'USD', today: Object.values(reports)[0]?.contract.today ?? null });

describe.each(readers)('in $language every panel of the demo organisation', ({ language, locale, env, views }) => {
  test.each(tablePages.map(({ id }) => id))('of %s has the same values, changes and reasons in the browser, on a terminal, as Markdown, CSV and JSON', async (id) => {
    const context = await opened(locale);
    const page = await followed(context);
    for (const { state, options, onActivity = [] } of views) {
      const how = [...options, ...(id === 'activity' ? onActivity : [])];
      const drawn = new Map<string, ReadTable & { readonly text: string }>();
      // Of panels that share a place one is drawn at a time.
      for (const win of windowsOn(id)) {
        await page.goto(`${server.url}${addressOf(id, { ...state, win })}`);
        await settled(page);
        for (const [panel, table] of await tablesIn(page)) drawn.set(panel, { ...table, text: plain(await page.locator(`[data-panel="${panel}"]`).innerText()) });
      }
      const [md, csv, json] = await Promise.all([printed(id, 'md', '--lang', language, ...how), printed(id, 'csv', ...how), printed(id, 'json', ...how)]);
      const data = JSON.parse(json) as Printed; // What the format promises.
      const documents = tablesOf(md);
      expect(documents.map((_, index) => data.panels[index]?.id)).toEqual(panelsOn(id));
      for (const [index, panel] of data.panels.entries()) {
        const document = documents[index];
        const shown = drawn.get(panel.id);
        const where = `${panel.id} ${how.join(' ')}`;
        if (document === undefined || shown === undefined) throw new Error(`${where} is missing in a client.`);
        expect(document.instead === '' || shown.text.includes(document.instead), `${where} says why there is none`).toBe(true);
        expect(shown.rows, where).toEqual(document.rows);
        expect(shown.headings, where).toEqual(document.headings);
      }
      expectSameData(csv, data);
      if (state === usual.state) {
        expectShown(id, data, drawn, localeIn(language, data.reports));
        await expectOnScreen(id, drawn, language, env);
      }
    }
    await context.close();
  }, isEverything ? 3_600_000 : 120_000);

  test('of the Overview has them too', async () => {
    const context = await opened(locale);
    const page = await followed(context);
    const [md, csv, json] = await Promise.all([printed('overview', 'md', '--lang', language), printed('overview', 'csv'), printed('overview', 'json')]);
    const { reports } = JSON.parse(json) as Printed; // What the format promises.
    const locales = localeIn(language, reports);
    expectSameData(csv, { reports });
    await page.goto(`${server.url}${addressOf('overview', usual.state)}`);
    await settled(page);
    const drawn = await tablesIn(page);
    const tiles = (await page.locator('main li[title]').allInnerTexts()).map(plain);
    const screen = new Screen(server, `tiles-${language}`, 220, 60, env, server.folder, ['open', `'${addressOf('overview', { ...usual.state, tables: [] })}'`]);
    const onScreen = plain(await screen.until(/┏━[^]*[▲▼=] [^]*\?/));
    const [document] = tablesOf(md);
    for (const { metric, query } of overviewTiles) {
      const row = reports[query]?.rows.at(-1);
      if (row === undefined) throw new Error(`Nothing is known of ${metric}.`);
      const { unit } = metricOf(metric);
      const compared = row.compared?.[metric];
      const change = compared === undefined ? null : changeText(metric, compared, locales);
      const value = plain(locales.format.value(unit, row.values[metric] ?? null));
      const short = change === null ? '' : plain(`${change.glyph} ${change.short}`);
      expect(tiles.some((tile) => tile.includes(value) && tile.includes(short)), `${metric} ${value} ${short}\n${tiles.join('\n')}`).toBe(true);
      expect(onScreen, metric).toContain(value);
      expect(onScreen, metric).toContain(short);
      expect(document?.rows.find(([name]) => name === metric)?.[1], metric).toBe(said(row, metric, locales).value);
    }
    screen.press('q');
    await screen.until(/ended with 0/);
    screen.close();
    const numbers = drawn.get('numbers')?.rows ?? [];
    expect(numbers.length).toBeGreaterThan(overviewTiles.length);
    for (const [label, value] of numbers) {
      const name = metricNames.find((metric) => metricOf(metric).label[language] === label);
      // Spend has a tile of its own, of the month.
      if (name !== 'spend') expect(document?.rows.find(([metric]) => metric === name)?.[1], label).toBe(value);
    }
    await expectOnScreen('overview', drawn, language, env);
    await context.close();
  }, isEverything ? 3_600_000 : 120_000);
});

/** Every number of the data that a table has a row for stands in that row, and so does its change. */
function expectShown(id: PageId, { panels, reports }: Printed, drawn: ReadonlyMap<string, ReadTable>, locale: Locale): void {
  const declared = tablePages.find((page) => page.id === id)?.panels ?? [];
  for (const panel of declared) {
    // Sums of the data are told apart by their own tests.
    if (panel.form === 'cumulative' || panel.form === 'stacked') continue;
    const table = drawn.get(panel.id);
    const metrics: readonly MetricName[] = panel.form === 'ranges' ? [panel.metric] : panel.metrics;
    const isOfOneDay = panel.form === 'numbers' || panel.form === 'share';
    const rows = (panels.find((one) => one.id === panel.id)?.reports ?? []).flatMap((name) => (isOfOneDay ? (reports[name]?.rows.slice(-1) ?? []) : (reports[name]?.rows ?? [])));
    const changing: readonly MetricName[] = panel.form === 'course' ? panel.changes : panel.form === 'keys' ? [] : metrics;
    const expected = rows.flatMap((row) => metrics.map((name) => {
      const { value, change } = said(row, name, locale);
      return [value, ...(changing.includes(name) ? [change] : [])];
    }));
    const isIn = (wanted: readonly string[]) => table?.rows.some((cells) => wanted.every((text) => text === '' || cells.includes(text))) === true;
    // A ranking names as many as it says.
    const shown = panel.form === 'keys' ? expected.slice(0, Math.min(panel.top ?? expected.length, 10) * metrics.length) : expected;
    expect(shown.length, panel.id).toBeGreaterThan(0);
    expect(shown.filter((wanted) => !isIn(wanted)), `${panel.id}\n${table?.rows.map((row) => row.join(' | ')).join('\n')}`).toEqual([]);
  }
}

/** Every panel that has the whole screen of a terminal, as its table, has the columns of the one in the browser, but for the days that those of a course stand beside. */
async function expectOnScreen(id: PageId, drawn: ReadonlyMap<string, ReadTable>, language: Language, env: Readonly<Record<string, string>>): Promise<void> {
  // Of lengths of the same a terminal draws the chosen one, and all numbers of the Overview are its plain text.
  const among = goneThrough(id).filter((panel) => drawn.has(panel) && panel !== 'numbers' && ![...lengthsOn(id)].some(([other, win]) => other === panel && win !== usualWindow));
  const screen = new Screen(server, `golden-${id}-${language}`, 240, 70, env, server.folder, ['open', `'${addressOf(id, { ...usual.state, panel: among[0] ?? null })}'`]);
  try {
    for (const panel of among) {
      const { headings, rows } = drawn.get(panel) ?? { headings: [], rows: [] };
      const isDays = (heading: string) => /\d.*–.*\d/.test(heading);
      const compared = (): { readonly shown: readonly (readonly string[])[]; readonly wanted: readonly (readonly string[])[] } => {
        const read = tableOnScreen(screen.read(), rows.length);
        const told = read.headings.map((_, column) => column).filter((column) => !read.rows.every((cells) => /^[▁-█]*$/.test(cells[column] ?? '')));
        const columns = headings.map((_, column) => column).filter((column) => column === 0 || !isDays(headings[column] ?? '') || read.headings.includes(headings[column] ?? ''));
        return {
          shown: [read.headings, ...read.rows].map((cells) => told.map((column) => (column === 0 ? namesIn(language).get(cells[column] ?? '') : undefined) ?? cells[column] ?? '')),
          wanted: [headings, ...rows].map((cells) => columns.map((column) => cells[column] ?? '')),
        };
      };
      const isSame = ({ shown, wanted } = compared()): boolean => isDeepStrictEqual(shown, wanted);
      // Frames follow keys.
      for (let tries = 0; tries < 150 && !isSame(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 40));
      const { shown, wanted } = compared();
      expect(shown, `${id} ${panel}\n${screen.read()}`).toEqual(wanted);
      screen.press('Tab');
    }
  } finally {
    screen.close();
  }
}

/** The panels of a page in the order in which Tab goes through them on a large screen. */
function goneThrough(id: PageId): readonly ShownPanel[] {
  const page = tablePages.find((one) => one.id === id);
  return page === undefined ? panelsOn(id) : foremostFirst(page.id, page.panels, 'wide').map((panel) => panel.id);
}

/** The panels of a page that are lengths of the same, with which one each is. */
const lengthsOn = (id: PageId): ReadonlyMap<string, WindowChoice> =>
  new Map((tablePages.find((page) => page.id === id)?.panels ?? []).flatMap((panel) => ('window' in panel && panel.window !== undefined ? [[panel.id, panel.window.id] as const] : [])));

/** The one that is shown unless another is chosen. */
const usualWindow = initialView('').win;

function windowsOn(id: PageId): readonly WindowChoice[] {
  const windows = [...new Set(lengthsOn(id).values())];
  return windows.length === 0 ? [usualWindow] : windows;
}

/** Where there is little room, a metric has its short name. */
function namesIn(language: Language): ReadonlyMap<string, string> {
  return new Map(metricNames.map(metricOf).map(({ short, label }) => [short[language], label[language]]));
}
