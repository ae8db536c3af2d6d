import { join } from 'node:path';
import {
  addDays, calendar, factsOf, metricOf, parseDecimal,
  type Aggregate, type Calendar, type Constants, type Measure, type MembershipSegment, type Period, type Report,
} from '@pegel/domain';
import { openReader, type Database } from '@pegel/sqlite';

/**
 * The same numbers by SQL as one would write it by hand for them alone: each fact and window once, every period joined
 * with its events. It knows no permissions, bases of spend, revisions of identity or reasons; what it says is compared with
 * the report, so that nothing faster is measured that says something else.
 */
export interface PlainSql {
  answer(report: Report): ReadonlyMap<string, bigint>;
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

/** @param belonging What narrows numbers to some people, where any report does. */
export function plainSql(data: string, timeZone: string, belonging: readonly MembershipSegment[] = []): PlainSql {
  const database = openReader(join(data, 'pegel.sqlite'));
  const zone = calendar(timeZone);
  if (belonging.length > 0) keepBelonging(database, zone, belonging);
  return {
    answer(report) {
      const answers = new Map<string, bigint>();
      for (const group of groupsOf(report)) {
        const spans = spansOf(report, group.days);
        const statement = database.prepare(statementFor(group, report)).safeIntegers().raw();
        const instants = spans.map(({ looked: { from, to } }, place) => [place, zone.startOf(from), zone.startOf(addDays(to, 1))]);
        const wanted = (report.query.where ?? []).map(({ dimension, key }) => `${dimension}:${key}`);
        for (const [place, key, ...values] of statement.all(JSON.stringify(instants), ...wanted) as [bigint, string | null, ...(bigint | null)[]][]) { // As the statement selects.
          const period = spans[Number(place)]?.period;
          if (period !== undefined) group.counted.forEach(({ name }, index) => answers.set(cellOf(name, period, key), values[index] ?? 0n));
        }
      }
      return answers;
    },
    count: () => Number(database.prepare('SELECT count(*) FROM events').pluck().get()),
    close: () => void database.close(),
  };
}

/** Who belonged to what from when until when, in a table of the connection's own. */
function keepBelonging(database: Database, zone: Calendar, belonging: readonly MembershipSegment[]): void {
  database.exec('CREATE TEMP TABLE belonging (person INTEGER, whole TEXT, since INTEGER, until INTEGER, PRIMARY KEY (person, whole, since)) WITHOUT ROWID');
  const insert = database.prepare('INSERT INTO belonging VALUES (?, ?, ?, ?)');
  for (const { person, days, groups, department } of belonging) {
    for (const whole of [...groups.map((group) => `group:${group}`), ...(department === null ? [] : [`department:${department}`])]) {
      insert.run(Number(person), whole, zone.startOf(days.from), zone.startOf(addDays(days.to, 1)));
    }
  }
}

/** Where the answer to a metric of a period and key is. */
export const cellOf = (name: string, { from, to }: Period, key: string | null): string => `${name} ${from}..${to} ${key ?? ''}`;

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

/** A period, and the days that are looked at for it. */
export interface Span {
  readonly period: Period;
  readonly looked: Period;
}

/** Each period once. */
export function spansOf({ rows }: Report, days: number | null): Span[] {
  const periods = rows.flatMap(({ from, to, compared, beside }): Period[] => [{ from, to }, ...Object.values(compared ?? {}), ...Object.values(beside ?? {})]);
  return [...new Map(periods.map(({ from, to }) => [`${from}..${to}`, { period: { from, to }, looked: { from: days === null ? from : addDays(to, 1 - days), to } }])).values()];
}

/** What a split goes by. */
function keyColumnOf({ query: { by } }: Report): string {
  if (by === undefined) return 'NULL';
  if (by === 'model') return 'e.model';
  if (by === 'connector') return 'e.connector_key';
  throw new Error(`No SQL is written for a split by ${by}.`);
}

function statementFor({ fact, counted }: Group, report: Report): string {
  const narrowed = report.query.where ?? [];
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
  const people = narrowed.length > 0 || columns.some((column) => column.includes('p.person')) ? 'LEFT JOIN person_references p ON p.id = e.reference' : '';
  const belonging = narrowed.map((_, at) => `JOIN belonging b${at} ON b${at}.person = p.person AND b${at}.whole = ? AND b${at}.since <= e.at AND b${at}.until > e.at`).join(' ');
  return `SELECT s.value ->> 0, ${keyColumnOf(report)}, ${columns.join(', ')}
    FROM json_each(?) s CROSS JOIN events e ON e.organisation = 1 AND e.retracted = 0 AND ${ofFact} AND e.at >= s.value ->> 1 AND e.at < s.value ->> 2 ${people} ${belonging}
    ${shared === undefined ? '' : `WHERE ${shared}`} GROUP BY 1, 2`;
}

const quoted = (text: string): string => `'${text}'`;

const columnNames: Readonly<Record<keyof Constants, string>> = { type: 'e.type', surface: 'e.surface', costType: 'e.cost_type' };

const conditionOf = (where: Constants): string =>
  (Object.keys(columnNames) as (keyof Constants)[]) // Object.keys forgets the literal keys.
    .flatMap((name) => (where[name] === undefined ? [] : [`${columnNames[name]} IN (${[where[name]].flat().map(quoted).join(', ')})`]))
    .join(' AND ') || '1';

function columnOf(aggregate: Counted['aggregate']): string {
  const name: string = aggregate.kind === 'sum' ? aggregate.column : aggregate.entity;
  if (name === 'person') return 'p.person';
  const column = `e.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  return column === 'e.list_amount' ? 'coalesce(e.list_amount, e.amount)' : column;
}

/** Throws where a report and somebody else say different numbers. */
export function compareAnswers(report: Report, theirs: ReadonlyMap<string, bigint>, who: string): void {
  const named = report.rows.filter(({ key }) => key === null || !key.startsWith('@'));
  for (const metric of report.query.metrics) {
    const { measure, unit } = metricOf(metric);
    if (measure.kind === 'ratio' || factsOf(measure).includes('directory')) continue;
    for (const { from, to, key, values, compared, beside } of named) {
      for (const { value, ...period } of [{ from, to, value: values[metric] ?? null }, ...[compared, beside].flatMap((others) => others?.[metric] ?? [])]) {
        const ours = unit === 'money' ? parseDecimal(String(value ?? 0)) : BigInt(value ?? 0);
        const other = theirs.get(cellOf(metric, period, key)) ?? 0n;
        // What cannot be said has no number, and what nobody counted is none to others.
        if (value !== null && ours !== other) throw new Error(`For ${metric} of ${period.from}..${period.to} ${key ?? ''} the report says ${ours} and ${who} ${other}.`);
      }
    }
  }
}
