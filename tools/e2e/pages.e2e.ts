import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { createPegelClient } from '@pegel/client';
import { initialView, seenBy, seenQueries, tablePages } from '@pegel/presentation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isEverything } from '../src/testing/everything.js';
import { pegel } from './binary.js';
import { followed, launched, sessionOf, settled, type Account } from './browser.js';
import { coveringPairs, everyChoice } from './covering.js';
import { sendExample } from './example.js';
import { faultsOf, observed } from './looked.js';
import { pagesByLinks, routeOf, routes } from './pages.js';
import { textsByPage } from './printed.js';
import { served, servedEmpty, type Served, type WaitingServer } from './served.js';
import { closedByEscape, walked } from './walk.js';

/** `npm run test:deep` looks at every page in every way; otherwise any two choices meet somewhere. */
const ways = { locale: ['en-GB', 'de-DE'], colourScheme: ['light', 'dark'], width: [360, 768, 1440] } as const;
const looks = everyChoice(ways);
/** There are many pages, and whoever else works on the machine is not to be the reason why one fails. */
const timeout = isEverything ? 3_600_000 : 600_000;

let server: Served;
let empty: WaitingServer;
let browser: Browser;

/** What is looked at: where, and who looks. */
interface Sight {
  readonly address: string;
  readonly as: Account | null;
}
const sights: Sight[] = [];

beforeAll(async () => {
  [server, empty] = await Promise.all([served(), servedEmpty()]);
  await sendExample(server);
  browser = await launched();
  const owner = { email: server.ownerEmail, password: server.ownerPassword };
  const member = { email: 'ada@example.com', password: 'another long enough pass' };
  const invitations = await Promise.all([member.email, 'invited@example.com'].map(async (email) => new URL((await pegel(['members', 'invite', email, '--role', 'member'], server.env)).stdout.trim(), server.url)));
  const [accepted, open] = invitations;
  const answer = await fetch(`${server.url}/invitation/accept`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ token: accepted?.hash.slice(1), password: member.password }) });
  expect(answer.status).toBe(200);

  const context = await contextOf(owner, {});
  const byLinks = await pagesByLinks(context, server);
  await context.close();
  sights.push(
    ...byLinks.map((path) => ({ address: `${server.url}${path}`, as: owner })),
    { address: `${server.url}/device`, as: owner },
    { address: `${server.url}/${server.slug}/overview`, as: member },
    { address: `${server.url}/${server.slug}/my-data`, as: member },
    { address: `${server.url}/nowhere/to/be/found`, as: owner },
    { address: `${server.url}/login`, as: null },
    { address: `${server.url}/invite${open?.hash ?? ''}`, as: null },
    { address: empty.setUpUrl, as: null },
  );
}, timeout);
afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), empty?.stop()]);
});

const sessions = new Map<Account, ReturnType<typeof sessionOf>>();

interface Look {
  readonly locale?: string;
  readonly colourScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

async function contextOf(account: Account | null, { locale = 'en-GB', colourScheme = 'light', width = 1440, height = 900 }: Look): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: colourScheme, locale });
  await observed(context);
  if (account !== null) {
    const session = sessions.get(account) ?? sessionOf(server, account);
    sessions.set(account, session);
    await context.addCookies([await session]);
  }
  return context;
}

test('every route of the dashboard is looked at: a page that no link leads to has to be named here', () => {
  const reached = sights.map(({ address }) => routeOf(new URL(address).pathname) ?? '*');
  expect(routes().filter((route) => !reached.includes(route))).toEqual([]);
});

describe('every page', () => {
  test.each(looks)('$locale, $colourScheme, $width px: nothing keeps anybody from it, nothing moves, nothing complains', { timeout }, async (look) => {
    const matrix = { sight: sights, ...ways };
    const mine = (isEverything ? everyChoice(matrix) : coveringPairs(matrix)).filter(({ locale, colourScheme, width }) => locale === look.locale && colourScheme === look.colourScheme && width === look.width);
    const found = await inEach(mine.map(({ sight }) => sight), look, (page) => faultsOf(page, look.locale.slice(0, 2)));
    expect(found).toEqual([]);
  });

  test('is walked with Tab from its top to its end, closes with Escape what a key has opened, and is printed without its navigation', { timeout }, async () => {
    const faults = await inEvery({ width: 1024, height: 640 }, async (page) => [
      ...(await walked(page)),
      ...(await closedByEscape(page)),
      ...(await printed(page)),
    ]);
    expect(faults).toEqual([]);
  });

  test('reads in one column at 400 % zoom, with more room between letters and lines, without motion and with the colours of the system', { timeout }, async () => {
    const faults = await inEvery({ width: 320, height: 256 }, async (page) => {
      await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
      await page.evaluate(spaced);
      const found = await page.evaluate(() => ({ over: document.documentElement.scrollWidth - 320, moving: document.getAnimations().filter(({ playState }) => playState === 'running').length }));
      return [...(found.over > 0 ? [`scrolls sideways by ${found.over} px`] : []), ...(found.moving > 0 ? [`moves ${found.moving} things`] : []), ...(await page.evaluate(cutOff)).map((what) => `cuts off ${what}`)];
    });
    expect(faults).toEqual([]);
  });
});

