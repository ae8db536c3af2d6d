import { calendar, hasSeat, isInvited, isMembership, membershipsOf, openInvitesIn, unattributed, type Answer, type Contribution, type ContributionQuestion, type Day, type Dimension, type DirectoryPerson, type OpenInvite, type Organisation, type Question } from '@pegel/domain';
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
    const end = zone.intervalOf(day, day).to;
    const { people, seatsByPerson, invitesByPerson } = history.of(day);
    if ((columns.includes('seats') && !seatsByPerson) || (columns.includes('pendingInvites') && !invitesByPerson)) unsplit.push(period);
    const totals = new Map<string | null, bigint[]>();
    for (const person of people.values()) {
      if (![...where].every(([dimension, wanted]) => keysIn(person, dimension).some((key) => wanted.includes(key)))) continue;
      const has = columns.map((column) => (column === 'seats' ? seatsByPerson && hasSeat(person) : column === 'pendingInvites' && invitesByPerson && isInvited(person, end)));
      if (!has.includes(true)) continue;
      for (const key of by === null ? [null] : new Set(keysIn(person, by))) {
        const before = totals.get(key);
        totals.set(key, has.map((counts, at) => (before?.[at] ?? 0n) + (counts ? 1n : 0n)));
      }
    }
    for (const [key, values] of totals) for (const [at, value] of values.entries()) table.set(period, key, at, value);
  }
  return { rows: table.rows(), cut: [], unsplit, bases: [] };
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
      return found.length === 0 ? [] : [{ aggregate: at, period, key: null, people: found }];
    });
  });
}

/** The invites that were out when a day ended, by the keys of people. */
export function readOpenInvites(database: Database, ledger: number, { timeZone }: Pick<Organisation, 'timeZone'>, day: Day, history: DirectoryHistory): { readonly total: number | null; readonly invites: readonly OpenInvite[] | null } {
  const keyOf = database.prepare<[number, string], string>('SELECT key FROM people WHERE organisation = ? AND id = ?').pluck();
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
