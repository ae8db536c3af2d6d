import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays, additivityOf, dimensions, dimensionsOf, grains, isSpend, lengthInDays, memberships, membershipsOf, metricNames, metricOf, parseDecimal,
  type Condition, type Day, type Delivery, type Dimension, type MetricName, type Period, type Report, type ReportQuery, type UsageEvent, type Value,
} from '@pegel/domain';
import { activity, assertMet, events, person, randomOrganisation, randomQuery, runs, seatOf } from '@pegel/domain/testing';
import { laboratory, randomUse, sendingsOf, type Laboratory } from './laboratory.js';
import { otherDays, otherDaysOf } from './other-days.js';

const numRuns = Math.ceil(runs(160) / 8);
const settings = { timeout: 3_600_000 };

const additive = metricNames.filter((name) => additivityOf(metricOf(name).measure) === 'additive');
/** Stocks add up over what they are split by, not over days. */
const stocks = metricNames.filter((name) => additivityOf(metricOf(name).measure) === 'semi-additive');

/** Whoever is in as many of everything as a directory can say tells which memberships overlap. */
const everywhere = seatOf(person('a@x.example'), { groups: ['A', 'B'], department: 'A', costCentre: 'A' });
const overlapping: readonly Dimension[] = memberships.filter((membership) => membershipsOf(everywhere, membership).length > 1);
/** Splits whose keys, with `@unattributed`, `@service` and `@other`, hold every fact exactly once. */
const partitioning = dimensions.filter((dimension) => !overlapping.includes(dimension));

const splitBy = (by: Dimension, names: readonly MetricName[]): readonly MetricName[] => names.filter((name) => dimensionsOf(metricOf(name).measure).includes(by));

const exact = (value: Value): bigint => (typeof value === 'string' ? parseDecimal(value) : BigInt(value));

/** What the rows of each key add up to; null where no row has a number. */
function sums(reports: readonly Report[], name: MetricName): ReadonlyMap<string, bigint | null> {
  const found = new Map<string, bigint | null>();
  for (const { rows } of reports) {
    for (const { key, values } of rows) {
      const value = values[name] ?? null;
      const known = found.get(key ?? '') ?? null;
      found.set(key ?? '', value === null ? known : (known ?? 0n) + exact(value));
    }
  }
  return found;
}

/** A history without what may be said of whole periods alone: numbers that others counted, and lines that reach over one of some edges. */
function divisible(history: readonly Delivery[], timeZone: string, edges: readonly Day[]): Delivery[] {
  const dayOf = otherDays(timeZone);
  const isDivisible = (event: UsageEvent): boolean => {
    if (!isSpend(event)) return event.type !== 'reported';
    const [first, last] = otherDaysOf(event, dayOf);
    return !edges.some((edge) => first < edge && edge <= last);
  };
  return history.map((delivery) => (delivery.kind === 'directory' ? delivery : { ...delivery, items: delivery.items.filter(({ event }) => isDivisible(event)) }));
}

async function filled(organisation: Parameters<typeof laboratory>[0], history: readonly Delivery[]): Promise<Laboratory> {
  const made = await laboratory(organisation);
  for (const sending of sendingsOf(history)) await made.send(sending);
  return made;
}

interface Narrowing {
  readonly by?: Dimension;
  readonly where: readonly Condition[];
}

/** No narrowing, a split, or whatever some metrics allow: two conditions leave little of a small history. */
const narrowing = (names: readonly MetricName[]): fc.Arbitrary<Narrowing> => {
  const isAllowed = (dimension: Dimension) => splitBy(dimension, names).length > 0;
  const split = fc.constantFrom(...dimensions.filter(isAllowed)).map((by): Narrowing => ({ by, where: [] }));
  const anything = randomQuery.map(({ by, where = [] }): Narrowing => ({ where: where.filter(({ dimension }) => isAllowed(dimension)), ...(by !== undefined && isAllowed(by) ? { by } : {}) }));
  return fc.oneof(fc.constant<Narrowing>({ where: [] }), split, anything);
};

