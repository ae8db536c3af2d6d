import type { Calendar, Instant } from './calendar.js';
import type { Day } from './days.js';
import type { DirectoryField, DirectoryPerson, DirectorySnapshot, PersonReference } from './events.js';
import type { Membership } from './facts.js';
import { compareText, handleOf, type Handle, type Identities } from './identity.js';
import { ended } from './steps.js';

/** A snapshot and the source that took it. */
export interface SourcedSnapshot {
  readonly source: string;
  readonly snapshot: DirectorySnapshot;
}

/** Who had a seat, an invite and which memberships on a day. Whoever keeps directories says what tells people apart. */
export interface Directory<Who = Handle> {
  /** By person; empty where only totals are known. */
  readonly people: ReadonlyMap<Who, DirectoryPerson>;
  /** `null`: nobody has said. */
  readonly seats: number | null;
  readonly pendingInvites: number | null;
  /** Whether the people add up to the totals; if not, the totals cannot be split. */
  readonly seatsByPerson: boolean;
  readonly invitesByPerson: boolean;
}

/** Whom a source means. */
export type WhoIs<Who = Handle> = (source: string, person: PersonReference) => Who;

/** By what is known of who is called what. */
export const whoIn = (identities: Identities): WhoIs => (source, person) => {
  const own = handleOf(source, person);
  return identities.get(own) ?? own;
};

const inOrder = (a: SourcedSnapshot, b: SourcedSnapshot): number => a.snapshot.takenAt - b.snapshot.takenAt || compareText(a.source, b.source);

type Said = Omit<DirectoryPerson, 'person'>;
type Head = Pick<DirectorySnapshot, 'complete' | 'fields'>;

const nothing: Said = { status: null, seat: null, groups: [], department: null, costCentre: null, joinedAt: null, invitedAt: null, inviteExpiresAt: null };

/** Whether a snapshot speaks of a field. */
export const speaksOf = ({ fields }: Pick<DirectorySnapshot, 'fields'>, field: DirectoryField): boolean => fields === null || fields.includes(field);

/** What a complete snapshot has to speak of so that its seats and invites can be counted. */
export const fieldsOfSeats = ['status', 'seat'] as const satisfies readonly DirectoryField[];
export const fieldsOfInvites = ['invites'] as const satisfies readonly DirectoryField[];

/** Whether a snapshot with people says how many seats are assigned, and how many invites are out. */
export const countsSeats = (snapshot: Head): boolean => snapshot.complete && fieldsOfSeats.every((field) => speaksOf(snapshot, field));
export const countsInvites = (snapshot: Head): boolean => snapshot.complete && fieldsOfInvites.every((field) => speaksOf(snapshot, field));

/** What is said of somebody, as far as it is of some fields; the rest is nothing. */
export function asFarAs(speaks: (field: DirectoryField) => boolean, { person, ...said }: DirectoryPerson): DirectoryPerson {
  const invites = speaks('invites');
  return {
    person,
    status: speaks(said.status === 'invited' ? 'invites' : 'status') ? said.status : null,
    seat: speaks('seat') ? said.seat : null,
    groups: speaks('groups') ? said.groups : [],
    department: speaks('department') ? said.department : null,
    costCentre: speaks('costCentre') ? said.costCentre : null,
    joinedAt: speaks('joinedAt') ? said.joinedAt : null,
    invitedAt: invites ? said.invitedAt : null,
    inviteExpiresAt: invites ? said.inviteExpiresAt : null,
  };
}

/** What was said of somebody and is not spoken of anew, with what is. Of each field only one of the two says something. */
function together(kept: Said, { person, ...said }: DirectoryPerson, takenAt: Instant): DirectoryPerson {
  const status = said.status ?? kept.status;
  return {
    person,
    status,
    seat: said.seat ?? kept.seat,
    groups: said.groups.length > 0 ? said.groups : kept.groups,
    department: said.department ?? kept.department,
    costCentre: said.costCentre ?? kept.costCentre,
    joinedAt: said.joinedAt ?? kept.joinedAt,
    invitedAt: said.invitedAt ?? kept.invitedAt ?? (status === 'invited' ? takenAt : null),
    inviteExpiresAt: said.inviteExpiresAt ?? kept.inviteExpiresAt,
  };
}

/** What is said of somebody, without who they are. */
export const saidOf = ({ person: _person, ...said }: DirectoryPerson): Omit<DirectoryPerson, 'person'> => said;

/** Whether nothing is known of somebody but who they are. */
export const saysNothing = ({ person: _person, groups, ...said }: DirectoryPerson): boolean => groups.length === 0 && Object.values(said).every((value) => value === null);

/** What snapshots say beside the people: whether these are all there are and can be counted, and what was told in their place. */
export interface Told {
  readonly isComplete: boolean;
  readonly countsSeats: boolean;
  readonly countsInvites: boolean;
  readonly seats: number | null;
  readonly pendingInvites: number | null;
}

export const nothingTold: Told = { isComplete: false, countsSeats: false, countsInvites: false, seats: null, pendingInvites: null };

/** What a snapshot makes of what those before it have said: of people only of whom it says something else, or nothing any more. */
export interface LaidOver<Who> {
  readonly told: Told;
  readonly changes: ReadonlyMap<Who, DirectoryPerson | null>;
}

/** Lays a snapshot over what those before it have said. */
export const laidOver = <Who>(people: Directory<Who>['people'], told: Told, sourced: SourcedSnapshot, whoIs: WhoIs<Who>): LaidOver<Who> => ended(layingOver(people, told, sourced, whoIs));

/** So many people are gone through in a few milliseconds. */
const peopleAtOnce = 2_000;

