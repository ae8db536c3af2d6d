import { dayNumber, type Condition, type Constants, type Period, type Report } from '@pegel/domain';
import { groupsOf, spansOf, cellOf, type Counted } from '../plain-sql.js';
import { connectors, crossing, models, scaleSurfaces, types } from '../scale/organisation.js';
import type { Answering, Engine } from './engine.js';

/** What of a report one statement asks for, and where its rows belong in the answers. */
interface Statement {
  readonly sql: string;
  /** Each as a row has it: a day or the place of a period, a key, and a number for each of the counted. */
  take(rows: readonly (readonly unknown[])[], put: (name: string, period: Period, key: string | null, value: bigint) => void): void;
}

/**
 * Asks another engine for the numbers of reports, in SQL that each of them understands as it stands. Each question is put
 * in the form that was the fastest: sums of the same days together, different things by groups of them, windows that
 * slide from one day to the next by who enters and leaves them. What somebody belonged to on a day stands in each row.
 */
export const asked = (engine: Engine): Answering => ({
  name: engine.name,
  async answer(report) {
    const answers = new Map<string, bigint>();
    for (const { sql, take } of statementsFor(report)) {
      take(await engine.rows(sql), (name, period, key, value) => void answers.set(cellOf(name, period, key), value));
    }
    return answers;
  },
});

function statementsFor(report: Report): Statement[] {
  return groupsOf(report).flatMap(({ fact, days, counted }) => {
    const spans = spansOf(report, days);
    const whole = `type ${fact === 'spend' ? '=' : '<>'} ${types.indexOf('spend')} AND ${narrowedTo(report.query.where ?? [])}`;
    const key = keyOf(report);
    if (days !== null) return counted.map((one) => sliding(one, days, spans, whole, key));
    const sums = counted.filter(({ aggregate }) => aggregate.kind === 'sum');
    const isByDay = spans.every(({ looked }) => looked.from === looked.to);
    const others = counted.filter(({ aggregate }) => aggregate.kind !== 'sum');
    return [...(sums.length === 0 ? [] : [summed(sums, spans, whole, key, isByDay)]), ...others.map((one) => different(one, spans, whole, key, isByDay))];
  });
}

type Span = ReturnType<typeof spansOf>[number];

/** Sums over days are added up from those of the days. */
function summed(counted: readonly Counted[], spans: readonly Span[], whole: string, key: Key, isByDay: boolean): Statement {
  const columns = counted.map(({ aggregate }, at) => `sum(CASE WHEN ${conditionOf(aggregate.where)} THEN ${columnOf(aggregate)} ELSE 0 END) AS v${at}`);
  const byDay = `SELECT day, ${key.column} AS k, ${columns.join(', ')} FROM events WHERE ${whole} AND ${typesOf(counted)} AND ${within(spans)} GROUP BY day, ${key.column}`;
  const sql = isByDay ? byDay : `SELECT place, k, ${counted.map((_, at) => `sum(v${at})`).join(', ')} FROM (${byDay}) days CROSS JOIN (${tableOf(spans)}) spans WHERE day BETWEEN since AND until GROUP BY place, k`;
  return { sql, take: (rows, put) => placed(rows, spans, isByDay, key, counted, put) };
}

function different(one: Counted, spans: readonly Span[], whole: string, key: Key, isByDay: boolean): Statement {
  const entities = entitiesBy(one, spans, whole, key);
  const sql = isByDay
    ? `SELECT day, k, count(*) FROM (${entities}) entities GROUP BY day, k`
    : `SELECT place, k, count(DISTINCT entity) FROM (${entities}) entities CROSS JOIN (${tableOf(spans)}) spans WHERE day BETWEEN since AND until GROUP BY place, k`;
  return { sql, take: (rows, put) => placed(rows, spans, isByDay, key, [one], put) };
}

/** Whoever does something is in the windows of the days from then on, and leaves them unless they do it again. */
function sliding(one: Counted, days: number, spans: readonly Span[], whole: string, key: Key): Statement {
  // A literal may be of another type than what it stands for.
  const never = 'CAST(9999999 AS INTEGER)';
  const sql = `WITH entities AS (${entitiesBy(one, spans, whole, key)}),
    gaps AS (SELECT day, k, lead(day, 1, ${never}) OVER (PARTITION BY k, entity ORDER BY day) AS again FROM entities),
    moves AS (SELECT day, k, 1 AS step FROM gaps UNION ALL SELECT CASE WHEN again < day + ${days} THEN again ELSE day + ${days} END AS day, k, -1 AS step FROM gaps),
    steps AS (SELECT day, k, sum(step) AS step FROM moves GROUP BY day, k)
    SELECT day, k, sum(step) OVER (PARTITION BY k ORDER BY day) AS there FROM steps ORDER BY k, day`;
  const asked = new Map(spans.map(({ period, looked }) => [dayNumber(looked.to), period]));
  return {
    sql,
    take(rows, put) {
      let last: { readonly day: number; readonly key: unknown; readonly value: bigint } | null = null;
      // A day on which nobody comes or goes has no row, and is as the one before it.
      const fill = (until: number): void => {
        for (let day = last?.day ?? until; day < until; day += 1) {
          const period = asked.get(day);
          if (period !== undefined && last !== null) put(one.name, period, key.named(last.key), last.value);
        }
      };
      const end = Math.max(...asked.keys()) + 1;
      for (const [day, k, value] of rows) {
        if (last !== null && last.key !== k) fill(end);
        else fill(Number(day));
        last = { day: Number(day), key: k, value: BigInt(String(value)) };
      }
      fill(end);
    },
  };
}

