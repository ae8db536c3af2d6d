import { expect, test } from 'vitest';
import { plainTable } from './plain-table.js';

const long = `${'A very long name of a connector, '.repeat(6)}the end`;
const table = (names: readonly string[]) => plainTable({
  columns: [{ key: 'connector', label: 'Connector', align: 'start' }, { key: 'users', label: 'Users', align: 'end' }, { key: 'uses', label: 'Uses', align: 'end' }],
  rows: names.map((name, index) => [name, String(index + 1), String(10 * (index + 1))]),
} as unknown as Parameters<typeof plainTable>[0]); // What a table has beside columns and rows is not printed.

test('a name of two hundred characters is whole in its row and leaves the other rows as they are', () => {
  const lines = table(['slack', long, 'github']).split('\n');
  expect(lines[2]).toBe(`${long}      2    20`);
  // As wide as the longest name that has room, not as this one.
  expect(lines[1]).toHaveLength(60 + '      1    10'.length);
  expect(lines[3]?.replace(/ +/g, ' ')).toBe('github 3 30');
  expect(lines[3]).toHaveLength(lines[1]?.length ?? 0);
});

test('names that have room stand below each other with their numbers', () => {
  expect(table(['slack', 'x'.repeat(60)]).split('\n').map((line) => line.length)).toEqual([73, 73, 73]);
});
