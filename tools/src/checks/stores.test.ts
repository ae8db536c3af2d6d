import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReportError, aggregatesOf, calendar, changedDays, concerns, dimensions, factOf, factsOf, formatAmount, isMembership, isReported, metricOf, nameChoices, ownData, ownMetrics, readerWithRole, report, spendByUser, type ContributionQuestion, type Delivery, type Organisation, type ReportQuery, type SourceStore, type UsageStore } from '@pegel/domain';
import { assertMet, isDelivery, organisationIn, randomCourse, randomHistory, randomNow, randomOrganisation, randomQuery, randomSettings, randomSnapshot, runs, type RandomDecision, type RandomErasure, type RandomExpiry } from '@pegel/domain/testing';
import { openDatabase, openReader } from '@pegel/sqlite';
import { memoryStore } from '@pegel/store-memory';
import { sqliteStore, verifyLedger } from '@pegel/store-sqlite';

const folder = mkdtempSync(join(tmpdir(), 'pegel-stores-'));
type Store = UsageStore & SourceStore;

let sqlite: Store;
let file: string;
const organisations: Organisation[] = [];
let close: () => void;
let next = 0;

beforeAll(() => {
  file = join(folder, 'pegel.sqlite');
  const database = openDatabase(file);
  sqlite = sqliteStore({ database, answers: openReader(file), reader: openReader(file) });
  close = () => database.close();
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true });
});

const numRuns = runs(80);

/** A fresh organisation of the same settings, so that runs do not see each other. */
function fresh(organisation: Organisation): Organisation {
  next += 1;
  const made = { ...organisation, slug: `random-${next}` };
  organisations.push(made);
  return made;
}

async function deliver(store: Pick<UsageStore, 'append'>, organisation: Organisation, history: readonly Delivery[]) {
  const receipts = [];
  for (const delivery of history) receipts.push(await store.append(organisation, delivery));
  return receipts.map(({ counts, errors, touched }) => ({ counts, touched, errors: errors.map(({ index, id, code }) => ({ index, id, code })) }));
}

type Course = readonly (Delivery | RandomDecision | RandomErasure | RandomExpiry)[];

/** Lets deliveries and decisions happen. Stores number items in their own ways, so items go by their place in the list. */
async function live(store: Store, organisation: Organisation, course: Course) {
  const happened = [];
  for (const step of course) {
    if (isDelivery(step)) {
      happened.push(...(await deliver(store, organisation, [step])));
      continue;
    }
    if ('expiredBefore' in step) {
      const zone = calendar(organisation.timeZone);
      happened.push(await store.expire(organisation, zone.startOf(step.expiredBefore), zone.dayOf(randomNow)));
      continue;
    }
    if ('erased' in step) {
      const [key] = await store.peopleCalled(organisation, step.erased);
      happened.push(key === undefined ? null : await store.erase(organisation, key, { reason: 'A reason.', at: randomNow }));
      continue;
    }
    const listed = await store.quarantined(organisation, { limit: 1_000 });
    const ids = step.picks.flatMap((pick) => listed[pick % Math.max(1, listed.length)]?.id ?? []);
    const results = await store.decide({ ...organisation, currency: step.currency }, { verb: step.verb, ids, by: 'somebody', reason: 'A reason.', at: randomNow });
    happened.push(results.map(({ id: _id, ...result }) => result));
  }
  return happened;
}

/** What is left of somebody's words is another in each store. */
async function quarantineOf(store: Store, organisation: Organisation) {
  const items = (await store.quarantined(organisation, { limit: 1_000 })).map(({ id: _id, ...item }) => item);
  return items.map((item) => withoutMarks(item));
}

/** All that random histories know anybody by. */
const emails = ['a@x.example', 'b@x.example', 'c@x.example'] as const;

const withoutMarks = (value: unknown): unknown => {
  if (typeof value === 'string') return value.startsWith('@erased:') ? '@erased' : value;
  if (Array.isArray(value)) return value.map(withoutMarks);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutMarks(inner)])) : value;
};

const ask = (store: UsageStore, organisation: Organisation, query: ReportQuery) => report(readerWithRole(organisation, 'owner'), store, query, randomNow);

