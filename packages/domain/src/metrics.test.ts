import { describe, expect, test } from 'vitest';
import { dimensionsOf } from './measures.js';
import { isMetricName, metricNames, metricOf, type MetricName } from './metrics.js';
import { checkQuery, queryFromTexts } from './query.js';

const aboutPeople = ['group', 'department', 'costCentre'];
const created = ['person', 'surface', ...aboutPeople];
const ofSpend = ['person', 'surface', 'model', 'costType', ...aboutPeople];
const inChats = ['person', 'model', 'project', ...aboutPeople];

/** The public contract's table, written out once more on purpose: splits are derived, and this is what must come out. */
const splits = {
  activeUsers: created, weeklyActiveUsers: created, monthlyActiveUsers: created, activeWithoutSeat: created,
  seats: aboutPeople, pendingInvites: aboutPeople, utilisation: aboutPeople,
  chats: inChats, messages: inChats, messagesPerChat: inChats, codingSessions: inChats, codingPrompts: inChats,
  projectsCreated: created, projectCreators: created, projectsUsed: created,
  artifactsCreated: [...created, 'project'], artifactCreators: [...created, 'project'],
  connectorUsers: [...created, 'connector'], connectorCalls: [...created, 'connector'],
  spend: ofSpend, listSpend: ofSpend, requests: ofSpend, inputTokens: ofSpend, outputTokens: ofSpend, cacheReadTokens: ofSpend, cacheWriteTokens: ofSpend,
} satisfies Partial<Record<MetricName, readonly string[]>>;

describe('every metric', () => {
  test.each(Object.entries(splits))('%s may be split by what its facts carry, and by nothing else', (name, expected) => {
    if (!isMetricName(name)) throw new Error(`${name} is no metric.`);
    expect([...dimensionsOf(metricOf(name).measure)].sort()).toEqual([...expected].sort());
  });

  test.each(metricNames)('%s has its words in both languages, short enough for a tile', (name) => {
    const { label, short, counts, excludes } = metricOf(name);
    for (const words of [label, short, counts, excludes]) for (const text of Object.values(words)) expect(text.trim()).not.toBe('');
    for (const text of Object.values(short)) expect([...text].length).toBeLessThanOrEqual(18);
    for (const text of [...Object.values(counts), ...Object.values(excludes)]) expect(text).toMatch(/\.$/);
  });
});

describe('a question that cannot be answered is refused in a sentence', () => {
  test.each([
    [{ metrics: 'utilisation', from: '2026-01-01', to: '2026-01-02', by: 'model' }, 'Utilisation cannot be split by model. Possible: group, department, costCentre.'],
    [{ metrics: 'wau', from: '2026-01-01', to: '2026-01-02' }, /^There is no metric "wau"\. Known are activeUsers, /],
    [{ metrics: '__proto__', from: '2026-01-01', to: '2026-01-02' }, /^There is no metric "__proto__"/],
    [{ metrics: '', from: '2026-01-01', to: '2026-01-02' }, /needs at least one metric/],
    [{ metrics: 'spend', from: '2026-01-02', to: '2026-01-01' }, 'from (2026-01-02) must not be after to (2026-01-01).'],
    [{ metrics: 'spend', from: '2026-02-30', to: '2026-03-01' }, 'from must be a day that exists, such as 2026-11-22; got "2026-02-30".'],
    [{ metrics: 'spend', from: '2024-01-01', to: '2026-01-01' }, /at most 400 days/],
    [{ metrics: 'spend', from: '2010-01-01', to: '2026-01-01', grain: 'year' }, /at most 10 years/],
    [{ metrics: 'spend', range: '7d', from: '2026-01-01' }, /not both/],
    [{ metrics: 'spend' }, /needs from and to/],
    [{ metrics: 'spend', range: '8d' }, /range must be one of 7d/],
    [{ metrics: 'spend', range: '7d', top: '3' }, /top needs by/],
    [{ metrics: 'spend', range: '7d', by: 'model', top: '0' }, /top must be a whole number/],
    [{ metrics: 'spend', range: '7d', where: ['group'] }, /dimension:value/],
    [{ metrics: 'seats', range: '7d', where: ['person:p_1'] }, 'Total seats cannot be filtered by person. Possible: group, department, costCentre.'],
  ])('%j', (texts, message) => {
    expect(() => queryFromTexts(texts)).toThrow(message);
  });

  test('and one that can is taken, with the value after the first colon', () => {
    const query = queryFromTexts({ metrics: 'chats, chats,messages', range: 'mtd', where: ['project:a:b'] });
    expect(query).toEqual({ metrics: ['chats', 'messages'], range: 'mtd', where: [{ dimension: 'project', key: 'a:b' }] });
    expect(() => checkQuery(query)).not.toThrow();
  });
});
