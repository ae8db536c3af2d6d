import { ended, type DirectoryField, type DirectoryPerson, type DirectorySnapshot, type Instant, type PersonReference, type PersonStatus } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { contentHashes } from './content.js';
import { directorySnapshots, sources } from './schema.js';
import type { Words } from './words.js';

/** A snapshot without its people, of which there can be many. */
export interface SnapshotHead {
  readonly id: number;
  readonly source: string;
  readonly takenAt: Instant;
  readonly isComplete: boolean;
  readonly fields: DirectorySnapshot['fields'];
  readonly hasPeople: boolean;
  readonly totals: DirectorySnapshot['totals'];
  /** Of what it says; without one it was taken before there were any, and nobody has replaced it since. */
  readonly contentHash: Buffer | null;
}

/** Whose snapshot it is. */
interface SnapshotPlace {
  readonly organisation: number;
  readonly source: number;
}

/** Somebody whom a source names, by the number of the reference. What they are called is opened when somebody wants to know it. */
export class Referenced implements PersonReference {
  readonly kind = 'person';

  constructor(readonly reference: number, private readonly words: Pick<Words, 'of'>) {}

  get id(): string | null {
    return this.words.of(this.reference).id;
  }

  get email(): string | null {
    return this.words.of(this.reference).email;
  }

  get name(): string | null {
    return this.words.of(this.reference).name;
  }
}

/** What a snapshot says of somebody. */
interface ReferencedPerson extends DirectoryPerson {
  readonly person: Referenced;
}

/** So many people are read in a few milliseconds, */
const peopleAtOnce = 1_000;
/** and so many written in one. */
const peopleAStep = 100;

export interface Snapshots {
  /** Every snapshot of an organisation in the order in which they lie over each other. */
  heads(organisation: number): SnapshotHead[];
  /** What a snapshot says of everybody, in the order in which it does, */
  people(snapshot: number): DirectoryPerson[];
  /** and the same of whom it means, in steps, without opening what they are called; of one reference always what is known by it, and is put there otherwise. */
  referencing(snapshot: number, known: Map<number, Referenced>): Generator<void, ReferencedPerson[]>;
  /** Takes out in steps what a source said at that instant, and answers with the people it named and what of them it spoke of. */
  remove(place: SnapshotPlace, takenAt: Instant): Generator<void, Pick<DirectorySnapshot, 'fields'> & { readonly people: readonly DirectoryPerson[] }>;
  /** Keeps one, in steps. */
  add(place: SnapshotPlace, snapshot: DirectorySnapshot, references: readonly number[]): Generator<void>;
}

type PersonRow = readonly [
  position: number, reference: number, status: PersonStatus | null, seat: string | null, groups: string, department: string | null,
  costCentre: string | null, joinedAt: Instant | null, invitedAt: Instant | null, inviteExpiresAt: Instant | null,
];

export const fieldsOf = (text: string | null): DirectorySnapshot['fields'] => (text === null ? null : (JSON.parse(text) as readonly DirectoryField[])); // Only `add` writes them.
const groupsOf = (text: string): readonly string[] => JSON.parse(text) as readonly string[]; // Only `add` writes them.

