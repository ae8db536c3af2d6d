import { dayFromNumber, ended, type Organisation } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { activityDays, activityReading } from '../cube/activity-days.js';
import { nameNames, sumNames, thingNames, vocabularyOf, type DaySegment, type Vocabulary } from '../cube/columns.js';
import type { DayReader } from '../cube/day-reader.js';
import { OpenRun } from '../cube/open-run.js';
import { sealedDaysIn, type SealedDay } from '../cube/sealed-days.js';
import { spendDays, spendReading } from '../cube/spend-days.js';
import { Who } from '../cube/who.js';
import type { Findings } from './findings.js';

interface Row extends Omit<SealedDay, 'timeZone'> {
  /** `null`: of no organisation. */
  readonly slug: string | null;
}

/** A day that is kept in columns says what the ledger says of it. One of another version or of other hours is read by nobody. */
export function verifySealedDays(database: Database, organisations: readonly Pick<Organisation, 'slug' | 'timeZone'>[], findings: Findings): void {
  const sealedDays = sealedDaysIn(database, [activityReading, spendReading]);
  const readers = new Map<string, Pick<DayReader<never>, 'reading'>>([['activity', activityDays(database)], ['spend', spendDays(database)]]);
  const rows = database.prepare<[], Row>('SELECT d.organisation AS ledger, l.slug, d.fact, d.day AS number FROM sealed_days d LEFT JOIN ledgers l ON l.id = d.organisation ORDER BY d.organisation, d.day, d.fact').all();
  let [ledger, vocabulary]: [number | null, Vocabulary | null] = [null, null];
  for (const { slug, ...row } of rows) {
    const [organisation, reader] = [organisations.find((one) => one.slug === slug), readers.get(row.fact)];
    const at = `${slug ?? `organisation ${row.ledger}`}: the day ${dayFromNumber(row.number)} of ${row.fact}`;
    if (organisation === undefined || reader === undefined) {
      findings.offends('sealed-days', `${at} is in columns, and there is no such ${organisation === undefined ? 'organisation' : 'fact'}.`);
      continue;
    }
    // What columns are numbered by is of one organisation, whose days come one after the other.
    if (vocabulary === null || ledger !== row.ledger) [ledger, vocabulary] = [row.ledger, vocabularyOf(new Who(database, row.ledger))];
    const day: SealedDay = { ...row, timeZone: organisation.timeZone };
    const standing = sealedDays.standingOf(day);
    if (standing === 'of another version') continue;
    const sealed = standing === 'sealed' ? ended(sealedDays.reading(day, vocabulary)) : null;
    findings.demand('sealed-days', sealed !== null, () => `${at} is in columns that are damaged; a server makes it of the ledger.`);
    if (sealed === null) continue;
    const made = ended(reader.reading(row.ledger, organisation, dayFromNumber(row.number), vocabulary, 1));
    const differing = differences(numbersIn(sealed), numbersIn(made));
    findings.demand('sealed-days', differing.length === 0, () => `${at} is in columns that are not what the ledger says: ${differing.length} of their numbers differ, first ${differing[0]}.`);
  }
}

/** All that a day says, by a text that tells what of. */
function numbersIn({ runs, reachesOn }: DaySegment): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>([['what begins on it and goes on', reachesOn ? 1 : 0]]);
  const add = (of: string, value: number) => numbers.set(of, (numbers.get(of) ?? 0) + value);
  const open = new OpenRun();
  for (const run of runs) {
    open.open(run);
    const kind = [run.type, run.surface, run.costType, run.basis].filter((one) => one !== null).join(' ');
    const columns = [open.who(), ...thingNames.map((name) => open.thing(name)), ...nameNames.map((name) => open.name(name))];
    for (const name of sumNames) {
      const [values, total] = [open.sum(name), run.totals[name]];
      add(`all ${name} of ${kind}`, total?.sum ?? 0);
      add(`all ${name} of ${kind} without signs`, total?.most ?? 0);
      for (let row = 0; row < run.rows; row += 1) add(`${name} of ${kind} with ${columns.map((column) => column?.[row] ?? 0).join(' ')}`, values?.[row] ?? 0);
    }
  }
  return numbers;
}

/** What two days say other numbers of, with both. */
const differences = (sealed: ReadonlyMap<string, number>, made: ReadonlyMap<string, number>): string[] =>
  [...new Set([...sealed.keys(), ...made.keys()])].flatMap((of) => ((sealed.get(of) ?? 0) === (made.get(of) ?? 0) ? [] : [`${of}, ${sealed.get(of) ?? 0} for ${made.get(of) ?? 0}`]));
