import { fc, test as property } from '@fast-check/vitest';
import { afterAll, beforeAll, expect } from 'vitest';
import { calendar, daysOf, hasSeat, isInvited, type Delivery, type Directory, type DirectoryPerson, type Period } from '@pegel/domain';
import { organisationIn, randomNow, randomSnapshot } from '@pegel/domain/testing';
import { directoryHistories, type DirectoryHistory } from './directory-history.js';
import { ledgersIn } from './ledger.js';
import { openStore } from './testing/open-store.js';
import { wordsIn } from './words.js';

let opened: ReturnType<typeof openStore>;
beforeAll(() => {
  opened = openStore();
});
afterAll(() => opened.close());

const zone = calendar('Europe/Berlin');
const taken = fc.record({ name: fc.constantFrom('live', 'staff'), snapshot: randomSnapshot }).map(({ name, snapshot }): Delivery => ({
  kind: 'directory', source: { name, kind: 'live', feeds: null, run: '' }, receivedAt: randomNow, droppedFields: 0, snapshot,
}));
const during: fc.Arbitrary<Period> = fc.constantFrom({ from: '2026-03-25', to: '2026-04-05' }, { from: '2026-03-28', to: '2026-03-30' }, { from: '2026-04-02', to: '2026-04-20' });
/** A snapshot comes, whenever it was taken, somebody asks, or some steps are taken before anybody does. */
const course = fc.array(fc.oneof({ weight: 3, arbitrary: taken }, { weight: 2, arbitrary: during }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) }), { minLength: 2, maxLength: 14 });

const departmentOf = ({ department }: DirectoryPerson): readonly (string | null)[] | null => (department === null ? null : [department]);
const inNumbers = (counts: ReadonlyMap<string | null, bigint>) => Object.fromEntries([...counts].map(([key, count]) => [String(key), Number(count)]));

/** The same of a directory's people, one after the other. */
function counted(people: Directory<number>['people'], counts: (person: DirectoryPerson) => boolean): Record<string, number> {
  const found: Record<string, number> = {};
  for (const person of people.values()) if (counts(person)) for (const key of departmentOf(person) ?? []) found[String(key)] = (found[String(key)] ?? 0) + 1;
  return found;
}

/** All that a history says of some days, in an order of its own. */
function saidBy(history: DirectoryHistory, days: Period): unknown {
  const inOrder = (list: readonly unknown[]): readonly string[] => list.map((one) => JSON.stringify(one)).sort();
  return {
    segments: inOrder(history.segments(days)),
    belongings: (['department', 'group', 'seat'] as const).map((dimension) => inOrder(history.belongings(dimension, days))),
    days: daysOf(days).map((day) => {
      const { people, ...totals } = history.of(day);
      const alone = history.totalsOf(day);
      expect(alone).toEqual(totals);
      expect(Object.values(history.narrowed('department', departmentOf)(day)).map(inNumbers)).toEqual([counted(people, hasSeat), counted(people, (person) => isInvited(person, zone.intervalOf(day, day).to))]);
      // By which words a snapshot calls somebody is nothing that a directory says: who is who is known of people.
      return { people: inOrder([...people].map(([who, said]) => [who, { ...said, person: null }])), totals, alone };
    }),
  };
}

let organisations = 0;
property.prop([course], { numRuns: 60 })('directories that were asked for before a snapshot came say what they would if nobody had asked, whenever it was taken', async (steps) => {
  const { store, database } = opened;
  const organisation = organisationIn('Europe/Berlin', { slug: `nordwind-${(organisations += 1)}` });
  const histories = () => directoryHistories(database, wordsIn(database));
  const ledger = () => ledgersIn(database).of(organisation);
  const asked = histories();
  let ahead: Iterator<void> | null = null;
  for (const step of steps) {
    if (typeof step === 'number') {
      ahead ??= asked.ahead(organisation, ledger, 8)[Symbol.iterator]();
      for (let taken = 0; ahead !== null && taken < step; taken += 1) if (ahead.next().done === true) ahead = null;
    } else if ('kind' in step) await store.append(organisation, step);
    else {
      const history = asked.of(organisation, ledger());
      expect(saidBy(history, step)).toEqual(saidBy(histories().of(organisation, ledger()), step));
      // What groups are hidden by is asked after every event, and is found once.
      expect(history.segments(step)).toBe(history.segments(step));
    }
  }
});
