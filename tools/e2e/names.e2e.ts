import type { NameChoice, WireEvent } from '@pegel/domain';
import { foremostFirst, tablePages } from '@pegel/presentation';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isEverything } from '../src/testing/everything.js';
import { pegel } from './binary.js';
import { launched } from './browser.js';
import { yesterday } from './example.js';
import { pegelHere } from './here.js';
import { kindOf, routes } from './pages.js';
import { Screen } from './screen.js';
import { served, type Served } from './served.js';

/** Parts of the names, addresses and ids of everybody whose use is measured here; no text of the product has them. */
const planted = ['zorvath', 'quibbleton', 'kanarienpost'] as const;

const people = Array.from({ length: 12 }, (_, index) => ({ id: `emp-zorvath-${index}`, email: `zorvath${index}@kanarienpost.example`, name: `Zorvath${index} Quibbleton${index}` }));

let server: Served;
let browser: Browser;

beforeAll(async () => {
  server = await served({ env: { PEGEL_LOG_LEVEL: 'debug' } });
  const at = `${yesterday}T10:00:00Z`;
  const events = people.flatMap((person, index): WireEvent[] => [
    { id: `m-${index}`, type: 'message.sent', at, person, chat: `c-${index}`, model: 'opus', project: 'Atlas', count: index + 1 },
    { id: `a-${index}`, type: 'artifact.created', at, person, artifact: `artifact-${index}` },
    { id: `s-${index}`, type: 'spend', at, person, model: 'opus', amount: String(index + 1), currency: 'USD', basis: 'billed' },
  ]);
  expect(await (await server.post(events)).json()).toMatchObject({ stored: events.length });
  // Something that is set aside, which somebody is shown to decide about it.
  const [first] = people;
  const refused = { id: 'set-aside', type: 'spend', at, person: first, model: 'opus', amount: '1', currency: 'JPY', basis: 'billed' };
  expect(await (await server.post([refused])).json()).toMatchObject({ stored: 0 });
  const directory = { takenAt: `${yesterday}T00:00:00Z`, complete: true, people: people.map((person, index) => ({ ...person, status: 'active', seat: 'standard', groups: ['Sales'], department: index < 3 ? 'Law' : 'Works' })) };
  expect((await server.putDirectory(directory)).status).toBe(200);
  browser = await launched();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Everything that was seen somewhere, by where. */
type Seen = Map<string, string>;

/** Where a planted text is, as it is, escaped for an address or a script, or in base64. */
function leaksIn(seen: Seen): readonly string[] {
  const forms = planted.flatMap((text) => [text, ...[0, 1, 2].map((lead) => Buffer.from(`${'.'.repeat(lead)}${text}`).toString('base64').slice(lead === 0 ? 0 : lead + 1, -4).toLowerCase())]);
  return [...seen].filter(([, text]) => {
    const plain = `${text}\n${text.replace(/%([0-9a-f]{2})|\\u00([0-9a-f]{2})|&#x([0-9a-f]{2});/gi, (_, ...codes: (string | undefined)[]) => String.fromCharCode(parseInt(codes.find((code) => code !== undefined) ?? '', 16)))}`.toLowerCase();
    return forms.some((form) => plain.includes(form));
  }).map(([where]) => where);
}

const told = (names: NameChoice) => pegel(['settings', '--names', names, '--reason', 'Agreed.', '--yes'], server.env);

/** One page of every kind that can be reached by links and `isWanted`, every answer on the way, every file that is offered, and what the browser keeps. */
async function browsed(isWanted: (path: string) => boolean): Promise<Seen> {
  const seen: Seen = new Map();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  let waiting = 0;
  await context.route('**/*', async (route) => {
    const url = route.request().url();
    seen.set(`address ${url}`, `${url} ${route.request().postData() ?? ''}`);
    // A stream has no end to wait for; it is read by itself below.
    if (url.includes('/trpc/changes') || (url.includes('/assets/') && seen.has(`answer ${url}`))) return route.continue();
    waiting += 1;
    try {
      const answer = await route.fetch();
      seen.set(`answer ${url}`, `${JSON.stringify(answer.headers())}\n${(await answer.body()).toString('latin1')}`);
      await route.fulfill({ response: answer });
    } finally {
      waiting -= 1;
    }
  });
  const settle = async () => {
    for (let still = 0; still < 3;) {
      await page.waitForTimeout(40);
      const isBusy = waiting > 0 || await page.locator('[aria-busy=true]').count() > 0;
      still = isBusy ? 0 : still + 1;
    }
  };
  await page.goto(`${server.url}/login`);
  await page.fill('input[type=email]', server.ownerEmail);
  await page.fill('input[type=password]', server.ownerPassword);
  await page.click('button[type=submit]');
  await page.waitForURL(`**/${server.slug}/overview**`);

  const known = routes();
  const paths = [`/${server.slug}/adoption`, `/${server.slug}/overview`].filter(isWanted);
  const kinds = new Set(paths.map((path) => kindOf(path, known)));
  for (const path of paths) {
    await page.goto(`${server.url}${path}`);
    // A page that never appears would leave nothing to look at.
    await expect.poll(() => page.locator('main').count(), { message: path, timeout: 10_000 }).toBe(1);
    await settle();
    const explained = page.locator('[data-explain]').last();
    if ((await explained.count()) > 0) {
      await explained.click();
      await settle();
    }
    seen.set(`page ${path}`, await page.content());
    seen.set(`kept on ${path}`, await keptBy(page));
    const links = await page.locator('a[href]').evaluateAll((found) => found.map((link) => ({ href: link.getAttribute('href') ?? '', isFile: link.hasAttribute('download') || /^\/(report|export)\b/.test(link.getAttribute('href') ?? '') })));
    for (const { href, isFile } of links) {
      if (isFile && !seen.has(`file ${href}`)) {
        const file = await context.request.get(`${server.url}${href}`);
        seen.set(`file ${href}`, `${JSON.stringify(file.headers())}\n${(await file.body()).toString('latin1')}`);
      } else if (!isFile) {
        const [linked = ''] = href.split('?');
        const kind = href.startsWith('/') ? kindOf(linked, known) : undefined;
        if (kind === undefined || kinds.has(kind)) continue;
        kinds.add(kind);
        if (isWanted(linked)) paths.push(linked);
      }
    }
  }
  await context.close();
  return seen;
}

const keptBy = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, document.title, history.state]));

