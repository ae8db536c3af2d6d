import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launched, signedIn } from './browser.js';
import { sendExample } from './example.js';
import { Screen } from './screen.js';
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

test('a terminal without a token signs in by a code that is confirmed in the browser, shows the numbers that the browser shows, and is shut out from there', async () => {
  const home = mkdtempSync(join(tmpdir(), 'pegel-home-'));
  const env = { PEGEL_TOKEN: '', HOME: home, XDG_CONFIG_HOME: '' };
  const signingIn = new Screen(server, 'login', 100, 30, env, server.folder, ['login']);
  const address = /(http:\S+\/device\?user_code=(\S+))/.exec(await signingIn.until(/user_code=\S+[\s\S]*Waiting for the confirmation/));
  const [, page = '', code = ''] = address ?? expect.fail();

  const { page: browsing } = await signedIn(browser, server);
  const chats = await browsing.locator('article, section').filter({ hasText: 'WAU' }).first().innerText();
  expect(chats).toMatch(/\b3\b/);
  await browsing.goto(page);
  await browsing.getByText(code).first().waitFor();
  await browsing.getByRole('button', { name: 'Approve' }).click();
  await signingIn.until(/Signed in to http:\S+ as owner@example\.com\.[\s\S]*ended with 0/);
  signingIn.close();

  const reading = new Screen(server, 'reading', 120, 40, env);
  expect(await reading.until(/75\.0%[\s\S]*opus/)).toMatch(/WAU[\s\S]*\b3\b/);
  reading.press('q');
  await reading.until(/ended with 0/);
  reading.close();

  // The browser ends the terminal's session, which is nobody's from the next request on, also while a screen is open.
  const open = new Screen(server, 'open', 120, 40, env);
  await open.until(/75\.0%[\s\S]*opus/);
  open.press('4');
  await open.until(/\[4 Spend\]/);
  await browsing.goto(`${server.url}/account`);
  await browsing.getByRole('button', { name: 'End all others' }).click();
  // No number is left, the shell is clean, and what leads back is said.
  const left = await open.until(/ended with \d/);
  open.close();
  expect(left).not.toMatch(/\[4 Spend\]/);
  expect(left.replaceAll('\n', '')).toMatch(/Your session has ended\. Run pegel login\. Then pegel open 'http:\S+\/spend\S*' goes on where you were\./);
  expect(left).toContain('ended with 3');
  await expect.poll(async () => {
    const again = new Screen(server, `again-${Date.now()}`, 100, 30, env, server.folder, ['whoami']);
    const said = await again.until(/ended with \d/);
    again.close();
    return said;
  }, { timeout: 10_000 }).toMatch(/Your session has ended\. Run pegel login\.[\s\S]*ended with 3/);
});
