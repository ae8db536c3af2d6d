import { cleanup, fireEvent, screen, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { metricNames, metricOf } from '@pegel/domain';
import { explainedOnOverview, explainedText } from '@pegel/presentation';
import { sampleOrganisation } from '@pegel/presentation/testing';
import { open } from '../testing/opened.jsx';
import { soon } from '../testing/soon.js';

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const drawer = (name: string) => screen.findByRole('complementary', { name });
/** Once everything that comes from a report is drawn. */
const arrived = () => screen.findByRole('button', { name: 'Explain: Cache write tokens (All numbers)' });
const named = (name: string) => screen.findByRole('button', { name });

test('every tile, panel, row of all numbers and number of today can be asked, by a name that says which number', async () => {
  open('/nordwind/overview');
  await arrived();
  const buttons = [...document.querySelectorAll<HTMLElement>('button[data-explain]')];
  const wanted = explainedOnOverview.filter(({ metric, place }) => place !== 'wau' || metric !== 'seats').map((explained) => explainedText(explained));
  expect(buttons.map((button) => button.dataset['explain']).sort()).toEqual([...wanted].sort());
  const names = buttons.map((button) => button.getAttribute('aria-label') ?? '');
  expect(new Set(names).size).toBe(names.length);
  for (const metric of metricNames) expect(names).toContain(`Explain: ${metricOf(metric).label.en} (All numbers)`);
});

test('ⓘ opens what the tile shows, with its operands, and the link keeps it', async () => {
  open('/nordwind/overview');
  fireEvent.click(await named('Explain: Utilisation'));
  const region = await drawer('Utilisation rate');
  expect(await within(region).findByText('64.8% = 311 ÷ 480', { selector: 'p' })).toBeTruthy();
  expect(within(region).getByText('▲ +0.8 pp vs Sun 15 Nov (64.0%)')).toBeTruthy();
  expect(within(region).getByText('Weekly active users (WAU): 16–22 Nov (7 days, rolling)')).toBeTruthy();
  expect(within(region).getByRole('link', { name: 'Definition' }).getAttribute('href')).toBe('/nordwind/metrics/utilisation');
  await soon(() => expect(location.search).toBe('?explain=utilisation'));
  await soon(() => expect(document.activeElement).toBe(within(region).getByRole('heading', { name: 'Utilisation rate' })));
});

test('Escape closes it and the focus goes back; what it is made of is one step away', async () => {
  open('/nordwind/overview?explain=utilisation');
  await arrived();
  const region = await drawer('Utilisation rate');
  fireEvent.click(await within(region).findByRole('button', { name: 'Total seats' }));
  const seats = await drawer('Total seats');
  await soon(() => expect(location.search).toBe('?explain=seats'));
  fireEvent.keyDown(seats, { key: 'Escape' });
  await soon(() => expect(location.search).toBe(''));
  expect(screen.queryByRole('complementary')).toBeNull();
  // Nobody was anywhere on the page: the nearest is the row of the number.
  const first = await named('Explain: Total seats (All numbers)');
  await soon(() => expect(document.activeElement).toBe(first));

  fireEvent.click(await named('Explain: Chats per day'));
  fireEvent.keyDown(await drawer('Chats per day'), { key: 'Escape' });
  await soon(async () => expect(document.activeElement).toBe(await named('Explain: Chats per day')));
});

test('e asks the number in focus and takes the answer back', async () => {
  open('/nordwind/overview');
  await arrived();
  (await screen.findByRole('slider', { name: 'Chats per day: choose a day' })).focus();
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'e' });
  const region = await drawer('Chats per day');
  await soon(() => expect(location.search).toBe('?explain=chats:chats:2026-11-22'));
  fireEvent.keyDown(region, { key: 'e' });
  await soon(() => expect(location.search).toBe(''));
});

test('a number of the day that is not over is asked by itself, says so, and its link keeps it', async () => {
  open('/nordwind/overview');
  await arrived();
  fireEvent.click(await screen.findByRole('button', { name: /^Explain: [\d,]+ chats$/ }));
  const region = await drawer('Chats');
  expect(within(region).getByText('So far: its last day is not over.')).toBeTruthy();
  await soon(() => expect(location.search).toBe('?explain=chats:today'));
});

test('e on the cursor of a chart asks its day, and the focus goes back to the cursor', async () => {
  open('/nordwind/overview');
  await arrived();
  const cursor = await screen.findByRole('slider', { name: 'Chats per day: choose a day' });
  cursor.focus();
  fireEvent.keyDown(cursor, { key: 'PageDown' });
  fireEvent.keyDown(cursor, { key: 'e' });
  const region = await drawer('Chats per day');
  expect(await within(region).findByText('315 chats over 1 day')).toBeTruthy();
  await soon(() => expect(location.search).toBe('?d=2026-11-15&explain=chats:chats:2026-11-15'));
  fireEvent.keyDown(region, { key: 'Escape' });
  await soon(() => expect(document.activeElement).toBe(cursor));
});

test('y copies a few lines of Markdown, and where that is not allowed the text is there to be copied', async () => {
  const writeText = vi.fn(() => Promise.resolve());
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'clipboard'));
  open('/nordwind/overview?explain=utilisation');
  await within(await drawer('Utilisation rate')).findByText('64.8% = 311 ÷ 480', { selector: 'p' });
  fireEvent.keyDown(document.body, { key: 'y' });
  expect(await screen.findByText('Copied')).toBeTruthy();
  expect(writeText).toHaveBeenCalledWith(expect.stringMatching(/^\*\*Utilisation rate: 64\.8%\*\* \(311 ÷ 480\) · Sun 22 Nov 2026\n▲ \+0\.8 pp vs[\s\S]*\/nordwind\/overview\?end=2026-11-22&explain=utilisation\n$/));

  writeText.mockRejectedValue(new Error('not allowed'));
  fireEvent.click(await named('Copy link'));
  expect(((await screen.findByRole('textbox')) as HTMLTextAreaElement).value).toMatch(/\/nordwind\/overview\?explain=utilisation$/); // It is a textarea.
});

test('says in German why there is no number and what to do', async () => {
  open('/nordwind/overview?explain=spend:spend_by_model&lang=de', { organisation: { ...sampleOrganisation, extraUsage: false } });
  const region = await drawer('Ausgaben nach Modell');
  expect(await within(region).findByText(/^Ausgabenberichte werden angezeigt, sobald/)).toBeTruthy();
  expect(within(region).getByText('Was gezählt wird')).toBeTruthy();
});

test('keeps the definition where the numbers fail, and offers them again', async () => {
  open('/nordwind/overview?explain=spend:spend_by_model', { fails: (query) => query.by === 'model' });
  const region = await drawer('Spend by model');
  expect((await within(region).findByRole('alert')).textContent).toContain('The disk is full.');
  expect(within(region).getByText('Usage charges, net of discounts and credits.')).toBeTruthy();
  expect(within(region).getByRole('button', { name: 'Retry' })).toBeTruthy();
});

test('a link to a number that does not exist opens nothing and says so', async () => {
  open('/nordwind/overview?explain=happiness');
  expect(await screen.findByText('“happiness” is not a valid explain; showing the default instead.')).toBeTruthy();
  expect(screen.queryByRole('complementary')).toBeNull();
});
