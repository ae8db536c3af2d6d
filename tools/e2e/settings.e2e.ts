import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isEverything } from '../src/testing/everything.js';
import { pegel } from './binary.js';
import { accessibilityFaults, launched, sessionOf, type Look } from './browser.js';
import { sendExample, yesterday } from './example.js';
import { served, type Served } from './served.js';

let server: Served;
let browser: Browser;

beforeAll(async () => {
  server = await served();
  await sendExample(server);
  const person = { email: 'gil@example.com', name: 'Gil Vexmoor' };
  expect((await server.post([{ id: 'project-of-gil', type: 'message.sent', at: `${yesterday}T10:00:00Z`, person, chat: 'c-project', project: 'Atlas' }])).status).toBe(200);
  browser = await launched();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const password = 'another long enough pass';

/** A browser of its own, signed in as somebody, on a page. */
async function openedAs(email: string, secret: string, path: string, { width = 1440, colourScheme = 'light', locale = 'en-GB' }: Look = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: colourScheme, locale });
  await context.addCookies([await sessionOf(server, { email, password: secret })]);
  const page = await context.newPage();
  await page.goto(`${server.url}${path}`);
  await page.waitForURL((url) => url.pathname.startsWith(path));
  return page;
}

const ownerAt = (tab: string, look: Look = {}): Promise<Page> => openedAs(server.ownerEmail, server.ownerPassword, `/${server.slug}/settings/${tab}`, look);

/** The same from the terminal. */
async function invitedByCommand(email: string, role: string): Promise<string> {
  const { stdout } = await pegel(['members', 'invite', email, '--role', role, '--json'], server.env);
  return (JSON.parse(stdout) as { link: string }).link; // What `--json` promises.
}

/** Makes somebody a member, as the link of an invitation does. */
async function accepted(link: string): Promise<void> {
  const answer = await fetch(`${server.url}/invitation/accept`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ token: new URL(link).hash.slice(1), password }) });
  expect(answer.status).toBe(200);
}

/** Invites somebody through the page, and takes the link that is shown this once. */
async function invited(page: Page, email: string, role: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = await page.getByRole('dialog', { name: 'The invitation' }).locator('code').innerText();
  await page.getByRole('button', { name: 'Done' }).click();
  return link;
}

