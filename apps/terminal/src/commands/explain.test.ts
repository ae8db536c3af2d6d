import { languages, metricNames, metricOf } from '@pegel/domain';
import { expect, test } from 'vitest';
import { widthOf } from '../fit.js';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const worldAt = ({ url, ownerToken }: { url: string; ownerToken: string }, variables: Record<string, string> = {}) =>
  capturedWorld({ PEGEL_URL: url, PEGEL_TOKEN: ownerToken, ...variables });
const nowhere = { url: 'http://127.0.0.1:1', ownerToken: 'token' };
/** Without what depends on the day the test runs. */
const without = (text: string) => text.replace(/(last delivery|complete to) .+/g, '$1 …').replaceAll(/ 2026(?!-)/g, '');

test('explains a ratio with the operands the server divided', async () => {
  const server = await pegelServer();
  const world = worldAt(server);
  expect(await run(['explain', 'utilisation', '--day', '2026-01-19'], world)).toBe(0);
  expect(without(world.out())).toMatchInlineSnapshot(`
    "Utilisation rate
    50.0%  Mon 19 Jan
    = ±0 vs Sun 18 Jan (50.0%)
    50.0% = 1 ÷ 2

    What this counts      Weekly active users out of all seats that day.
    Formula               Weekly active users (WAU) ÷ Total seats.
    Not included          Pending invites, which are not seats.
    May it be added up?   No: divide the sums instead of averaging quotients.
    Window                Weekly active users (WAU): 13–19 Jan (7 days, rolling)
                          Total seats: End of Mon 19 Jan
    Completeness          Complete.
                          Data is complete to …
    May it still change?  Not by itself. It does when:
                          A source delivers late, corrects an event or takes one
                          back.
                          Two names turn out to be one person.
                          A directory snapshot of that day or an earlier one arrives
                          or is sent again.
    Source                live (live), last delivery …
                          Directory snapshots
    Days                  From midnight to midnight in Europe/Berlin.
    Can be split by       Group, Department, Cost centre.
    Definition            Version 1. It is raised whenever the number could differ.
    Query                 /report.json?metrics=utilisation%2CweeklyActiveUsers%2Cseats&from=2026-01-19&to=2026-01-19&grain=total&organisation=nordwind-ag
                          pegel report --metrics utilisation,weeklyActiveUsers,seats --from 2026-01-19 --to 2026-01-19 --grain total
    "
  `);
  expect(world.messages()).toBe('');

  const german = worldAt(server, { LC_ALL: 'de_DE.UTF-8' });
  await run(['explain', 'utilisation', '--day', '2026-01-19'], german);
  expect(german.out()).toContain('50,0 % = 1 ÷ 2');
  for (const text of [world.out(), german.out()]) for (const line of text.split('\n').filter((line) => !/\/report\.json|pegel report/.test(line))) expect(widthOf(line)).toBeLessThanOrEqual(80);
});

test('explains a sum by its parts, and says what it was computed from', async () => {
  const world = worldAt(await pegelServer());
  expect(await run(['explain', 'spend', '--from', '2026-01-12', '--to', '2026-01-13', '--by', 'model'], world)).toBe(0);
  expect(world.out()).toContain('$1,234.50 = $1,234.50 (claude-opus)');
  expect(world.out()).toMatch(/Basis of the amounts {2}In 12–13 Jan(?: 2026)?: billed: 1 day/);
  expect(world.out()).toMatch(/12–13 Jan(?: 2026)? {2}claude-opus +\$1,234\.50/);
});

test('prints the same number to programs, with its reason and its contract', async () => {
  const server = await pegelServer();
  const json = worldAt(server);
  expect(await run(['explain', 'messagesPerChat', '--day', '2026-01-13', '--format', 'json'], json)).toBe(0);
  expect(JSON.parse(json.out())).toMatchObject({
    metric: 'messagesPerChat', value: '1.0', equation: { whole: '1.00 = 2 ÷ 2' },
    number: { value: 1, reason: null, operands: { messages: 2, chats: 2 }, compared: { value: 1 } }, contract: { definitions: { messagesPerChat: 1 }, timeZone: 'Europe/Berlin' },
  });

  const markdown = worldAt(server);
  await run(['explain', 'messagesPerChat', '--day', '2026-01-13', '--format', 'md'], markdown);
  expect(markdown.out()).toMatch(/^\*\*Average messages per chat: 1\.0\*\* \(2 ÷ 2\) · Tue 13 Jan(?: 2026)?\n/);
});

test('what is switched off or before any data is explained all the same, and ends with 5', async () => {
  const off = worldAt(await pegelServer({ extraUsage: false }));
  expect(await run(['explain', 'spend', '--day', '2026-01-13', '--by', 'model'], off)).toBe(5);
  expect(off.out()).toMatch(/^Total spend\n– +Tue 13 Jan( 2026)?\nSpend reports appear once extra usage is switched on/);

  const server = await pegelServer();
  const before = worldAt(server);
  expect(await run(['explain', 'chats', '--day', '2025-06-01'], before)).toBe(5);
  expect(before.out()).toMatch(/^No data for these days: data starts on 12 January( 2026)?\. Choose later\s/m);
  const zero = worldAt(server);
  expect(await run(['explain', 'chats', '--day', '2026-01-14'], zero)).toBe(0);
  expect(zero.out()).toContain('A real zero: the day is complete.');
});

test.each([
  ['WAU', 'weeklyActiveUsers'],
  ['Auslastung', 'utilisation'],
  ['utilization', 'utilisation'],
  ['chat', 'chats'],
  ['spent', 'spend'],
])('for %s it suggests %s', async (meant, name) => {
  const world = worldAt(nowhere);
  expect(await run(['explain', meant], world)).toBe(2);
  expect(world.messages()).toMatch(new RegExp(`^There is no metric "${meant}"\\. Did you mean ${name}\\?`));
});

test.each([
  [['explain', 'happiness'], /^There is no metric "happiness"\. pegel metrics lists them all\./],
  [['explain', 'chats', '--day', '2026-02-30'], /^--day cannot be "2026-02-30"\. It must be a day that exists/],
  [['explain', 'chats', '--day', '2026-02-03', '--range', '7d'], /^Give either --day/],
  [['explain', 'utilisation', '--by', 'model'], /^Utilisation cannot be split by model\./],
  [['explain', 'chats', '--from', '2026-02-03'], /--to is missing/],
  [['explain'], /^pegel explain needs <metric>\./],
])('%j ends with 2 and a sentence, without asking a server', async (words, sentence) => {
  const world = worldAt(nowhere);
  expect(await run(words, world)).toBe(2);
  expect(world.messages()).toMatch(sentence);
  expect(world.out()).toBe('');
});

test.each(languages)('lists every metric without a server, in %s', async (language) => {
  const table = capturedWorld();
  expect(await run(['metrics', '--lang', language], table)).toBe(0);
  expect(table.out().trimEnd().split('\n').slice(1).map((line) => line.split(' ')[0])).toEqual(metricNames);
  const markdown = capturedWorld();
  await run(['metrics', '--lang', language, '--format', 'md'], markdown);
  for (const name of metricNames) expect(markdown.out()).toContain(`## ${metricOf(name).label[language]}\n`);
  const json = capturedWorld();
  await run(['metrics', '--lang', language, '--format', 'json'], json);
  expect(JSON.parse(json.out())).toHaveLength(metricNames.length);
});
