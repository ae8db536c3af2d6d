import { activityTypeNames, calendar, type ActivityType } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { ownColumns } from '../narrowing.js';
import type { Noted } from './changes.js';
import { byName, column, grouped, nameNames, packed, sumsOf, thingNames, whoIn, type Run, type Vocabulary } from './columns.js';
import { partsOf, type DayReader } from './day-reader.js';
import { gathering } from './growing.js';
import { Packer } from './packed.js';

/** Facts that differ in nothing but their count. */
export type ActivityRow = readonly [type: ActivityType, surface: string, reference: number | null, service: 0 | 1, system: number, count: number, ...texts: (string | null)[]];

const texts = [...thingNames, ...nameNames.map((name) => ownColumns[name])];
const firstText = 6;
const textOf = (row: ActivityRow, at: number): string | null => row[firstText + at] as string | null; // As it is selected.

const kind = `type, surface, reference, service IS NOT NULL, source`;

/** The statement by which a day is read. */
export const activityReading = `SELECT ${kind}, sum(count), ${texts.join(', ')} FROM events INDEXED BY events_activity
WHERE organisation = ? AND type = ? AND at >= ? AND at < ? AND retracted = 0 AND type <> 'spend'
GROUP BY ${kind}, ${texts.join(', ')}`;

export const activityNoted: Noted = {
  fact: 'activity',
  columns: [...new Set(['type', 'surface', 'reference', 'service', 'source', 'count', ...texts])],
  condition: `new.count IS NOT NULL AND new.type <> 'spend'`,
  row: `${kind}, count, ${texts.join(', ')}`,
};

/** Reads what people did on a day, by the index that holds all it needs. */
export function activityDays(database: Database): DayReader<ActivityRow> {
  const read = database.prepare<[number, ActivityType, number, number], ActivityRow>(activityReading).raw();
  return {
    *reading(ledger, { timeZone }, day, vocabulary, parts) {
      const runs: Run[] = [];
      for (const { from, to } of partsOf(calendar(timeZone).intervalOf(day, day), parts)) {
        runs.push(...activityTypeNames.flatMap((type) => runsOf(read.all(ledger, type, from, to), vocabulary)));
        yield;
      }
      return yield* gathering({ runs, reachesOn: false });
    },
    placeOf: (at, _, { timeZone }) => ({ number: calendar(timeZone).numberOf(at), isWithin: true }),
    added: (_, rows, vocabulary) => runsOf(rows, vocabulary),
  };
}

const runsOf = (rows: readonly ActivityRow[], vocabulary: Vocabulary): Run[] => [...grouped(rows, ([type, surface]) => `${type} ${surface}`).values()].map((own) => runOf(own, vocabulary));

function runOf(rows: readonly ActivityRow[], { who, things, names }: Vocabulary): Run {
  const [first] = rows;
  if (first === undefined) throw new RangeError('No run is without rows.');
  const [type, surface] = first;
  const packer = new Packer();
  const columns = {
    who: packed(packer, rows.map(([, , reference, service]) => whoIn(who, reference, service))),
    ...sumsOf(packer, ['count'], () => rows.map((row) => row[5])),
    things: byName(thingNames, (thing, at) => column(packer, rows.map((row) => things[thing].codeOf(row[4], textOf(row, at))))),
    names: byName(nameNames, (name, at) => column(packer, rows.map((row) => names[name].codeOf(textOf(row, thingNames.length + at))))),
  };
  return { type, surface, costType: null, basis: null, rows: rows.length, ...columns, bytes: packer.bytes() };
}
