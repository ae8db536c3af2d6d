import { dayNumber, joinLimbs, type Answer, type Basis, type Day, type Column, type Constants, type Contribution, type Organisation, type Period, type Question, type SpendByUser } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { AnswerTable } from './answer-table.js';
import type { BelongingTables } from './belonging-tables.js';
import type { Cube } from './cube/cube.js';
import type { Share } from './cube/everybody.js';
import type { DirectoryHistory } from './directory-history.js';
import { narrowingOf, type Narrowing, type Parameters } from './narrowing.js';
import { around } from './periods.js';
import { contributionsIn, type BehindRow } from './read-activity.js';
import { authorityOver, basisOf, countingParameter, countingTable, daysByBasis, spendParameters, spendTables } from './spend-lines.js';

/** What is added up, as SQL: a line without a list price cost its net amount. */
export const lineColumns: Readonly<Record<Column<'spend'>, string>> = {
  amount: 'f.amount', listAmount: 'coalesce(f.list_amount, f.amount)', credits: 'coalesce(f.credits, 0)', requests: 'f.requests',
  inputTokens: 'f.input_tokens', outputTokens: 'f.output_tokens', cacheReadTokens: 'f.cache_read_tokens', cacheWriteTokens: 'f.cache_write_tokens',
};
const columnNames = Object.keys(lineColumns) as Column<'spend'>[]; // Object.keys forgets the literal keys.

/** A sum in two limbs, so that neither can overflow, of the lines that meet a condition. */
const limbs = (column: Column<'spend'>, condition: string, at: number): string =>
  `sum(iif(${condition}, ${lineColumns[column]} / 1000000000, 0)) AS high_${at}, sum(iif(${condition}, ${lineColumns[column]} % 1000000000, 0)) AS low_${at}`;

const sumsOf = (width: number): string => Array.from({ length: width }, (_, at) => `sum(sums.high_${at}), sum(sums.low_${at})`).join(', ');

/** The values that pairs of limbs in a row stand for. */
const valuesOf = (row: readonly bigint[]): bigint[] => row.flatMap((high, at) => (at % 2 === 0 ? [joinLimbs(high, row[at + 1] ?? 0n)] : []));

/** Adds up what use cost, over the lines that count in each period; what the cube cannot say is SQL. */
export const readSpend = (database: Database, question: Question, organisation: number, history: DirectoryHistory, tables: BelongingTables, cube: Cube | null): Answer =>
  fromCube(cube, question, organisation, history) ?? fromLines(database, question, organisation, history, tables);

function fromCube(cube: Cube | null, question: Question, ledger: number, history: DirectoryHistory): Answer | null {
  const bases = cube?.bases(question, ledger) ?? null;
  if (cube === null || bases === null) return null;
  const table = new AnswerTable(question.aggregates.length);
  for (const [at, aggregate] of question.aggregates.entries()) {
    if (aggregate.kind !== 'sum' || aggregate.fact !== 'spend') continue;
    const counted = cube.count(question, aggregate, { ledger, history });
    if (counted === null) return null;
    for (const { period, key, value } of counted) table.add(period, key, at, value);
  }
  return { rows: table.rows(), cut: [], unsplit: [], bases };
}

function fromLines(database: Database, question: Question, organisation: number, history: DirectoryHistory, tables: BelongingTables): Answer {
  const { periods, aggregates } = question;
  const parameters = spendParameters(question.organisation, organisation, periods);
  const authority = authorityOver(database, parameters, periods);
  const narrowing = narrowingOf(question, { history, days: around(periods), momentsOf: ({ from, to }) => [dayNumber(from), dayNumber(to) + 1] }, tables);
  const constants: Parameters = {};
  const sums = aggregates.map((aggregate, at) => {
    if (aggregate.kind !== 'sum' || aggregate.fact !== 'spend') return `0 AS high_${at}, 0 AS low_${at}`;
    return limbs(aggregate.column as Column<'spend'>, conditionOf(aggregate.where, at, constants), at); // The fact says whose column it is.
  });
  const sql = `
WITH ${spendTables}, ${countingTable},
sums AS MATERIALIZED (
  SELECT f.surface, f.rank, f.first_day, f.last_day, ${narrowing.key} AS key, ${sums.join(', ')}
  ${narrowedLines(narrowing)}
  GROUP BY 1, 2, 3, 4, 5
)
SELECT counting.period, sums.key, ${sumsOf(aggregates.length)}
FROM counting JOIN sums USING (surface, rank, first_day, last_day) GROUP BY 1, 2`;

  const table = new AnswerTable(aggregates.length);
  const rows = database
    .prepare<[Parameters], [bigint, string | bigint | null, ...bigint[]]>(sql)
    .raw()
    .safeIntegers()
    .all({ ...parameters, ...countingParameter(authority), ...narrowing.parameters, ...constants });
  for (const [period, key, ...values] of rows) {
    for (const [at, value] of valuesOf(values).entries()) table.set(Number(period), narrowing.textOf(key), at, value);
  }
  return { rows: table.rows(), cut: authority.cut, unsplit: [], bases: daysByBasis(authority, periods.length) };
}

/** Who has lines that count in a period and add something to it; what the cube cannot say is SQL. */
export function spendContributions(database: Database, question: Question, organisation: number, history: DirectoryHistory, tables: BelongingTables, cube: Cube | null): Contribution[] {
  const found: Contribution[] = [];
  const left = question.aggregates.flatMap((aggregate, at) => {
    const behind = aggregate.kind === 'sum' && aggregate.fact === 'spend' ? (cube?.behind(question, aggregate, { ledger: organisation, history }) ?? null) : [];
    for (const one of behind ?? []) found.push({ aggregate: at, ...one });
    return behind === null ? [at] : [];
  });
  return left.length === 0 ? found : [...found, ...contributionsOfLines(left, database, question, organisation, history, tables)];
}

