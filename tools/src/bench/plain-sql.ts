import { join } from 'node:path';
import {
  addDays, calendar, factsOf, isDay, metricOf,
  type Aggregate, type Calendar, type Constants, type Measure, type Period, type Report,
} from '@pegel/domain';
import { openReader } from '@pegel/sqlite';

/**
 * The same numbers by SQL as one would write it by hand for them alone: each fact and window once, every period joined
 * with its events. It knows no permissions, bases of spend, revisions of identity or reasons; what it says is compared with
 * the report, so that nothing faster is measured that says something else.
 */
export interface PlainSql {
  answer(report: Report): ReadonlyMap<string, number>;
  /** How many events there are. */
  count(): number;
  close(): void;
}

export interface Counted {
  /** A metric, or what one is divided of. */
  readonly name: string;
  readonly aggregate: Exclude<Aggregate, { kind: 'closing' | 'trailing' }>;
  readonly days: number | null;
}

export function plainSql(data: string, timeZone: string): PlainSql {
  const database = openReader(join(data, 'pegel.sqlite'));
  const zone = calendar(timeZone);
  return {
    answer(report) {
      const answers = new Map<string, number>();
      for (const group of groupsOf(report)) {
        const statement = database.prepare(statementFor(group, keyColumnOf(report)));
        for (const row of statement.raw().all(JSON.stringify(spansOf(report, group.days, zone))) as [string, string | null, ...(number | null)[]][]) { // As the statement selects.
          const [period, key, ...values] = row;
          group.counted.forEach(({ name }, index) => answers.set(cellOf(name, period, key), values[index] ?? 0));
        }
      }
      return answers;
    },
    count: () => Number(database.prepare('SELECT count(*) FROM events').pluck().get()),
    close: () => void database.close(),
  };
}

/** Where the answer to a metric of a period and key is. */
export const cellOf = (name: string, period: string, key: string | null): string => `${name} ${period} ${key ?? ''}`;

interface Group {
  readonly fact: 'activity' | 'spend';
  readonly days: number | null;
  readonly counted: readonly Counted[];
}

/** What a report has to count, by what one statement can count together. Directories are left out, which spares it the most. */
export function groupsOf({ query }: Report): Group[] {
  const counted = [...query.metrics].sort((a, b) => Number(metricOf(a).measure.kind === 'ratio') - Number(metricOf(b).measure.kind === 'ratio')).flatMap((name) => countedIn(name, metricOf(name).measure));
  const groups = new Map<string, Counted[]>();
  for (const each of counted) {
    const kind = `${each.aggregate.fact} ${each.days ?? ''}`;
    const group = groups.get(kind) ?? [];
    const isCounted = group.some(({ aggregate }) => JSON.stringify(aggregate) === JSON.stringify(each.aggregate));
    groups.set(kind, isCounted ? group : [...group, each]);
  }
  return [...groups.values()].flatMap((group): Group[] => {
    const [first] = group;
    return first === undefined || first.aggregate.fact === 'directory' ? [] : [{ fact: first.aggregate.fact, days: first.days, counted: group }];
  });
}

function countedIn(name: string, measure: Measure): Counted[] {
  switch (measure.kind) {
    case 'sum':
    case 'countDistinct':
      return [{ name, aggregate: measure, days: null }];
    case 'trailing':
      return [{ name, aggregate: measure.of, days: measure.days }];
    case 'closing':
      return [];
    case 'ratio':
      return [measure.numerator, measure.denominator].flatMap((operand, index) => countedIn(`${name}/${index}`, operand.measure));
  }
}

/** Each period once, as its days and the instants they span. */
const spansOf = (report: Report, days: number | null, zone: Calendar): [string, number, number][] =>
  daysIn(report, days).map(([name, { from, to }]) => [name, zone.startOf(from), zone.startOf(addDays(to, 1))]);

