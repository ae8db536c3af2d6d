import { afterAll, expect, test } from 'vitest';
import { ended } from '@pegel/domain';
import { activity, person, spendLine } from '@pegel/domain/testing';
import { openDatabase } from '@pegel/sqlite';
import { canonicalText, contentHashes, eventIn, plainHash } from './content.js';

const [database, another] = [openDatabase(':memory:'), openDatabase(':memory:')];
const contentHash = contentHashes(database).of;
afterAll(() => {
  database.close();
  another.close();
});

const event = spendLine('2026-01-05T09:00:00Z', person('ada@nordwind.example', { id: 'user_1' }), '12.5', { id: 'line' });
const backwards = (value: object): object =>
  Object.fromEntries(Object.entries(value).reverse().map(([key, inner]): [string, unknown] => [key, typeof inner === 'object' && inner !== null ? backwards(inner) : inner]));

test('is the same in any order of keys, and with a field more that says nothing', () => {
  expect(contentHash(backwards(event))).toEqual(contentHash(event));
  expect(contentHash({ ...event, addedOneDay: null })).toEqual(contentHash(event));
});

test('differs in every field, the person and retraction included', () => {
  const others = [{ amount: 12_500_000_001n }, { retracted: true }, { model: 'opus' }, { person: person('ada@nordwind.example') }, { listAmount: 0n }, { to: event.to + 1 }];
  const hashes = [event, ...others.map((change) => ({ ...event, ...change }))].map((content) => contentHash(content).toString('hex'));
  expect(new Set(hashes).size).toBe(others.length + 1);
});

test.each([0, 1, 199, 200, 201, 450])('is the same in steps, of a list of %i as well', (amount) => {
  const people = Array.from({ length: amount }, (_, number) => ({ person: person(`ä${number}@nordwind.example`), seat: null, groups: number % 2 === 0 ? [] : ['Pilot', 'Zürich'] }));
  for (const content of [{ takenAt: 1, people, fields: null }, { people, totals: { assigned: 7n } }, {}, event]) expect(ended(contentHashes(database).inSteps(content))).toEqual(contentHash(content));
});

test('is another one under another key, so that nobody without the key can try what somebody is called', () => {
  expect(contentHashes(another).of(event)).not.toEqual(contentHash(event));
  expect(contentHash(event)).not.toEqual(plainHash(canonicalText(event)));
  expect(database.prepare('SELECT keyed_hash(?)').pluck().get(plainHash(canonicalText(event)))).toEqual(contentHash(event));
});

test('reads as JSON', () => {
  expect(canonicalText(activity('2026-01-05T09:00:00Z', { kind: 'service', name: 'a "bot"' }, { id: '1', chat: 'c' }))).toMatchInlineSnapshot(`"{"at":1767603600000,"chat":"c","count":1,"id":"1","person":{"kind":"service","name":"a \\"bot\\""},"retracted":false,"revision":0,"surface":"chat","type":"message.sent"}"`);
  expect(JSON.parse(canonicalText(event))).toMatchObject({ amount: '12500000000', person: { id: 'user_1' } });
});

test('an event is read back as it was, with what says nothing and every digit of an amount', () => {
  const nobody = activity('2026-01-05T09:00:00Z', { kind: 'nobody' }, { type: 'artifact.created', artifact: 'a', artifactKind: '"svg"', project: 'p' });
  for (const one of [event, { ...event, listAmount: -999_999_999_999_999_999n, credits: 0n }, nobody, activity('2026-01-05T09:00:00Z', person('ä@nordwind.example'))]) {
    expect(eventIn(canonicalText(one))).toEqual(one);
  }
});
