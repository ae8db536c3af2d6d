import { bases, calendar, dayFromNumber, dayNumber, facts, millisecondsADay, type Basis, type Organisation, type Period } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { lineColumns } from '../read-spend.js';
import type { Noted } from './changes.js';
import { byName, column, grouped, packed, sumsOf, whoIn, type Run, type Vocabulary } from './columns.js';
import { partsOf, type DayReader } from './day-reader.js';
import { gathering } from './growing.js';
import { Packer } from './packed.js';

const columnNames = facts.spend.columns;

export type SpendRow = readonly [surface: string, basis: Basis, costType: string, reference: number | null, service: 0 | 1, model: string | null, ...limbs: number[]];
const firstLimb = 6;
const limb = 1_000_000_000;

const isUtcDay = `f.until_at - f.at = ${millisecondsADay} AND f.at % ${millisecondsADay} = 0`;
const lines = (condition: string): string => `SELECT * FROM events f INDEXED BY events_spend WHERE f.organisation = :ledger AND f.retracted = 0 AND f.cost_type <> 'seat' AND ${condition}`;

const bound = 'f.at >= :since AND f.at < :until';
const ofUtcDay = `f.at = :date AND f.until_at = :date + ${millisecondsADay}`;
const kind = 'f.surface, f.basis, f.cost_type, f.reference, f.service IS NOT NULL, f.model';
const limbs = (of: (sql: string) => string): string => columnNames.map((column) => `${of(`${lineColumns[column]} / ${limb}`)}, ${of(`${lineColumns[column]} % ${limb}`)}`).join(', ');

/** The statement by which a day is read. */
export const spendReading = `SELECT ${kind}, ${limbs((sql) => `sum(${sql})`)} FROM (
  ${lines(`${bound} AND f.until_at <= :until AND NOT (${isUtcDay})`)} UNION ALL ${lines(ofUtcDay)}
) f GROUP BY 1, 2, 3, 4, 5, 6`;
/** The same in parts: what is of a whole day, and what begins within some of its time. */
const ofWholeDay = `SELECT ${kind}, ${limbs((sql) => `sum(${sql})`)} FROM (${lines(ofUtcDay)}) f GROUP BY 1, 2, 3, 4, 5, 6`;
const ofAPart = `SELECT ${kind}, ${limbs((sql) => `sum(${sql})`)} FROM (${lines(`${bound} AND f.until_at <= :end AND NOT (${isUtcDay})`)}) f GROUP BY 1, 2, 3, 4, 5, 6`;

export const spendNoted: Noted = {
  fact: 'spend',
  columns: ['surface', 'basis', 'cost_type', 'reference', 'service', 'model', 'amount', 'list_amount', 'credits', 'requests', 'input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens'],
  condition: `new.cost_type <> 'seat'`,
  row: `${kind}, ${limbs((sql) => sql)}`,
};

/** Lines of more than a day, and those of less that lie on two, are in no segment: whoever asks about days that one reaches into is told by others. */
export interface SpendDays extends DayReader<SpendRow> {
  /** Whether a line of more than a day reaches into some days. */
  hasLongLines(ledger: number, organisation: Organisation, days: Period): boolean;
}