test('an owner invites a second owner and an auditor; each sees what their role is for, and a member what it is not', async () => {
  const page = await ownerAt('members');
  for (const [email, role] of [['second@example.com', 'Owner'], ['auditor@example.com', 'Auditor'], ['member@example.com', 'Member']] as const) {
    const link = await invited(page, email, role);
    expect(link).toMatch(new RegExp(`^${server.url}/invite#pegel_invite_`));
    await accepted(link);
  }
  await page.reload();
  await expect.poll(() => page.locator('h3').allInnerTexts()).toEqual([server.ownerEmail, 'second@example.com', 'auditor@example.com', 'member@example.com']);

  const second = await openedAs('second@example.com', password, `/${server.slug}/settings/members`);
  await second.getByRole('heading', { name: 'Members' }).waitFor();
  // What an Owner may not do is not offered: neither to the Primary Owner nor to another Owner.
  expect(await second.getByRole('button', { name: /^(Change role|Remove|Make Primary Owner): owner@example\.com/ }).count()).toBe(0);
  expect(await second.getByRole('button', { name: 'Change role: auditor@example.com' }).count()).toBe(1);

  const auditor = await openedAs('auditor@example.com', password, `/${server.slug}/settings`);
  await auditor.getByRole('heading', { name: 'Days, weeks and years' }).waitFor();
  expect(await auditor.getByRole('button', { name: 'Save' }).count()).toBe(0);
  await auditor.goto(`${server.url}/${server.slug}/settings/keys`);
  await auditor.getByRole('heading', { name: 'Ingest keys' }).waitFor();
  expect(await auditor.getByRole('button', { name: /^(Make|Revoke)/ }).count()).toBe(0);

  for (const [locale, sentence] of [['en-GB', 'Usage analytics is available to Primary Owners and Owners. You are signed in as Member.'], ['de-DE', 'Nutzungsanalysen sind für Primary Owners und Owners verfügbar. Sie sind als Member angemeldet.']] as const) {
    const member = await openedAs('member@example.com', password, `/${server.slug}/overview`, { locale });
    await member.getByText(sentence).waitFor();
    expect(await member.getByRole('navigation').count()).toBe(0);
    await member.context().close();
  }

  // Whoever is removed loses it with the next request, on a page that is open too.
  await page.getByRole('button', { name: 'Remove: auditor@example.com' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('auditor@example.com is no longer a member.').waitFor();
  await auditor.reload();
  await auditor.getByText('You are signed in, but not a member of this organisation.').waitFor();
});

test('a key is shown once, works as it says, and stops within a second of being revoked', async () => {
  const page = await ownerAt('keys');
  await page.getByRole('button', { name: 'Make a reader token' }).click();
  await page.getByLabel('Name').fill('finance dashboard');
  await page.getByRole('dialog').getByRole('button', { name: 'Make' }).click();
  const secret = await page.getByRole('dialog', { name: 'The secret' }).locator('code').innerText();
  await page.getByRole('button', { name: 'Done' }).click();
  const asked = async (metric: string) => (await fetch(`${server.url}/report.json?metrics=${metric}&range=7d`, { headers: { authorization: `Bearer ${secret}` } })).status;
  // It was made to see use, and nothing of money.
  expect([await asked('chats'), await asked('spend')]).toEqual([200, 403]);
  expect(await page.content()).not.toContain(secret);

  await page.getByRole('button', { name: 'Revoke: finance dashboard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('finance dashboard is revoked.').waitFor();
  expect(await asked('chats')).toBe(401);

  // All of it is on record, for whoever may look.
  await page.goto(`${server.url}/${server.slug}/settings/journal`);
  const entries = page.getByRole('region', { name: 'Entries of the audit journal' });
  await entries.getByText('Token finance dashboard revoked.').waitFor();
  await entries.getByText(/^Token finance dashboard made, which may see how the assistant is used, until /).waitFor();
  await page.getByLabel('Happening').selectOption('refused');
  await expect.poll(() => entries.getByRole('row').count()).toBe(2);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download CSV: Audit journal' }).click()]);
  expect(download.suggestedFilename()).toBe(`${server.slug}-journal.csv`);
});

test('a setting is changed for a reason, which stands in the log here and on the command line', async () => {
  const page = await ownerAt('general');
  await page.getByLabel('First day of the week').selectOption('sunday');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('Please give a reason.').waitFor();
  await page.getByLabel('Reason').fill('The office counts from Sunday.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await page.getByRole('row', { name: /First day of the week Monday Sunday The office counts from Sunday\./ }).count()).toBe(1);
  expect((await pegel(['settings'], server.env)).stdout).toMatch(/First day of the week\s+Monday\s+Sunday\s+The office counts from Sunday\./);
});

test('what is told of people is changed for a reason that all owners and auditors read; whoever looks on is told no name from then on', async () => {
  const page = await ownerAt('privacy');
  const looking = await openedAs(server.ownerEmail, server.ownerPassword, `/${server.slug}/adoption`);
  await looking.getByText('Gil Vexmoor').first().waitFor();
  await page.getByRole('radio', { name: 'Pseudonyms' }).check();
  await page.getByLabel('Minimum group size').fill('4');
  await page.getByRole('button', { name: 'Take over: Cost allocation' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('The minimum group size is a whole number from 5 to 1000.').waitFor();
  await page.getByLabel('Minimum group size').fill('6');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('Please give a reason.').waitFor();
  await page.getByLabel('Reason (shown to all owners)').fill('Works agreement 2026-04');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  for (const change of ['Names Full names Pseudonyms', 'Minimum group size 5 people 6 people', 'Purposes none asked for Cost allocation']) await page.getByRole('row', { name: `${change} Works agreement 2026-04` }).waitFor();
  expect([await page.getByLabel('Minimum group size').inputValue(), await page.getByLabel('Purposes').inputValue()]).toEqual(['6', 'Cost allocation']);

  await expect.poll(() => looking.content(), { timeout: 10_000 }).not.toContain('Vexmoor');
  const asked = await pegel(['report', '--metrics', 'messages', '--by', 'person', '--range', '7d', '--format', 'json'], { ...server.env, PEGEL_PURPOSE: 'Cost allocation' });
  expect(asked.stdout).toMatch(/Person [0-9A-F]{6}/);
  expect(asked.stdout).not.toContain('Vexmoor');

  await accepted(await invitedByCommand('reader@example.com', 'auditor'));
  const auditor = await openedAs('reader@example.com', password, `/${server.slug}/settings/privacy`);
  await auditor.getByRole('row', { name: 'Names Full names Pseudonyms Works agreement 2026-04' }).waitFor();
  await auditor.getByRole('row', { name: 'Minimum group size 6 people', exact: true }).waitFor();
  expect(await auditor.getByRole('button', { name: 'Save' }).count()).toBe(0);

  // Names are seen for a while by whoever asked, where a second person lets them, and until somebody hides them again.
  const [, person = expect.fail()] = /"(Person [0-9A-F]{6})"/.exec(asked.stdout) ?? [];
  const list = (who: Page) => who.goto(`${server.url}/${server.slug}/settings/unmasking`);
  const named = async () => (await page.request.get(`${server.url}/report.json?metrics=messages&by=person&range=7d&grain=total&organisation=${server.slug}&purpose=Cost%20allocation`)).text();
  const waits = () => auditor.getByRole('link', { name: 'Settings 1 request for names waits for a decision', exact: true });
  const askFor = async (reason: string) => {
    await list(page);
    await page.getByRole('button', { name: 'Ask for names' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ask to see names' });
    await dialog.getByLabel('People').fill(person);
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('Asked. An Owner or an Auditor decides now; somebody else than you.').waitFor();
    expect(await page.getByRole('button', { name: /^Approve: / }).count()).toBe(0);
    await list(auditor);
    await waits().waitFor();
  };
  const decide = async (verb: 'Refuse' | 'Approve' | 'Hide names again', reason?: string) => {
    await auditor.getByRole('button', { name: new RegExp(`^${verb}: `) }).click();
    const dialog = auditor.getByRole('dialog');
    if (reason !== undefined) await dialog.getByLabel('Reason, if you like').fill(reason);
    await dialog.getByRole('button', { name: verb }).click();
    await auditor.getByText({ Refuse: 'Refused.', Approve: 'Approved: the names are shown.', 'Hide names again': 'The names are hidden again.' }[verb], { exact: true }).waitFor();
    await waits().waitFor({ state: 'detached' });
    await list(page);
  };
  await askFor('Who has two seats?');
  await decide('Refuse', 'Licences need no names.');
  await page.getByText('Reason for refusing: Licences need no names.').waitFor();
  expect(await named()).toContain(person);
  await askFor('Two seats of one person are to be told apart.');
  await decide('Approve');
  await page.getByText('Names are shown', { exact: true }).waitFor();
  expect([(await named()).includes(person), /"email":"[a-z]+@example\.com"/.test(await named())]).toEqual([false, true]);
  await decide('Hide names again');
  await page.getByText('Closed early').waitFor();
  expect(await named()).toContain(person);

  // A member of the organisation is none of those who decide, and is told none of it.
  const member = await openedAs('member@example.com', password, `/${server.slug}/settings/privacy`);
  await member.getByText(/You are signed in as Member\.$/).waitFor();
  expect(await member.content()).not.toContain('Works agreement');
});

test('a person is erased by naming them twice: what would go is said before, and the numbers stay', async () => {
  const page = await ownerAt('privacy');
  const chats = async () => (await pegel(['report', '--metrics', 'messages', '--range', '28d', '--grain', 'total', '--format', 'csv'], server.env)).stdout;
  const before = await chats();
  const part = page.getByRole('region', { name: 'Erase a person' });
  await part.getByLabel('Person', { exact: true }).fill('nobody@example.com');
  await part.getByRole('button', { name: 'What would go' }).click();
  await part.getByRole('alert').filter({ hasText: 'nobody@example.com' }).waitFor();
  const german = await ownerAt('privacy', { locale: 'de-DE' });
  const told = german.getByRole('region', { name: 'Eine Person löschen' });
  await told.getByLabel('Person', { exact: true }).fill('nobody@example.com');
  await told.getByRole('button', { name: 'Was entfiele' }).click();
  await told.getByRole('alert').filter({ hasText: 'heißt niemand "nobody@example.com".' }).waitFor();
  await german.context().close();
  await part.getByLabel('Person', { exact: true }).fill('gil@example.com');
  await part.getByRole('button', { name: 'What would go' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase gil@example.com?' });
  await dialog.getByText('e-mail addresses: 1').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByLabel('Reason').fill('Request of 3 November');
  await dialog.getByLabel('Type the person once more').fill('gil');
  await dialog.getByRole('button', { name: 'Erase' }).click();
  await dialog.getByText('This is not what you named before; nothing was erased.').waitFor();
  await dialog.getByLabel('Type the person once more').fill('gil@example.com');
  await dialog.getByRole('button', { name: 'Erase' }).click();
  await part.getByText('Erased.').waitFor();
  expect((await pegel(['erase', 'gil@example.com'], server.env)).code).not.toBe(0);
  expect(await chats()).toBe(before);
});

const looks = [{ width: 1440, colourScheme: 'dark', locale: 'de-DE' }, { width: 360, colourScheme: 'light', locale: 'de-DE' }, { width: 768, colourScheme: 'dark', locale: 'en-GB' }] as const;

const tabs = ['general', 'privacy', 'members', 'keys', 'unmasking', 'journal'] as const;

test.each([...looks.entries()])('no tab has an accessibility fault or scrolls sideways: %s, %o', async (place, look) => {
  const page = await ownerAt('general', look);
  // Filled as they are by now; as they are at first, pages.e2e.ts looks at them, in each of these ways in test:deep alone.
  for (const tab of isEverything ? tabs : tabs.filter((_, index) => index % looks.length === place)) {
    await page.goto(`${server.url}/${server.slug}/settings/${tab}`);
    await page.locator('section h2').first().waitFor();
    expect([tab, await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)]).toEqual([tab, 0]);
    expect([tab, await accessibilityFaults(page)]).toEqual([tab, []]);
  }
  await page.context().close();
});
