import { afterAll, expect, test } from 'vitest';
import { openStore } from './testing/open-store.js';

const { database, close } = openStore();
afterAll(close);

const keyOf = (table: string): readonly string[] => database.prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').pluck().all(table);

test('a repeat is recognised by the key of the row itself', () => {
  expect(keyOf('events')).toEqual(['organisation', 'source', 'id']);
  expect(keyOf('event_history')).toEqual(['organisation', 'source', 'id', 'revision']);
});