/** Both stores live through the same, and then answer everything alike. */
const agreesOn = (course: fc.Arbitrary<Course>) =>
  fc.asyncProperty(randomOrganisation, course, fc.array(randomQuery, { minLength: 4, maxLength: 8 }), async (settings, steps, queries) => {
    const organisation = fresh(settings);
    const reference = memoryStore();
    expect(withoutMarks(await live(sqlite, organisation, steps))).toEqual(withoutMarks(await live(reference, organisation, steps)));
    expect(await sqlite.state(organisation)).toEqual(await reference.state(organisation));
    expect(await quarantineOf(sqlite, organisation)).toEqual(await quarantineOf(reference, organisation));
    const zone = calendar(organisation.timeZone);
    const days = ['2026-03-27', '2026-03-29', '2026-03-30', zone.dayOf(randomNow)].map((day) => ({ day, ...zone.intervalOf(day, day) }));
    expect(await sqlite.sourceRecords(organisation, days)).toEqual(await reference.sourceRecords(organisation, days));
    for (const email of emails) for (const { day } of days) expect(await sqlite.personWithEmail(organisation, email, day)).toEqual(await reference.personWithEmail(organisation, email, day));
    for (const query of queries) {
      expect(await ask(sqlite, organisation, query)).toEqual(await ask(reference, organisation, query));
    }
  });

test('the ledger in SQLite answers every report like the reference, whatever was delivered, released and discarded, and whoever was erased or whose time was over, in whatever order', { timeout: 3_600_000 }, async () => {
  await fc.assert(agreesOn(randomCourse), { numRuns });
});

test('who is behind numbers, what they belong to and what is hidden of it is as in the reference', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomOrganisation, randomHistory, fc.array(randomQuery, { minLength: 4, maxLength: 8 }), fc.constantFrom('initials', 'pseudonyms'), async (settings, history, queries, names) => {
      // Three people are many here.
      const organisation = fresh({ ...settings, names, groupSize: 2 });
      const reference = memoryStore();
      await deliver(sqlite, organisation, history);
      await deliver(reference, organisation, history);
      for (const { metrics, from = '2026-03-25', to = '2026-04-05', by } of queries) {
        const aggregates = metrics.flatMap((name) => aggregatesOf(metricOf(name).measure));
        for (const fact of new Set(aggregates.map(factOf))) {
          const own = dimensions.filter((dimension) => dimension === by && dimension !== 'person' && !isMembership(dimension))[0] ?? null;
          const question = { organisation, fact, aggregates: aggregates.filter((aggregate) => factOf(aggregate) === fact), periods: [{ from, to }, { from, to: from }], by: fact === 'directory' ? null : own };
          expect(await behindOf(sqlite, question)).toEqual(await behindOf(reference, question));
        }
      }
      for (const query of queries) {
        // What is refused is refused by both, in the same sentence.
        expect(await answerOf(sqlite, organisation, query)).toEqual(await answerOf(reference, organisation, query));
      }
    }),
    { numRuns: Math.ceil(numRuns / 2) },
  );
});

/** Who is behind each number, by what they belong to: stores tell people apart in their own ways. */
async function behindOf(store: UsageStore, question: ContributionQuestion): Promise<readonly string[]> {
  const segments = await store.memberships(question.organisation, { from: '2026-03-25', to: '2026-04-05' });
  const said = new Map<number, string[]>();
  for (const { person, days, groups, ...segment } of segments) said.set(person, [...(said.get(person) ?? []), JSON.stringify({ days, groups: groups.toSorted(), ...segment })]);
  const found = await store.contributions(question);
  return found.map(({ people, ...number }) => JSON.stringify({ ...number, people: [...people].map((person) => (said.get(person) ?? []).toSorted().join()).toSorted() })).toSorted();
}

const answerOf = async (store: UsageStore, organisation: Organisation, query: ReportQuery) => ask(store, organisation, query).catch((error: unknown) => (error instanceof ReportError ? error.message : Promise.reject(error as Error))); // Whatever else is thrown is no answer.

