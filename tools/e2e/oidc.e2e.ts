import { identityProvider, type IdentityProvider } from '@pegel/server/testing/identity-provider';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launched } from './browser.js';
import { served, type Served } from './served.js';

// Two sites, as a browser sees it: the provider is at 127.0.0.1, and Pegel at localhost.
let provider: IdentityProvider;
let server: Served;
let browser: Browser;
const own = () => `http://localhost:${server.port}`;

beforeAll(async () => {
  server = await served({
    async env(port) {
      provider = await identityProvider(`http://localhost:${port}/auth/oauth2/callback/oidc`);
      return { PEGEL_PUBLIC_URL: `http://localhost:${port}`, PEGEL_OIDC_ISSUER: provider.issuer, PEGEL_OIDC_CLIENT_ID: provider.clientId, PEGEL_OIDC_CLIENT_SECRET: provider.clientSecret, PEGEL_OIDC_NAME: 'Staff login' };
    },
  });
  provider.people.set('s-1', { email: server.ownerEmail, email_verified: true });
  browser = await launched();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.close();
});

/** Goes to the provider as the page of the sign-in does, and chooses there who one is. */
async function through(page: Page, subject: string): Promise<void> {
  await page.goto(`${own()}/login`);
  await page.evaluate(async ([callbackURL, errorCallbackURL]) => {
    const response = await fetch('/auth/sign-in/oauth2', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ providerId: 'oidc', callbackURL, errorCallbackURL }) });
    const { url } = (await response.json()) as { url: string }; // The contract of 200.
    location.assign(url);
  }, [`${own()}/${server.slug}/overview`, `${own()}/login`]);
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByRole('link', { name: subject }).click();
}

test('whoever comes back from another site is signed in at once, with a cookie that knows no other site', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 401 && response.url().includes('/trpc/')) refused.push(response.url());
  });
  await through(page, 's-1');
  await page.waitForURL(`${own()}/${server.slug}/overview**`);
  await page.getByText('Example AG').first().waitFor();
  expect(refused).toEqual([]);
  const cookies = await context.cookies(own());
  expect(cookies.filter(({ name }) => name.includes('session_token'))).toMatchObject([{ sameSite: 'Strict', httpOnly: true }]);
  expect(await page.evaluate(async () => (await fetch('/auth/get-session')).json())).toEqual({ email: server.ownerEmail });
  await page.reload();
  await page.getByText('Example AG').first().waitFor();
  expect(page.url()).toMatch(/\/overview/);
  await context.close();
});

test('whoever denies it there is back at the sign-in', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await through(page, 'denies');
  await page.waitForURL(`${own()}/login?error=access_denied`);
  expect((await context.cookies(own())).filter(({ name }) => name.includes('session_token'))).toEqual([]);
  await context.close();
});
