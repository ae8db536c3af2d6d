import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportQuery, WireEvent } from '@pegel/domain';
import { randomOrganisation, randomQuery, runs } from '@pegel/domain/testing';
import { addressOf, laboratory, randomUse, sendingsOf, type Form, type Laboratory, type Sending } from './laboratory.js';

const numRuns = Math.ceil(runs(160) / 8);
const settings = { timeout: 3_600_000 };

/** How the same sendings come in another way: what goes first, how many events go at once, how they are written. */
interface Way {
  readonly places: readonly number[];
  readonly sizes: readonly number[];
  readonly forms: readonly Form[];
  readonly times: number;
}

const way: fc.Arbitrary<Way> = fc.record({
  places: fc.array(fc.nat(), { minLength: 600, maxLength: 600 }),
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
  forms: fc.array(fc.constantFrom<Form>('json', 'ndjson', 'gzip'), { minLength: 3, maxLength: 3 }),
  times: fc.constantFrom(1, 3),
});

/** One event or directory alone. */
const pieces = (sendings: readonly Sending[]): Sending[] =>
  sendings.flatMap((sending): Sending[] => ('directory' in sending ? [sending] : sending.events.map((event) => ({ source: sending.source, run: sending.run, events: [event] }))));

/** All of them so many times, in any order, sources among each other; neighbours of one source go together in batches. */
function another(sendings: readonly Sending[], { places, sizes, times }: Way): Sending[] {
  const repeated = Array.from({ length: times }, () => pieces(sendings)).flat();
  const shuffled = repeated.map((piece, index) => ({ piece, place: places[index % places.length] ?? 0 })).sort((a, b) => a.place - b.place).map(({ piece }) => piece);
  const batches: Sending[] = [];
  let open: WireEvent[] = [];
  for (const piece of shuffled) {
    const last = batches.at(-1);
    const room = sizes[batches.length % sizes.length] ?? 1;
    if (!('directory' in piece) && last !== undefined && !('directory' in last) && last.source === piece.source && last.run === piece.run && open.length < room) {
      open.push(...piece.events);
      continue;
    }
    open = 'directory' in piece ? [] : [...piece.events];
    batches.push('directory' in piece ? piece : { ...piece, events: open });
  }
  return batches;
}

async function answers(laboratory: Laboratory, queries: readonly ReportQuery[]): Promise<readonly string[]> {
  const texts = [];
  for (const query of queries) texts.push(await laboratory.text(addressOf(query)), await laboratory.text(addressOf(query, 'report.csv')));
  return texts;
}

test('order of arrival, size of batches, repeats, sources among each other and the form of writing change no byte of any report and no revision of the ledger', settings, async () => {
  await fc.assert(
    fc.asyncProperty(randomOrganisation, randomUse, way, fc.array(randomQuery, { minLength: 3, maxLength: 5 }), async (organisation, history, how, queries) => {
      const sendings = sendingsOf(history);
      const straight = await laboratory(organisation);
      const otherwise = await laboratory(organisation);
      try {
        for (const sending of sendings) await straight.send(sending);
        for (const [index, sending] of another(sendings, how).entries()) await otherwise.send(sending, how.forms[index % how.forms.length]);
        expect(await answers(otherwise, queries)).toEqual(await answers(straight, queries));
        expect(otherwise.ledger()).toEqual(straight.ledger());
      } finally {
        await straight.end();
        await otherwise.end();
      }
    }),
    { numRuns },
  );
});

test('who somebody is may be learned first or last, together or one by one: the same people are counted', settings, async () => {
  const people = ['one', 'two', 'three'];
  const address = (name: string) => `${name}@x.example`;
  /** Two sources that know the same people, one by ids and one by addresses, and what joins them. */
  const use = fc.array(fc.record({ who: fc.constantFrom(...people), day: fc.integer({ min: 25, max: 31 }), isById: fc.boolean(), type: fc.constantFrom('message.sent', 'connector.used') }), { minLength: 2, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(randomOrganisation, use, fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), async (organisation, happened, places) => {
      const events = happened.map(({ who, day, isById, type }, index): Sending => {
        const common = { id: `e${index}`, at: `2026-03-${day}T12:00:00Z`, person: isById ? { id: who } : { email: address(who) } };
        const event: WireEvent = type === 'message.sent' ? { ...common, type, chat: `c${index % 4}` } : { ...common, type: 'connector.used', connector: 'slack' };
        return { source: isById ? 'gateway' : 'live', run: '', events: [event] };
      });
      // It happened before all of it, whenever it is told, and is no activity.
      const links = people.map((who): Sending => ({ source: 'gateway', run: '', events: [{ id: `link-${who}`, type: 'chat.created', at: '2026-03-25T00:00:00Z', person: { id: who, email: address(who) }, chat: 'empty' }] }));
      const seated: Sending = { source: 'live', run: '', directory: { takenAt: '2026-03-20T00:00:00Z', complete: true, people: people.map((who) => ({ email: address(who), status: 'active', seat: 'standard', groups: [who], department: 'Sales' })) } };
      const oneByOne = [...events];
      links.forEach((link, index) => oneByOne.splice((places[index] ?? 0) % (oneByOne.length + 1), 0, link));
      const days = { from: '2026-03-25', to: '2026-04-02' };
      const queries: readonly ReportQuery[] = [
        { metrics: ['activeUsers', 'weeklyActiveUsers', 'utilisation', 'connectorUsers', 'messages'], ...days },
        ...(['person', 'group', 'department'] as const).map((by): ReportQuery => ({ metrics: ['activeUsers', 'messages', 'connectorUsers'], ...days, grain: 'week', by })),
      ];
      const told: (readonly string[])[] = [];
      for (const order of [[seated, ...links, ...events], [...events, ...links, seated], [seated, ...oneByOne]]) {
        const world = await laboratory(organisation);
        try {
          for (const sending of order) await world.send(sending);
          told.push(await answers(world, queries));
          const { rows: [row] } = await world.ask({ metrics: ['activeUsers'], ...days, grain: 'total' });
          expect(row?.values.activeUsers).toBe(new Set(happened.map(({ who }) => who)).size);
        } finally {
          await world.end();
        }
      }
      expect(told[1]).toEqual(told[0]);
      expect(told[2]).toEqual(told[0]);
    }),
    { numRuns: Math.ceil(numRuns / 3) },
  );
});
