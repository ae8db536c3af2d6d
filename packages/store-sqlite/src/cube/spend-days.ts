import { bases, calendar, dayNumber, facts, millisecondsADay, type Basis, type Day, type Organisation, type Period } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { lineColumns } from '../read-spend.js';
import { byName, column, grouped, packed, sumsOf, whoIn, type DaySegment, type Run, type Vocabulary } from './columns.js';
import { Packer } from './packed.js';

const columnNames = facts.spend.columns;

type Row = readonly [surface: string, basis: Basis, costType: string, reference: number | null, service: 0 | 1, model: string | null, ...limbs: number[]];
const firstLimb = 6;
const limb = 1_000_000_000;

const isUtcDay = `f.until_at - f.at = ${millisecondsADay} AND f.at % ${millisecondsADay} = 0`;
const lines = (condition: string): string => `SELECT * FROM events f INDEXED BY events_spend WHERE f.organisation = :ledger AND f.retracted = 0 AND f.cost_type <> 'seat' AND ${condition}`;

const bound = 'f.at >= :since AND f.at < :until';
const sums = columnNames.map((column) => `sum(${lineColumns[column]} / ${limb}), sum(${lineColumns[column]} % ${limb})`);

/** The statement by which a day is read. */
export const spendReading = `SELECT f.surface, f.basis, f.cost_type, f.reference, f.service IS NOT NULL, f.model, ${sums.join(', ')} FROM (
  ${lines(`${bound} AND f.until_at <= :until AND NOT (${isUtcDay})`)} UNION ALL ${lines(`f.at = :date AND f.until_at = :date + ${millisecondsADay}`)}
) f GROUP BY 1, 2, 3, 4, 5, 6`;

/** Lines of more than a day, and those of less that lie on two, are in no segment: whoever asks about days that one reaches into is told by others. */
export interface SpendDays {
  /** Reads the lines that count on a day: for each surface those of the best basis. */
  read(ledger: number, organisation: Pick<Organisation, 'timeZone'>, day: Day, vocabulary: Vocabulary): DaySegment;
  /** Whether a line of more than a day reaches into some days. */
  hasLongLines(ledger: number, organisation: Organisation, days: Period): boolean;
}

export function spendDays(database: Database): SpendDays {
  const read = database.prepare<[{ ledger: number; since: number; until: number; date: number }], Row>(spendReading).raw();
  const reaching = database.prepare<[{ ledger: number; since: number; until: number }], 0 | 1>(`SELECT EXISTS (${lines(`${bound} AND f.until_at > :until AND NOT (${isUtcDay})`)})`).pluck();
  const long = database
    .prepare<[number, number, number], 0 | 1>(
      `SELECT EXISTS (SELECT 1 FROM events INDEXED BY events_long_spend WHERE organisation = ? AND until_at > ? AND at < ? AND retracted = 0 AND cost_type <> 'seat' AND until_at - at > ${millisecondsADay})`,
    )
    .pluck();
  return {
    read(ledger, { timeZone }, day, vocabulary) {
      const { from: since, to: until } = calendar(timeZone).intervalOf(day, day);
      const runs: Run[] = [];
      const packer = new Packer();
      const counting = new Set<Basis>();
      for (const rows of grouped(read.all({ ledger, since, until, date: dayNumber(day) * millisecondsADay }), ([surface]) => surface).values()) {
        const best = bases.find((basis) => rows.some((row) => row[1] === basis));
        if (best === undefined) continue;
        counting.add(best);
        for (const own of grouped(rows.filter((row) => row[1] === best), (row) => row[2]).values()) {
          const [first] = own;
          if (first !== undefined) runs.push(runOf(packer, first, own, vocabulary));
        }
      }
      return { bytes: packer.bytes(), runs, bases: [...counting], reachesOn: reaching.get({ ledger, since, until }) === 1 };
    },
    hasLongLines(ledger, { timeZone }, { from, to }) {
      const interval = calendar(timeZone).intervalOf(from, to);
      return long.get(ledger, interval.from, interval.to) === 1;
    },
  };
}

function runOf(packer: Packer, [surface, , costType]: Row, rows: readonly Row[], { who, names }: Vocabulary): Run {
  packer.begin();
  return {
    type: null,
    surface,
    costType,
    rows: rows.length,
    who: packed(packer, rows.map(([, , , reference, service]) => whoIn(who, reference, service))),
    ...sumsOf(packer, columnNames, rows, (row, _, at) => Number(row[firstLimb + at * 2]) * limb + Number(row[firstLimb + at * 2 + 1])),
    things: {},
    names: byName(['model'], () => column(packer, rows.map((row) => names.model.codeOf(row[5])))),
  };
}
