import {
  asksForSeats, calendar, dayNumber, facts, joinLimbs, typesOf, windowOf,
  type Aggregate, type Answer, type Constants, type Contribution, type CountDistinct, type Interval, type LedgerState, type Period, type Question, type Sum,
} from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { AnswerTable } from './answer-table.js';
import type { BelongingTables } from './belonging-tables.js';
import { connectorLabels } from './connectors.js';
import type { Cube } from './cube/cube.js';
import { dayUsesFor, type DayUses } from './day-uses.js';
import type { DirectoryHistory } from './directory-history.js';
import { doorsIn, hasSeveralDoors, type Doors } from './doors.js';
import { narrowingOf, type Narrowing, type Parameters } from './narrowing.js';
import { around } from './periods.js';

/** What an aggregate of a question is asked with. */
interface Asking {
  readonly aggregate: Aggregate;
  readonly counted: Sum | CountDistinct;
  readonly narrowing: Narrowing;
  readonly doors: Doors;
  /** A vendor's counts of people's days, where the aggregate reads any. */
  readonly byDay: DayUses | null;
  readonly parameters: Parameters;
}

/**
 * Counts what people and services did. What the cube cannot say of an aggregate is one statement over one index that holds
 * all it needs.
 */
export function activityReader(database: Database, tables: BelongingTables, stateOf: (organisation: number) => LedgerState, cube: Cube | null) {
  const labelsOf = connectorLabels(database, cube);
  const doorsOf = doorsIn(database);

  /** For each aggregate what to ask with; what they have in common is handed to SQL before. */
  function askings(question: Question, organisation: number, history: DirectoryHistory, state: LedgerState): (Asking | null)[] {
    const { aggregates, periods } = question;
    const zone = calendar(question.organisation.timeZone);
    const days = daysAround(question);
    const narrowing = narrowingOf(question, { history, days, momentsOf: ({ from, to }) => instants(zone.intervalOf(from, to)) }, tables);
    const doors = doorsOf(question.organisation, organisation, state, days);
    if (aggregates.some(asksForSeats)) tables.toFilterBy('seat', history.belongings('seat', around(periods)).map(({ person, days: { from, to } }) => [person, dayNumber(from), dayNumber(to) + 1, 1]));
    return aggregates.map((aggregate) => {
      const counted = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
      if (counted.kind === 'closing') return null;
      const cuts = cut(periods.map((period) => windowOf(aggregate, period)).map(({ from, to }) => ({ ...zone.intervalOf(from, to), closing: dayNumber(to) })));
      const parameters: Parameters = { organisation, slices: JSON.stringify(cuts.slices), windows: JSON.stringify(cuts.windows), ...narrowing.parameters };
      return { aggregate, counted, narrowing, doors, byDay: dayUsesFor(aggregate, question.organisation, state, days), parameters };
    });
  }

  /** What to ask SQL with for some aggregates, by their places. */
  function askingsOf(places: readonly number[], question: Question, organisation: number, history: DirectoryHistory, state: LedgerState): (readonly [index: number, asking: Asking])[] {
    if (places.length === 0) return [];
    const asked = { ...question, aggregates: question.aggregates.filter((_, index) => places.includes(index)) };
    return askings(asked, organisation, history, state).flatMap((asking, at) => {
      const index = places[at];
      return asking === null || index === undefined ? [] : [[index, asking] as const];
    });
  }

  /** Hands what the cube says of each aggregate on, and answers with those that it says nothing of, by their places. */
  function fromCube<Said>(question: Question, state: LedgerState, ask: (columns: Cube, aggregate: Aggregate) => readonly Said[] | null, take: (index: number, said: readonly Said[]) => void): number[] {
    const days = daysAround(question);
    const columns = hasSeveralDoors(question.organisation, state) ? null : cube;
    return [...question.aggregates.keys()].filter((index) => {
      const aggregate = question.aggregates[index];
      if (columns === null || aggregate === undefined || dayUsesFor(aggregate, question.organisation, state, days) !== null) return true;
      const said = ask(columns, aggregate);
      if (said !== null) take(index, said);
      return said === null;
    });
  }

  function read(question: Question, organisation: number, history: DirectoryHistory): Answer {
    const state = stateOf(organisation);
    const table = new AnswerTable(question.aggregates.length);
    const left = fromCube(question, state, (columns, aggregate) => columns.count(question, aggregate, { ledger: organisation, history }), (index, counts) => {
      for (const { period, key, value } of counts) table.add(period, key, index, value);
    });
    for (const [index, asking] of askingsOf(left, question, organisation, history, state)) {
      const { aggregate, counted, narrowing, doors, byDay, parameters } = asking;
      const people = byDay?.reading.kind === 'people' ? byDay : null;
      const added = byDay?.reading.kind === 'sum' ? byDay : null;
      const count = (sql: string, more: Parameters) => {
        const rows = database.prepare<[Parameters], [bigint, string | bigint | null, bigint, bigint]>(sql).raw().safeIntegers().all({ ...parameters, ...more });
        for (const [period, key, high, low] of rows) table.add(Number(period), narrowing.textOf(key), index, joinLimbs(high, low));
      };
      count(counted.kind === 'sum' ? summing(counted, narrowing, doors) : countingDistinct(counted, narrowing, people, doors, asksForSeats(aggregate)), { ...constantsOf(counted.where), ...(people === null ? {} : daysParameters(people)) });
      if (added !== null) count(summingDays(added, narrowing), daysParameters(added));
    }
    const labels = question.by === 'connector' ? labelsOf(organisation) : null;
    const asksSeats = question.aggregates.some(asksForSeats);
    return { rows: table.rows((key) => labels?.get(key) ?? null), cut: [], unsplit: asksSeats ? question.periods.flatMap(({ to }, period) => (history.totalsOf(to).seatsByPerson ? [] : [period])) : [], bases: [] };
  }

  function contributions(question: Question, organisation: number, history: DirectoryHistory): Contribution[] {
    const state = stateOf(organisation);
    const found: Contribution[] = [];
    const left = fromCube(question, state, (columns, aggregate) => columns.behind(question, aggregate, { ledger: organisation, history }), (aggregate, behind) => found.push(...behind.map((one) => ({ aggregate, ...one }))));
    return [...found, ...askingsOf(left, question, organisation, history, state).flatMap(([index, asking]) => {
      const { aggregate, counted, narrowing, doors, byDay, parameters } = asking;
      const rows = database
        .prepare<[Parameters], BehindRow>(findingPeople(counted, narrowing, byDay, doors, asksForSeats(aggregate)))
        .raw()
        .all({ ...parameters, ...constantsOf(counted.where), ...(byDay === null ? {} : daysParameters(byDay)) });
      return contributionsIn(index, rows, narrowing);
    })];
  }

  return { read, contributions };
}

