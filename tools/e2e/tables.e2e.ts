import type { Browser, Page } from 'playwright-core';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { metricOf, type Language, type MetricName, type Report, type ReportRow, type WireEvent } from '@pegel/domain';
import { changeText, localeOf, picturedOn, tablePages, type TablePageId } from '@pegel/presentation';
import { pegel } from './binary.js';
import { signedIn } from './browser.js';
import { sendExample, spendMonthToDateCents, yesterday } from './example.js';
import { exampleInBrowser } from './example-in-browser.js';
import { Screen } from './screen.js';
import { served, type Served } from './served.js';

let server: Served;
let browser: Browser;

/**
 * What the example has not: yesterday ben made three artifacts and ada one, both worked in the same two projects and cleo in
 * one of them, and two people used one connector, one of them another.
 */
const made: readonly WireEvent[] = (() => {
  const by = (name: string) => ({ at: `${yesterday}T11:00:00Z`, person: { email: `${name}@example.com`, name } });
  const used = [['ada', 'p-1'], ['ada', 'p-2'], ['ben', 'p-1'], ['ben', 'p-2'], ['cleo', 'p-1']] as const;
  const artifacts = [['ben', 'a-1'], ['ben', 'a-2'], ['ben', 'a-3'], ['ada', 'a-4']] as const;
  const connectors = [['ada', 'slack'], ['ben', 'slack'], ['ada', 'github']] as const;
  return [
    ...used.map(([name, project]): WireEvent => ({ id: `u-${name}-${project}`, type: 'project.used', ...by(name), project })),
    ...artifacts.map(([name, artifact]): WireEvent => ({ id: artifact, type: 'artifact.created', ...by(name), artifact })),
    ...connectors.map(([name, connector]): WireEvent => ({ id: `k-${name}-${connector}`, type: 'connector.used', ...by(name), connector, count: 2 })),
    { id: 'p-3', type: 'project.created', ...by('ben'), project: 'p-3' },
  ];
})();

exampleInBrowser((made) => ({ server, browser } = made), async (own) => {
  expect((await own.post(made)).status).toBe(200);
});