test('what somebody sees of themselves is what an owner has of them, to the last byte, and nothing of anybody else', { timeout: 3_600_000 }, async () => {
  const journal = { journalEntries: () => [], journalNames: () => new Map() };
  const unmaskings = { unmaskings: (_: string, now: number) => ({ now, ahead: 0, names: 'pseudonyms', members: [], requests: [], accounts: new Map() }) as const };
  let compared = 0;
  await assertMet(
    fc.asyncProperty(randomOrganisation, randomHistory, fc.constantFrom(...emails), fc.constantFrom(...nameChoices), async (settings, history, email, names) => {
      const organisation = fresh({ ...settings, names });
      await deliver(sqlite, organisation, history);
      const by = { kind: 'account', id: 'somebody', name: '', address: null } as const;
      const { held, reports, spend } = await ownData(readerWithRole(organisation, 'member'), by, { store: sqlite, journal, addresses: { ownAddress: () => ({ kind: 'theirs', email }) }, unmaskings }, randomNow);
      expect(reports.isShown).toBe(names !== 'off');
      for (const { range, grain, rows } of reports.isShown ? reports.reports : []) {
        const whole = await ask(sqlite, organisation, { metrics: ownMetrics, range, grain, by: 'person' });
        expect(JSON.stringify(rows)).toBe(JSON.stringify(whole.rows.filter(({ key }) => held !== null && key === held.key)));
        compared += rows.length;
      }
      const told = [];
      if (spend.isShown) for await (const rows of spendByUser(readerWithRole(organisation, 'owner'), sqlite, spend, randomNow)) for (const line of rows) if (line.key === held?.key) told.push([line.model, line.basis, line.amount === null ? null : formatAmount(line.amount)]);
      if (spend.isShown) expect(spend.lines.map(({ model, basis, amount }) => [model, basis, amount])).toEqual(told);
      expect(spend.isShown).toBe(organisation.extraUsage && names !== 'off');
    }),
    { numRuns: Math.ceil(numRuns / 10) },
    () => ({ compared: [compared, 100] }),
  );
});

test('many lists of people, each of some fields, lie over each other as in the reference', { timeout: 3_600_000 }, async () => {
  const lists = fc.array(fc.record({ source: fc.constantFrom('assistant', 'staff'), snapshot: randomSnapshot }), { minLength: 3, maxLength: 10 });
  const period = { from: '2026-03-25', to: '2026-04-06' };
  const queries: readonly ReportQuery[] = [{ metrics: ['seats', 'pendingInvites'], ...period }, ...(['department', 'costCentre', 'group'] as const).map((by): ReportQuery => ({ metrics: ['seats', 'pendingInvites'], ...period, by }))];
  await fc.assert(
    fc.asyncProperty(randomOrganisation, lists, async (settings, taken) => {
      const organisation = fresh(settings);
      const reference = memoryStore();
      const deliveries = taken.map(({ source: name, snapshot }): Delivery => ({ kind: 'directory', source: { name, kind: 'import', feeds: null, run: 'one' }, receivedAt: randomNow, droppedFields: 0, snapshot }));
      await deliver(sqlite, organisation, deliveries);
      await deliver(reference, organisation, deliveries);
      expect(await sqlite.state(organisation)).toEqual(await reference.state(organisation));
      for (const query of queries) expect((await ask(sqlite, organisation, query)).rows).toEqual((await ask(reference, organisation, query)).rows);
    }),
    { numRuns: Math.ceil(numRuns / 2) },
  );
});

test('a receipt names every number that a delivery changes', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomOrganisation, randomHistory, fc.array(randomQuery, { minLength: 3, maxLength: 5 }), async (settings, history, queries) => {
      const organisation = fresh(settings);
      const numbers = async (query: ReportQuery) => {
        const made = await ask(sqlite, organisation, query);
        return { made, said: made.rows.map(({ label: _label, person: _person, ...row }) => row) };
      };
      for (const delivery of history) {
        const before = await Promise.all(queries.map(numbers));
        const { touched } = await sqlite.append(organisation, { ...delivery, receivedAt: randomNow });
        const change = touched === null ? null : changedDays(organisation, touched);
        for (const [index, query] of queries.entries()) {
          const known = before[index] ?? expect.fail();
          if (change === null || !concerns(change, known.made)) expect((await numbers(query)).said).toEqual(known.said);
        }
      }
    }),
    { numRuns: Math.ceil(numRuns / 3) },
  );
});