/** The days that any aggregate of a question looks at. */
const daysAround = ({ aggregates, periods }: Question): Period => around(aggregates.flatMap((aggregate) => periods.map((period) => windowOf(aggregate, period))));

const daysParameters = (uses: DayUses) => ({ days: uses.days, yielding_days: uses.yielding, undeclared: uses.undeclared });
const constantsOf = (where: Constants): Parameters => ({ types: JSON.stringify(typesOf(where)), ...(where.surface === undefined ? {} : { only_surface: where.surface }) });

/** Somebody who has a part in a number, as SQL says it. */
export type BehindRow = readonly [period: number, key: string | number | null, person: number];

/** People by the number they have a part in. */
export function contributionsIn(aggregate: number, rows: readonly BehindRow[], { textOf }: Narrowing): Contribution[] {
  const found = new Map<string, { readonly period: number; readonly key: string | null; readonly people: number[] }>();
  for (const [period, said, person] of rows) {
    const key = textOf(typeof said === 'number' ? BigInt(said) : said);
    const place = `${period} ${key ?? ''}`;
    const known = found.get(place) ?? { period, key, people: [] };
    known.people.push(person);
    found.set(place, known);
  }
  return [...found.values()].map(({ people, ...number }) => ({ aggregate, ...number, people: Uint32Array.from(people) }));
}

const instants = ({ from, to }: Interval): readonly [number, number] => [from, to];

/**
 * Cuts time at every edge of a window. Facts are looked at once for each slice and then counted for every window that
 * holds it: the trailing windows of a month share nearly all their facts. Each says the number of the day that closes it.
 */
function cut(windows: readonly (Interval & { readonly closing: number })[]): { slices: (readonly [from: number, to: number])[]; windows: (readonly [slice: number, last: number, window: number, closing: number])[] } {
  const edges = [...new Set(windows.flatMap(instants))].sort((a, b) => a - b);
  const numbers = new Map(edges.map((edge, number) => [edge, number]));
  const held = windows.flatMap(({ from, to, closing }, window) => {
    const first = numbers.get(from) ?? 0;
    const last = (numbers.get(to) ?? 0) - 1;
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => [first + offset, last, window, closing] as const);
  });
  const used = new Set(held.map(([slice]) => slice));
  // A slice that lies in no window is empty, so that no fact falls into it; the others keep their numbers.
  const slices = edges.slice(0, -1).map((edge, number) => [edge, used.has(number) ? (edges[number + 1] ?? edge) : edge] as const);
  return { slices, windows: held };
}

/** What every statement begins with. */
const times = `
WITH slices (slice, since, until) AS MATERIALIZED (SELECT key, value ->> 0, value ->> 1 FROM json_each(:slices)),
windows (slice, last, period, closing) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(:windows)),`;
const tables = `${times}
types (type) AS MATERIALIZED (SELECT value FROM json_each(:types)),`;