export function snapshotsIn(database: Database, words: Pick<Words, 'of' | 'openAll'>): Snapshots {
  const tables = drizzle(database);
  const hashes = contentHashes(database);
  const find = database.prepare<[number, number, Instant], { id: number; fields: string | null }>('SELECT id, fields FROM directory_snapshots WHERE organisation = ? AND source = ? AND taken_at = ?');
  const addPerson = database.prepare<[number, number, number, PersonStatus | null, string | null, string, string | null, string | null, number | null, number | null, number | null]>(
    `INSERT INTO directory_people (snapshot, position, reference, status, seat, groups, department, cost_centre, joined_at, invited_at, invite_expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectPeople = database
    .prepare<[number, number], PersonRow>(
      `SELECT position, reference, status, seat, groups, department, cost_centre, joined_at, invited_at, invite_expires_at FROM directory_people WHERE snapshot = ? AND position > ? ORDER BY position LIMIT ${peopleAtOnce}`,
    )
    .raw();
  const removeSome = database.prepare<[number, number]>(`DELETE FROM directory_people WHERE snapshot = ? AND position < (SELECT min(position) FROM directory_people WHERE snapshot = ?) + ${peopleAtOnce}`);
  const noteChange = database.prepare<[number]>('UPDATE ledgers SET directory_version = directory_version + 1 WHERE id = ?');

  function* referencing(snapshot: number, known: Map<number, Referenced>): Generator<void, ReferencedPerson[]> {
    /** Most are in the same as somebody else. */
    const read = new Map<string, readonly string[]>();
    const groupsIn = (text: string): readonly string[] => {
      const groups = read.get(text) ?? groupsOf(text);
      read.set(text, groups);
      return groups;
    };
    const personIn = (reference: number): Referenced => {
      const person = known.get(reference) ?? new Referenced(reference, words);
      known.set(reference, person);
      return person;
    };
    const found: ReferencedPerson[] = [];
    for (let last = -1; ; ) {
      const rows = selectPeople.all(snapshot, last);
      for (const [position, reference, status, seat, groups, department, costCentre, joinedAt, invitedAt, inviteExpiresAt] of rows) {
        found.push({ person: personIn(reference), status, seat, groups: groupsIn(groups), department, costCentre, joinedAt, invitedAt, inviteExpiresAt });
        last = position;
      }
      if (rows.length < peopleAtOnce) return found;
      yield;
    }
  }

  function* naming(snapshot: number): Generator<void, DirectoryPerson[]> {
    const referenced = yield* referencing(snapshot, new Map());
    return referenced.map((one) => ({ ...one, person: { kind: 'person', ...words.of(one.person.reference) } }));
  }

  return {
    people: (snapshot) => ended(naming(snapshot)),
    referencing,
    heads(organisation) {
      const rows = tables
        .select()
        .from(directorySnapshots)
        .innerJoin(sources, eq(sources.id, directorySnapshots.source))
        .where(eq(directorySnapshots.organisation, organisation))
        .orderBy(asc(directorySnapshots.takenAt), asc(sources.name))
        .all();
      return rows.map(({ directory_snapshots: { id, takenAt, complete, fields, hasPeople, purchased, assigned, pendingInvites, contentHash }, sources: source }) => ({
        id, source: source.name, takenAt, isComplete: complete === 1, fields, hasPeople: hasPeople === 1, totals: { purchased, assigned, pendingInvites }, contentHash,
      }));
    },
    *remove({ organisation, source }, takenAt) {
      const known = find.get(organisation, source, takenAt);
      if (known === undefined) return { fields: null, people: [] };
      yield* words.openAll(organisation);
      const removed = { fields: fieldsOf(known.fields), people: yield* naming(known.id) };
      while (removeSome.run(known.id, known.id).changes > 0) yield;
      tables.delete(directorySnapshots).where(eq(directorySnapshots.id, known.id)).run();
      return removed;
    },
    *add({ organisation, source }, snapshot, references) {
      const contentHash = yield* hashes.inSteps(snapshot);
      const { id } = tables
        .insert(directorySnapshots)
        .values({ organisation, source, takenAt: snapshot.takenAt, complete: snapshot.complete ? 1 : 0, fields: snapshot.fields, hasPeople: snapshot.people === null ? 0 : 1, contentHash, ...snapshot.totals })
        .returning({ id: directorySnapshots.id })
        .get();
      for (const [position, person] of (snapshot.people ?? []).entries()) {
        const reference = references[position];
        if (position % peopleAStep === 0) yield;
        if (reference === undefined) throw new Error('Somebody in a snapshot has no reference.'); // They are made from the same list.
        const { status, seat, groups, department, costCentre, joinedAt, invitedAt, inviteExpiresAt } = person;
        addPerson.run(id, position, reference, status, seat, JSON.stringify(groups), department, costCentre, joinedAt, invitedAt, inviteExpiresAt);
      }
      noteChange.run(organisation);
    },
  };
}