function contributionsOfLines(places: readonly number[], database: Database, question: Question, organisation: number, history: DirectoryHistory, tables: BelongingTables): Contribution[] {
  const { periods, aggregates } = question;
  const parameters = spendParameters(question.organisation, organisation, periods);
  const authority = authorityOver(database, parameters, periods);
  const narrowing = narrowingOf(question, { history, days: around(periods), momentsOf: ({ from, to }) => [dayNumber(from), dayNumber(to) + 1] }, tables);
  return places.flatMap((at) => {
    const aggregate = aggregates[at];
    if (aggregate?.kind !== 'sum' || aggregate.fact !== 'spend') return [];
    const constants: Parameters = {};
    const condition = conditionOf(aggregate.where, at, constants);
    const sql = `
WITH ${spendTables}, ${countingTable},
behind AS MATERIALIZED (
  SELECT f.surface, f.rank, f.first_day, f.last_day, ${narrowing.key} AS key, reference.person
  ${narrowedLines(narrowing)} AND ${condition} AND ${lineColumns[aggregate.column as Column<'spend'>]} <> 0 AND reference.person IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT DISTINCT counting.period, behind.key, behind.person FROM counting JOIN behind USING (surface, rank, first_day, last_day)`; // The fact says whose column it is.
    return contributionsIn(at, database.prepare<[Parameters], BehindRow>(sql).raw().all({ ...parameters, ...countingParameter(authority), ...narrowing.parameters, ...constants }), narrowing);
  });
}

const narrowedLines = ({ joins, condition }: Narrowing): string => `FROM (SELECT *, first_day AS moment FROM lines) f\n${joins}\nWHERE ${condition}`;

/** The condition an aggregate fixes, with what it compares bound. */
function conditionOf({ surface, costType }: Constants, at: number, parameters: Parameters): string {
  const conditions = ['TRUE'];
  if (surface !== undefined) {
    parameters[`only_surface_${at}`] = surface;
    conditions.push(`f.surface = :only_surface_${at}`);
  }
  if (costType !== undefined) {
    const wanted = [costType].flat();
    for (const [place, type] of wanted.entries()) parameters[`only_cost_${at}_${place}`] = type;
    conditions.push(`f.cost_type IN (${wanted.map((_, place) => `:only_cost_${at}_${place}`).join(', ')})`);
  }
  return conditions.join(' AND ');
}

const byUser = `
WITH ${spendTables}, ${countingTable}
SELECT
  CASE WHEN f.service IS NOT NULL THEN '@service' WHEN f.first_day < :named_since THEN '@unattributed' ELSE coalesce(person.key, '@unattributed') END AS key, f.model, f.rank,
  ${columnNames.map((column, at) => limbs(column, 'TRUE', at)).join(', ')}
FROM counting JOIN lines f USING (surface, rank, first_day, last_day)
  LEFT JOIN person_references reference ON reference.id = f.reference LEFT JOIN people person ON person.id = reference.person
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3`;

/** Everybody's spend over a period as a whole, some rows at a time, and none now and then; what the cube cannot say is SQL. */
export const spendByUser = (reader: Database, cube: Cube | null, organisation: Organisation, id: number, period: Period, namedSince: Day | null): Generator<readonly SpendByUser[]> => {
  const shares = cube?.everybody(organisation, id, period, namedSince) ?? null;
  return shares === null ? spendByUserOfLines(reader, organisation, id, period, namedSince) : spendOfShares(shares);
};

function* spendOfShares(pieces: Iterable<readonly Share[]>): Generator<readonly SpendByUser[]> {
  for (const shares of pieces) yield shares.map(({ key, model, basis, sums }) => rowOf(key, model, basis, sums));
}

/** A row of sums that are in the order of the columns of their fact. */
const rowOf = (key: string, model: string | null, basis: Basis, sums: readonly bigint[]): SpendByUser => {
  const [amount = 0n, listAmount = 0n, credits = 0n, requests = 0n, inputTokens = 0n, outputTokens = 0n, cacheReadTokens = 0n, cacheWriteTokens = 0n] = sums;
  return { key, model, basis, amount, listAmount, credits, requests, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens };
};

const rowsAtOnce = 500;

/** It is for a connection that only reads: the answer can be long, whoever takes it slow, and the writer must not wait for them. */
function* spendByUserOfLines(reader: Database, organisation: Organisation, id: number, period: Period, namedSince: Day | null): Generator<readonly SpendByUser[]> {
  const parameters = spendParameters(organisation, id, [period]);
  const authority = authorityOver(reader, parameters, [period]);
  let rows: SpendByUser[] = [];
  const statement = reader.prepare<[Parameters], [string, string | null, bigint, ...bigint[]]>(byUser).raw().safeIntegers();
  for (const [key, model, rank, ...values] of statement.iterate({ ...parameters, named_since: namedSince === null ? Number.MIN_SAFE_INTEGER : dayNumber(namedSince), ...countingParameter(authority) })) {
    const basis = basisOf(Number(rank));
    if (basis === undefined) throw new RangeError(`No basis has the rank ${rank}.`); // The query makes ranks from the same list.
    rows.push(rowOf(key, model, basis, valuesOf(values)));
    if (rows.length < rowsAtOnce) continue;
    yield rows;
    rows = [];
  }
  yield rows;
}
