import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Served } from './served.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A browser that talks to nobody but us. */
export const launched = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });

export interface Look {
  readonly width?: number;
  readonly colourScheme?: 'light' | 'dark';
  readonly locale?: 'en-GB' | 'de-DE';
}

/** Opens the dashboard at its address, as somebody who has signed in, and waits for the Overview. Collects what the browser complains about. The form is filled in where more than that is asked of it: `door.e2e.ts`, `my-data.e2e.ts`, `names.e2e.ts`. */
export async function signedIn(browser: Browser, server: Served, { width = 1440, colourScheme = 'light', locale = 'en-GB' }: Look = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: colourScheme, locale });
  await context.addCookies([await sessionOf(server, { email: server.ownerEmail, password: server.ownerPassword })]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.url);
  await page.waitForURL(`**/${server.slug}/overview**`);
  // The last report to arrive is any of them.
  await page.getByText('opus', { exact: true }).first().waitFor();
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.getByText('75.0%').or(page.getByText('75,0')).first().waitFor();
  return { page, complaints };
}

/** What Lighthouse counts among accessibility, and axe leaves out unless it is asked. */
const askedRules = ['target-size', 'label-content-name-mismatch', 'table-fake-caption', 'td-has-header', 'identical-links-same-purpose'];

/** What a page does that keeps somebody from using it. */
export async function accessibilityFaults(page: Page): Promise<readonly { readonly id: string; readonly first: string | undefined }[]> {
  await page.evaluate(axe);
  return page.evaluate(async (asked) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }; // The script that was just evaluated puts it there.
    const rules = Object.fromEntries(asked.map((rule) => [rule, { enabled: true }]));
    // Of what is as it should be, nobody reads where it is.
    return (await axe.run({ rules, resultTypes: ['violations'] })).violations.map(({ id, nodes }) => ({ id, first: nodes[0]?.html.slice(0, 200) }));
  }, askedRules);
}

/** Who signs in. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** The cookie that a browser has once somebody has signed in. */
export async function sessionOf(server: { readonly url: string }, { email, password }: Account): Promise<{ readonly name: string; readonly value: string; readonly url: string; readonly httpOnly: boolean }> {
  const answer = await fetch(`${server.url}/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ email, password }) });
  const [cookie = ''] = answer.headers.getSetCookie();
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(cookie) ?? [];
  if (name === undefined || value === undefined) throw new Error(`Signing in was answered with ${answer.status}.`);
  // Scripts of a page see it only where the server lets them.
  return { name, value, url: server.url, httpOnly: /; *httponly/i.test(cookie) };
}

/** What each page still waits for, since it was followed. */
const waiting = new WeakMap<Page, Set<unknown>>();

/** Follows what a page asks for, so that `settled` can tell. */
export async function followed(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const open = new Set<unknown>();
  waiting.set(page, open);
  // The stream of changes has no end to wait for.
  page.on('request', (request) => void (request.url().includes('/trpc/changes') || open.add(request)));
  page.on('requestfinished', (request) => void open.delete(request));
  page.on('requestfailed', (request) => void open.delete(request));
  return page;
}

/** Resolves once a followed page has its heading, says that it is not busy, and waits for nothing. */
export async function settled(page: Page): Promise<void> {
  const open = waiting.get(page);
  for (let still = 0, tries = 0; still < 2; tries += 1) {
    if (tries > 600) throw new Error(`${page.url()} never came to rest.`);
    const isBusy = await page.evaluate(() => document.querySelector('h1') === null || document.querySelector('[aria-busy=true]') !== null).catch(() => true);
    still = isBusy || (open?.size ?? 0) > 0 ? 0 : still + 1;
    await page.waitForTimeout(30);
  }
}
