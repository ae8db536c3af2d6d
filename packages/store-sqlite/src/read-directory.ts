import { calendar, hasInvite, hasSeat, isInvited, isMembership, membershipsOf, openInvitesIn, unattributed, type Answer, type Contribution, type ContributionQuestion, type Day, type Dimension, type Directory, type DirectoryPerson, type Filter, type OpenInvite, type Organisation, type Question } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { AnswerTable } from './answer-table.js';
import type { DirectoryHistory } from './directory-history.js';

/** Counts seats and invites in the directory of each period's last day. */
export function readDirectory({ organisation, aggregates, periods, by, where }: Question, history: DirectoryHistory): Answer {
  const zone = calendar(organisation.timeZone);
  const table = new AnswerTable(aggregates.length);
  const unsplit: number[] = [];
  const isNarrow = by !== null || where.size > 0;
  const columns = aggregates.map((aggregate) => (aggregate.kind === 'closing' ? aggregate.column : null));

  for (const [period, { to: day }] of periods.entries()) {
    if (!isNarrow) {
      const totals = history.totalsOf(day);
      for (const [at, column] of columns.entries()) table.set(period, null, at, BigInt((column === null ? null : totals[column]) ?? 0));
      continue;
    }
    const { people, seatsByPerson, invitesByPerson } = history.of(day);
    if ((columns.includes('seats') && !seatsByPerson) || (columns.includes('pendingInvites') && !invitesByPerson)) unsplit.push(period);
    const { seats, invited } = narrowedOf(people, by, where);
    for (const [at, column] of columns.entries()) {
      if (column === 'seats' && seatsByPerson) for (const [key, count] of seats) table.add(period, key, at, count);
      if (column !== 'pendingInvites' || !invitesByPerson || invited.length === 0) continue;
      const end = zone.intervalOf(day, day).to;
      for (const { person, keys } of invited) if (isInvited(person, end)) for (const key of keys) table.add(period, key, at, 1n);
    }
  }
  return { rows: table.rows(), cut: [], unsplit, bases: [] };
}

/** What the people of a directory come to where they are narrowed. */
interface Narrowed {
  readonly seats: ReadonlyMap<string | null, bigint>;
  /** Who may have an invite, as the time is, and what it counts for. */
  readonly invited: readonly { readonly person: DirectoryPerson; readonly keys: readonly (string | null)[] }[];
}

/** How many ways to narrow the same people are kept. */
const narrowedMax = 16;
/** A directory stands for as many days as nobody has said anything new: its people are gone through once, and not for each of them. */
const narrowed = new WeakMap<Directory['people'], Map<string, Narrowed>>();

function narrowedOf(people: Directory['people'], by: Dimension | null, where: Filter): Narrowed {
  const known = narrowed.get(people) ?? new Map<string, Narrowed>();
  narrowed.set(people, known);
  const name = JSON.stringify([by, ...where]);
  const found = known.get(name) ?? narrow(people, by, where);
  // What was asked for last is forgotten last.
  known.delete(name);
  const oldest = known.keys().next().value;
  if (known.size >= narrowedMax && oldest !== undefined) known.delete(oldest);
  known.set(name, found);
  return found;
}

function narrow(people: Directory['people'], by: Dimension | null, where: Filter): Narrowed {
  const seats = new Map<string | null, bigint>();
  const invited: Narrowed['invited'][number][] = [];
  const conditions = [...where];
  for (const person of people.values()) {
    if (!conditions.every(([dimension, wanted]) => keysIn(person, dimension).some((key) => wanted.includes(key)))) continue;
    const keys = by === null ? [null] : [...new Set(keysIn(person, by))];
    if (hasSeat(person)) for (const key of keys) seats.set(key, (seats.get(key) ?? 0n) + 1n);
    if (hasInvite(person)) invited.push({ person, keys });
  }
  return { seats, invited };
}

/** Who has the seats and invites of each period's last day. */
export function directoryContributions({ organisation, aggregates, periods }: ContributionQuestion, history: DirectoryHistory): Contribution[] {
  const zone = calendar(organisation.timeZone);
  return periods.flatMap(({ to: day }, period) => {
    const end = zone.intervalOf(day, day).to;
    const { people, seatsByPerson, invitesByPerson } = history.of(day);
    return aggregates.flatMap((aggregate, at): Contribution[] => {
      if (aggregate.kind !== 'closing') return [];
      const counts = (person: DirectoryPerson): boolean => (aggregate.column === 'seats' ? seatsByPerson && hasSeat(person) : invitesByPerson && isInvited(person, end));
      const found = [...people].flatMap(([handle, person]) => (counts(person) ? [history.personOf(handle)] : [])).filter((person) => person !== null);
      return found.length === 0 ? [] : [{ aggregate: at, period, key: null, people: Uint32Array.from(found) }];
    });
  });
}

/** The invites that were out when a day ended, by the keys of people. */
export function readOpenInvites(database: Database, ledger: number, { timeZone }: Pick<Organisation, 'timeZone'>, day: Day, history: DirectoryHistory): { readonly total: number | null; readonly invites: readonly OpenInvite[] | null } {
  const keyOf = database.prepare<[number, number], string>('SELECT key FROM people WHERE organisation = ? AND id = ?').pluck();
  const directory = history.of(day);
  const invites = openInvitesIn(directory, calendar(timeZone).intervalOf(day, day).to, (handle) => {
    const person = history.personOf(handle);
    return person === null ? null : (keyOf.get(ledger, person) ?? null);
  });
  return { total: directory.pendingInvites, invites };
}

/** What a person belongs to, or that it is nothing. */
function keysIn(person: DirectoryPerson, dimension: Dimension): readonly string[] {
  const found = isMembership(dimension) ? membershipsOf(person, dimension) : [];
  return found.length === 0 ? [unattributed] : found;
}
