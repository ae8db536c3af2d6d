import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays, factsOf, metricNames, metricOf, operandsOf, other,
  type ByMetric, type MetricName, type Period, type Report, type ReportQuery, type ReportRow, type Value, type WireEvent,
} from '@pegel/domain';
import { assertMet, randomOrganisation, randomQuery, runs } from '@pegel/domain/testing';
import { laboratory, randomUse, sendingsOf, type Laboratory, type Sending } from './laboratory.js';

const numRuns = Math.ceil(runs(160) / 8);
const settings = { timeout: 3_600_000 };

const ratios = metricNames.filter((name) => metricOf(name).measure.kind === 'ratio');

/** What somebody else has divided is theirs. */
const withoutReportedRatios = (sending: Sending): Sending =>
  'directory' in sending ? sending : { ...sending, events: sending.events.filter((event) => !(event.type === 'reported' && ratios.includes(event.metric))) };

/** What a vendor says of what is divided here, of the first days, on which windows reach back to before there is anything. */
const reportedOperands = [...new Set(ratios.flatMap((name) => operandsOf(metricOf(name).measure)))].flatMap((metric) =>
  Array.from({ length: 4 }, (_, index): WireEvent => {
    const day = addDays('2026-03-25', index);
    return { id: `reported-${metric}-${day}`, type: 'reported', person: null, metric, value: 7 + index, from: day, to: day, days: 'organisation' };
  }),
);

const property = (check: (world: Laboratory, queries: readonly ReportQuery[]) => Promise<void>) =>
  fc.asyncProperty(randomOrganisation, randomUse, fc.array(randomQuery, { minLength: 3, maxLength: 5 }), async (organisation, history, queries) => {
    const world = await laboratory(organisation);
    try {
      for (const sending of sendingsOf(history)) await world.send(withoutReportedRatios(sending));
      await check(world, queries);
    } finally {
      await world.end();
    }
  });

/** The question for exactly some days. A ranking is of its own range, so that every key is asked for. */
const exactly = ({ metrics, by, where }: ReportQuery, { from, to }: Period): ReportQuery => ({ metrics, from, to, grain: 'total', ...(by === undefined ? {} : { by }), ...(where === undefined ? {} : { where }) });

const rowOf = ({ rows }: Report, key: string | null): ReportRow | undefined => rows.find((row) => row.key === key);
const isNothing = (value: Value | null | undefined): boolean => value === null || value === undefined || Number(value) === 0;
const saying = ({ from, to, key, label, complete, values, operands, reasons, incomplete, authority, person }: ReportRow) => ({ from, to, key, label, complete, values, operands, reasons, incomplete, authority, person });

/** Looks at a few rows of many. */
const some = <T>(rows: readonly T[]): readonly T[] => (rows.length <= 8 ? rows : Array.from({ length: 8 }, (_, index) => rows[Math.floor((index * rows.length) / 8)]).filter((row) => row !== undefined));

test('every row of every report is the answer to the question of exactly its days', settings, async () => {
  let checked = 0;
  await assertMet(
    property(async (world, queries) => {
      for (const query of queries) {
        const asked = await world.ask(query);
        for (const row of some(asked.rows.filter(({ key }) => key !== other))) {
          const alone = rowOf(await world.ask(exactly(query, row)), row.key);
          // A key that has nothing in these days has no row of its own.
          if (alone === undefined) expect(query.metrics.every((name) => isNothing(row.values[name])), JSON.stringify(row)).toBe(true);
          else expect(saying(alone)).toEqual(saying(row));
          checked += alone === undefined ? 0 : 1;
        }
      }
    }),
    { numRuns },
    () => ({ checked: [checked, numRuns] }),
  );
});

test('what a number is compared with is the number of those days', settings, async () => {
  let checked = 0;
  await assertMet(
    property(async (world, queries) => {
      for (const query of queries) {
        const { rows } = await world.ask({ ...query, compare: query.compare ?? 'previous', beside: query.beside ?? 'days' });
        for (const row of some(rows.filter(({ key }) => key !== other))) {
          for (const name of query.metrics) {
            // The period before can be shorter; then nothing stands beside its last days.
            for (const base of [row.compared?.[name] ?? expect.fail('Nothing was compared.'), row.beside?.[name]].filter((each) => each !== undefined)) {
              const alone = rowOf(await world.ask(exactly(query, base)), row.key);
              if (alone === undefined) expect(isNothing(base.value)).toBe(true);
              else expect(base.value).toEqual(alone.values[name]);
              checked += isNothing(base.value) ? 0 : 1;
            }
          }
        }
      }
    }),
    { numRuns },
    () => ({ checked: [checked, numRuns / 2] }),
  );
});

test('a ratio is the quotient of its operands, and they are the numbers that have their names', settings, async () => {
  let divided = 0;
  await assertMet(
    property(async (world, queries) => {
      await world.send({ source: 'vendor', run: '', events: reportedOperands });
      for (const query of queries) {
        for (const name of ratios) {
          const asked = await answered(world, { ...query, metrics: [name] });
          if (asked === null) continue;
          const operands = operandsOf(metricOf(name).measure);
          const apart = await world.ask({ ...exactlyTheDaysOf(asked, query), metrics: operands });
          for (const row of asked.rows) {
            const beside = row.operands[name] ?? expect.fail('A ratio without operands.');
            const same = apart.rows.find(({ bucket, key }) => bucket === row.bucket && key === row.key);
            if (same !== undefined) expect(beside).toEqual(same.values);
            // Two counts of one thing come from one source, or nothing is divided.
            const isReported = operands.map((operand) => same?.authority?.[operand] === 'reported');
            const isMixed = new Set(factsOf(metricOf(name).measure)).size === 1 && isReported.includes(true) && isReported.includes(false);
            expect(row.values[name], JSON.stringify(row)).toEqual(isMixed ? null : quotient(operands, beside));
            if (typeof row.values[name] === 'number') divided += 1;
          }
        }
      }
    }),
    { numRuns },
    () => ({ divided: [divided, numRuns / 2] }),
  );
});

function quotient(operands: readonly MetricName[], values: ByMetric<Value | null>): number | null {
  const [above = null, below = null] = operands.map((name) => values[name] ?? null);
  return above === null || below === null || Number(below) === 0 ? null : Number(above) / Number(below);
}

/** Without its ranking, since operands rank otherwise than what they are divided into. */
const exactlyTheDaysOf = ({ query: { from, to } }: Report, { grain, by, where }: ReportQuery): Omit<ReportQuery, 'metrics'> =>
  ({ from, to, ...(grain === undefined ? {} : { grain }), ...(by === undefined ? {} : { by }), ...(where === undefined ? {} : { where }) });

/** Null where a metric cannot be split or filtered as asked. */
async function answered(world: Laboratory, query: ReportQuery): Promise<Report | null> {
  try {
    return await world.ask(query);
  } catch (error) {
    if (error instanceof Error && error.message.includes(' cannot be ')) return null;
    throw error;
  }
}
