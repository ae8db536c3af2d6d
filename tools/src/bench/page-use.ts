import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { followed, settled } from '../../e2e/browser.js';
import type { Note } from './figures.js';

const dist = fileURLToPath(new URL('../../../apps/web/dist/', import.meta.url));

/** How long after a key the next frame was drawn, in milliseconds; what loads meanwhile comes later, and is not waited for. */
export async function keyToPaint(page: Page, key: string): Promise<number> {
  await page.evaluate(watchNextKey);
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted); // Kept by `watchNextKey`.
}

/** How long after a key the heading of another page was drawn, in milliseconds. */
export async function keyToPage(page: Page, key: string): Promise<number> {
  await page.evaluate(watchNextPage);
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as unknown as { arrived: Promise<number> }).arrived); // Kept by `watchNextPage`.
}

/** Runs in the page: the time from the next key to after the first frame with another heading. */
function watchNextPage(): void {
  const before = document.querySelector('h1')?.textContent;
  const arrived = new Promise<number>((resolve) => {
    addEventListener('keydown', ({ timeStamp }) => {
      new MutationObserver((_, observer) => {
        if (document.querySelector('h1')?.textContent === before) return;
        observer.disconnect();
        requestAnimationFrame(() => void scheduler.postTask(() => resolve(performance.now() - timeStamp), { priority: 'user-blocking' }));
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    }, { once: true, capture: true });
  });
  Object.assign(globalThis, { arrived });
}

/** Runs in the page: the time from the next key to after the frame that follows it. */
function watchNextKey(): void {
  const painted = new Promise<number>((resolve) => {
    addEventListener('keydown', ({ timeStamp }) => {
      // Before anything that the page itself has put off until after the paint.
      requestAnimationFrame(() => void scheduler.postTask(() => resolve(performance.now() - timeStamp), { priority: 'user-blocking' }));
    }, { once: true, capture: true });
  });
  Object.assign(globalThis, { painted });
}

/**
 * How many reports a page asks for, how many of them only once another was answered, and how long all of them take.
 * @param quiet Nobody waits for an answer that has not been asked for within so many milliseconds.
 */
export async function callsOf(context: BrowserContext, url: string, quiet: number): Promise<{ readonly asked: number; readonly waited: number; readonly lastAfter: number }> {
  const page = await followed(context);
  const asked: { at: number; answeredAt: number }[] = [];
  page.on('requestfinished', (request) => {
    const { startTime, responseEnd } = request.timing();
    if (isReport(request.url())) asked.push({ at: startTime, answeredAt: startTime + responseEnd });
  });
  await page.goto(url);
  await settled(page);
  await page.close();
  return {
    asked: asked.length,
    waited: await waitingOf(context, url, quiet),
    lastAfter: Math.max(...asked.map(({ answeredAt }) => answeredAt)) - Math.min(...asked.map(({ at }) => at)),
  };
}

const isReport = (url: string): boolean => url.includes('/trpc/report?');

/** How many reports a page asks for only after the first answer: all answers are held back until it has nothing more to ask without them. */
async function waitingOf(context: BrowserContext, url: string, quiet: number): Promise<number> {
  const page = await followed(context);
  const asked = { atOnce: 0, later: 0 };
  let [isHolding, before] = [true, 0];
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route((address) => isReport(address.href), async (route) => {
    asked[isHolding ? 'atOnce' : 'later'] += 1;
    await released;
    await route.continue();
  });
  await page.goto(url);
  do {
    before = asked.atOnce;
    await page.waitForTimeout(quiet);
  } while (asked.atOnce === 0 || asked.atOnce !== before);
  isHolding = false;
  release();
  await settled(page);
  await page.close();
  return asked.later;
}

/** What the build has, by when a browser asks for it. */
export function chunkNotes(): readonly Note[] {
  const page = readFileSync(`${dist}index.html`, 'utf8');
  const sizes = readdirSync(`${dist}assets`).map((name) => ({ name, isFirst: page.includes(`/assets/${name}`), kibibytes: gzipSync(readFileSync(`${dist}assets/${name}`), { level: 9 }).length / 1024 }));
  const sum = (isFirst: boolean, ending: string) => sizes.filter((size) => size.isFirst === isFirst && size.name.endsWith(ending)).reduce((total, { kibibytes }) => total + kibibytes, 0);
  return [
    { name: 'script of every page, gzip', value: sum(true, '.js'), unit: 'KiB' },
    { name: 'style of every page, gzip', value: sum(true, '.css'), unit: 'KiB' },
    { name: 'script that only some pages load, gzip, all together', value: sum(false, '.js'), unit: 'KiB' },
    ...sizes.filter(({ name, isFirst, kibibytes }) => !isFirst && name.endsWith('.js') && kibibytes >= 5).toSorted((a, b) => b.kibibytes - a.kibibytes).map(({ name, kibibytes }): Note => ({ name: `of it ${name.replace(/-[\w-]{8}\.js$/, '')}, gzip`, value: kibibytes, unit: 'KiB' })),
    { name: 'files of it', value: sizes.filter(({ name, isFirst }) => !isFirst && name.endsWith('.js')).length, unit: '' },
  ];
}

/** What a browser has before any address. What a server sends as data would not do: no script runs there, and so nobody hears a key. */
export const emptyPage = 'about:blank';

/** A page that has come to rest in a browser with a slow machine. */
export async function restingPage(browser: Browser, cookie: { readonly name: string; readonly value: string; readonly url: string }, url: string, slower: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await context.addCookies([cookie]);
  const page = await followed(context);
  await page.goto(url);
  if (url !== emptyPage) await settled(page);
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slower });
  return page;
}
