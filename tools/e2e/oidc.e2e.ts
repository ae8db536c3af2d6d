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

/** Goes to the provider by the button of the sign-in, and chooses there who one is. */
async function through(page: Page, subject: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with Staff login' }).click();
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByRole('link', { name: subject }).click();
}

const signInPage = () => `${own()}/login?next=${encodeURIComponent(`/${server.slug}/overview`)}`;

test('whoever comes back from another site is signed in at once, with a cookie that knows no other site', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 401 && response.url().includes('/trpc/')) refused.push(response.url());
  });
  await page.goto(signInPage());
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

test('whoever denies it there is back at the sign-in, which says so in its own words', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(signInPage());
  await through(page, 'denies');
  await page.getByText('Your identity provider did not let you in, or you cancelled there.').waitFor();
  expect([new URL(page.url()).searchParams.get('error'), await page.getByRole('main').innerText()]).toEqual(['access_denied', expect.not.stringMatching(/access_denied|planted/)]);
  expect((await context.cookies(own())).filter(({ name }) => name.includes('session_token'))).toEqual([]);
  await context.close();
});

test('an invitation is kept by the page that opened it while its guest signs in through the provider in another window', async () => {
  const owner = await (await browser.newContext()).newPage();
  await owner.goto(signInPage());
  await through(owner, 's-1');
  await owner.waitForURL(`${own()}/${server.slug}/overview**`);
  const made = await owner.evaluate(async (organisation) => (await fetch('/trpc/invite', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ organisation, email: 'guest@example.com', role: 'auditor' }) })).text(), server.slug);
  const [secret = ''] = /pegel_invite_[\w-]+/.exec(made) ?? [];
  provider.people.set('s-2', { email: 'guest@example.com', email_verified: true });

  const context = await browser.newContext({ locale: 'en-GB' });
  const addresses: string[] = [];
  context.on('request', (request) => addresses.push(request.url()));
  const page = await context.newPage();
  await page.goto(`${own()}/invite#${secret}`);
  const [other] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Sign in with Staff login in a new window' }).click()]);
  await through(other, 's-2');
  await other.getByText('You are signed in. Go back to the window with the invitation; it goes on there.').waitFor();
  await page.getByText('You are signed in as guest@example.com.').waitFor();
  await page.getByRole('button', { name: 'Join Example AG' }).click();
  await page.waitForURL(`${own()}/${server.slug}/**`);
  expect(addresses.filter((address) => address.includes(secret))).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(secret);
  await context.close();
  await owner.context().close();
});