// The order of the joins is given: without statistics the planner cannot know how few slices and types there are.
const factsOf = ({ joins, condition }: Narrowing, { surface }: Constants, doors: Doors): string => `
FROM slices CROSS JOIN types CROSS JOIN (SELECT *, at AS moment FROM events INDEXED BY events_activity WHERE retracted = 0 AND type <> 'spend') f
  ON f.organisation = :organisation AND f.type = types.type AND f.at >= slices.since AND f.at < slices.until
${joins}
WHERE ${condition}${surface === undefined ? '' : ' AND f.surface = :only_surface'}${doors.condition}`;

const daysOf = ({ joins, condition }: Narrowing): string => `
FROM slices CROSS JOIN day_uses f ON f.moment >= slices.since AND f.moment < slices.until
${joins}
WHERE ${condition}`;

/** Sums in two limbs, so that none can overflow. */
const sums = (column: string, from: string, { key }: Narrowing): string => `
sums AS MATERIALIZED (
  SELECT slices.slice, ${key} AS key, sum(f.${column} / 1000000000) AS high, sum(f.${column} % 1000000000) AS low
  ${from}
  GROUP BY 1, 2
)
SELECT windows.period, sums.key, sum(sums.high), sum(sums.low) FROM sums JOIN windows ON windows.slice = sums.slice GROUP BY 1, 2`;

const summing = ({ column, where }: Sum, narrowing: Narrowing, doors: Doors): string => `${tables}${sums(nameOf(column), factsOf(narrowing, where, doors), narrowing)}`;
const summingDays = ({ sql }: DayUses, narrowing: Narrowing): string => `${times}${sql},${sums('amount', daysOf(narrowing), narrowing)}`;

/**
 * Counts a thing in the slice where a window sees it last: that is once in every window that sees it at all, without
 * making a set for each window. Ids of things are unique within a system only; people are the organisation's.
 */
function countingDistinct({ entity, where }: CountDistinct, narrowing: Narrowing, people: DayUses | null, doors: Doors, unseated: boolean): string {
  const thing = entity === 'person' ? 'reference.person' : `f.${nameOf(entity)}`;
  const sightings = (from: string) => `
  SELECT slices.slice, ${narrowing.key} AS key, ${entity === 'person' ? '0' : doors.system} AS source, ${thing} AS thing
  ${from} AND ${thing} IS NOT NULL
  GROUP BY 1, 2, 3, 4`;
  return `${tables}${people === null ? '' : `${people.sql},`}
seen AS (${sightings(factsOf(narrowing, where, doors))}${people === null ? '' : `
  UNION${sightings(daysOf(narrowing))}`}
),
sightings AS MATERIALIZED (
  SELECT slice, key, thing, lead(slice) OVER (PARTITION BY key, source, thing ORDER BY slice) AS next FROM seen
)
SELECT windows.period, sightings.key, 0, count(*)
FROM sightings JOIN windows ON windows.slice = sightings.slice AND (sightings.next IS NULL OR windows.last < sightings.next)${unseated ? withoutSeat : ''}
GROUP BY 1, 2`;
}

/** Who has facts that count in a window and add something to it. */
function findingPeople(counted: Sum | CountDistinct, narrowing: Narrowing, byDay: DayUses | null, doors: Doors, unseated: boolean): string {
  const isSomething = counted.kind === 'sum' ? `f.${nameOf(counted.column)} <> 0` : counted.entity === 'person' ? 'TRUE' : `f.${nameOf(counted.entity)} IS NOT NULL`;
  const sightings = (from: string, condition: string) => `
  SELECT slices.slice, ${narrowing.key} AS key, reference.person AS thing
  ${from} AND reference.person IS NOT NULL AND ${condition}
  GROUP BY 1, 2, 3`;
  return `${tables}${byDay === null ? '' : `${byDay.sql},`}
sightings AS MATERIALIZED (${sightings(factsOf(narrowing, counted.where, doors), isSomething)}${byDay === null ? '' : `
  UNION${sightings(daysOf(narrowing), 'TRUE')}`}
)
SELECT DISTINCT windows.period, sightings.key, sightings.thing FROM sightings JOIN windows ON windows.slice = sightings.slice${unseated ? withoutSeat : ''}`;
}

/** Leaves out who has a seat at the end of the window's last day. */
const withoutSeat = `
WHERE NOT EXISTS (SELECT 1 FROM temp.named_in seat WHERE seat.dimension = 'seat' AND seat.person = sightings.thing AND seat.since <= windows.closing AND windows.closing < seat.until)`;

/** A column or entity of the activity fact, which is called the same in the ledger. */
function nameOf(name: Sum['column'] | CountDistinct['entity']): string {
  const known: readonly string[] = [...facts.activity.columns, ...facts.activity.entities];
  if (!known.includes(name)) throw new RangeError(`Activity has no ${name}.`);
  return name;
}
