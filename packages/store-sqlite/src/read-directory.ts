import { calendar, hasSeat, isInvited, isMembership, membershipsOf, openInvitesIn, unattributed, type Answer, type Contribution, type ContributionQuestion, type Day, type Dimension, type Directory, type DirectoryPerson, type Filter, type OpenInvite, type Organisation, type Question } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { AnswerTable } from './answer-table.js';
import type { DirectoryHistory } from './directory-history.js';
import type { Keys } from './narrowed-directories.js';

/** Counts seats and invites in the directory of each period's last day. */
export function readDirectory({ aggregates, periods, by, where }: Question, history: DirectoryHistory): Answer {
  const table = new AnswerTable(aggregates.length);
  const unsplit: number[] = [];
  const isNarrow = by !== null || where.size > 0;
  const columns = aggregates.map((aggregate) => (aggregate.kind === 'closing' ? aggregate.column : null));

  history.expect(periods.map(({ to }) => to));
  const narrowedOn = isNarrow ? history.narrowed(JSON.stringify([by, ...where]), narrowedBy(by, where)) : null;
  for (const [period, { to: day }] of periods.entries()) {
    const totals = history.totalsOf(day);
    if (narrowedOn === null) {
      for (const [at, column] of columns.entries()) table.set(period, null, at, BigInt((column === null ? null : totals[column]) ?? 0));
      continue;
    }
    const { seatsByPerson, invitesByPerson } = totals;
    if ((columns.includes('seats') && !seatsByPerson) || (columns.includes('pendingInvites') && !invitesByPerson)) unsplit.push(period);
    const { seats, invites } = narrowedOn(day);
    for (const [at, column] of columns.entries()) {
      if (column === 'seats' && seatsByPerson) for (const [key, count] of seats) table.add(period, key, at, count);
      if (column === 'pendingInvites' && invitesByPerson) for (const [key, count] of invites) table.add(period, key, at, count);
    }
  }
  return { rows: table.rows(), cut: [], unsplit, bases: [] };
}

/** What somebody counts for; nothing where a filter leaves them out. */
function narrowedBy(by: Dimension | null, where: Filter): Keys {
  const conditions = [...where];
  return (person) => {
    if (!conditions.every(([dimension, wanted]) => keysIn(person, dimension).some((key) => wanted.includes(key)))) return null;
    return by === null ? [null] : [...new Set(keysIn(person, by))];
  };
}

/** Who has the seats and invites of each period's last day. */
export function directoryContributions({ organisation, aggregates, periods }: ContributionQuestion, history: DirectoryHistory): Contribution[] {
  const zone = calendar(organisation.timeZone);
  // A directory stands for as many days as nobody has said anything new.
  const seated = new Map<Directory<number>['people'], Uint32Array>();
  return periods.flatMap(({ to: day }, period) => {
    const end = zone.intervalOf(day, day).to;
    const { people, seatsByPerson, invitesByPerson } = history.of(day);
    const those = (counts: (person: DirectoryPerson) => boolean): Uint32Array => Uint32Array.from([...people].flatMap(([who, person]) => (counts(person) ? [who] : [])));
    return aggregates.flatMap((aggregate, at): Contribution[] => {
      if (aggregate.kind !== 'closing' || (aggregate.column === 'seats' ? !seatsByPerson : !invitesByPerson)) return [];
      const found = aggregate.column === 'seats' ? (seated.get(people) ?? those(hasSeat)) : those((person) => isInvited(person, end));
      if (aggregate.column === 'seats') seated.set(people, found);
      return found.length === 0 ? [] : [{ aggregate: at, period, key: null, people: found }];
    });
  });
}

/** The invites that were out when a day ended, by the keys of people. */
export function readOpenInvites(database: Database, ledger: number, { timeZone }: Pick<Organisation, 'timeZone'>, day: Day, history: DirectoryHistory): { readonly total: number | null; readonly invites: readonly OpenInvite[] | null } {
  const keyOf = database.prepare<[number, number], string>('SELECT key FROM people WHERE organisation = ? AND id = ?').pluck();
  const directory = history.of(day);
  const invites = openInvitesIn(directory, calendar(timeZone).intervalOf(day, day).to, (who) => keyOf.get(ledger, who) ?? null);
  return { total: directory.pendingInvites, invites };
}

/** What a person belongs to, or that it is nothing. */
function keysIn(person: DirectoryPerson, dimension: Dimension): readonly string[] {
  const found = isMembership(dimension) ? membershipsOf(person, dimension) : [];
  return found.length === 0 ? [unattributed] : found;
}