test.each(['overview', ...tablePages.map(({ id }) => id)] as const)('%s asks for each report once, and for none only after another was answered', async (id) => {
  const reader = await createPegelClient({ url: server.url, token: server.ownerToken }).reader.query({});
  // Where two panels want to know the same, it is one question.
  const questions = Object.values(seenQueries({ ...initialView(server.slug), page: id }, { ...seenBy(reader), purpose: null }));
  const wanted = new Set(questions.map((question) => JSON.stringify(question))).size;
  const context = await contextOf({ email: server.ownerEmail, password: server.ownerPassword }, {});
  const page = await followed(context);
  await page.clock.install();
  const held: Route[] = [];
  await page.route(/\/trpc\/report\?/, (route) => void held.push(route));
  // Nobody tells the page of anything either, as where its stream waits for one of the connections that the reports have.
  await page.route(/\/trpc\/changes/, () => undefined);
  await page.goto(`${server.url}/${server.slug}/${id}`);
  await expect.poll(() => held.length, { timeout: 30_000 }).toBe(wanted);
  // The server takes its time over the last of them.
  await Promise.all(held.slice(0, -1).map((route) => route.continue()));
  await page.waitForFunction(() => document.querySelector('[aria-busy=false]') !== null);
  await page.clock.runFor(60_000);
  const addresses = held.map((route) => route.request().url());
  expect(new Set(addresses).size).toBe(wanted);
  expect(addresses).toHaveLength(wanted);
  await held.at(-1)?.continue();
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
  await context.close();
});

/** What is wrong with a page on paper. */
async function printed(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ media: 'print' });
  const navigations = await page.locator('nav:visible').count();
  const sheets = textsByPage(await page.pdf({ format: 'A4', printBackground: true }));
  return [...(navigations > 0 ? ['prints its navigation'] : []), ...(sheets.length === 0 || sheets.some((texts) => texts === 0) ? [`prints these texts on its sheets: ${sheets.join()}`] : [])];
}

/** Of every kind of page one, which is what there is time for each time; `npm run test:deep` takes all of them. */
const kinds = ['/overview', '/activity', '/spend', '/exports', '/sources', '/metrics', '/settings', '/settings/members', '/my-data', '/login'];

/** The same done in every page, in English by day; what came of it, with the page's address. */
async function inEvery(viewport: { readonly width: number; readonly height: number }, look: (page: Page) => Promise<readonly string[]>): Promise<readonly string[]> {
  const seen = sights.filter(({ address }) => isEverything || kinds.some((kind) => new URL(address).pathname.endsWith(kind)));
  expect(seen.length).toBeGreaterThanOrEqual(kinds.length);
  // Each in a tab of its own: where the focus was is of a tab.
  return inEach(seen, viewport, async (page) => {
    await settled(page);
    return look(page);
  }, { tabs: 'each' });
}

/**
 * Opens pages one after the other and says what is wrong with each: what is seen in it, and what it complains of. Somebody
 * goes through theirs in one tab, loading each anew, since another tab for each takes longer; unless it matters what was done in the tab before.
 */
async function inEach(those: readonly Sight[], look: Look, see: (page: Page) => Promise<readonly string[]>, { tabs = 'one' }: { readonly tabs?: 'one' | 'each' } = {}): Promise<readonly string[]> {
  const found: string[] = [];
  for (const account of new Set(those.map(({ as }) => as))) {
    const context = await contextOf(account, look);
    let where = '';
    const opened = async () => {
      const page = await followed(context);
      // What a browser says of an answer that is a refusal is no complaint about the page.
      page.on('console', (message) => void (message.type() === 'error' && !/status of 40[134]/.test(message.text()) && found.push(`${where} complains: ${message.text()}`)));
      page.on('pageerror', (error) => found.push(`${where} fails: ${error.message}`));
      return page;
    };
    let page: Page | undefined;
    for (const { address } of those.filter(({ as }) => as === account)) {
      where = new URL(address).pathname;
      if (tabs === 'each') await page?.close();
      page = page === undefined || tabs === 'each' ? await opened() : page;
      await page.goto(address);
      found.push(...(await see(page)).map((fault) => `${where} ${fault}`));
    }
    await context.close();
  }
  return found;
}

/** Runs in the page: the distances that somebody may need, through what the security policy leaves to scripts. */
function spaced(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Runs in the page: texts that are longer than what shows them, unless they say with an ellipsis that they go on. */
function cutOff(): readonly string[] {
  return [...document.querySelectorAll<HTMLElement>('main *, header *')].flatMap((element) => {
    const { overflowX, overflowY, textOverflow, clipPath } = getComputedStyle(element);
    if (!element.checkVisibility() || clipPath !== 'none' || textOverflow === 'ellipsis' || element.childElementCount > 0 || element.closest('svg, .hidden-visually') !== null) return [];
    const isCut = (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) || (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1);
    return isCut ? [element.outerHTML.slice(0, 120)] : [];
  });
}