const readers = [
  { language: 'en', locale: 'en-GB', env: {} },
  { language: 'de', locale: 'de-DE', env: { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' } },
] as const;

/** What shows every panel of a page as its table. */
const asTables = (page: TablePageId) => `table=${picturedOn(page).join()}`;

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
const localeIn = (language: Language) => localeOf(language, { currency: 'USD', today: yesterday });

/** The report itself, as its address gives it. */
async function reportOf(query: string): Promise<Report> {
  const answer = await fetch(`${server.url}/report.json?${query}`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
  return (await answer.json()) as Report; // What the address promises.
}

/** The cells of a table as somebody reads them, row by row. */
async function rowsIn(page: Page, panel: string): Promise<readonly string[]> {
  const table = page.locator(`[data-panel="${panel}"] tbody tr`);
  await table.first().waitFor();
  return (await table.allInnerTexts()).map(plain);
}

const numbers = tablePages.find(({ id }) => id === 'adoption')?.panels.find(({ form }) => form === 'numbers');
const shown: readonly MetricName[] = numbers !== undefined && 'metrics' in numbers ? numbers.metrics : [];

describe.each(readers)('the tables in $language', ({ language, locale, env }) => {
  const cellOf = (name: MetricName, row: ReportRow) => localeIn(language).format.exact(metricOf(name).unit, row.values[name] ?? null);

  test('say in the browser, in the terminal and on the command line what the report says: changes, ranks, and spend to the cent', async () => {
    const newest = (await reportOf(`metrics=${shown.join()}&from=${yesterday}&to=${yesterday}&compare=previous`)).rows[0];
    if (newest === undefined || shown.length === 0) throw new Error('A day is a row.');
    const expectedRows = shown.map((name) => {
      const compared = newest.compared?.[name];
      const text = compared === undefined ? null : changeText(name, compared, localeIn(language));
      return { label: metricOf(name).label[language], short: metricOf(name).short[language], value: cellOf(name, newest), change: text === null ? '' : `${text.glyph} ${text.visual}` };
    });

    const { page, complaints } = await signedIn(browser, server, { locale });
    await page.keyboard.press('3');
    await page.waitForURL(`**/${server.slug}/adoption`);
    const rows = await rowsIn(page, 'adoption_numbers');
    expect(rows).toHaveLength(shown.length);
    for (const [index, { label, value, change }] of expectedRows.entries()) expect(rows[index]).toMatch(new RegExp(`^${literal(plain(`${label} ${value} ${change}`))}`));

    const printed = await pegel(['adoption', '--panel', 'adoption_numbers', '--lang', language], server.env);
    expect(printed.code).toBe(0);
    const screen = new Screen(server, `tables-${language}`, 120, 40, env, server.folder, ['adoption']);
    const drawn = await screen.until(new RegExp(`${literal(expectedRows[0]?.short ?? '')} +${literal(expectedRows[0]?.value ?? '')} `));
    for (const text of [printed.stdout, drawn]) {
      const lines = text.split('\n').map(plain);
      for (const { short, value, change } of expectedRows) expect(lines.some((line) => line.replace(/^[┃│] /, '').startsWith(plain(`${short} ${value} ${change}`))), `${short}\n${text}`).toBe(true);
    }
    screen.press('q');
    expect(await screen.until(/ended with 0/)).toContain(`${server.url}/${server.slug}/adoption`);
    screen.close();

    // Equal values share a rank, and zero has none.
    // Who of two comes first is decided by their keys, which are another in every organisation.
    await page.goto(`${server.url}/${server.slug}/adoption?${asTables('adoption')}`);
    const [first, second, third] = await rowsIn(page, 'top_projects');
    expect([[first, second].toSorted(), third]).toEqual([['1= ada 2', '1= ben 2'], '3 cleo 1']);
    expect(await rowsIn(page, 'top_artifacts')).toEqual(['1 ben 3', '2 ada 1']);
    expect(await rowsIn(page, 'top_connectors')).toEqual(['1 slack 2 4', '2 github 1 2']);
    const ranked = (await pegel(['adoption', '--panel', 'top_projects,top_artifacts,top_connectors', '--lang', language], server.env)).stdout.split('\n').map(plain);
    expect(ranked).toEqual(expect.arrayContaining(['1= ada 2', '1= ben 2', '3 cleo 1', '1 ben 3', '2 ada 1', '1 slack 2 4', '2 github 1 2']));

    await page.keyboard.press('4');
    await page.waitForURL(`**/${server.slug}/spend`);
    const { format } = localeIn(language);
    const money = (cents: number) => plain(format.exact('money', String(cents / 100)));
    await page.goto(`${server.url}/${server.slug}/spend?${asTables('spend')}`);
    expect((await rowsIn(page, 'spend_to_date'))[0]).toContain(money(spendMonthToDateCents));
    for (const [panel, days] of [['spend_by_model_1m', 30], ['spend_by_model_3m', 60], ['spend_by_model_1y', 60]] as const) {
      await page.goto(`${server.url}/${server.slug}/spend?win=${panel.slice(-2)}&${asTables('spend')}`);
      const rows = await rowsIn(page, panel);
      expect(rows.map((row) => row.replace(/ \d+$/, ''))).toEqual([`opus ${money(125 * days)} ${plain(format.share(71))}`, `haiku ${money(50 * days)} ${plain(format.share(29))}`, expect.stringContaining(money(175 * days))]);
    }
    const csv = (await pegel(['spend', '--panel', 'spend_to_date', '--format', 'csv'], server.env)).stdout;
    expect(csv).toContain(`,spend,${spendMonthToDateCents / 100},`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test('are walked with the keyboard alone: a number is asked, answered, and the focus is back on it', async () => {
  const { page } = await signedIn(browser, server);
  await page.keyboard.press('2');
  await page.waitForURL(`**/${server.slug}/activity`);
  const button = page.locator('[data-panel="activity_numbers"] [data-explain="utilisation"]');
  await button.focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-drawer]').getByText('75.0% = 3 ÷ 4').first().waitFor();
  expect(new URL(page.url()).search).toBe('?explain=utilisation');
  await page.keyboard.press('Escape');
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);

  // Whoever comes back finds every panel in its place before it is drawn.
  const rest = () => page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('[aria-busy=true]') === null);
  await rest();
  const places = await page.evaluate(placesOfPanels, '');
  await page.keyboard.press('1');
  await page.waitForURL(`**/${server.slug}/overview`);
  await rest();
  const before = await page.evaluate(placesOfPanels, '2');
  expect([before.areBusy, before.places]).toEqual([true, places.places]);
  await rest();
  expect((await page.evaluate(placesOfPanels, '')).places).toEqual(places.places);
  await page.reload();
  await page.locator('[data-panel="activity_numbers"]').getByText('3 of 4').waitFor();

  // A list that has the page to itself has all of its width, and cuts no number off.
  await page.goto(`${server.url}/${server.slug}/adoption/top_connectors`);
  await page.locator('[data-panel="top_connectors"] table').waitFor();
  expect(await page.locator('[data-panel="top_connectors"]').evaluate((panel) => panel.clientWidth >= (panel.parentElement?.clientWidth ?? 0) - 2)).toBe(true);
  expect(await page.locator('[data-panel="top_connectors"] table').evaluate((table) => (table.parentElement?.scrollWidth ?? 0) <= (table.parentElement?.clientWidth ?? 0))).toBe(true);
  await page.context().close();
});

/** Runs in the page: where its panels are, in the first frame of the page that a key leads to where one is given, and whether any is still to come. */
async function placesOfPanels(key: string): Promise<{ readonly areBusy: boolean; readonly places: readonly string[] }> {
  if (key !== '') {
    const { pathname } = location;
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    do await new Promise((resolve) => requestAnimationFrame(resolve)); while (location.pathname === pathname);
  }
  const panels = [...document.querySelectorAll('main section[data-panel]')];
  return {
    areBusy: panels.some((panel) => panel.getAttribute('aria-busy') === 'true'),
    places: panels.map((panel) => `${panel.getAttribute('data-panel')} ${Math.round(panel.getBoundingClientRect().top + scrollY)} ${Math.round(panel.getBoundingClientRect().height)}`),
  };
}

test.each([
  [80, 24, {}],
  [56, 14, {}],
  [80, 24, { NO_COLOR: '1', LC_ALL: 'C', LANG: 'C' }],
])('in a terminal of %d × %d with %j every page stays inside the screen', async (columns, rows, env) => {
  const screen = new Screen(server, `pages-${columns}-${Object.keys(env).length}`, columns, rows, env);
  await screen.until(/75[.,]0/);
  for (const [key, shows] of [['2', /User activity[^]* 3 of 4/], ['3', /Day-over-day change[^]*Messages per chat +2\.0/], ['4', /Total spend to date[^]*Month to date[^]*\$/]] as const) {
    screen.press(key);
    const drawn = await screen.until(shows);
    for (const line of drawn.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  }
  screen.press('q');
  expect(await screen.until(/ended with 0/)).toContain(`${server.url}/${server.slug}/spend`);
  screen.close();
});

test('of people have pseudonyms where the organisation does not name them, on pages and in files', async () => {
  const unnamed = await served({ names: 'pseudonyms' });
  try {
    await sendExample(unnamed);
    await unnamed.post(made);
    const { page, complaints } = await signedIn(browser, unnamed);
    await page.goto(`${unnamed.url}/${unnamed.slug}/adoption?table=top_connectors`);
    await page.locator('[data-panel="top_projects"]').getByText(/^Person [0-9A-F]{6}$/).first().waitFor();
    expect(await rowsIn(page, 'top_connectors')).toEqual(['1 slack 2 4', '2 github 1 2']);
    // Nobody's name is anywhere on the page.
    expect(await page.content()).not.toMatch(/\b(ada|cleo)\b/);
    expect(complaints).toEqual([]);
    const printed = await pegel(['adoption', '--panel', 'top_projects', '--format', 'csv'], unnamed.env);
    expect([printed.code, printed.stdout]).toEqual([0, expect.stringMatching(/Person [0-9A-F]{6}/)]);
    expect(printed.stdout).not.toMatch(/\b(ada|cleo)\b/);
    await page.context().close();
  } finally {
    await unnamed.stop();
  }
});

/** A text as a pattern that means nothing else. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
