import { gzipSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import { tablePages } from '@pegel/presentation';
import { launched, sessionOf, settled } from '../../e2e/browser.js';
import type { Figure, Findings, Note } from './figures.js';
import type { Bench } from './main.js';
import { callsOf, chunkNotes, emptyPage, keyToPage, keyToPaint, restingPage } from './page-use.js';

/** What a page cost once it was quiet. */
interface Visit {
  readonly largestPaint: number;
  readonly blocked: number;
  readonly requests: number;
  /** Bytes as gzip would send them, by what they are. */
  readonly bytes: Readonly<Record<'script' | 'stylesheet' | 'document' | 'data' | 'other', number>>;
}

const slower = 4;
const network = { offline: false, latency: 40, downloadThroughput: (9.6 * 1_000_000) / 8, uploadThroughput: (9.6 * 1_000_000) / 8 };

/** What the dashboard costs a reader with a slow machine and an ordinary line, against a page with nothing on it. */
export async function pageFindings({ rounds, isSmall, historyServer, contest }: Bench): Promise<Findings> {
  const server = await historyServer();
  const browser = await launched();
  try {
    const cookie = await sessionOf(server, { email: server.ownerEmail, password: server.ownerPassword });
    const visits = new Map<string, Visit>();
    const visit = async (path: string, isSignedIn: boolean): Promise<Visit> => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
      if (isSignedIn) await context.addCookies([cookie]);
      const made = await visitOf(context, `${server.url}${path}`, isSmall ? 1 : slower);
      await context.close();
      visits.set(path, made);
      return made;
    };
    const overview = `/${server.slug}/overview`;
    const against = (name: string, path: string, isSignedIn: boolean, what: 'largestPaint' | 'blocked'): Promise<Figure> =>
      contest({
        name,
        unit: 'ms',
        rounds: Math.min(rounds, 7),
        ours: async () => (await visit(path, isSignedIn))[what],
        opponents: { 'an empty page': async () => (await visit('/healthz', false))[what] },
      });
    const figures = [await against('largest contentful paint, Overview', overview, true, 'largestPaint')];
    if (!isSmall) figures.push(await against('largest contentful paint, signing in', '/login', false, 'largestPaint'), await against('total blocking time, Overview', overview, true, 'blocked'));
    if (!isSmall) figures.push(...(await interactions()));
    const calls: Note[] = [];
    // Whether it can be counted at all is seen in one.
    for (const { id } of [{ id: 'overview' }, ...(isSmall ? [] : tablePages)]) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await context.addCookies([cookie]);
      const { asked, waited, lastAfter } = await callsOf(context, `${server.url}/${server.slug}/${id}`, isSmall ? 300 : 2_000);
      await context.close();
      calls.push({ name: `reports of ${id}`, value: asked, unit: '' }, { name: `of them only asked once another was answered, ${id}`, value: waited, unit: '' }, { name: `until the last report of ${id} was answered, from the first question on`, value: lastAfter, unit: 'ms' });
    }
    const { bytes, requests } = visits.get(overview) ?? (await visit(overview, true));
    const sizes = Object.entries(bytes).map(([name, size]): Note => ({ name: `${name}, gzip`, value: size / 1024, unit: 'KiB' }));
    return { figures, over: [{ name: 'version of Chromium', value: Number.parseInt(browser.version(), 10), unit: '' }, ...sizes, { name: 'requests', value: requests, unit: '' }, ...chunkNotes(), ...calls] };

    /** Keys that change what is seen, against one on a page with nothing on it. */
    async function interactions(): Promise<Figure[]> {
      const page = await restingPage(browser, cookie, `${server.url}${overview}`, slower);
      const empty = await restingPage(browser, cookie, emptyPage, slower);
      const toAnotherPage = async (timed: typeof keyToPaint): Promise<number> => {
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        return timed(page, '4').finally(async () => {
          await page.keyboard.press('1');
          await settled(page);
        });
      };
      const contests: [name: string, press: () => Promise<number>][] = [
        ['key to paint, numbers by another interval', async () => {
          await page.locator('select').last().focus();
          return keyToPaint(page, 'ArrowDown').finally(async () => {
            await page.keyboard.press('ArrowUp');
            await settled(page);
          });
        }],
        ['key to paint, another page', () => toAnotherPage(keyToPaint)],
        // The first paint marks where the key leads to; this is when somebody is there.
        ['key to the heading of another page', () => toAnotherPage(keyToPage)],
        ['key to paint, search', () => keyToPaint(page, 'Control+k').finally(async () => {
          await page.locator('dialog[open]').waitFor();
          await page.keyboard.press('Escape');
          await settled(page);
        })],
      ];
      const found: Figure[] = [];
      for (const [name, ours] of contests) found.push(await contest({ name, unit: 'ms', rounds: Math.min(rounds, 7), ours, opponents: { 'a page with nothing on it': () => keyToPaint(empty, '4') } }));
      return found;
    }
  } finally {
    await browser.close();
  }
}

/** A first visit with an empty cache, until nothing moves any more. */
async function visitOf(context: BrowserContext, url: string, rate: number): Promise<Visit> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', network);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
  const bytes = { script: 0, stylesheet: 0, document: 0, data: 0, other: 0 };
  const sizes: Promise<void>[] = [];
  let requests = 0;
  page.on('response', (response) => {
    requests += 1;
    const type = response.request().resourceType();
    const kind = type === 'fetch' || type === 'xhr' ? 'data' : type === 'script' || type === 'stylesheet' || type === 'document' ? type : 'other';
    // What tells of changes stays open; its body never ends.
    if (!(response.headers()['content-type'] ?? '').includes('event-stream')) sizes.push(response.body().then((body) => void (bytes[kind] += gzipSync(body, { level: 9 }).length), () => undefined));
  });
  await page.addInitScript(observe);
  await page.goto(url);
  // A stream of changes keeps the network busy for good, so the page is asked what it still waits for.
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null && (document.querySelector('#app') === null || document.querySelector('h1, form') !== null));
  await page.waitForTimeout(500);
  await Promise.all(sizes);
  const { largestPaint, blocked } = await page.evaluate(() => (globalThis as unknown as { observed: { largestPaint: number; blocked: number } }).observed); // Set by `observe`.
  return { largestPaint, blocked, requests, bytes };
}

/** Runs in the page: notes the largest paint, and by how much tasks are longer than 50 ms. */
function observe(): void {
  const observed = { largestPaint: 0, blocked: 0 };
  Object.assign(globalThis, { observed });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) observed.largestPaint = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) observed.blocked += Math.max(0, entry.duration - 50);
  }).observe({ type: 'longtask', buffered: true });
}
