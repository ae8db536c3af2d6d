import { directoryFields, formatInstant, type DirectoryField, type Instant, type PersonStatus, type WireDirectory, type WirePerson } from '@pegel/domain';
import type { Entry } from './entry.js';

/** A list of one date, read and gathered. */
export interface List {
  readonly takenAt: Instant;
  readonly complete: boolean;
  readonly people: readonly Entry[];
  /** The seat of everybody who is active, where the list itself does not say. */
  readonly seat: string | undefined;
  /** False where pages of groups are missing: whoever is in one of them would seem to be in none. */
  readonly groupsAreWhole: boolean;
}

/** What a request may hold at most, with room to spare. */
const bytesMax = 12 * 1024 * 1024;
const membershipsMax = 400_000;
const peopleMax = 100_000;

/** What a list speaks of. A column that is empty throughout says nothing. */
export function fieldsOf({ people, seat, groupsAreWhole }: Omit<List, 'takenAt' | 'complete'>): readonly DirectoryField[] {
  const speaksOfSeats = seat !== undefined || people.some((person) => person.seat !== undefined);
  const speaks: Readonly<Record<DirectoryField, boolean>> = {
    status: speaksOfSeats || people.some(({ status }) => status !== null),
    seat: speaksOfSeats,
    // Where nobody is invited, a list may be one of people who have come.
    invites: people.some(({ status }) => status === 'invited'),
    joinedAt: false,
    groups: groupsAreWhole && people.some(({ groups }) => groups.length > 0),
    department: people.some(({ department }) => department !== null),
    costCentre: people.some(({ costCentre }) => costCentre !== null),
  };
  return directoryFields.filter((field) => speaks[field]);
}

/** No list has as many parts. */
const partsMax = 16;

/**
 * When a part of a list is said to be taken: within two seconds of the list's own instant. A server replaces what was taken
 * at the same instant, so lists of one date that speak of the same replace each other, and those that do not stand together.
 */
function instantOf(takenAt: Instant, fields: readonly DirectoryField[], part: number): Instant {
  const spoken = fields.reduce((sum, field) => sum + 2 ** directoryFields.indexOf(field), 0);
  return takenAt + spoken * partsMax + part;
}

/**
 * A list as it is sent: before it which further addresses are whose, then who it lists, and where that is more than a
 * request may hold the rest as parts, each taken later. Empty where the list says nothing.
 */
export function* snapshotsOf(list: List): Generator<WireDirectory> {
  const { takenAt, complete, people } = list;
  const fields = fieldsOf(list);
  const others = people.flatMap(({ id, emails }) => (id === null ? [] : emails.slice(1).map((email): WirePerson => ({ id, email }))));
  const listed = people.map((person) => wirePersonOf(person, fields, list.seat));
  if (people.length === 0 || (fields.length === 0 && others.length === 0 && !listed.some(({ id, email }) => id !== undefined && email !== undefined))) return;

  for (const [index, part] of [...parts(others)].entries()) yield { takenAt: formatInstant(instantOf(takenAt, [], index)), complete: false, fields: [], people: part };
  for (const [index, part] of [...parts(listed)].entries()) yield { takenAt: formatInstant(instantOf(takenAt, fields, index)), complete: complete && index === 0, fields, people: part };
}

function wirePersonOf(person: Entry, fields: readonly DirectoryField[], everybodysSeat: string | undefined): WirePerson {
  const { id, emails: [email], name, groups, department, costCentre } = person;
  const status: PersonStatus = person.status ?? (person.enabled === false ? 'suspended' : 'active');
  const seat = person.seat !== undefined ? person.seat : status === 'active' ? (everybodysSeat ?? null) : null;
  const speaks = (field: DirectoryField) => fields.includes(field);
  return {
    ...(id === null ? {} : { id }),
    ...(email === undefined ? {} : { email }),
    ...(name === null ? {} : { name }),
    ...(speaks('status') ? { status } : {}),
    ...(speaks('seat') && seat !== null ? { seat } : {}),
    ...(speaks('groups') && groups.length > 0 ? { groups } : {}),
    ...(speaks('department') && department !== null ? { department } : {}),
    ...(speaks('costCentre') && costCentre !== null ? { costCentre } : {}),
  };
}

/** Cuts where a request would hold too much. */
function* parts(people: readonly WirePerson[]): Generator<readonly WirePerson[]> {
  let part: WirePerson[] = [];
  let bytes = 0;
  let memberships = 0;
  for (const person of people) {
    const own = Buffer.byteLength(JSON.stringify(person)) + 1;
    const groups = person.groups?.length ?? 0;
    if (part.length > 0 && (part.length >= peopleMax || bytes + own > bytesMax || memberships + groups > membershipsMax)) {
      yield part;
      [part, bytes, memberships] = [[], 0, 0];
    }
    part.push(person);
    bytes += own;
    memberships += groups;
  }
  if (part.length > 0) yield part;
}
