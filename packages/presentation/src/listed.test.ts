import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listed } from './listed.js';

const rows = [['1', 'slack', '30', '5'], ['2=', 'GitHub', '20', '900'], ['2=', 'Ärzte-Drive', '20', '40'], ['', 'Not attributed', '–', '–']];
const table = { caption: 'Top', names: 1, columns: ['#', 'Name', 'Users', 'Calls'].map((label) => ({ label, align: 'start' as const })), rows: [...rows, ['', 'Total', '70', '945']] };
const keys = { columns: ['rank', 'name', 'users', 'calls'], keys: [[0, 'slack', 30, 5], [1, 'GitHub', 20, 900], [2, 'Ärzte-Drive', 20, 40], [3, 'Not attributed', null, null]], isOfPeople: false } as const;
const names = (filter: string, sort: string | null) => listed(table, keys, filter, sort, 'en').table.rows.map((row) => row[1]);

test('a whole ranking stands as it is, with its total, until somebody filters or sorts it', () => {
  expect(listed(table, keys, '', null, 'en')).toMatchObject({ table, order: null, said: '4 rows', empty: null });
});

test('a filter finds names without case and accents, keeps ranks, and leaves a total of everything out', () => {
  expect(listed(table, keys, 'ARZTE', null, 'de').table.rows).toEqual([rows[2]]);
  expect(listed(table, keys, 'i', null, 'en').said).toBe('3 of 4 rows');
  expect(listed(table, keys, 'zebra', null, 'de')).toMatchObject({ empty: 'Kein Treffer für „zebra“.', said: '0 von 4 Zeilen' });
});

test('any column sorts both ways; what has no value stands last in both, and equal ones keep their ranks', () => {
  expect(names('', '-calls')).toEqual(['GitHub', 'Ärzte-Drive', 'slack', 'Not attributed', 'Total']);
  expect(names('', 'calls')).toEqual(['slack', 'Ärzte-Drive', 'GitHub', 'Not attributed', 'Total']);
  expect(names('', 'users')).toEqual(['GitHub', 'Ärzte-Drive', 'slack', 'Not attributed', 'Total']);
  expect(names('', 'name')).toEqual(['Ärzte-Drive', 'GitHub', 'Not attributed', 'slack', 'Total']);
  expect(listed(table, keys, '', '-calls', 'en').order).toEqual({ column: 3, isDescending: true });
  // A link can ask for a column that there is not.
  expect(listed(table, keys, '', '-happiness', 'en')).toMatchObject({ table, order: null });
});

test('whatever is typed or asked for, no row appears that is not one, and none twice', () => {
  fc.assert(fc.property(fc.string({ maxLength: 10 }), fc.option(fc.constantFrom('rank', '-name', 'users', '-calls', 'x')), (filter, sort) => {
    const { table: { rows: shown } } = listed(table, keys, filter, sort, 'en');
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.every((row) => table.rows.some((known) => known === row))).toBe(true);
  }));
});
