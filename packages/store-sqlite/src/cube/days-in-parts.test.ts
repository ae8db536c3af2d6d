import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Dimension, Question } from '@pegel/domain';
import { activity, assertMet, events, organisationIn, person, randomCourse, randomSettings, runs } from '@pegel/domain/testing';
import { ledgersIn } from '../ledger.js';
import { besideSql, type BesideSql } from '../testing/beside-sql.js';
import { asked, everyDay, type Asked } from '../testing/questions.js';
import { columnsBeside } from '../testing/open-store.js';
import { cubeOver } from './cube.js';

const numRuns = runs(120);

let database: BesideSql['database'];
let store: BesideSql['store'];
let saidBy: BesideSql['saidBy'];
let saidBySql: BesideSql['saidBySql'];
let happen: BesideSql['happen'];
let close: BesideSql['close'];
beforeEach(() => void ({ database, store, saidBy, saidBySql, happen, close } = besideSql()));
afterEach(() => close());

test('days that are made a part at a time say what SQL says, whatever happens between two parts', { timeout: 600_000 }, async () => {
  const met = { between: 0, parts: 0 };
  let next = 0;
  await assertMet(
    fc.asyncProperty(randomSettings, randomCourse, fc.infiniteStream(asked), fc.infiniteStream(fc.nat({ max: 40 })), async ({ timeZone }, course, questions, pauses) => {
      next += 1;
      const organisation = organisationIn(timeZone, { slug: `parts-${next}` });
      const cube = cubeOver(columnsBeside(database));
      const ledger = () => ledgersIn(database).of(organisation).id;
      let steps: Iterator<void> | null = null;
      for (const step of course) {
        await happen(organisation, step, false);
        steps ??= cube.ahead(organisation, ledger())[Symbol.iterator]();
        for (let left = pauses.next().value; left > 0; left -= 1) {
          if (steps.next().done === true) steps = cube.ahead(organisation, ledger())[Symbol.iterator]();
          else met.parts += 1;
        }
        if (pauses.next().value > 20) continue;
        // Asked while days are made: those that it needs are made at once.
        const { fact, aggregate: counted, periods, by, filter, namedSince }: Asked = questions.next().value;
        const question: Question = { organisation, fact, aggregates: [counted], periods, by, where: new Map<Dimension, readonly string[]>(filter), namedSince };
        const said = saidBy(cube, question);
        if (said === null) continue;
        expect(said).toEqual(await saidBySql(question));
        met.between += 1;
      }
      for (const _ of cube.ahead(organisation, ledger()));
      for (let number = 0; number < 4; number += 1) {
        const { fact, aggregate: counted, by, filter, namedSince }: Asked = questions.next().value;
        const question: Question = { organisation, fact, aggregates: [counted], periods: [everyDay], by, where: new Map<Dimension, readonly string[]>(filter), namedSince };
        const said = saidBy(cube, question);
        if (said !== null) expect(said).toEqual(await saidBySql(question));
      }
    }),
    { numRuns },
    () => ({ between: [met.between, numRuns], parts: [met.parts, numRuns * 20] }),
  );
});

test('a day of many facts is made in parts, the first time as well as where it is made anew, and one that changes each time between them is made all the same', async () => {
  const organisation = organisationIn('UTC', { slug: 'large' });
  const people = 3_000;
  const messages = (revision: number, from = 0, to = people) => events(Array.from({ length: to - from }, (_, at) => ({ ...activity('2026-03-25T00:00:00Z', person(`p${from + at}@nordwind.example`), { id: `e${from + at}` }), at: Date.parse('2026-03-25T00:00:00Z') + (from + at) * 20_000, revision })));
  await store.append(organisation, messages(0));
  const cube = cubeOver(columnsBeside(database));
  const { id } = ledgersIn(database).of(organisation);
  const parts = (): number => [...cube.ahead(organisation, id)].length;
  expect(parts()).toBeGreaterThan(20);
  expect(cube.size()).toMatchObject({ daysAhead: 0, daysMade: 2 });
  expect(parts()).toBe(0);
  await store.append(organisation, messages(1, 7, 8));
  expect(parts()).toBeGreaterThanOrEqual(people / 1_000);
  // What the day has of other facts is made anew as well.
  expect(cube.size()).toMatchObject({ daysAhead: 0, daysMade: 4 });
  let revision = 1;
  await store.append(organisation, messages((revision += 1), 7, 8));
  for (const _ of cube.ahead(organisation, id)) await store.append(organisation, messages((revision += 1), 7, 8));
  const question: Question = { organisation, fact: 'activity', aggregates: [{ kind: 'countDistinct', fact: 'activity', entity: 'person', where: {} }], periods: [{ from: '2026-03-25', to: '2026-03-25' }], by: null, where: new Map() };
  expect(saidBy(cube, question)).toEqual(await saidBySql(question));
  expect(revision).toBeLessThan(100);
});

test('a day that two make at the same time is that of the one who has read what changed meanwhile', async () => {
  const organisation = organisationIn('UTC', { slug: 'twice' });
  const at = (hour: number, id: string) => events([activity(`2026-03-25T${String(hour).padStart(2, '0')}:30:00Z`, person(`${id}@nordwind.example`), { id })]);
  for (let hour = 0; hour < 24; hour += 1) await store.append(organisation, at(hour, `e${hour}`));
  const { id } = ledgersIn(database).of(organisation);
  const question: Question = { organisation, fact: 'activity', aggregates: [{ kind: 'countDistinct', fact: 'activity', entity: 'person', where: {} }], periods: [{ from: '2026-03-25', to: '2026-03-25' }], by: null, where: new Map() };
  for (let begun = 1; begun < 100; begun += 9) {
    const cube = cubeOver(columnsBeside(database));
    const [one, other] = [cube.ahead(organisation, id)[Symbol.iterator](), cube.ahead(organisation, id)[Symbol.iterator]()];
    for (let parts = 0; parts < begun; parts += 1) one.next();
    await store.append(organisation, at(0, `late-${begun}`));
    other.next();
    while (one.next().done !== true);
    expect(saidBy(cube, question)).toEqual(await saidBySql(question));
  }
});
