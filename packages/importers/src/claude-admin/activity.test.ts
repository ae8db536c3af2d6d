import { describe, expect, test } from 'vitest';
import { activityHeader, importFiles, member, names, olderActivityHeader, org, reasonsOf, told, window } from '../testing/admin.js';

describe('what members did', () => {
  const read = async (rows: string, { header = activityHeader, days = window } = {}) => {
    const found = await importFiles({ [`members-analytics-${org}-${days}.csv`]: `${header}${rows}` });
    return { numbers: told(found.events), reasons: reasonsOf(found) };
  };

  test('the older files, of 17 columns, say the same without what they do not have', async () => {
    const row = member('a', '2026-11-20', 3, 2, 6, 4).replace('"4","0","0"', '"4"');
    const { numbers, reasons } = await read(row, { header: olderActivityHeader });
    expect(numbers).toMatchObject({ 'artifactsCreated 2026-10-24..2026-11-22': 4, 'messagesPerChat 2026-10-24..2026-11-22 a@a.example': 3 });
    expect(Object.keys(numbers).some((key) => key.endsWith(' code'))).toBe(false);
    expect(reasons).toEqual([]);
  });

  test('a row that cannot be read costs its person and every sum, and nobody else', async () => {
    const { numbers, reasons } = await read(member('a', '2026-11-20', 3, 2, 6) + member('b', '2026-11-20', 3, '1.5', 6) + member('c', '2026-11-20', 31) + member('d', '', 0, '', 0) + member('e', '', 0, '=1+1') + member('A', '', 0));
    expect(Object.keys(numbers).every((key) => key.includes(' a@a.example'))).toBe(true);
    expect(reasons).toEqual(['3 bad-cell', '4 bad-cell', '5 bad-cell', '6 bad-cell', '7 person-twice', 'no-sums']);
    expect(await read(member('a', '2026-11-20', 3, 2, 6) + member('b', '2026-11-20', 3, 15, 6))).toMatchObject({ numbers: { 'chats 2026-10-24..2026-11-22': 17 }, reasons: [] });
  });

  test('says which row and column, what it is and what would be right, in both languages', async () => {
    const { problems } = await importFiles({ [names.activity]: `${activityHeader}${member('a', '', 0, '1.234,5')}` });
    expect(problems[0]).toEqual({
      file: expect.stringContaining(names.activity) as unknown, line: 2, reason: 'bad-cell',
      message: { en: 'The row is left out: "Chats" is "1.234,5", and must be a whole number from 0 such as 1234 or 1,234.', de: 'Die Zeile bleibt weg: "Chats" ist "1.234,5" und muss eine ganze Zahl ab 0 wie 1234 oder 1,234 sein.' },
    });
  });

  test('all artifacts together are not said where it is unclear what they include', async () => {
    const { numbers, reasons } = await read(member('a', '2026-11-20', 3, 0, 0, 2, 1) + member('b', '2026-11-20', 3, 0, 0, 0, 5) + member('c', '2026-11-20', 3, 0, 0, 4));
    expect(numbers).toMatchObject({ 'artifactsCreated 2026-10-24..2026-11-22 code': 6, 'artifactCreators 2026-10-24..2026-11-22': 3, 'artifactCreators 2026-10-24..2026-11-22 code': 2, 'artifactsCreated 2026-10-24..2026-11-22 c@a.example': 4 });
    expect(numbers).not.toHaveProperty('artifactsCreated 2026-10-24..2026-11-22');
    expect(numbers).not.toHaveProperty(['artifactsCreated 2026-10-24..2026-11-22 a@a.example']);
    expect(reasons).toEqual(['artifacts-unclear']);
  });

  describe('who was active in the days up to the last', () => {
    const levels = async (rows: string, days = window) => {
      const { numbers, reasons } = await read(rows, { days });
      const last = days.slice(-10);
      return { day: numbers[`activeUsers ${last}..${last}`], week: numbers[`weeklyActiveUsers ${last}..${last}`], month: numbers[`monthlyActiveUsers ${last}..${last}`], reasons };
    };
    const three = member('a', '2026-11-22', 9) + member('b', '2026-11-16', 2) + member('c', '2026-11-15', 1) + member('d', '2026-01-01', 0);

    test('is who was active for the last time then', async () => {
      expect(await levels(three)).toEqual({ day: 1, week: 2, month: 3, reasons: [] });
      expect(await levels(three.replace('"9"', '"7"'), '2026-08-25-to-2026-11-22')).toEqual({ day: 1, week: 2, month: 3, reasons: [] });
    });
    test('is not said where somebody was active after the window', async () => {
      expect(await levels(three + member('e', '2026-11-23', 1))).toEqual({ day: undefined, week: undefined, month: 4, reasons: ['last-active-unclear'] });
    });
    test.each(['yesterday', '22.11.2026', ''])('is not said where "Last Active" is "%s" for somebody who was active', async (last) => {
      expect((await levels(three + member('e', last, 1))).reasons).toEqual(['last-active-unclear']);
    });
    test('is not said further back than the window', async () => {
      expect(await levels(member('a', '2026-11-22', 1), '2026-11-16-to-2026-11-22')).toEqual({ day: 1, week: 1, month: undefined, reasons: [] });
      expect(await levels(member('a', '2026-11-22', 1), '2026-11-22-to-2026-11-22')).toEqual({ day: 1, week: undefined, month: undefined, reasons: [] });
    });
    test('is said by one of two files that end on the same day: the one that was exported last', async () => {
      const { events } = await importFiles({
        [names.activity]: { content: activityHeader + three, at: '2026-11-23T08:00:00Z' },
        [`members-analytics-${org}-2026-08-25-to-2026-11-22.csv`]: { content: activityHeader + three + member('e', '2026-11-22', 1), at: '2026-11-24T08:00:00Z' },
      });
      expect(told(events)).toMatchObject({ 'activeUsers 2026-11-22..2026-11-22': 2, 'activeUsers 2026-10-24..2026-11-22': 3, 'activeUsers 2026-08-25..2026-11-22': 4, 'weeklyActiveUsers 2026-10-24..2026-11-22': 2 });
    });
  });
});
