import { setTimeout as pause } from 'node:timers/promises';
import { addDays, dayNumber, type Report, type ReportQuery } from '@pegel/domain';
import { csvUrl } from '@pegel/presentation';
import { figureOf, milliseconds, quantileOf, type Findings } from './figures.js';
import { sendAll } from './ingest.js';
import type { Bench } from './main.js';
import { bodyOf, insertedIn, Messages, peopleOfMessages, type Message } from './messages.js';
import { onTop } from './scale/on-top.js';

/** How many milliseconds whoever asks waits until the next. */
const apart = 5;

/** How long it takes from posting an event until a report counts it, and how long reports take while events pour in. */
export async function visibleFindings(bench: Bench): Promise<Findings> {
  const { contest, isSmall } = bench;
  const top = await onTop(bench, 'visible');
  const { server, postgres, end } = top;
  try {
    const messages = new Messages(end, 'in the order of time');
    const query: ReportQuery = { metrics: ['weeklyActiveUsers', 'messages'], from: addDays(end, -27), to: end, grain: 'day' };
    const address = csvUrl(query, server.slug).replace('/report.csv', '/report.json');
    const ask = async (): Promise<number> => Number((JSON.parse(await server.get(address)) as Report).rows.at(-1)?.values.messages); // What the route answers.
    const [from, to] = [dayNumber(end) - 33, dayNumber(end)];
    const asked = `WITH entities AS (SELECT day, person AS entity FROM events WHERE type <> 2 AND day BETWEEN ${from} AND ${to} GROUP BY day, person),
      gaps AS (SELECT day, lead(day, 1, 9999999) OVER (PARTITION BY entity ORDER BY day) AS again FROM entities),
      moves AS (SELECT day, 1 AS step FROM gaps UNION ALL SELECT CASE WHEN again < day + 7 THEN again ELSE day + 7 END, -1 FROM gaps),
      windows AS (SELECT day, sum(sum(step)) OVER (ORDER BY day) AS there FROM moves GROUP BY day)
      SELECT day, there, (SELECT sum(count) FROM events WHERE type = 0 AND surface = 0 AND events.day = windows.day) FROM windows WHERE day BETWEEN ${from + 6} AND ${to} ORDER BY day`;
    const askThem = async (): Promise<number> => Number((await postgres?.rows(asked))?.at(-1)?.[2]);

    // Whoever sends is known before anything is measured.
    const known = messages.of(peopleOfMessages);
    await sendAll(server, [bodyOf(known)], 1);
    if (postgres !== null) await insertedIn(postgres.client, messages.columnsOf(known));
    const said = { ours: await ask(), theirs: await askThem() };
    const visible = (who: keyof typeof said, add: (one: readonly Message[]) => Promise<unknown>, read: () => Promise<number>): Promise<number> => {
      const one = messages.of(1);
      return milliseconds(async () => {
        await add(one);
        said[who] += 1;
        const now = await read();
        // The very next report counts it, or none of this is true.
        if (now !== said[who]) throw new Error(`A report counts ${now} messages where there are ${said[who]}.`);
      });
    };
    const taken: number[] = [];
    const seen = await contest({
      name: 'posted over HTTP until the next report counts it', unit: 'ms', rounds: isSmall ? 3 : 300,
      ours: async () => {
        const milli = await visible('ours', (one) => sendAll(server, [bodyOf(one)], 1), ask);
        taken.push(milli);
        return milli;
      },
      opponents: {
        'the report alone, nothing posted': () => milliseconds(ask),
        ...(postgres === null ? {} : { PostgreSQL: () => visible('theirs', (one) => insertedIn(postgres.client, messages.columnsOf(one)), askThem) }),
      },
    });
    const [busy, quiet] = [[] as number[], [] as number[]];
    for (let round = 0; round < (isSmall ? 1 : 5); round += 1) {
      const bodies = Array.from({ length: isSmall ? 2 : 40 }, () => bodyOf(messages.of(1_000)));
      const poured = new AbortController();
      const pour = async (): Promise<void> => {
        await sendAll(server, bodies, 1);
        poured.abort();
      };
      const before = busy.length;
      const askMeanwhile = async (): Promise<void> => {
        while (!poured.signal.aborted) {
          busy.push(await milliseconds(ask));
          await pause(apart);
        }
      };
      await Promise.all([pour(), askMeanwhile()]);
      for (let asks = busy.length - before; asks > 0; asks -= 1) {
        quiet.push(await milliseconds(ask));
        await pause(apart);
      }
    }
    const pouring = figureOf({ name: 'a report while events pour in, 1,000 a request', unit: 'ms', moreIsBetter: false }, busy, [{ name: 'the same while nobody sends', values: quiet }]);
    bench.tellFigure(pouring);
    const p99 = (values: readonly number[]): number => quantileOf(values.toSorted((a, b) => a - b), 0.99);
    return {
      figures: [seen, pouring],
      over: [
        { name: 'events there before', value: top.scale.events, unit: '' },
        { name: 'reports asked for meanwhile', value: busy.length, unit: '' },
        // What was asked once before counting is not among them.
        { name: `${seen.name}, p99`, value: p99(taken.slice(1)), unit: 'ms' },
        { name: `${pouring.name}, p99`, value: p99(busy), unit: 'ms' },
      ],
    };
  } finally {
    await top.close();
  }
}
