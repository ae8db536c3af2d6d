import type { Browser } from 'playwright-core';
import { expect, test } from 'vitest';
import { signedIn } from './browser.js';
import { exampleInBrowser } from './example-in-browser.js';
import type { Served } from './served.js';

let server: Served;
let browser: Browser;exampleInBrowser((made) => ({ server, browser } = made));

test('what a browser keeps says nothing of anybody, and forgets the page when one signs out', async () => {
  const { page, complaints } = await signedIn(browser, server);
  for (const path of ['activity', 'adoption', 'spend', 'sources', 'settings', 'settings/members', 'settings/keys']) {
    await page.goto(`${server.url}/${server.slug}/${path}`);
    await page.locator('main').waitFor();
  }
  await page.goto(`${server.url}/account`);
  await page.getByText(server.ownerEmail).first().waitFor();
  const kept = await page.evaluate(async () => ({
    local: { ...localStorage },
    tab: { ...sessionStorage },
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
  }));
  // How somebody likes to read, and nothing else: neither who they are nor a number.
  expect(Object.keys({ ...kept.local, ...kept.tab }).filter((name) => !['pegel.language', 'pegel.theme', 'pegel.keys', 'pegel.paused'].includes(name))).toEqual([]);
  for (const value of Object.values({ ...kept.local, ...kept.tab })) expect(value).toMatch(/^[a-z]{2,10}$/);
  expect(kept).toMatchObject({ databases: 0, caches: 0, workers: 0, cookies: '' });

  await page.goto(`${server.url}/${server.slug}/overview`);
  await page.getByText('opus', { exact: true }).first().waitFor();
  const [answer] = await Promise.all([page.waitForResponse((response) => response.url().endsWith('/auth/sign-out')), page.getByRole('button', { name: 'Sign out' }).first().click()]);
  expect((await answer.allHeaders())['clear-site-data']).toBe('"cache"');
  await page.locator('input[type=password]').waitFor();
  expect(await page.context().cookies()).toEqual([]);
  // Back leads to the door again, and not to the numbers that were there.
  await page.goBack();
  await page.locator('input[type=password]').waitFor();
  expect(await page.locator('body').innerText()).not.toContain('opus');
  expect(complaints).toEqual([]);
  await page.context().close();
});