export function spendDays(database: Database): SpendDays {
  const read = database.prepare<[{ ledger: number; since: number; until: number; date: number }], SpendRow>(spendReading).raw();
  const readWholeDay = database.prepare<[{ ledger: number; date: number }], SpendRow>(ofWholeDay).raw();
  const readPart = database.prepare<[{ ledger: number; since: number; until: number; end: number }], SpendRow>(ofAPart).raw();
  const reaching = database.prepare<[{ ledger: number; since: number; until: number }], 0 | 1>(`SELECT EXISTS (${lines(`${bound} AND f.until_at > :until AND NOT (${isUtcDay})`)})`).pluck();
  const long = database
    .prepare<[number, number, number], 0 | 1>(
      `SELECT EXISTS (SELECT 1 FROM events INDEXED BY events_long_spend WHERE organisation = ? AND until_at > ? AND at < ? AND retracted = 0 AND cost_type <> 'seat' AND until_at - at > ${millisecondsADay})`,
    )
    .pluck();
  return {
    *reading(ledger, { timeZone }, day, vocabulary, parts) {
      const interval = calendar(timeZone).intervalOf(day, day);
      const { from: since, to: until } = interval;
      const date = dayNumber(day) * millisecondsADay;
      const found: (readonly SpendRow[])[] = [];
      if (parts === 1) found.push(read.all({ ledger, since, until, date }));
      else {
        found.push(readWholeDay.all({ ledger, date }));
        for (const part of partsOf(interval, parts)) {
          yield;
          found.push(readPart.all({ ledger, since: part.from, until: part.to, end: until }));
        }
      }
      // Which lines count is a matter of all of them.
      const best = bestOf(found.flat());
      const runs: Run[] = [];
      for (const rows of found) {
        yield;
        runs.push(...runsOf(rows.filter(([surface, basis]) => best.get(surface) === basis), vocabulary));
      }
      return yield* gathering({ runs, reachesOn: reaching.get({ ledger, since, until }) === 1 });
    },
    placeOf(at, until, { timeZone }) {
      if (until - at === millisecondsADay && at % millisecondsADay === 0) return { number: at / millisecondsADay, isWithin: true };
      const number = calendar(timeZone).numberOf(at);
      const day = dayFromNumber(number);
      return { number, isWithin: until <= calendar(timeZone).intervalOf(day, day).to };
    },
    added({ runs }, rows, vocabulary) {
      const before = new Map(runs.map(({ surface, basis }) => [surface, basis]));
      const rankOf = (basis: Basis | null | undefined): number => bases.findIndex((one) => one === basis);
      const ofKnown = grouped(rows, ([surface, basis]) => (before.has(surface) ? Math.sign(rankOf(basis) - rankOf(before.get(surface))) : null));
      // Lines on a better basis take the place of those that counted.
      return ofKnown.has(-1) ? null : runsOf([...(ofKnown.get(0) ?? []), ...countingOf(ofKnown.get(null) ?? [])], vocabulary);
    },
    hasLongLines(ledger, { timeZone }, { from, to }) {
      const interval = calendar(timeZone).intervalOf(from, to);
      return long.get(ledger, interval.from, interval.to) === 1;
    },
  };
}

/** The best basis of each surface among the lines of a day, on which the others do not count. */
function bestOf(rows: readonly SpendRow[]): ReadonlyMap<string, Basis> {
  const best = new Map<string, Basis>();
  for (const [surface, basis] of rows) {
    const known = best.get(surface);
    if (known === undefined || bases.indexOf(basis) < bases.indexOf(known)) best.set(surface, basis);
  }
  return best;
}

/** The lines that count among some of a surface: those of its best basis. */
function countingOf(rows: readonly SpendRow[]): SpendRow[] {
  const best = bestOf(rows);
  return rows.filter(([surface, basis]) => best.get(surface) === basis);
}

const runsOf = (rows: readonly SpendRow[], vocabulary: Vocabulary): Run[] => [...grouped(rows, ([surface, , costType]) => `${surface} ${costType}`).values()].map((own) => runOf(own, vocabulary));

function runOf(rows: readonly SpendRow[], { who, names }: Vocabulary): Run {
  const [first] = rows;
  if (first === undefined) throw new RangeError('No run is without rows.');
  const [surface, basis, costType] = first;
  const packer = new Packer();
  const columns = {
    who: packed(packer, rows.map(([, , , reference, service]) => whoIn(who, reference, service))),
    ...sumsOf(packer, columnNames, (_, at) => rows.map((row) => Number(row[firstLimb + at * 2]) * limb + Number(row[firstLimb + at * 2 + 1]))),
    things: {},
    names: byName(['model'], () => column(packer, rows.map((row) => names.model.codeOf(row[5])))),
  };
  return { type: null, surface, costType, basis, rows: rows.length, ...columns, bytes: packer.bytes() };
}
