import { activityTypeNames, calendar, type ActivityType, type Day, type Organisation } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { ownColumns } from '../narrowing.js';
import { byName, column, grouped, nameNames, packed, sumsOf, thingNames, whoIn, type DaySegment, type Run, type Vocabulary } from './columns.js';
import { Packer } from './packed.js';

type Row = readonly [surface: string, reference: number | null, service: 0 | 1, system: number, count: number, ...texts: (string | null)[]];

const texts = [...thingNames, ...nameNames.map((name) => ownColumns[name])];
const firstText = 5;
const textOf = (row: Row, at: number): string | null => row[firstText + at] as string | null; // As it is selected.

/** The statement by which a day is read. */
export const activityReading = `SELECT surface, reference, service IS NOT NULL, source, sum(count), ${texts.join(', ')} FROM events INDEXED BY events_activity
WHERE organisation = ? AND type = ? AND at >= ? AND at < ? AND retracted = 0 AND type <> 'spend'
GROUP BY surface, reference, service IS NOT NULL, source, ${texts.join(', ')}`;

/** Reads what people did on a day, by the index that holds all it needs. */
export function activityDays(database: Database): (ledger: number, organisation: Pick<Organisation, 'timeZone'>, day: Day, vocabulary: Vocabulary) => DaySegment {
  const read = database.prepare<[number, ActivityType, number, number], Row>(activityReading).raw();
  return (ledger, { timeZone }, day, vocabulary) => {
    const { from, to } = calendar(timeZone).intervalOf(day, day);
    const runs: Run[] = [];
    const packer = new Packer();
    for (const type of activityTypeNames) {
      const rows = read.all(ledger, type, from, to);
      for (const [surface, own] of grouped(rows, (row) => row[0])) runs.push(runOf(packer, type, surface, own, vocabulary));
    }
    return { bytes: packer.bytes(), runs, bases: [], reachesOn: false };
  };
}

function runOf(packer: Packer, type: ActivityType, surface: string, rows: readonly Row[], { who, things, names }: Vocabulary): Run {
  packer.begin();
  return {
    type,
    surface,
    costType: null,
    rows: rows.length,
    who: packed(packer, rows.map(([, reference, service]) => whoIn(who, reference, service))),
    ...sumsOf(packer, ['count'], rows, (row) => row[4]),
    things: byName(thingNames, (thing, at) => column(packer, rows.map((row) => things[thing].codeOf(row[3], textOf(row, at))))),
    names: byName(nameNames, (name, at) => column(packer, rows.map((row) => names[name].codeOf(textOf(row, thingNames.length + at))))),
  };
}