/** The same in steps, between which others can go first. If `people` change meanwhile, what comes of it says nothing. */
export function* layingOver<Who>(people: Directory<Who>['people'], told: Told, { source, snapshot }: SourcedSnapshot, whoIs: WhoIs<Who>): Generator<void, LaidOver<Who>> {
  if (snapshot.people === null) {
    return { told: { ...told, seats: snapshot.totals.assigned ?? told.seats, pendingInvites: snapshot.totals.pendingInvites ?? told.pendingInvites }, changes: new Map() };
  }
  // Who is who is no business of the directory.
  if (snapshot.fields?.length === 0) return { told, changes: new Map() };
  const isSilent = (field: DirectoryField): boolean => !speaksOf(snapshot, field);
  const kept = (person: DirectoryPerson | null | undefined): DirectoryPerson | null => {
    if (person === null || person === undefined || snapshot.fields === null) return null;
    const silent = asFarAs(isSilent, person);
    return saysNothing(silent) ? null : silent;
  };
  let gone = 0;
  const isTurn = (): boolean => (gone += 1) % peopleAtOnce === 0;
  const after = new Map<Who, DirectoryPerson | null>();
  for (const [who, person] of snapshot.complete ? people : []) {
    after.set(who, kept(person));
    if (isTurn()) yield;
  }
  const now: Told = {
    isComplete: told.isComplete || snapshot.complete,
    ...(countsSeats(snapshot) ? { countsSeats: true, seats: null } : { countsSeats: told.countsSeats, seats: told.seats }),
    ...(countsInvites(snapshot) ? { countsInvites: true, pendingInvites: null } : { countsInvites: told.countsInvites, pendingInvites: told.pendingInvites }),
  };
  // One that speaks of everything and is partial lays over a complete one; alone it says nothing about the rest.
  if (!now.isComplete && snapshot.fields === null) return { told: now, changes: new Map() };
  for (const said of snapshot.people) {
    const who = whoIs(source, said.person);
    const before = after.has(who) ? after.get(who) : people.get(who);
    after.set(who, together(kept(before) ?? nothing, said, snapshot.takenAt));
    if (isTurn()) yield;
  }
  for (const [who, person] of after) {
    if (isSame(people.get(who) ?? null, person)) after.delete(who);
    if (isTurn()) yield;
  }
  return { told: now, changes: after };
}

function isSame(before: DirectoryPerson | null, now: DirectoryPerson | null): boolean {
  if (before === null || now === null) return before === now;
  const areSame = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((group, at) => group === other[at]);
  const isCalledSame = before.person === now.person || (before.person.id === now.person.id && before.person.email === now.person.email && before.person.name === now.person.name);
  return (
    isCalledSame && before.status === now.status && before.seat === now.seat &&
    before.department === now.department && before.costCentre === now.costCentre && before.joinedAt === now.joinedAt && before.invitedAt === now.invitedAt && before.inviteExpiresAt === now.inviteExpiresAt &&
    areSame(before.groups, now.groups)
  );
}

/** Changes people to what a snapshot makes of them. */
export function changePeople<Who>(people: Map<Who, DirectoryPerson>, changes: LaidOver<Who>['changes']): void {
  for (const [who, person] of changes) {
    if (person === null) people.delete(who);
    else people.set(who, person);
  }
}

/** What a directory says without its people: numbers as they were told, or what its people come to. */
export function directoryTotals(told: Told, count: { readonly seats: () => number; readonly invites: () => number }): Omit<Directory, 'people'> {
  return {
    seats: told.seats ?? (told.countsSeats ? count.seats() : null),
    pendingInvites: told.pendingInvites ?? (told.countsInvites ? count.invites() : null),
    seatsByPerson: told.countsSeats && told.seats === null,
    invitesByPerson: told.countsInvites && told.pendingInvites === null,
  };
}

/** A directory when a day ended, of what all snapshots before then say. */
export function directoryAt<Who>(end: Instant, people: Directory<Who>['people'], told: Told): Directory<Who> {
  const count = (counts: (person: DirectoryPerson) => boolean): number => {
    let number = 0;
    for (const person of people.values()) if (counts(person)) number += 1;
    return number;
  };
  return { people, ...directoryTotals(told, { seats: () => count(hasSeat), invites: () => count((person) => isInvited(person, end)) }) };
}

/**
 * The directory of a day: the newest complete snapshot taken before the day ended, with later partial ones laid over it,
 * for each of the fields that snapshots speak of by itself. Totals that were sent without people stand until a newer
 * complete snapshot whose people can be counted.
 */
export function directoryOf<Who>(day: Day, snapshots: readonly SourcedSnapshot[], whoIs: WhoIs<Who>, calendar: Calendar): Directory<Who> {
  const end = calendar.intervalOf(day, day).to;
  const people = new Map<Who, DirectoryPerson>();
  let told = nothingTold;
  for (const sourced of snapshots.filter(({ snapshot }) => snapshot.takenAt < end).toSorted(inOrder)) {
    const laid = laidOver(people, told, sourced, whoIs);
    changePeople(people, laid.changes);
    ({ told } = laid);
  }
  return directoryAt(end, people, told);
}

export const hasSeat = (person: DirectoryPerson): boolean => person.status === 'active' && person.seat !== null;

/** Whether somebody has not come yet who was invited, whatever the time is. */
export const hasInvite = ({ status }: Pick<DirectoryPerson, 'status'>): boolean => status === 'invited';

/** Whether an invite was out when the day ended; `invitedAt` has been filled in from the snapshot where the source left it out. */
export const isInvited = (person: DirectoryPerson, dayEnd: number): boolean =>
  hasInvite(person) && (person.invitedAt ?? dayEnd) < dayEnd && (person.inviteExpiresAt === null || person.inviteExpiresAt > dayEnd);

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
