import { readFileSync } from 'node:fs';
import { codeFor } from '@pegel/server/testing/authenticator';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, launched, type Look } from './browser.js';
import { servedEmpty, type WaitingServer } from './served.js';

let server: WaitingServer;
let browser: Browser;
let owner: BrowserContext;

const ownerEmail = 'owner@example.com';
const ownerPassword = 'correct horse battery';
const guestEmail = 'guest@example.com';
const guestPassword = 'another long enough pass';
/** How long an authenticator shows a code. */
const halfMinute = 30_000;
const look360: Look = { width: 360, colourScheme: 'dark', locale: 'de-DE' };

beforeAll(async () => {
  server = await servedEmpty();
  browser = await launched();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const seen = new WeakMap<BrowserContext, { readonly addresses: string[]; readonly complaints: string[] }>();

/** A browser of its own. Remembers every address that is asked for, and what the browser complains about. */
async function visitor({ width = 1440, colourScheme = 'light', locale = 'en-GB' }: Look = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: colourScheme, locale, timezoneId: 'Europe/Berlin', acceptDownloads: true });
  const record = { addresses: [] as string[], complaints: [] as string[] };
  seen.set(context, record);
  context.on('request', (request) => record.addresses.push(request.url()));
  context.on('console', (message) => {
    // A refusal is an answer here, not a fault; the browser lists every one.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) record.complaints.push(message.text());
  });
  context.on('weberror', (error) => record.complaints.push(error.error().message));
  return context.newPage();
}

/** Nothing of a secret in an address that was asked for, nor in what the browser keeps; and no other server was asked. */
async function expectKept(page: Page, ...secrets: readonly string[]): Promise<void> {
  const record = seen.get(page.context());
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(5);
    expect(kept).not.toContain(secret);
    for (const address of record?.addresses ?? []) expect(address.split('#')[0]).not.toContain(secret);
  }
  expect(new Set(record?.addresses.filter((address) => !address.startsWith('blob:')).map((address) => new URL(address).origin))).toEqual(new Set([server.url]));
  expect(record?.complaints).toEqual([]);
}

async function expectSound(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}

