import { beforeEach, describe, expect, test } from 'vitest';
import type { PersonReference } from '../events.js';
import type { Source, UsageStore } from '../store.js';
import { activity, directory, events, instant, live, organisationIn, person, seatOf } from './examples.js';

const gateway: Source = { ...live, name: 'gateway' };
const ada = (more: Partial<PersonReference> = {}): PersonReference => person('ada@nordwind.example', more);

/** What every store must know of whoever an address belongs to. */
export function ownWordsContract(name: string, open: () => Promise<UsageStore> | UsageStore): void {
  describe(`${name}: whose an address is, and by which words they were named`, () => {
    const utc = organisationIn('UTC');
    let store: UsageStore;
    beforeEach(async () => {
      store = await open();
    });
    const whose = (email: string, day = '2026-12-31') => store.personWithEmail(utc, email, day);

    test('somebody under all the words of every source, those used last first, with when they were used first and last', async () => {
      await store.append(utc, events([activity('2026-01-05T09:00:00Z', ada()), activity('2026-01-07T09:00:00Z', ada()), activity('2026-01-06T09:00:00Z', ada({ id: 'a-1', name: 'Ada' }))]));
      await store.append(utc, events([activity('2026-01-08T09:00:00Z', { kind: 'person', id: 'g-1', email: null, name: 'Ada L.' }), activity('2026-01-09T09:00:00Z', ada({ id: 'g-1' }))], { source: gateway }));
      const found = await whose('ada@nordwind.example');
      expect(found?.words).toEqual([
        { source: 'gateway', id: 'g-1', email: 'ada@nordwind.example', name: null, firstAt: instant('2026-01-09T09:00:00Z'), lastAt: instant('2026-01-09T09:00:00Z') },
        { source: 'gateway', id: 'g-1', email: null, name: 'Ada L.', firstAt: instant('2026-01-08T09:00:00Z'), lastAt: instant('2026-01-08T09:00:00Z') },
        { source: 'live', id: null, email: 'ada@nordwind.example', name: null, firstAt: instant('2026-01-05T09:00:00Z'), lastAt: instant('2026-01-07T09:00:00Z') },
        { source: 'live', id: 'a-1', email: 'ada@nordwind.example', name: 'Ada', firstAt: instant('2026-01-06T09:00:00Z'), lastAt: instant('2026-01-06T09:00:00Z') },
      ]);
      expect([...(await store.people(utc, [found?.key ?? ''])).values()]).toMatchObject([{ ids: ['a-1', 'g-1'], email: 'ada@nordwind.example' }]);
    });

    test('nobody where nobody was named so, in this organisation or in that form', async () => {
      await store.append({ ...utc, slug: 'elsewhere' }, events([activity('2026-01-05T09:00:00Z', ada())]));
      expect(await whose('ada@nordwind.example')).toBeNull();
      await store.append(utc, events([activity('2026-01-05T09:00:00Z', person('ben@nordwind.example'))]));
      for (const other of ['ada@nordwind.example', 'ben', 'ben@nordwind.exampl', '%', '', 'a-1']) expect([other, await whose(other)]).toEqual([other, null]);
    });

    test('whoever had the address last, and nothing of whoever had it before', async () => {
      for (const order of [[0, 1], [1, 0]]) {
        store = await open();
        const holders = [activity('2026-01-05T09:00:00Z', ada({ id: 'first', name: 'The first' })), activity('2026-02-05T09:00:00Z', ada({ id: 'second', name: 'The second' }))];
        for (const at of order) await store.append(utc, events(holders.slice(at, at + 1)));
        expect((await whose('ada@nordwind.example'))?.words.map(({ id, name }) => [id, name])).toEqual([['second', 'The second']]);
      }
    });

    test('what the directory of a day says of them, and nothing where it does not list them', async () => {
      const listed = seatOf(ada({ id: 'd-1' }), { groups: ['Sales'], department: 'West', costCentre: '4711', joinedAt: instant('2025-05-05T00:00:00Z') });
      await store.append(utc, directory('2026-01-05T09:00:00Z', [listed, seatOf(person('ben@nordwind.example'))]));
      await store.append(utc, directory('2026-02-05T09:00:00Z', [seatOf(person('ben@nordwind.example'))]));
      const { person: _person, ...said } = listed;
      expect((await whose('ada@nordwind.example', '2026-01-20'))?.listed).toEqual(said);
      expect((await whose('ada@nordwind.example', '2026-01-04'))?.listed).toBeNull();
      expect((await whose('ada@nordwind.example', '2026-02-20'))?.listed).toBeNull();
    });
  });
}
