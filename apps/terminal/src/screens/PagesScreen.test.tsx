import { expect, test, vi } from 'vitest';
import type { GroupsView } from '@pegel/domain';
import { foremostFirst, onPage, tablePages, toUrl } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { noPlaces, sampleReader } from '../testing/no-places.js';
import { heard, opened, patient, state } from '../testing/opened-pages.js';

test('a digit opens a page, which asks for its own reports, and the way back too', async () => {
  const onView = vi.fn();
  const { stdin, shows, fetch } = opened({ onView });
  await shows('┏━ Chats per day');
  stdin.write('3');
  await shows('┏━ Day-over-day change');
  await shows('▼ −142 (−43.2%)');
  expect(onView).toHaveBeenLastCalledWith(toUrl(onPage(state, 'adoption')));
  expect(fetch.mock.calls.at(-1)?.[0]).toEqual(['adoption_newest', 'adoption_course', 'top_projects', 'top_artifacts', 'top_connectors']);
  stdin.write('1');
  await shows('┏━ Chats per day');
});

test('a page that was never seen and cannot be loaded says why, instead of only loading', async () => {
  const { stdin, shows, lastFrame } = opened({
    source: {
      fetch: (names, asked) => (asked.page === 'overview' ? Promise.resolve({ reports: Object.fromEntries(names.map((name) => [name, sampleReports(asked)[name]])), failures: [] }) : Promise.reject(new Error('The server is not there.'))),
      listen: () => ({ stop: () => undefined }),
    },
  });
  await shows('┏━ Chats per day');
  stdin.write('4');
  await shows('The server is not there.');
  expect(lastFrame()).toMatch(/\? Help\s*$/);
  stdin.write('1');
  await shows('┏━ Chats per day');
  expect(lastFrame()).not.toContain('The server is not there.');
});

/** How often Tab goes on to the first ranking of people. */
const stepsToRanking = foremostFirst('adoption', tablePages.find(({ id }) => id === 'adoption')?.panels ?? [], 'narrow').findIndex(({ id }) => id === 'top_projects');

test('Tab goes from table to table, the arrows to a row or a point, and e explains its number', async () => {
  const { stdin, shows } = opened({ state: onPage(state, 'activity') });
  await shows('64.8%');
  stdin.write('\x1B[B');
  stdin.write('e');
  await shows('┏━ Utilisation rate ━');
  await shows('64.8% = 311 ÷ 480');
  stdin.write('\x1B');
  await shows('┏━ User activity');
  stdin.write('\t');
  await shows('┏━ Weekly active users ━');
  await heard();
  stdin.write('\x1B[D');
  stdin.write('\x1B[D');
  await shows('▸ Sat 21 Nov');
  stdin.write('e');
  await shows('┏━ Weekly active users (WAU) ━');
  await shows('15–21 Nov (7 days, rolling)');
});

test('f gives a ranking the whole screen and asks for all of it; Esc brings the page back', async () => {
  const { stdin, shows, fetch, lastFrame } = opened({ state: onPage(state, 'adoption') });
  await shows('▼ −142 (−43.2%)');
  for (let step = 0; step < stepsToRanking; step += 1) {
    stdin.write('\t');
    await heard();
  }
  await shows('┏━ Top 10 users by projects used');
  expect(lastFrame()).not.toContain('M. Sample');
  stdin.write('f');
  await shows('M. Sample');
  expect(fetch.mock.calls.at(-1)?.slice(0, 2)).toMatchObject([['top_projects'], { panel: 'top_projects' }]);
  stdin.write('\x1B');
  await shows('┌─ Top 10 by artifacts');
  expect(lastFrame()).not.toContain('M. Sample');
});

test('x writes every table of the page, and y copies the number of the row', async () => {
  const { stdin, shows } = opened({ state: onPage(state, 'spend') });
  await shows('$16,658.42');
  stdin.write('x');
  await shows('Written: pegel-spend-spend_mtd-2026-11-22.csv, pegel-spend-spend_qtd-');
  stdin.write('j');
  await heard();
  stdin.write('y');
  await shows('Copied spend of spend_qtd');
});