/** The page's own way of asking, with the session of that browser. */
const asked = (page: Page, path: string, body?: object): Promise<{ status: number; text: string }> =>
  page.evaluate(async ([address, text]) => {
    const response = await fetch(address, text === '' ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
    return { status: response.status, text: await response.text() };
  }, [path, body === undefined ? '' : JSON.stringify(body)] as const);

const next = (page: Page, name = 'Weiter') => page.getByRole('button', { name, exact: true }).click();

describe('from an empty folder to the Overview', () => {
  test('five steps, on a phone, in German: forth, back and reloaded without loss, and nothing is decided about names by anybody else', async () => {
    const page = await visitor(look360);
    owner = page.context();
    const code = new URL(server.setUpUrl).hash.slice(1);
    await page.goto(server.url);
    await page.waitForURL('**/setup');
    await page.goto(server.setUpUrl);
    await page.getByLabel('Einrichtungscode').waitFor({ state: 'detached' });

    await next(page);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('organisation');
    await expectSound(page);
    await page.getByLabel('Name der Organisation').fill('Login');
    await page.getByLabel('Ihre E-Mail-Adresse').fill(ownerEmail);
    await page.getByLabel('Passwort', { exact: true }).fill(ownerPassword);
    await next(page);

    await page.getByLabel('Zeitzone').waitFor();
    expect(await page.getByLabel('Zeitzone').inputValue()).toBe('Europe/Berlin');
    await page.getByLabel('Zeitzone').fill('Atlantis');
    await next(page);
    await page.getByText('Es gibt keine Zeitzone „Atlantis“.').waitFor();
    await expectSound(page);
    await page.getByLabel('Zeitzone').fill('europe/vienna');
    await page.getByLabel('Das Geschäftsjahr beginnt im').selectOption('4');
    await next(page);

    await page.getByRole('radio', { name: 'Initialen' }).waitFor();
    expect(await page.getByRole('radio', { checked: true, name: /Namen|Initialen|Pseudonyme|Ranglisten/ }).count()).toBe(0);
    await next(page);
    await page.getByText('Bitte wählen Sie, wie Namen erscheinen.').waitFor();
    await expectSound(page);
    await page.getByRole('radio', { name: 'Vollständige Namen' }).check();
    await next(page);
    // Said at the field, which has the focus.
    expect(await page.locator('[name=reason][aria-invalid=true]:focus').evaluate((field) => (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? ''))).toContain('Bitte sagen Sie, worauf diese Wahl beruht; ein paar Worte genügen.');
    // What is usual is proposed in the language of the page, and a group of one is none.
    expect(await page.getByLabel('Zwecke').inputValue()).toContain('Kostenverrechnung\nLizenzverwaltung');
    await page.getByLabel('Zwecke').fill('Kostenverrechnung\n\n Support auf Anfrage ');
    await page.getByLabel('Mindestgröße von Gruppen').fill('1');
    await page.getByLabel(/^Begründung/).fill('Vereinbart mit dem Betriebsrat');
    await next(page);
    await page.getByText('Die Mindestgröße ist eine ganze Zahl von 5 bis 1000.').waitFor();
    await expectSound(page);
    await page.getByLabel('Mindestgröße von Gruppen').fill('6');
    await next(page);
    await page.getByRole('radio', { name: 'Ja' }).waitFor();
    await page.goBack();
    await page.reload();
    await page.getByRole('radio', { name: 'Vollständige Namen', checked: true }).waitFor();
    await expectKept(page, ownerPassword, code);
    await page.goBack();
    await page.getByLabel('Zeitzone').waitFor();
    expect(await page.getByLabel('Zeitzone').inputValue()).toBe('Europe/Vienna');
    await next(page);
    await next(page);

    await page.getByRole('radio', { name: 'Ja' }).check();
    await expectSound(page);
    await next(page);

    await page.getByRole('heading', { level: 1, name: 'Prüfen und einrichten' }).waitFor();
    for (const fact of ['Login', ownerEmail, 'Europe/Vienna', 'Montag', 'April', 'Vollständige Namen', 'Vereinbart mit dem Betriebsrat', '6 Personen', 'Kostenverrechnung, Support auf Anfrage', 'USD – US-Dollar']) await page.getByRole('definition').filter({ hasText: fact }).first().waitFor();
    // The page was loaded anew, so the password is asked for again.
    await page.getByLabel('Passwort', { exact: true }).fill('password1234');
    await expectSound(page);
    await next(page, 'Jetzt einrichten');
    // What the server refuses is said where it can be put right; another step's part is not lost.
    await page.getByText('Der Server nimmt das nicht an:').waitFor();
    await page.getByText('Dieses Passwort wird nicht angenommen').waitFor();
    expect(await page.getByLabel('Name der Organisation').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Name der Organisation').fill('Beispiel AG');
    await page.getByLabel('Passwort', { exact: true }).fill(ownerPassword);
    for (let step = 1; step < 5; step += 1) await next(page);
    await next(page, 'Jetzt einrichten');

    await page.getByRole('heading', { level: 1, name: 'Beispiel AG ist eingerichtet' }).waitFor();
    const key = await page.getByRole('region', { name: 'Ingest-Schlüssel' }).locator('code').innerText();
    await expectSound(page);
    await expectKept(page, ownerPassword, code, key);
    expect([page.url(), await page.evaluate(() => sessionStorage.length)]).toEqual([`${server.url}/setup`, 0]);
    const event = { id: 'm-1', type: 'message.sent', at: new Date().toISOString(), person: { email: ownerEmail }, chat: 'c-1' };
    const sent = await fetch(`${server.url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify({ events: [event] }) });
    expect(sent.status).toBe(200);
    await page.getByRole('link', { name: 'Zur Übersicht' }).click();
    await page.getByRole('heading', { level: 1, name: 'Übersicht' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/beispiel-ag/overview');
  });

  test('afterwards it is closed, also to whoever has the code, and says where to go', async () => {
    const page = await visitor({ width: 768 });
    await page.goto(server.setUpUrl);
    await page.getByRole('heading', { level: 1, name: 'This server is already set up' }).waitFor();
    await expectSound(page);
    await page.getByRole('link', { name: 'Go to sign-in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await page.context().close();
  });
});

describe('an invitation', () => {
  test('says what for, refuses a password that is tried first, and makes whoever follows it a member once', async () => {
    const [own] = owner.pages();
    if (own === undefined) expect.fail();
    const made = await asked(own, '/trpc/invite', { organisation: 'beispiel-ag', email: guestEmail, role: 'admin' });
    const [secret = ''] = /pegel_invite_[\w-]+/.exec(made.text) ?? [];
    const link = `${server.url}/invite#${secret}`;

    const page = await visitor(look360);
    await page.goto(link);
    await page.getByRole('heading', { level: 1, name: 'Einladung zu Beispiel AG' }).waitFor();
    for (const fact of [guestEmail, 'Admin', 'Mitglieder und ihre Rollen verwalten']) await page.getByRole('definition').filter({ hasText: fact }).waitFor();
    await page.getByLabel('Passwort', { exact: true }).fill('password1234');
    await next(page, 'Beispiel AG beitreten');
    await page.getByText(/häufigsten Passwörter/).waitFor();
    await expectSound(page);
    await page.getByLabel('Passwort', { exact: true }).fill(guestPassword);
    await next(page, 'Beispiel AG beitreten');
    await page.waitForURL('**/beispiel-ag/**');
    await expectKept(page, secret, guestPassword);
    await page.context().close();

    const late = await visitor();
    await late.goto(link);
    await late.getByText('This link does not work: it is wrong, was used or withdrawn, or has expired.').waitFor();
    const used = await late.getByRole('main').innerText();
    await late.goto('about:blank');
    await late.goto(`${server.url}/invite#pegel_invite_of-nobody`);
    await late.getByText('This link does not work').waitFor();
    expect(await late.getByRole('main').innerText()).toBe(used);
    await late.context().close();
  });

  test('of somebody who has an account is accepted once they are signed in as that', async () => {
    const [own] = owner.pages();
    if (own === undefined) expect.fail();
    const { text } = await asked(own, `/trpc/members?input=${encodeURIComponent(JSON.stringify({ organisation: 'beispiel-ag' }))}`);
    const { result: { data: { members } } } = JSON.parse(text) as { result: { data: { members: { id: string; email: string }[] } } }; // What the interface promises.
    await asked(own, '/trpc/removeMember', { organisation: 'beispiel-ag', id: members.find(({ email }) => email === guestEmail)?.id });
    const made = await asked(own, '/trpc/invite', { organisation: 'beispiel-ag', email: guestEmail, role: 'auditor' });
    const [secret = ''] = /pegel_invite_[\w-]+/.exec(made.text) ?? [];

    await own.goto(`${server.url}/invite#${secret}`);
    await own.getByText(`Sie sind als ${ownerEmail} angemeldet, diese Einladung ist aber für ${guestEmail}.`).waitFor();
    await own.goto(server.url);
    const page = await visitor({ width: 360, colourScheme: 'light', locale: 'en-GB' });
    await page.goto(`${server.url}/invite#${secret}`);
    await page.getByText(`${guestEmail} has an account here.`).waitFor();
    await expectSound(page);
    await page.getByLabel('Password', { exact: true }).fill(guestPassword);
    await next(page, 'Sign in');
    await next(page, 'Join Beispiel AG');
    await page.waitForURL('**/beispiel-ag/**');
    await expectKept(page, secret, guestPassword);
    await page.context().close();
  });
});

describe('the second step', () => {
  test('is switched on with a phone, asked for at the next sign-in, and replaced by a backup code where the phone is lost', async () => {
    const page = await visitor(look360);
    const signIn = async () => {
      await page.goto(`${server.url}/login?next=%2Faccount`);
      await page.getByLabel('E-Mail-Adresse').fill(ownerEmail);
      await page.getByLabel('Passwort', { exact: true }).fill(ownerPassword);
      await next(page, 'Anmelden');
    };
    await page.goto(`${server.url}/login?error=%3Cscript%3E&next=%2Faccount`);
    await page.getByText('Die Anmeldung über Ihren Identitätsanbieter hat nicht geklappt.').waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('script');
    await expectSound(page);
    await signIn();

    const section = page.getByRole('region', { name: 'Zweiter Schritt' });
    await section.getByRole('button', { name: 'Einschalten' }).click();
    await section.getByLabel('Ihr Passwort', { exact: true }).fill(ownerPassword);
    await section.getByRole('button', { name: 'Einschalten' }).click();
    await section.getByRole('img', { name: /^QR-Code/ }).waitFor();
    await expectSound(page);
    const secret = (await section.locator('code').innerText()).replace(/\s/g, '');
    expect(secret).toMatch(/^[A-Z2-7]{16,}$/);
    const shownAt = (at: number) => codeFor(`otpauth://totp/Pegel?secret=${secret}`, at);
    const enrolledAt = Date.now();
    await section.getByLabel('Geben Sie dann den Code ein').fill(shownAt(enrolledAt));
    await section.getByRole('button', { name: 'Zweiten Schritt einschalten' }).click();
    await section.getByRole('heading', { name: 'Ersatzcodes' }).waitFor();
    await expectSound(page);
    const [backup = ''] = await section.getByRole('listitem').allInnerTexts();
    const [download] = await Promise.all([page.waitForEvent('download'), section.getByRole('link', { name: 'Herunterladen' }).click()]);
    expect(readFileSync(await download.path(), 'utf8')).toContain(`\n${backup}\n`);
    await section.getByRole('button', { name: 'Ich habe sie aufbewahrt' }).click();
    await section.getByText('Die Anmeldung braucht Ihr Passwort und einen Code').waitFor();
    await expectKept(page, secret, backup, ownerPassword);

    await page.context().clearCookies();
    await signIn();
    const code = page.getByLabel('Code aus Ihrer Authenticator-App');
    expect([await code.getAttribute('autocomplete'), await code.getAttribute('inputmode')]).toEqual(['one-time-code', 'numeric']);
    // The one it was switched on with was taken.
    await code.fill(shownAt(enrolledAt));
    await next(page, 'Bestätigen');
    await page.getByText('Dieser Code stimmt nicht oder nicht mehr.').waitFor();
    await expectSound(page);
    await code.fill(shownAt(enrolledAt + halfMinute));
    await next(page, 'Bestätigen');
    await page.getByRole('heading', { level: 1, name: 'Ihr Konto' }).waitFor();

    await page.context().clearCookies();
    await signIn();
    await page.getByRole('button', { name: 'Stattdessen einen Ersatzcode verwenden' }).click();
    await page.getByLabel('Ersatzcode').fill(backup);
    await next(page, 'Bestätigen');
    await section.getByRole('button', { name: 'Ausschalten' }).click();
    await section.getByLabel('Ihr Passwort', { exact: true }).fill('not this one at all');
    await section.getByRole('button', { name: 'Ausschalten' }).click();
    await section.getByText('Das Passwort stimmt nicht.').waitFor();
    await section.getByLabel('Ihr Passwort', { exact: true }).fill(ownerPassword);
    await section.getByRole('button', { name: 'Ausschalten' }).click();
    await section.getByText('Der zweite Schritt ist ausgeschaltet.').waitFor();
    await page.context().close();
  });
});

describe('a terminal', () => {
  const from = (path: string, body: object) => fetch(`${server.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const begun = async () => (await (await from('/auth/device/code', { client_id: 'pegel' })).json()) as { device_code: string; user_code: string };
  const polled = async (device_code: string) => (await (await from('/auth/device/token', { client_id: 'pegel', device_code, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' })).json()) as { access_token?: string; error?: { code: string } };

  test('is signed in by pressing a button and not by following a link; its session is listed and can be ended', async () => {
    const page = await visitor(look360);
    const one = await begun();
    await page.goto(`${server.url}/device?user_code=${one.user_code}`);
    await page.getByLabel('E-Mail-Adresse').fill(guestEmail);
    await page.getByLabel('Passwort', { exact: true }).fill(guestPassword);
    await next(page, 'Anmelden');
    await page.getByRole('heading', { level: 1, name: 'Ist das Ihr Terminal?' }).waitFor();
    await page.getByText(one.user_code, { exact: true }).waitFor();
    await expectSound(page);
    await page.reload();
    await page.getByRole('button', { name: 'Ablehnen' }).waitFor();
    expect((await polled(one.device_code)).error?.code).toBe('authorization_pending');
    await page.getByRole('button', { name: 'Ablehnen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Abgelehnt' }).waitFor();

    const other = await begun();
    await page.goto(`${server.url}/device`);
    await page.getByLabel('Code').fill(other.user_code.toLowerCase().replace('-', ' '));
    await expectSound(page);
    await next(page);
    await page.getByRole('button', { name: 'Genehmigen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ihr Terminal ist angemeldet' }).waitFor();
    const { access_token: token = '' } = await polled(other.device_code);
    const isIn = async () => (await fetch(`${server.url}/account`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await isIn()).toBe(200);
    await page.goto(`${server.url}/device?user_code=${other.user_code}`);
    await page.getByText('Diesen Code gibt es nicht, oder er ist abgelaufen oder wurde verwendet.').waitFor();

    await page.goto(`${server.url}/account`);
    const sessions = page.getByRole('region', { name: 'Wo Sie angemeldet sind' });
    await sessions.getByText('diese hier').waitFor();
    await expectSound(page);
    // The focus was left on the button until the list had been read again, and then taken from wherever it was.
    let listed = (): void => undefined;
    const seen = new Promise<void>((resolve) => (listed = resolve));
    await page.route(`${server.url}/account`, (route) => seen.then(() => route.continue()));
    const button = sessions.getByRole('button', { name: /^Sitzung beenden: Terminal/ });
    await button.click();
    await sessions.getByText('Die Sitzung ist beendet.').waitFor();
    expect([await isIn(), await page.evaluate(() => document.activeElement?.textContent)]).toEqual([401, 'Wo Sie angemeldet sind']);
    await page.getByLabel('Bisheriges Passwort', { exact: true }).focus();
    listed();
    await button.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('current');
    await page.unroute(`${server.url}/account`);

    await page.getByLabel('Bisheriges Passwort', { exact: true }).fill(guestPassword);
    await page.getByLabel('Neues Passwort', { exact: true }).fill('a third one that is long');
    await next(page, 'Passwort ändern');
    await page.getByText('Das Passwort ist geändert. Alle anderen Sitzungen sind beendet.').waitFor();
    await expectKept(page, token, guestPassword, 'a third one that is long');
    await page.context().close();
  });
});
