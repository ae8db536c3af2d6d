import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendar, readerWithRole, report, type Organisation, type Report, type ReportQuery, type UsageStore } from '@pegel/domain';
import { activity, assertMet, events, isDelivery, organisationIn, person, randomCourse, randomNow, randomOrganisation, randomQuery, runs } from '@pegel/domain/testing';
import { openStore } from './testing/open-store.js';

let opened: ReturnType<typeof openStore>;
beforeAll(() => void (opened = openStore()));
afterAll(() => opened.close());

/** The same store as one of which nothing is told again. */
const anew = (): UsageStore => ({ ...opened.store, read: (question) => opened.store.read(question), versionOf: async () => null });

test('a report that is told again says what it would if it were counted anew, whatever came, was decided, erased or is over meanwhile', { timeout: 3_600_000 }, async () => {
  let organisations = 0;
  let [again, other] = [0, 0];
  const names = fc.constantFrom('full' as const, 'pseudonyms' as const);
  await assertMet(
    fc.asyncProperty(randomOrganisation, names, randomCourse, fc.array(randomQuery, { minLength: 2, maxLength: 5 }), async (settings, told, course, queries) => {
      const at: Organisation = { ...settings, names: told, groupSize: 2, slug: `again-${(organisations += 1)}` };
      const note = { reason: 'They asked for it.', at: randomNow };
      const ask = async (store: UsageStore, query: ReportQuery): Promise<Report | string> => report(readerWithRole(at, 'owner'), store, query, randomNow).catch((error: unknown) => String(error));
      const before = new Map<ReportQuery, Report | string>();
      const look = async () => {
        for (const query of queries) {
          const now = await ask(opened.store, query);
          expect(now).toEqual(await ask(anew(), query));
          const was = before.get(query);
          if (typeof now !== 'string' && typeof was === 'object') {
            if (was.rows === now.rows) again += 1;
            else if (JSON.stringify(was.rows) !== JSON.stringify(now.rows)) other += 1;
          }
          before.set(query, now);
        }
      };
      await look();
      for (const step of course) {
        if (isDelivery(step)) await opened.store.append(at, step);
        else if ('verb' in step) {
          const listed = await opened.store.quarantined(at, { limit: 1_000 });
          await opened.store.decide({ ...at, currency: step.currency }, { verb: step.verb, ids: step.picks.flatMap((pick) => listed[pick % Math.max(1, listed.length)]?.id ?? []), by: 'somebody', ...note });
        } else if ('erased' in step) {
          const [key] = await opened.store.peopleCalled(at, step.erased);
          if (key !== undefined) await opened.store.erase(at, key, note);
        } else await opened.store.expire(at, calendar(at.timeZone).startOf(step.expiredBefore), calendar(at.timeZone).dayOf(randomNow));
        await look();
      }
    }),
    { numRuns: runs(60) },
    () => ({ 'told again': [again, 20], 'told otherwise': [other, 20] }),
  );
});

const utc = organisationIn('UTC', { slug: 'told' });
const now = calendar('UTC').startOf('2026-01-20');
const ask = (query: ReportQuery): Promise<Report> => report(readerWithRole(utc, 'owner'), opened.store, query, now);

test('a report is told again until something of its days is another, or of the days before that its numbers look back on', async () => {
  const did = (date: string) => opened.store.append(utc, events([activity(`${date}T09:00:00Z`, person('ada@nordwind.example'))]));
  const query: ReportQuery = { metrics: ['messages', 'weeklyActiveUsers'], from: '2026-01-10', to: '2026-01-12', grain: 'day' };
  for (const date of ['2025-06-01', '2026-01-11']) await did(date);
  const first = await ask(query);
  expect((await ask(query)).rows).toBe(first.rows);
  // Of a later day, and of one long before.
  await did('2026-01-14');
  await did('2025-06-01');
  expect((await ask(query)).rows).toBe(first.rows);
  await did('2026-01-11');
  const second = await ask(query);
  expect(second.rows.map(({ values }) => values.messages)).toEqual([0, 2, 0]);
  await did('2026-01-05');
  const third = await ask(query);
  expect(third.rows.map(({ values }) => values.weeklyActiveUsers)).toEqual([1, 1, 1]);
  // When something was delivered last is told of now, whatever the rows are.
  expect(third.contract.sources.map(({ lastDeliveryAt }) => lastDeliveryAt)).not.toEqual([]);
  expect((await report(readerWithRole({ ...utc, fiscalYearStart: 4 }, 'owner'), opened.store, query, now)).rows).not.toBe(third.rows);
});

test('how a connector is spelled may be said on any day', async () => {
  const used = (date: string, connector: string) => opened.store.append(utc, events([activity(`${date}T09:00:00Z`, person('ada@nordwind.example'), { type: 'connector.used', connector })]));
  const query: ReportQuery = { metrics: ['connectorUsers'], from: '2026-01-10', to: '2026-01-12', grain: 'total', by: 'connector' };
  await used('2026-01-11', 'slack');
  expect((await ask(query)).rows.map(({ label }) => label)).toEqual(['slack']);
  await used('2025-03-01', 'Slack');
  expect((await ask(query)).rows.map(({ label }) => label)).toEqual(['Slack']);
});