test('numbers of people are asked for once somebody has said with u what for; it stays for the next page, and Esc leaves it open', async () => {
  const { stdin, shows, fetch, lastFrame } = opened({ state: onPage(state, 'adoption'), organisation: { ...sampleOrganisation, purposes: ['Cost allocation', 'Security'] } });
  await shows('▼ −142 (−43.2%)');
  const askedForPeople = () => fetch.mock.calls.filter(([names]) => names.includes('top_projects'));
  expect(askedForPeople()).toEqual([]);
  // Beside each other the panels have few lines; the key stands first in them.
  expect(lastFrame()).toMatch(/┌─ Top 10 [^\n]*\n│ u Purpose/);
  stdin.write('u');
  await shows('▸ Cost allocation');
  expect(lastFrame()).toContain('What do you look at them for?');
  await heard();
  stdin.write('\x1B');
  await shows('▼ −142 (−43.2%)');
  await heard();
  stdin.write('u');
  await shows('Security');
  await heard();
  stdin.write('j');
  await heard();
  stdin.write('\r');
  await shows('▼ −142 (−43.2%)');
  await vi.waitFor(() => expect(askedForPeople().at(-1)?.[2]).toMatchObject({ purpose: 'Security' }), patient);
  for (let step = 0; step < stepsToRanking; step += 1) {
    stdin.write('\t');
    await heard();
  }
  await shows('Purpose: Security');
  expect(askedForPeople()).toHaveLength(1);
});

test('u says where nobody asks for a purpose', async () => {
  const { stdin, shows } = opened({ state: onPage(state, 'adoption') });
  await shows('▼ −142 (−43.2%)');
  stdin.write('u');
  await shows('No purpose is asked for here.');
});

test('⇧L says the page in German', async () => {
  const { stdin, shows } = opened({ state: onPage(state, 'spend') });
  await shows('Total spend to date');
  stdin.write('L');
  await shows('Gesamtausgaben bis heute');
  await shows('[4 Ausgaben]');
});

test('t chooses a period by its key, and the page asks for it; other days are typed', async () => {
  const { stdin, shows, fetch, lastFrame } = opened({ state: onPage(state, 'activity') });
  await shows('64.8%');
  stdin.write('t');
  await shows('┏━ Period');
  await heard();
  stdin.write('9');
  await vi.waitFor(() => expect(fetch.mock.calls.at(-1)?.[1]).toMatchObject({ range: '90d' }), patient);
  await vi.waitFor(() => expect(lastFrame()).not.toContain('┏━ Period'), patient);
  stdin.write('t');
  await shows('┏━ Period');
  await heard();
  stdin.write('c');
  await shows('┏━ Custom …');
  await heard();
  for (const typed of ['2026-11-31', '\t', '20.11.2026', '\r']) {
    stdin.write(typed);
    await heard();
  }
  await shows('is not a day');
  for (let letter = 0; letter < 10; letter += 1) stdin.write('\x7F');
  stdin.write('2026-11-02');
  await shows('November 2026');
  await heard();
  stdin.write('\r');
  await vi.waitFor(() => expect(fetch.mock.calls.at(-1)?.[1]).toMatchObject({ range: { from: '2026-11-02', to: '2026-11-20' } }), patient);
});

test(': finds pages, panels and periods by their names, and leads there', async () => {
  const { stdin, shows } = opened();
  await shows('┏━ Chats per day');
  stdin.write(':');
  await shows('Go to, change, copy');
  await heard();
  stdin.write('top conn');
  await shows('▸ Top connectors');
  await heard();
  stdin.write('\r');
  await shows('┏━ Top connectors');
  await shows('[3 Adoption]');
  stdin.write(':');
  await shows('Go to, change, copy');
  await heard();
  stdin.write('xyzzy');
  await shows('Nothing is called “xyzzy”.');
});

test('a chart has a cursor, a table and the whole screen, and the link says all of it', async () => {
  const { stdin, shows, lastFrame } = opened({ state: onPage(state, 'spend') });
  await shows('$16,658.42');
  stdin.write('\t');
  await shows('┏━ Spend by model');
  await heard();
  stdin.write('\t');
  await shows('┏━ Cumulative this month');
  await heard();
  stdin.write('f');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('Total spend to date'), patient);
  stdin.write('\x1B[D');
  await shows('▸ Sun 22 Nov');
  stdin.write('v');
  await shows('Day of the month');
  stdin.write('Y');
  await shows('Link /nordwind/spend/spend-cumulative?');
  expect(lastFrame()).toContain('table=spend_cumulative');
});