const ableTo = (names: readonly MetricName[], { by, where }: Narrowing): readonly MetricName[] =>
  [...(by === undefined ? [] : [by]), ...where.map(({ dimension }) => dimension)].reduce<readonly MetricName[]>((able, dimension) => splitBy(dimension, able), names);

/** Some days, and where they are cut. */
const cutting: fc.Arbitrary<{ readonly whole: Period; readonly parts: readonly Period[] }> = fc
  .record({ start: fc.integer({ min: -3, max: 10 }), lengths: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 }) })
  .map(({ start, lengths }) => {
    let next = addDays('2026-03-25', start);
    const parts = lengths.map((length): Period => {
      const from = next;
      next = addDays(from, length);
      return { from, to: addDays(next, -1) };
    });
    return { whole: { from: addDays('2026-03-25', start), to: addDays(next, -1) }, parts };
  });

describe('what may be added up', () => {
  test('is not a list of names: every sum is, and no distinct count or ratio', () => {
    expect(additive).toEqual(metricNames.filter((name) => metricOf(name).measure.kind === 'sum'));
    expect(additive.length).toBeGreaterThan(5);
    expect([stocks.length > 0, overlapping, partitioning.length]).toEqual([true, ['group'], dimensions.length - 1]);
  });

  test('adds up over every cutting of a range into parts, with any split and any filter', settings, async () => {
    let compared = 0;
    await assertMet(
      fc.asyncProperty(randomOrganisation, randomUse, cutting, narrowing(additive), fc.constantFrom(...grains), async (organisation, history, { whole, parts }, narrow, grain) => {
        const metrics = ableTo(additive, narrow);
        if (metrics.length === 0) return;
        const buckets: ReportQuery = { metrics, ...whole, grain, ...narrow };
        const edges = [...parts.map(({ from }) => from), addDays(whole.to, 1)];
        const world = await filled(organisation, divisible(history, organisation.timeZone, edges));
        try {
          const asked = await world.ask({ ...buckets, grain: 'total' });
          const asParts = [];
          for (const part of parts) asParts.push(await world.ask({ ...buckets, ...part, grain: 'total' }));
          for (const name of metrics) {
            expect(nonZero(sums(asParts, name)), name).toEqual(nonZero(sums([asked], name)));
            compared += nonZero(sums([asked], name)).size;
          }
          if (narrow.by === undefined) {
            for (const name of metrics) {
              const ofParts = asParts.map(({ rows: [row] }) => ({ isNull: row?.values[name] === null, isWhole: row?.incomplete?.[name] === undefined }));
              const ofWhole = asked.rows[0];
              // Something is known of the whole where it is of any part, and it is complete where each part is.
              expect(ofWhole?.values[name] === null, name).toBe(ofParts.every(({ isNull }) => isNull));
              if (ofWhole?.values[name] !== null) expect(ofWhole?.incomplete?.[name] === undefined, name).toBe(ofParts.every(({ isNull, isWhole }) => isWhole && !isNull));
            }
          }
        } finally {
          await world.end();
        }
        // The buckets of a grain are a cutting as well; lines that reach over their edges are left out here.
        const days = Array.from({ length: lengthInDays(whole) + 1 }, (_, index) => addDays(whole.from, index));
        const daily = await filled(organisation, divisible(history, organisation.timeZone, days));
        try {
          const inBuckets = await daily.ask(buckets);
          const inTotal = await daily.ask({ ...buckets, grain: 'total' });
          for (const name of metrics) expect(nonZero(sums([inBuckets], name)), `${name} by ${grain}`).toEqual(nonZero(sums([inTotal], name)));
        } finally {
          await daily.end();
        }
      }),
      { numRuns },
      () => ({ compared: [compared, numRuns / 3] }),
    );
  });

  test('adds up over every split in which nothing can be twice, whatever is asked for of its top', settings, async () => {
    const cases = partitioning.flatMap((by) => [additive, stocks].map((names) => ({ by, metrics: splitBy(by, names), hasTop: names === additive })).filter(({ metrics }) => metrics.length > 0));
    await fc.assert(
      fc.asyncProperty(randomOrganisation, randomUse, cutting, fc.constantFrom(...cases), narrowing(additive), fc.constantFrom(...grains), fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }), async (organisation, history, { whole }, { by, metrics, hasTop }, { where }, grain, top) => {
        const able = ableTo(metrics, { where });
        if (able.length === 0) return;
        const world = await filled(organisation, divisible(history, organisation.timeZone, []));
        try {
          const query: ReportQuery = { metrics: able, ...whole, grain, where };
          const total = await world.ask(query);
          const split = await world.ask({ ...query, by, ...(hasTop && top !== undefined ? { top } : {}) });
          for (const row of total.rows) {
            const parts = split.rows.filter(({ bucket }) => bucket === row.bucket);
            for (const name of able) {
              const value = row.values[name] ?? null;
              const added = parts.flatMap(({ values }) => values[name] ?? []).reduce((sum, part) => sum + exact(part), 0n);
              // Where only totals of seats are known, they have no parts.
              if (stocks.includes(name) && parts.every(({ values }) => (values[name] ?? null) === null)) continue;
              expect(added, `${name} by ${by} on ${row.bucket}`).toBe(value === null ? 0n : exact(value));
            }
          }
        } finally {
          await world.end();
        }
      }),
      { numRuns: numRuns * 2 },
    );
  });

  test('comes to more than the total where somebody is in two groups, and to the total where nobody is', settings, async () => {
    const inOneGroup = (delivery: Delivery): Delivery =>
      delivery.kind === 'directory' && delivery.snapshot.people !== null
        ? { ...delivery, snapshot: { ...delivery.snapshot, people: delivery.snapshot.people.map((one) => ({ ...one, groups: one.groups.slice(0, 1) })) } }
        : delivery;
    let more = 0;
    await assertMet(
      fc.asyncProperty(randomOrganisation, randomUse, cutting, fc.constantFrom(...overlapping), async (organisation, history, { whole }, by) => {
        // Whoever is in two groups is busy every day, as far as no later directory moves them.
        const busy = Array.from({ length: 11 }, (_, index) => activity(`${addDays('2026-03-25', index)}T03:00:00Z`, person('a@x.example', { id: 'u1' }), { id: `busy-${index}`, count: 3 }));
        const counted = divisible([...history, events(busy)], organisation.timeZone, []);
        // A refund in two groups is subtracted twice; everything else can only grow.
        const metrics = splitBy(by, additive).filter((name) => metricOf(name).unit !== 'money');
        const query: ReportQuery = { metrics, ...whole, grain: 'total' };
        for (const isCrowded of [true, false]) {
          const world = await filled(organisation, isCrowded ? counted : counted.map(inOneGroup));
          try {
            const total = await world.ask(query);
            const split = await world.ask({ ...query, by });
            for (const name of metrics) {
              const whole = exact(total.rows[0]?.values[name] ?? 0);
              const added = split.rows.reduce((sum, { values }) => sum + exact(values[name] ?? 0), 0n);
              if (!isCrowded) expect(added, name).toBe(whole);
              else expect(added >= whole, name).toBe(true);
              if (added > whole) more += 1;
            }
          } finally {
            await world.end();
          }
        }
      }),
      { numRuns },
      () => ({ more: [more, 1] }),
    );
  });
});

/** A key that has nothing may be missing; a number that is not known is no zero, but adds nothing either. */
const nonZero = (found: ReadonlyMap<string, bigint | null>): ReadonlyMap<string, bigint> => new Map([...found].flatMap(([key, sum]) => (sum === null || sum === 0n ? [] : [[key, sum]])));