/** Each different thing once a day. */
function entitiesBy(one: Counted, spans: readonly Span[], whole: string, key: Key): string {
  const column = columnOf(one.aggregate);
  const isKnown = column === 'person' ? '1 = 1' : `${column} > 0`;
  return `SELECT day, ${key.column} AS k, ${column} AS entity FROM events WHERE ${whole} AND ${conditionOf(one.aggregate.where)} AND ${isKnown} AND ${within(spans)} GROUP BY day, ${key.column}, ${column}`;
}

function placed(rows: readonly (readonly unknown[])[], spans: readonly Span[], isByDay: boolean, key: Key, counted: readonly Counted[], put: Parameters<Statement['take']>[1]): void {
  const byDay = new Map(spans.map(({ period, looked }) => [dayNumber(looked.to), period]));
  for (const [place, k, ...values] of rows) {
    const period = isByDay ? byDay.get(Number(place)) : spans[Number(place)]?.period;
    // Days between those that are asked for.
    if (period === undefined) continue;
    counted.forEach(({ name }, at) => put(name, period, key.named(k), BigInt(String(values[at] ?? 0))));
  }
}

/** From the first day that is looked at to the last; where few days far apart are, those between them would be read for nothing. */
function within(spans: readonly Span[]): string {
  const parts: [number, number][] = [];
  for (const { looked } of spans.toSorted((a, b) => (a.looked.from < b.looked.from ? -1 : 1))) {
    const [from, to] = [dayNumber(looked.from), dayNumber(looked.to)];
    const last = parts.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else parts.push([from, to]);
  }
  const apart = parts.length > 8 ? [[parts[0]?.[0] ?? 0, parts.at(-1)?.[1] ?? 0]] : parts;
  return `(${apart.map(([from, to]) => `day BETWEEN ${from} AND ${to}`).join(' OR ')})`;
}

const tableOf = (spans: readonly Span[]): string => spans.map(({ looked }, place) => `SELECT ${place} AS place, ${dayNumber(looked.from)} AS since, ${dayNumber(looked.to)} AS until`).join(' UNION ALL ');

/** What a split goes by, and what its numbers stand for. */
interface Key {
  readonly column: string;
  named(value: unknown): string | null;
}

function keyOf({ query: { by } }: Report): Key {
  if (by === undefined) return { column: 'CAST(0 AS INTEGER)', named: () => null };
  if (by === 'model' || by === 'connector') return { column: by, named: (value) => (by === 'model' ? models : connectors)[Number(value) - 1] ?? null };
  throw new Error(`No SQL is written for a split by ${by}.`);
}

function narrowedTo(where: readonly Condition[]): string {
  const conditions = where.map(({ dimension, key }) => {
    if (dimension === 'department') return `department = ${Number(key)}`;
    if (dimension === 'group' && key === crossing) return 'pilot = 1';
    throw new Error(`No SQL is written for ${dimension} ${key}.`);
  });
  return conditions.join(' AND ') || '1 = 1';
}

/** What an index can look for, where everything that is counted is of the same kinds. */
function typesOf(counted: readonly Counted[]): string {
  const wanted = counted.map(({ aggregate }) => aggregate.where.type);
  return wanted.some((type) => type === undefined) ? '1 = 1' : `type IN (${[...new Set(wanted.flat().map((type) => types.findIndex((known) => known === type)))].join(', ')})`;
}

/** Every line of spend here is one of tokens. */
function conditionOf({ type, surface }: Constants): string {
  const conditions = [
    ...(type === undefined ? [] : [`type IN (${[type].flat().map((name) => types.findIndex((known) => known === name)).join(', ')})`]),
    ...(surface === undefined ? [] : [`surface = ${scaleSurfaces.findIndex((known) => known === surface)}`]),
  ];
  return conditions.join(' AND ') || '1 = 1';
}

const columnNames: Readonly<Record<string, string>> = { inputTokens: 'input', outputTokens: 'output', cacheReadTokens: 'cacheRead', cacheWriteTokens: 'cacheWrite' };

function columnOf(aggregate: Counted['aggregate']): string {
  const name: string = aggregate.kind === 'sum' ? aggregate.column : aggregate.entity;
  return columnNames[name] ?? name;
}