test('m changes the length that spend by model is of', async () => {
  const { stdin, shows } = opened({ state: onPage(state, 'spend') });
  await shows('$16,658.42');
  stdin.write('\t');
  await shows('[1M] 3M 1Y');
  stdin.write('m');
  await shows('1M [3M] 1Y');
});

test('a whole ranking is filtered as one types, and sorted; Esc brings all of it back', async () => {
  const { stdin, shows, lastFrame } = opened({ state: onPage(state, 'adoption') });
  await shows('▼ −142 (−43.2%)');
  for (let step = 0; step < stepsToRanking; step += 1) {
    stdin.write('\t');
    await heard();
  }
  await shows('┏━ Top 10 users by projects used');
  stdin.write('/');
  await shows('Filter: ');
  await shows('M. Sample');
  await heard();
  stdin.write('k. s');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('M. Sample'), patient);
  expect(lastFrame()).toContain('K. Sample');
  stdin.write('\r');
  await heard();
  stdin.write('\x1B');
  await shows('M. Sample');
  await heard();
  stdin.write('s');
  await heard();
  stdin.write('s');
  await vi.waitFor(() => expect(/A\. Sample[^]*B\. Sample/.test(lastFrame() ?? '')).toBe(true), patient);
  stdin.write('s');
  await vi.waitFor(() => expect(/M\. Sample[^]*A\. Sample/.test(lastFrame() ?? '')).toBe(true), patient);
});

const inDirectory: GroupsView = {
  from: '2026-10-26', to: '2026-11-22', minimumGroupSize: 5,
  groups: [
    { dimension: 'department', key: 'engineering', members: 120, isOffered: true },
    { dimension: 'department', key: 'sales', members: 80, isOffered: true },
    { dimension: 'department', key: 'law', members: null, isOffered: false },
  ],
};
const withGroups = { ...noPlaces, groups: () => Promise.resolve(inDirectory) };
const sales = { dimension: 'department', key: 'sales' } as const;

test('b narrows the page to a group that is found by its name, the head line says whose numbers they are, and B takes it away again', async () => {
  const { stdin, shows, fetch, lastFrame } = opened({ state: onPage(state, 'activity'), places: withGroups });
  await shows('64.8%');
  stdin.write('b');
  await shows('┏━ Whose numbers');
  await shows('▸ ✓ Everyone');
  await shows('120 people');
  await heard();
  stdin.write('law');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('120 people'), patient);
  expect(lastFrame()).toContain('under 5');
  await heard();
  stdin.write('\r');
  await heard();
  expect(lastFrame()).toContain('┏━ Whose numbers');
  for (let letter = 0; letter < 3; letter += 1) stdin.write('\x7F');
  await heard();
  stdin.write('sal');
  await shows('▸   Department: sales');
  await heard();
  stdin.write('\r');
  await shows('Nordwind AG · Department: sales');
  await vi.waitFor(() => expect(fetch.mock.calls.at(-1)?.[1]).toMatchObject({ group: sales }), patient);
  await shows('64.8%');
  expect(lastFrame()).toContain('⇧B everyone');
  stdin.write('B');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('Department: sales'), patient);
  await vi.waitFor(() => expect(fetch.mock.calls.at(-1)?.[1]).toMatchObject({ group: null }), patient);
});

