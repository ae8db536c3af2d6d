import type { BrowserContext, Page } from 'playwright-core';
import { accessibilityFaults, settled } from './browser.js';

/** Runs in every page before it does anything: keeps what moved without anybody having touched it. */
function keepShifts(): void {
  const shifts: { value: number; what: string }[] = [];
  Object.assign(globalThis, { shifts });
  interface Shift extends PerformanceEntry { readonly value: number; readonly hadRecentInput: boolean; readonly sources: readonly { readonly node: Node | null }[] }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[]) { // What this type of entry has.
      if (!entry.hadRecentInput) shifts.push({ value: entry.value, what: entry.sources.map(({ node }) => (node instanceof Element ? node.outerHTML : node?.textContent ?? '').slice(0, 120)).join(' · ') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

export const observed = (context: BrowserContext): Promise<unknown> => context.addInitScript(keepShifts);

interface Moved {
  /** The part of what is seen. */
  readonly value: number;
  readonly what: string;
}

/** What has moved in a page so far without anybody having touched it. */
export const shiftsIn = (page: Page): Promise<readonly Moved[]> => page.evaluate(() => (globalThis as unknown as { shifts: Moved[] }).shifts); // Kept by `keepShifts`.

/** How much may move while a page loads, of all there is to see: what comes has its place before, give or take a line of text. */
const loadShiftMax = 0.02;

/** What is wrong with a page as it is seen, as sentences; nothing where it is as it should be. */
export async function faultsOf(page: Page, language: string): Promise<readonly string[]> {
  await settled(page);
  // Everything has been there once. What is asked again, as nobody's key asks, may change nothing's place.
  const before = await page.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', bubbles: true }));
    return (globalThis as unknown as { shifts: unknown[] }).shifts.length; // Kept by `keepShifts`.
  });
  await settled(page);
  const shifts = await shiftsIn(page);
  const { width, viewport, lang, title, headings } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    viewport: document.documentElement.clientWidth,
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map(({ textContent }) => textContent ?? ''),
  }));
  const faults = await accessibilityFaults(page);
  const whileLoading = shifts.slice(0, before);
  const moved = whileLoading.reduce((sum, { value }) => sum + value, 0);
  return [
    ...(width > viewport ? [`scrolls sideways: ${width} px in ${viewport}`] : []),
    ...(lang === language ? [] : [`says it is in "${lang}"`]),
    ...(title.trim() === '' ? ['has no title'] : []),
    ...(headings.length === 1 && headings[0]?.trim() !== '' ? [] : [`has these first headings: ${JSON.stringify(headings)}`]),
    ...(moved > loadShiftMax ? [`moves by ${moved.toFixed(4)} while it loads: ${whileLoading.map(({ value, what }) => `${value.toFixed(4)} ${what}`).join(' – ')}`] : []),
    ...shifts.slice(before).map(({ value, what }) => `moves by ${value.toFixed(4)}: ${what}`),
    ...faults.map(({ id, first }) => `${id}: ${first}`),
  ];
}
