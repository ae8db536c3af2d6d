import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportQuery, WireEvent } from '@pegel/domain';
import { randomOrganisation, randomQuery } from '@pegel/domain/testing';
import { addressOf, laboratory, randomUse, sendingsOf, type Form, type Laboratory, type Sending } from './laboratory.js';

const numRuns = Math.ceil(Number(process.env['PEGEL_RUNS'] ?? 300) / 4);
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