test('numbers of other people are gone as soon as a group is chosen, also while its own are on their way and when they do not come', async () => {
  const answers: ((outcome: 'come' | 'fail') => void)[] = [];
  const { stdin, shows, lastFrame } = opened({
    state: onPage(state, 'activity'), places: withGroups,
    source: {
      fetch: (names, asked) => {
        const reports = sampleReports(asked);
        const found = { reports: Object.fromEntries(names.map((name) => [name, reports[name]])), failures: [] };
        return asked.group === null ? Promise.resolve(found) : new Promise((resolve, reject) => answers.push((outcome) => (outcome === 'come' ? resolve(found) : reject(new Error('The server is not there.')))));
      },
      listen: () => ({ stop: () => undefined }),
    },
  });
  await shows('64.8%');
  stdin.write('b');
  await shows('120 people');
  await heard();
  stdin.write('sal');
  await shows('▸   Department: sales');
  await heard();
  stdin.write('\r');
  await shows('Nordwind AG · Department: sales');
  expect(lastFrame()).not.toContain('64.8%');
  await vi.waitFor(() => expect(answers).toHaveLength(1), patient);
  answers.pop()?.('fail');
  await shows('No answer since');
  expect(lastFrame()).not.toContain('64.8%');
  stdin.write('r');
  await vi.waitFor(() => expect(answers).toHaveLength(1), patient);
  answers.pop()?.('come');
  await shows('64.8%');
});

test('a group that nobody is in any more is not shown as if it were one', async () => {
  const { shows, lastFrame } = opened({ state: { ...onPage(state, 'activity'), group: { dimension: 'department', key: 'research' } }, places: withGroups });
  await shows('“department:research” is no group, department or cost centre');
  await shows('64.8%');
  expect(lastFrame()).not.toContain('Department: research');
});

test('what was seen before is there at once with its age, stays while no server answers, and gives way to the first answer', async () => {
  const activity = onPage(state, 'activity');
  const answers: ((outcome: 'come' | 'fail') => void)[] = [];
  const arrive = vi.fn(() => Promise.resolve({ organisation: { ...sampleOrganisation, name: 'Nordwind SE' }, as: sampleReader }));
  const { stdin, shows, lastFrame } = opened({
    state: activity, kept: { reports: sampleReports(activity), at: Date.now() - 7_200_000 }, arrive,
    source: {
      fetch: (names, asked) => new Promise((resolve, reject) => answers.push((outcome) => (outcome === 'come' ? resolve({ reports: Object.fromEntries(names.map((name) => [name, sampleReports(asked)[name]])), failures: [] }) : reject(new Error('No network.'))))),
      listen: () => ({ stop: () => undefined }),
    },
  });
  expect(lastFrame()).toContain('64.8%');
  expect(lastFrame()).toContain('! cached 2 hr ago');
  await shows('Nordwind SE');
  await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0), patient);
  answers.shift()?.('fail');
  await heard();
  expect(lastFrame()).toContain('64.8%');
  expect(lastFrame()).toContain('! cached 2 hr ago');
  stdin.write('r');
  await vi.waitFor(() => {
    answers.shift()?.('come');
    expect(lastFrame()).not.toContain('cached');
  }, patient);
  expect(lastFrame()).toContain('64.8%');
});

test('a page that was seen before opens with that, and its age, also after the server has gone while another one was open', async () => {
  let isThere = true;
  const { stdin, shows, lastFrame } = opened({
    state,
    keptOf: (asked) => (asked.page === 'activity' ? { reports: sampleReports(asked), at: Date.now() - 7_200_000 } : null),
    source: {
      fetch: (names, asked) => (isThere ? Promise.resolve({ reports: Object.fromEntries(names.map((name) => [name, sampleReports(asked)[name]])), failures: [] }) : Promise.reject(new Error('No network.'))),
      listen: () => ({ stop: () => undefined }),
    },
  });
  await shows('64.8%');
  await heard();
  isThere = false;
  stdin.write('3');
  await shows('No network.');
  await heard();
  stdin.write('2');
  await shows('! cached 2 hr ago');
  await heard();
  expect(lastFrame()).toContain('64.8%');
  expect(lastFrame()).not.toContain('No network.');
  isThere = true;
  stdin.write('r');
  await vi.waitFor(() => expect(lastFrame()).not.toContain('cached'), patient);
});

test('whoever reads one length of the same as a table reads the next one so too', async () => {
  const onView = vi.fn();
  const { stdin, shows } = opened({ state: { ...onPage(state, 'spend'), panel: 'spend_by_model_1m', tables: ['spend_by_model_1m'] }, onView });
  await shows('[1M] 3M 1Y');
  stdin.write('m');
  await shows('1M [3M] 1Y');
  expect(onView).toHaveBeenLastCalledWith(expect.stringMatching(/win=3m.*table=[^&]*spend_by_model_3m/));
  await shows('Share');
});