/** Each period once, by the name that answers have of it, with the days that are looked at for it. */
export function daysIn({ rows }: Report, days: number | null): [string, Period][] {
  const periods = rows.flatMap((row): Period[] => [row, ...Object.values(row.compared ?? {})]);
  return [...new Map(periods.map(({ from, to }) => [`${from}..${to}`, { from: days === null ? from : addDays(to, 1 - days), to }]))];
}

/** What a split goes by. */
export function keyColumnOf({ query: { by } }: Report): string {
  if (by === undefined) return 'NULL';
  if (by === 'model') return 'e.model';
  if (by === 'connector') return 'e.connector_key';
  throw new Error(`No SQL is written for a split by ${by}.`);
}

function statementFor({ fact, counted }: Group, key: string): string {
  const conditions = counted.map(({ aggregate }) => conditionOf(aggregate.where));
  const shared = conditions.every((condition) => condition === conditions[0]) ? conditions[0] : undefined;
  const columns = counted.map(({ aggregate }, index) => {
    const column = columnOf(aggregate);
    const wanted = shared === undefined ? `CASE WHEN ${conditions[index]} THEN ${column} END` : column;
    return aggregate.kind === 'sum' ? `sum(${wanted})` : `count(DISTINCT ${wanted})`;
  });
  const types = [...new Set(counted.flatMap(({ aggregate }) => aggregate.where.type ?? []))];
  // What an index leaves out has to be ruled out by name before SQLite uses it.
  const ofFact = fact === 'spend' ? "e.type = 'spend' AND e.cost_type <> 'seat'" : `e.type <> 'spend' AND e.type IN (${types.map(quoted).join(', ')})`;
  const people = columns.some((column) => column.includes('p.person')) ? 'LEFT JOIN person_references p ON p.id = e.reference' : '';
  return `SELECT s.value ->> 0, ${key}, ${columns.join(', ')}
    FROM json_each(?) s CROSS JOIN events e ON e.organisation = 1 AND e.retracted = 0 AND ${ofFact} AND e.at >= s.value ->> 1 AND e.at < s.value ->> 2 ${people}
    ${shared === undefined ? '' : `WHERE ${shared}`} GROUP BY 1, 2`;
}

const quoted = (text: string): string => `'${text}'`;

const columnNames: Readonly<Record<keyof Constants, string>> = { type: 'e.type', surface: 'e.surface', costType: 'e.cost_type' };

export const conditionOf = (where: Constants): string =>
  (Object.keys(columnNames) as (keyof Constants)[]) // Object.keys forgets the literal keys.
    .flatMap((name) => (where[name] === undefined ? [] : [`${columnNames[name]} IN (${[where[name]].flat().map(quoted).join(', ')})`]))
    .join(' AND ') || '1';

export function columnOf(aggregate: Counted['aggregate']): string {
  const name: string = aggregate.kind === 'sum' ? aggregate.column : aggregate.entity;
  if (name === 'person') return 'p.person';
  const column = `e.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  return column === 'e.list_amount' ? 'coalesce(e.list_amount, e.amount)' : column;
}

/** Throws where a report and the SQL say different numbers. */
export function compareAnswers(report: Report, plain: ReadonlyMap<string, number>): void {
  const named = report.rows.filter(({ key }) => key === null || !key.startsWith('@'));
  for (const metric of report.query.metrics) {
    const { measure, unit } = metricOf(metric);
    if (measure.kind === 'ratio' || factsOf(measure).includes('directory')) continue;
    for (const { from, to, key, values } of named) {
      const ours = Number(values[metric] ?? 0);
      const theirs = (plain.get(cellOf(metric, `${from}..${to}`, key)) ?? 0) / (unit === 'money' ? 1e9 : 1);
      if (!isDay(from) || Math.abs(ours - theirs) > 1e-6) throw new Error(`For ${metric} of ${from}..${to} ${key ?? ''} the report says ${ours} and plain SQL ${theirs}.`);
    }
  }
}
