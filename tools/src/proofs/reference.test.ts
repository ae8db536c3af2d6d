import { expect, test } from 'vitest';
import { besides, calendar, comparisons, daysOf, dimensions, dimensionsOf, grains, metricNames, metricOf, readerWithRole, report, type Day, type Organisation, type ReportQuery, type UsageStore } from '@pegel/domain';
import { parseDirectory, parseEvent } from '@pegel/domain/schema';
import { reportOf } from '@pegel/server/testing';
import { memoryStore } from '@pegel/store-memory';
import { isEverything } from '../testing/everything.js';
import { demoWorld, farZones } from './demo-world.js';
import { addressOf } from './laboratory.js';

const source = { name: 'demo', kind: 'live', feeds: null, run: '' } as const;

/** The reference implementation, told the same. */
async function reference({ events, snapshots, until }: Awaited<ReturnType<typeof demoWorld>>, organisation: Organisation): Promise<UsageStore> {
  const store = memoryStore();
  const items = events.map((wire, index) => {
    const parsed = parseEvent(wire);
    if (!parsed.ok) throw new Error(parsed.message);
    return { index, event: parsed.event };
  });
  await store.append(organisation, { kind: 'events', source, receivedAt: until, rejected: 0, droppedFields: 0, items });
  for (const wire of snapshots) {
    const parsed = parseDirectory(wire);
    if (!parsed.ok) throw new Error(parsed.message);
    await store.append(organisation, { kind: 'directory', source, receivedAt: until, droppedFields: 0, snapshot: parsed.snapshot });
  }
  return store;
}

/** Every metric at every grain, split by everything it may be split by, beside everything it may be compared with. */
const questions = grains.flatMap((grain) =>
  [null, ...dimensions].map((by, index): Omit<ReportQuery, 'from' | 'to'> => {
    const metrics = metricNames.filter((name) => by === null || dimensionsOf(metricOf(name).measure).includes(by));
    const [compare, beside] = [comparisons[index % comparisons.length], besides[index % besides.length]];
    return { metrics, grain, ...(compare === undefined ? {} : { compare }), ...(beside === undefined ? {} : { beside }), ...(by === null ? {} : { by }), ...(by === 'person' ? { top: 10 } : {}) };
  }),
);

test('every report over the demo is that of the reference implementation, in five zones, at every grain, with every split and comparison', { timeout: 36_000_000 }, async () => {
  const world = await demoWorld(isEverything ? 24 : 8);
  const store = await reference(world, world.moveTo(farZones[0]));
  let values = 0;
  for (const [place, zone] of farZones.entries()) {
    const organisation = world.moveTo(zone);
    const reader = readerWithRole(organisation, 'primary-owner');
    const days = daysOf({ from: '2025-10-01', to: calendar(zone).dayOf(world.until) });
    // A report of days has at most 400. In less than everything each question is asked in one zone, of fewer days where there are many rows.
    const halves = [days.slice(0, 210), days.slice(210)];
    const pieces = ({ grain, by }: typeof questions[number]): (readonly Day[])[] => {
      if (grain !== 'day') return [days];
      if (isEverything) return halves;
      return by === undefined ? halves.slice(place % 2, (place % 2) + 1) : [days.slice(160, 190)];
    };
    for (const [index, question] of questions.entries()) {
      if (!isEverything && index % farZones.length !== place && !(question.grain === 'day' && question.by === undefined)) continue;
      for (const piece of pieces(question)) {
        // Beside every day of half a year there is no room for what it is compared with.
        const { compare: _compare, beside: _beside, ...alone } = question;
        const query: ReportQuery = { ...(isEverything || piece.length < 200 || question.grain !== 'day' ? question : alone), from: piece[0] ?? '', to: piece.at(-1) ?? '' };
        const { contract: { disclosure: _asked, ...contract }, ...rest } = await reportOf(await world.get(addressOf(query)));
        const answered = { ...rest, contract };
        const expected: unknown = JSON.parse(JSON.stringify(await report(reader, store, query, world.until)));
        expect({ zone, ...answered }).toEqual({ zone, ...(expected as object) }); // A report is an object.
        values += answered.rows.length * question.metrics.length;
      }
    }
  }
  console.log(`${values.toLocaleString('en')} values of ${world.events.length.toLocaleString('en')} events in ${farZones.length} zones`);
  expect(values).toBeGreaterThan(50_000);
});
