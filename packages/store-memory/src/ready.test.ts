import { addDays, dayNumber, readerWithRole, report, ReportError, windowOf, type Aggregate, type Day, type Period, type Since } from '@pegel/domain';
import { activity, assertMet, directory, events, person, randomNow, randomOrganisation, randomQuery, runs, seatOf, spendLine } from '@pegel/domain/testing';
import fc from 'fast-check';
import { test } from 'vitest';
import { memoryStore } from './index.js';

const people = ['ada', 'ben', 'cem', 'dua', 'eva', 'fay'].map((name) => person(`${name}@nordwind.example`));
const days = Array.from({ length: 120 }, (_, back) => addDays('2026-04-05', -back));

const history = [
  directory('2025-12-01T00:00:00Z', people.map((who, at) => seatOf(who, { department: at < 5 ? 'Sales' : 'Legal', groups: ['Berlin'] }))),
  events(days.flatMap((day, back) => [activity(`${day}T12:00:00Z`, people[back % 6] ?? { kind: 'nobody' }), spendLine(`${day}T12:00:00Z`, people[back % 5] ?? { kind: 'nobody' }, '1.5')])),
];

test('a report waits for every day that it asks about', async () => {
  const met = { 'a named range': 0, 'a range that ends with the last day': 0, 'numbers that say who is behind them': 0 };
  await assertMet(
    fc.asyncProperty(randomOrganisation, fc.constantFrom('full', 'pseudonyms' as const), randomQuery, async (settings, names, query) => {
      const organisation = { ...settings, names };
      const store = memoryStore();
      for (const delivery of history) await store.append(organisation, delivery);
      let [since, first, isDecided]: [Since | null, Day, boolean] = [null, '9999-12-31', false];
      const look = (aggregates: readonly Aggregate[], periods: readonly Period[]): void => {
        for (const aggregate of aggregates) for (const period of periods) first = [first, windowOf(aggregate, period).from].sort()[0] ?? first;
      };
      const watched: typeof store = {
        ...store,
        ready: async (_, given) => void (since = given),
        async read(question) {
          look(question.aggregates, question.periods);
          return store.read(question);
        },
        async contributions(question) {
          isDecided = true;
          look(question.aggregates, question.periods);
          return store.contributions(question);
        },
      };
      const said = await report(readerWithRole(organisation, 'owner'), watched, query, randomNow).catch((error: unknown) => {
        if (error instanceof ReportError) return null;
        throw error;
      });
      if (said === null || first === '9999-12-31') return;
      if (since === null) throw new Error('It did not wait.');
      if (query.range === undefined) met['a named range'] += 1;
      else met['a range that ends with the last day'] += 1;
      if (isDecided) met['numbers that say who is behind them'] += 1;
      const from = typeof since === 'number' ? addDays(said.query.to ?? '', 1 - since) : since;
      if (dayNumber(first) < dayNumber(from)) throw new Error(`It waits for ${from} and asks about ${first}.`);
    }),
    { numRuns: runs(60) },
    () => ({ 'a named range': [met['a named range'], 10], 'a range that ends with the last day': [met['a range that ends with the last day'], 10], 'numbers that say who is behind them': [met['numbers that say who is behind them'], 1] }),
  );
});