test('spend by user agrees with the reference and adds up to the report, counted or reported', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomOrganisation, randomHistory, async (settings, history) => {
      const organisation = fresh(settings);
      const reference = memoryStore();
      await deliver(sqlite, organisation, history);
      await deliver(reference, organisation, history);
      const reported = history.flatMap((delivery) => (delivery.kind === 'events' ? delivery.items : [])).map(({ event }) => event).filter(isReported);
      const periods = [{ from: '2026-03-24', to: '2026-04-06' }, ...reported.filter(({ metric }) => factsOf(metricOf(metric).measure).includes('spend')).map(({ from, to }) => ({ from, to }))];
      for (const period of periods.slice(0, 6)) {
        const rows = async (store: UsageStore) => {
          const found = [];
          for await (const piece of spendByUser(readerWithRole(organisation, 'owner'), store, period, randomNow)) found.push(...piece);
          return found;
        };
        const found = await rows(sqlite);
        expect(found).toEqual(await rows(reference));
        const sums = { spend: found.reduce((sum, row) => sum + (row.amount ?? 0n), 0n), requests: found.reduce((sum, row) => sum + (row.requests ?? 0n), 0n) };
        const { rows: [row] } = await ask(sqlite, organisation, { metrics: ['spend', 'requests'], ...period, grain: 'total' });
        const { spend, requests } = row?.values ?? {};
        // Where a report knows no total, there is none to add up to.
        if (typeof spend === 'string') expect(formatAmount(sums.spend)).toBe(spend);
        if (typeof requests === 'number') expect(Number(sums.requests)).toBe(requests);
      }
    }),
    { numRuns: Math.ceil(numRuns / 3) },
  );
});

test('after a change of zone, weeks, years or doors every report is that of an organisation that had them from the start', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomSettings, randomSettings, randomHistory, randomHistory, fc.array(randomQuery, { minLength: 3, maxLength: 5 }), async (was, became, before, after, queries) => {
      for (const store of [sqlite, memoryStore()]) {
        const organisation = fresh(organisationIn(was.timeZone, was));
        await deliver(store, organisation, before);
        // What is kept of an answer belongs to the settings it was given under.
        for (const query of queries) await ask(store, organisation, query);
        const changed = { ...organisation, ...became };
        const fromTheStart = fresh(changed);
        await deliver(store, changed, after);
        await deliver(store, fromTheStart, [...before, ...after]);
        for (const query of queries) {
          const { contract: { organisation: _slug, ...contract }, ...rest } = await ask(store, changed, query);
          expect(await ask(store, fromTheStart, query)).toEqual({ contract: { organisation: fromTheStart.slug, ...contract }, ...rest });
        }
      }
    }),
    { numRuns: Math.ceil(numRuns / 10) },
  );
});

test('the order in which deliveries arrive changes no number', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomOrganisation, randomHistory, fc.array(randomQuery, { minLength: 3, maxLength: 5 }), fc.infiniteStream(fc.nat()), async (settings, history, queries, random) => {
      const organisation = fresh(settings);
      const sorted = memoryStore();
      // Two different contents of one revision are a conflict, where by definition the first stays; order may only be tested without.
      const consistent = withoutConflicts(history);
      await deliver(sorted, organisation, consistent);
      const shuffled = consistent.map((delivery) => ({ delivery, place: random.next().value })).sort((a, b) => a.place - b.place).map(({ delivery }) => delivery);
      await deliver(sqlite, organisation, [...shuffled, ...shuffled]);
      for (const query of queries) {
        expect((await ask(sqlite, organisation, query)).rows).toEqual((await ask(sorted, organisation, query)).rows);
      }
    }),
    { numRuns: Math.ceil(numRuns / 3) },
  );
});

test('what all of this has left in the file is sound, recomputed from its rows', { timeout: 3_600_000 }, () => {
  const reader = openReader(file);
  try {
    expect(verifyLedger(reader, organisations).checks.flatMap(({ first }) => first)).toEqual([]);
  } finally {
    reader.close();
  }
});

function withoutConflicts(history: readonly Delivery[]): Delivery[] {
  const seen = new Set<string>();
  const once = (key: string) => !seen.has(key) && seen.add(key) !== undefined;
  return history.flatMap((delivery): Delivery[] => {
    if (delivery.kind === 'directory') return once(`${delivery.source.name} ${delivery.snapshot.takenAt}`) ? [delivery] : [];
    return [{ ...delivery, items: delivery.items.filter(({ event }) => once(`${delivery.source.name} ${event.id} ${event.revision}`)) }];
  });
}