/** What open pages hear while something arrives of somebody. */
async function heard(): Promise<Seen> {
  const stop = new AbortController();
  const stream = await fetch(`${server.url}/trpc/changes?input=${encodeURIComponent(JSON.stringify({ organisation: server.slug }))}`, { headers: { authorization: `Bearer ${server.ownerToken}`, accept: 'text/event-stream' }, signal: stop.signal });
  expect(stream.status).toBe(200);
  const id = `live-${Math.random()}`;
  setTimeout(() => void server.post([{ id, type: 'message.sent', at: `${yesterday}T11:00:00Z`, person: people[1], chat: id, project: 'Atlas' }]), 300);
  let text = '';
  for await (const chunk of stream.body ?? []) {
    text += Buffer.from(chunk).toString('latin1');
    if (text.includes('facts')) break;
  }
  stop.abort();
  return new Map([['stream of changes', text]]);
}

/** The heading of the panel that has the focus. */
const panelOn = (screen: string): string | undefined => /┏━ (.+?) ━/.exec(screen)?.[1];

/** Every page of the terminal with an explanation, and every command that reads, with what it says where it refuses. */
async function printed(commands: readonly (readonly string[])[], steps: readonly Step[]): Promise<Seen> {
  const seen: Seen = new Map();
  const screen = new Screen(server, 'names', 120, 40);
  const look = async () => {
    await screen.until(/\[1 Overview\]/);
    for (const [index, [key, shows]] of steps.entries()) {
      const before = panelOn(screen.read());
      screen.press(key);
      if (shows === 'another panel') await expect.poll(() => panelOn(screen.read()), { timeout: 60_000 }).not.toBe(before);
      else await screen.until(shows);
      seen.set(`screen after ${key}, ${index}`, screen.read());
    }
  };
  const run = async () => {
    for (const words of commands) {
      const { stdout, stderr } = await pegelHere(words, server.env, server.folder);
      seen.set(`pegel ${words.join(' ')}`, `${stdout}\n${stderr}`);
    }
  };
  try {
    await Promise.all([look(), run()]);
  } finally {
    screen.close();
  }
  return seen;
}

