import type { Calendar } from './calendar.js';
import type { Day } from './days.js';
import type { DirectoryPerson, DirectorySnapshot } from './events.js';
import type { Membership } from './facts.js';
import { compareText, handleOf, type Handle, type Identities } from './identity.js';

/** A snapshot and the source that took it. */
export interface SourcedSnapshot {
  readonly source: string;
  readonly snapshot: DirectorySnapshot;
}

/** Who had a seat, an invite and which memberships on a day. */
export interface Directory {
  /** By person; empty where only totals are known. */
  readonly people: ReadonlyMap<Handle, DirectoryPerson>;
  /** `null`: nobody has said. */
  readonly seats: number | null;
  readonly pendingInvites: number | null;
  /** Whether the people add up to the totals; if not, the totals cannot be split. */
  readonly seatsByPerson: boolean;
  readonly invitesByPerson: boolean;
}

const inOrder = (a: SourcedSnapshot, b: SourcedSnapshot): number => a.snapshot.takenAt - b.snapshot.takenAt || compareText(a.source, b.source);

/**
 * The directory of a day: the newest complete snapshot taken before the day ended, with later partial ones laid over it.
 * Totals that were sent without people stand until a newer complete snapshot with people.
 */
export function directoryOf(day: Day, snapshots: readonly SourcedSnapshot[], identities: Identities, calendar: Calendar): Directory {
  const end = calendar.intervalOf(day, day).to;
  const people = new Map<Handle, DirectoryPerson>();
  let known = false;
  let seats: number | null = null;
  let pendingInvites: number | null = null;

  for (const { source, snapshot } of snapshots.filter(({ snapshot }) => snapshot.takenAt < end).toSorted(inOrder)) {
    if (snapshot.people === null) {
      seats = snapshot.totals.assigned ?? seats;
      pendingInvites = snapshot.totals.pendingInvites ?? pendingInvites;
      continue;
    }
    if (snapshot.complete) {
      people.clear();
      known = true;
      seats = null;
      pendingInvites = null;
    }
    // A partial snapshot lays over a complete one; alone it says nothing about the rest.
    if (!known) continue;
    for (const person of snapshot.people) {
      const handle = handleOf(source, person.person);
      people.set(identities.get(handle) ?? handle, person.invitedAt === null && person.status === 'invited' ? { ...person, invitedAt: snapshot.takenAt } : person);
    }
  }

  const counted = [...people.values()];
  return {
    people,
    seats: seats ?? (known ? counted.filter(hasSeat).length : null),
    pendingInvites: pendingInvites ?? (known ? counted.filter((person) => isInvited(person, end)).length : null),
    seatsByPerson: known && seats === null,
    invitesByPerson: known && pendingInvites === null,
  };
}

export const hasSeat = (person: DirectoryPerson): boolean => person.status === 'active' && person.seat !== null;

/** Whether an invite was out when the day ended; `invitedAt` has been filled in from the snapshot where the source left it out. */
export const isInvited = (person: DirectoryPerson, dayEnd: number): boolean =>
  person.status === 'invited' && (person.invitedAt ?? dayEnd) < dayEnd && (person.inviteExpiresAt === null || person.inviteExpiresAt > dayEnd);

/** What a person belongs to; a person may be in several groups and in one department and cost centre at most. */
export function membershipsOf(person: DirectoryPerson, dimension: Membership): readonly string[] {
  switch (dimension) {
    case 'group':
      return person.groups;
    case 'department':
      return person.department === null ? [] : [person.department];
    case 'costCentre':
      return person.costCentre === null ? [] : [person.costCentre];
  }
}
