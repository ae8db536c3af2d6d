import { expect, test } from 'vitest';
import { reportOf } from '@pegel/server/testing';
import { isEverything } from '../testing/everything.js';
import { demoWorld, farZones } from './demo-world.js';
import { otherDays } from './other-days.js';
import { recount, written } from './recount.js';

test('every number of every day of thirteen months, in five zones, is what counting the events once more gives', { timeout: 3_600_000 }, async () => {
  const world = await demoWorld(isEverything ? 480 : 40);
  let numbers = 0;
  for (const zone of farZones) {
    world.moveTo(zone);
    const counted = recount(world.events, world.snapshots, zone, otherDays(zone)(world.until));
    const ask = async (days: readonly string[], query: string) => reportOf(await world.get(`/report.json?from=${days[0]}&to=${days.at(-1)}&${query}`));
    // A report of days has at most 400.
    const halves = [counted.days.slice(0, 210), counted.days.slice(210)];
    for (const half of halves) {
      const metrics = Object.keys(counted.of(half.slice(0, 1)));
      const daily = await ask(half, `metrics=${metrics.join()}`);
      expect(daily.rows.map(({ from }) => from)).toEqual(half);
      const byModel = await ask(half, 'metrics=spend&by=model');
      for (const day of half) {
        expect({ zone, day, ...daily.rows.find(({ from }) => from === day)?.values }).toEqual({ zone, day, ...counted.of([day]) });
        const models = byModel.rows.filter(({ from, values }) => from === day && values.spend !== '0').map(({ key, values }) => [key, values.spend] as const);
        expect({ zone, day, models: new Map(models) }).toEqual({ zone, day, models: new Map([...counted.spendByModel([day])].map(([model, amount]) => [model, written(amount)])) });
        numbers += metrics.length + models.length;
      }
    }
    // People and things are counted once in a week, a month, a quarter and all of it: from the union of their events.
    for (const grain of ['week', 'month', 'quarter', 'year', 'total']) {
      const { rows } = await ask(counted.days, `metrics=${Object.keys(counted.of(counted.days.slice(0, 1))).join()}&grain=${grain}`);
      for (const { from, to, values } of rows) {
        expect({ zone, grain, from, ...values }).toEqual({ zone, grain, from, ...counted.of(counted.days.filter((day) => from <= day && day <= to)) });
        numbers += Object.keys(values).length;
      }
    }
  }
  console.log(`${numbers.toLocaleString('en')} numbers of ${world.events.length.toLocaleString('en')} events in ${farZones.length} zones`);
  expect(numbers).toBeGreaterThan(5 * 400 * 13);
});

test('a number that is wrong by one is found', () => {
  const person = { email: 'a@nordwind.example' };
  const at = '2026-11-21T23:30:00Z';
  const events = [{ id: 'm', type: 'message.sent', at, person, chat: 'c' }] as const;
  const days = (zone: string) => recount(events, [], zone, '2026-11-24').days[0];
  expect([days('Europe/Berlin'), days('UTC'), days('America/St_Johns')]).toEqual(['2026-11-22', '2026-11-21', '2026-11-21']);
  const { of } = recount(events, [{ takenAt: '2026-11-22T22:59:59Z', complete: true, people: [{ ...person, status: 'active', seat: 'standard' }] }], 'Europe/Berlin', '2026-11-24');
  expect([of(['2026-11-21']), of(['2026-11-22']), of(['2026-11-22', '2026-11-23'])].map(({ activeUsers, messages, seats }) => [activeUsers, messages, seats])).toEqual([[0, 0, 0], [1, 1, 1], [1, 1, 1]]);
});