const days = ['--from', yesterday, '--to', yesterday];
const byPerson = ['report', '--metrics', 'messages', '--by', 'person', ...days];
const commands = [
  [...byPerson, '--format', 'json'], [...byPerson, '--format', 'md'],
  ['report', '--metrics', 'messages', '--by', 'department', ...days], ['report', '--metrics', 'messages', '--by', 'person', '--where', 'group=Sales', ...days],
  ['export', 'spend-by-user', ...days], ['adoption', '--all', '--format', 'csv'], ['adoption', '--all', '--format', 'ndjson'], ['explain', 'messages', '--by', 'person', '--format', 'ndjson'],
  ['sources', 'quarantine', '--json'], ['journal', '--json'], ['settings', '--json'], ['members', '--json'], ['privacy-report'], ['my-data'], ['unmask', 'list'],
];
/** A key, and what the screen shows once it was heard; of one that goes on, another panel than before. */
type Step = readonly [key: string, shows: RegExp | 'another panel'];

/** To the first ranking of people, which has the screen to itself then, and shows whom there are. */
const toRanking = (shows: RegExp): readonly Step[] => [
  ['3', /\[3 Adoption\][^]*Chats per day/],
  ...Array.from({ length: foremostFirst('adoption', tablePages.find(({ id }) => id === 'adoption')?.panels ?? [], 'wide').findIndex(({ id }) => id === 'top_projects') }, () => ['Tab', 'another panel'] as const),
  ['f', new RegExp(`${shows.source}[^]*esc back`)],
];
/** Every page, an explanation of one, and one of a ranking where it has numbers to explain. */
const everywhere = (shows: RegExp, { isRanked }: { readonly isRanked: boolean }): readonly Step[] => [
  ['1', /\[1 Overview\][^]*opus/], ['e', /What this counts[^]*esc back/], ['Escape', /e explain/], ['2', /\[2 Activity\][^]*Weekly active users/],
  ...toRanking(shows), ...(isRanked ? [['e', /What this counts/], ['Escape', new RegExp(`${shows.source}[^]*esc back`)]] as const : []), ['Escape', /\[3 Adoption\][^]*Chats per day/], ['4', /\[4 Spend\][^]*opus/],
];

test('whoever looks for names finds them where people are named: on a page, in an answer, in a file, on a screen and in what a command prints', { timeout: 600_000 }, async () => {
  const found = leaksIn(new Map([...(await browsed((path) => path.endsWith('/adoption'))), ...(await printed(commands.slice(0, 1), toRanking(/Quibbleton/)))]));
  for (const where of [/^page .*adoption/, /^answer .*\/trpc\//, /^file \/report\.csv/, /^screen after f/, /^pegel report/]) expect(found.filter((name) => where.test(name))).not.toEqual([]);
  expect(leaksIn(new Map([['address', 'q=%7Aorvath'], ['base64', Buffer.from('of Zorvath'.toLowerCase()).toString('base64')], ['script', 'Quibble\\u0074on'], ['nothing', 'Ada']]))).toEqual(['address', 'base64', 'script']);
});

/** Where people are listed, have done something, or are told about. With names off `npm run test:deep` looks at the other pages, too. */
const ofPeople = /^\/account|\/(overview|activity|adoption|spend|sources|exports|my-data|top_\w+|settings\/(privacy|members|journal|unmasking))$/;

test.each(['pseudonyms', 'off'] as const)('with names %s nobody is named in any byte of a page, an answer, a file, an address, what a browser keeps, a screen, a command or the log', { timeout: 600_000 }, async (names) => {
  const isWanted = (path: string) => isEverything || names !== 'off' || ofPeople.test(path);
  const ranked = names === 'off' ? /switched off/ : /Person [0-9A-F]{6}/;
  expect((await told(names)).code).toBe(0);
  const seen: Seen = new Map([...(await browsed(isWanted)), ...(await heard()), ...(await printed(commands, everywhere(ranked, { isRanked: names !== 'off' }))), ['log', server.log()]]);
  // All of it was there to be looked at.
  for (const where of [/^page .*\/settings\/journal/, /^page .*\/sources/, /^page \/account/, /^answer .*\/trpc\/report/, /^file \/report\.csv/, /^kept on/, /^screen after 4/, /^stream/]) expect([...seen.keys()].filter((name) => where.test(name))).not.toEqual([]);
  expect(seen.get('log')).toContain('/trpc/');
  expect(leaksIn(seen)).toEqual([]);
  const ranking = seen.get(`page /${server.slug}/adoption`) ?? '';
  expect([/Person [0-9A-F]{6}/.test(ranking), ranking.includes('Numbers of single people are switched off')]).toEqual(names === 'off' ? [false, true] : [true, false]);
});
