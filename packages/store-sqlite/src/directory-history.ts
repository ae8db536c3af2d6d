import {
  addDays, calendar, directoryAt, directoryFields, directoryOf, ended, hasInvite, hasSeat, isInvited, membershipsOf,
  type Day, type Directory, type DirectoryField, type DirectoryPerson, type Membership, type MembershipSegment, type Organisation, type Period, type SourcedSnapshot, type WhoIs,
} from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { belongingsOf, type Belonging, type Directories } from './belonging.js';
import { DirectoryTimeline, type Reading } from './directory-timeline.js';
import type { Ledger } from './ledger.js';
import { NarrowedDirectories, type Keys, type Narrowed } from './narrowed-directories.js';
import { Referenced, snapshotsIn, type SnapshotHead } from './snapshots.js';
import type { Words } from './words.js';

/** An organisation's directories of all days, as known at one moment. */
export interface DirectoryHistory {
  /** Another text whenever anything that it says may be something else. */
  readonly version: string;
  /** By the numbers of people. */
  of(day: Day): Directory<number>;
  /** Its totals, without the people. */
  totalsOf(day: Day): Omit<Directory, 'people'>;
  /** The directories of most days between some of these will be asked for: they are laid over each other once. */
  expect(days: readonly Day[]): void;
  /** Seats and invites of a day where its people are narrowed; `name` says all that `keysOf` does. */
  narrowed(name: string, keysOf: Keys): (day: Day) => Narrowed;
  /** Lays the snapshots over each other that days from one on need, in steps; false where it has to be begun anew, as of the history that is then. */
  reaching(from: Day, isStill: () => boolean): Generator<void, boolean>;
  /** What everybody belonged to over some days, or when they had a seat. */
  belongings(dimension: Membership | 'seat', days: Period): readonly Belonging[];
  /** All that everybody belonged to over some days. */
  segments(days: Period): readonly MembershipSegment[];
}

type Said = Omit<MembershipSegment, 'person' | 'days'>;

/** How many entries of directories are kept in memory: a year of a small organisation, a day of the largest. */
const peopleMax = 300_000;

/** How many ways to narrow directories are kept, and for each how many stretches of them. */
const narrowingsMax = 16;
const narrowedMax = 8;

/** How many answers about memberships are kept: those of one page of a dashboard. */
const belongingsMax = 8;

/** How much may be kept of all that everybody belonged to: what groups are hidden by is asked again after every event. */
const segmentsMax = 300_000;

/** So many references are gone through in a few milliseconds. */
const referencesAtOnce = 2_000;

/** Directories of no more than so many days are laid over each other before anybody asks, where all their entries are more than so many. */
const daysAheadLeast = 62;
const entriesAheadMax = 1_000_000;

/** Of how many people of all organisations directories are kept in memory, beside those of the one that was asked for last. */
const knownMax = 500_000;

export interface DirectoryHistories {
  of(organisation: Organisation, ledger: Ledger): DirectoryHistory;
  /** Makes what histories will be made of, some at each step, so that whoever waits for it can let others go first. */
  ahead(organisation: Organisation, ledgerNow: () => Ledger, daysBack: number): Iterable<void>;
}

interface Known {
  said: DirectoryHistory | null;
  /** The version of which what is made ahead is made, and for how many days. */
  madeAhead: { readonly version: string; readonly days: number } | null;
  readonly behind: Behind;
}

/** What a history is made of, which the next one goes on with as far as it is the same. */
interface Behind {
  readonly identityVersion: number;
  readonly timeZone: string;
  /** Up to which reference everybody is known. */
  reference: number;
  heads: readonly SnapshotHead[];
  /** By references, whom they stand for. */
  readonly people: Map<number, number>;
  readonly named: Map<number, Referenced>;
  readonly timeline: DirectoryTimeline;
  /** Directories by their positions, and totals of days with theirs. */
  readonly kept: Map<number, Directory<number>>;
  readonly totals: Map<Day, { readonly position: number; readonly totals: Omit<Directory, 'people'> }>;
}

/**
 * Histories, kept until a snapshot or a link between people changes them. After a snapshot the next one goes on with what
 * those before it have said, and reads no more than what is new.
 */
export function directoryHistories(database: Database, words: Words): DirectoryHistories {
  const snapshots = snapshotsIn(database, words);
  const references = database
    .prepare<[number, number], readonly [reference: number, person: number]>(`SELECT id, person FROM person_references WHERE organisation = ? AND id > ? ORDER BY id LIMIT ${referencesAtOnce}`)
    .raw();
  const peopleOf = database.prepare<[number], number>('SELECT count(*) FROM directory_people WHERE snapshot = ?').pluck();
  /** Those asked for longest ago first. */
  const known = new Map<number, Known>();

  /** What is known of an organisation, as far as it goes on; what nobody has asked for of late is let go of. */
  function knownOf({ timeZone }: Organisation, ledger: Ledger): Known {
    const before = known.get(ledger.id);
    const goesOn = before?.behind.identityVersion === ledger.identityVersion && before.behind.timeZone === timeZone;
    const own: Known = goesOn ? before : { said: null, madeAhead: null, behind: nothingBehind(ledger, timeZone) };
    known.delete(ledger.id);
    known.set(ledger.id, own);
    for (const other of known.keys()) {
      if (other === ledger.id || [...known.values()].reduce((sum, { behind }) => sum + behind.people.size, 0) <= knownMax) break;
      known.delete(other);
    }
    return own;
  }

  /** Has everything that is behind a ledger's histories as it is now, some at each step: whoever goes on with it meanwhile leaves less to do. */
  function* bringingUp(behind: Behind, ledger: Ledger): Generator<void> {
    const heads = snapshots.heads(ledger.id);
    const position = alikeUpTo(behind.heads, heads);
    behind.heads = heads;
    behind.timeline.cut(position);
    for (const one of behind.kept.keys()) if (one > position) behind.kept.delete(one);
    for (const [day, of] of behind.totals) if (of.position > position) behind.totals.delete(day);
    for (;;) {
      const some = references.all(ledger.id, behind.reference);
      if (some.length === 0) return;
      for (const [reference, person] of some) {
        behind.people.set(reference, person);
        behind.reference = reference;
      }
      yield;
    }
  }

  function make(behind: Behind, version: string): DirectoryHistory {
    const { heads, people, named, timeline, kept, totals } = behind;
    const zone = calendar(behind.timeZone);
    const endOf = (day: Day) => zone.intervalOf(day, day).to;
    const positionOf = (day: Day) => countBefore(heads, endOf(day));

    function peopleAt(position: number, day: Day): Directory<number> {
      const end = endOf(day);
      if (!timeline.knows(position)) return directoryOf(day, ended(load(heads.slice(0, position), named)), whoIn(people), zone);
      const { people: listed, told } = timeline.at(position);
      return directoryAt(end, listed, told);
    }
    function of(day: Day): Directory<number> {
      const position = positionOf(day);
      const known = kept.get(position);
      if (known !== undefined) return onDayEnding(endOf(day), known);
      const directory = peopleAt(position, day);
      if ([...kept.values()].reduce((sum, { people: { size } }) => sum + size, directory.people.size) > peopleMax) kept.clear();
      kept.set(position, directory);
      return directory;
    }
    function narrow(position: number, day: Day, keysOf: Keys): NarrowedDirectories {
      const { first, last } = timeline;
      if (timeline.knows(position)) return new NarrowedDirectories(first, last, timeline.stretches(first, last), keysOf);
      return new NarrowedDirectories(position, position, [...of(day).people].map(([who, person]) => ({ who, person, from: position, to: position })), keysOf);
    }
    const directories: Directories = {
      positionOf,
      stretches(first, last) {
        timeline.reach(first, last, reading);
        return timeline.stretches(first, last);
      },
    };
    const reading: Reading = { below: (position) => load(heads.slice(0, position), named), snapshot: (position) => whole(heads[position - 1], named) };
    const narrowings = new Map<string, NarrowedDirectories[]>();
    const belongings = new Map<string, readonly Belonging[]>();
    const segments = new Map<string, readonly MembershipSegment[]>();
    return {
      version,
      of,
      totalsOf(day) {
        const position = positionOf(day);
        const known = totals.get(day);
        if (known?.position === position) return known.totals;
        if (timeline.knows(position)) return timeline.totalsAt(position, endOf(day));
        const { seats, pendingInvites, seatsByPerson, invitesByPerson } = of(day);
        const found = { seats, pendingInvites, seatsByPerson, invitesByPerson };
        totals.set(day, { position, totals: found });
        return found;
      },
      expect(days) {
        const positions = new Set(days.map(positionOf));
        const [first, last] = [Math.min(...positions), Math.max(...positions)];
        // Where only a few are asked for, far from each other, what lies between them is not gone through.
        if (positions.size * 2 > last - first) timeline.reach(first, last, reading);
      },
      narrowed(name, keysOf) {
        const own = narrowings.get(name) ?? [];
        narrowings.delete(name);
        narrowings.set(name, own);
        const oldest = narrowings.keys().next().value;
        if (narrowings.size > narrowingsMax && oldest !== undefined) narrowings.delete(oldest);
        return (day) => {
          const position = positionOf(day);
          const found = own.find((one) => one.holds(position)) ?? narrow(position, day, keysOf);
          if (!own.includes(found)) own.push(found);
          if (own.length > narrowedMax) own.shift();
          return found.at(position, endOf(day));
        };
      },
      reaching: (from, isStill) => timeline.reaching(positionOf(from), heads.length, reading, isStill),
      belongings(dimension, days) {
        const asked = `${dimension} ${days.from} ${days.to}`;
        const found = belongings.get(asked) ?? belongingsOf(directories, (person) => (dimension === 'seat' ? (hasSeat(person) ? [dimension] : []) : membershipsOf(person, dimension)), days);
        const oldest = belongings.keys().next().value;
        if (belongings.size >= belongingsMax && oldest !== undefined) belongings.delete(oldest);
        belongings.set(asked, found);
        return found;
      },
      segments(during) {
        const asked = `${during.from} ${during.to}`;
        const found = segments.get(asked) ?? segmentsIn(directories, during);
        segments.delete(asked);
        segments.set(asked, found);
        for (const oldest of segments.keys()) {
          if ([...segments.values()].reduce((sum, { length }) => sum + length, 0) <= segmentsMax) break;
          segments.delete(oldest);
        }
        return found;
      },
    };
  }

  function* sourced({ id, source, takenAt, isComplete, fields, hasPeople, totals }: SnapshotHead, shows: boolean, named: Behind['named']): Generator<void, SourcedSnapshot> {
    const people = hasPeople ? (shows ? yield* snapshots.referencing(id, named) : []) : null;
    return { source, snapshot: { takenAt, complete: isComplete, fields, people, totals } };
  }
  function* whole(head: SnapshotHead | undefined, named: Behind['named']): Generator<void, SourcedSnapshot> {
    if (head === undefined) throw new RangeError('No snapshot is at that position.');
    return yield* sourced(head, true, named);
  }
  /** Of snapshots that nothing shows of any more, all but the people. */
  function* load(heads: readonly SnapshotHead[], named: Behind['named']): Generator<void, readonly SourcedSnapshot[]> {
    const shows = showing(heads);
    const loaded: SourcedSnapshot[] = [];
    for (const [at, head] of heads.entries()) loaded.push(yield* sourced(head, shows[at] === true, named));
    return loaded;
  }

  function historyOf(organisation: Organisation, ledger: Ledger): DirectoryHistory {
    const version = versionOf(organisation, ledger);
    const own = knownOf(organisation, ledger);
    if (own.said?.version === version) return own.said;
    for (const _ of bringingUp(own.behind, ledger));
    own.said = make(own.behind, version);
    return own.said;
  }

  function* ahead(organisation: Organisation, ledgerNow: () => Ledger, daysBack: number): Generator<void> {
    const begun = ledgerNow();
    const made = known.get(begun.id)?.madeAhead;
    if (made?.version === versionOf(organisation, begun) && made.days >= daysBack) return;
    yield* bringingUp(knownOf(organisation, begun).behind, begun);
    for (;;) {
      // Whoever had a turn may have said something new.
      const ledger = ledgerNow();
      const history = historyOf(organisation, ledger);
      const own = knownOf(organisation, ledger);
      const from = firstAhead(own.behind, daysBack);
      const isStill = (): boolean => versionOf(organisation, ledgerNow()) === history.version;
      if (from !== null && (!(yield* history.reaching(from, isStill)) || !isStill())) continue;
      own.madeAhead = { version: history.version, days: daysBack };
      return;
    }
  }

  return { of: historyOf, ahead };

  /** The day from which directories are laid over each other before anybody asks: as many as are asked for, or fewer where people are many; `null` where there are none. */
  function firstAhead({ heads, timeZone }: Behind, daysBack: number): Day | null {
    const last = heads.at(-1);
    if (last === undefined) return null;
    const day = calendar(timeZone).dayOf(last.takenAt);
    const entries = heads.length * (peopleOf.get(last.id) ?? 0);
    return addDays(day, -(entries > entriesAheadMax ? Math.min(daysAheadLeast, daysBack) : daysBack));
  }
}

function nothingBehind({ identityVersion }: Ledger, timeZone: string): Behind {
  const people = new Map<number, number>();
  return { identityVersion, timeZone, reference: 0, heads: [], people, named: new Map(), timeline: new DirectoryTimeline(whoIn(people)), kept: new Map(), totals: new Map() };
}

/** Snapshots name people by references, so that who is meant is known without what they are called. */
const whoIn = (people: Behind['people']): WhoIs<number> => (_source, person) => {
  const who = person instanceof Referenced ? people.get(person.reference) : undefined;
  if (who === undefined) throw new Error('Somebody in a snapshot has no reference.'); // All snapshots are read with them.
  return who;
};

const versionOf = ({ timeZone }: Organisation, { directoryVersion, identityVersion }: Ledger): string => `${directoryVersion} ${identityVersion} ${timeZone}`;

function segmentsIn(directories: Directories, during: Period): MembershipSegment[] {
  const said = ({ status, groups, department, costCentre }: DirectoryPerson): Said => ({ isListed: status !== 'removed', groups: [...new Set(groups)], department, costCentre });
  // What somebody belonged to is one text here, so that days are joined on which nothing of it changed.
  const found = belongingsOf(directories, (person) => [JSON.stringify(said(person))], during);
  const read = new Map<string, Said>();
  const saidIn = (text: string): Said => {
    const known = read.get(text) ?? (JSON.parse(text) as Said); // It was written above.
    read.set(text, known);
    return known;
  };
  return found.map(({ person, keys: [text = ''], days }) => ({ person, days, ...saidIn(text) }));
}

/** How many snapshots two lists begin with that say the same. */
function alikeUpTo(before: readonly SnapshotHead[], now: readonly SnapshotHead[]): number {
  const at = before.findIndex((head, place) => {
    const other = now[place];
    return other === undefined || head.id !== other.id || head.takenAt !== other.takenAt || head.source !== other.source || head.contentHash?.toString('hex') !== other.contentHash?.toString('hex');
  });
  return at === -1 ? before.length : at;
}

/** Of snapshots in order, how many were taken before an instant. */
function countBefore(heads: readonly SnapshotHead[], instant: number): number {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((heads[middle]?.takenAt ?? instant) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Which snapshots still show: a complete one with people covers what lies below it, as far as it speaks of it. */
function showing(heads: readonly SnapshotHead[]): readonly boolean[] {
  const covered = new Set<DirectoryField>();
  // Who is invited and who is anything else say something about each other.
  const isCovered = (field: DirectoryField) => (field === 'status' || field === 'invites' ? covered.has('status') && covered.has('invites') : covered.has(field));
  return heads
    .toReversed()
    .map(({ isComplete, hasPeople, fields }) => {
      const said = hasPeople ? (fields ?? directoryFields) : [];
      const shows = !said.every(isCovered);
      if (isComplete) for (const field of said) covered.add(field);
      return shows;
    })
    .toReversed();
}

/** The same snapshots at the end of another day: only invites come and go with time alone. */
const onDayEnding = (end: number, directory: Directory<number>): Directory<number> =>
  directory.invitesByPerson ? { ...directory, pendingInvites: invitedOf(directory.people).filter((person) => isInvited(person, end)).length } : directory;

const invited = new WeakMap<Directory<number>['people'], readonly DirectoryPerson[]>();
/** Who of a directory may have an invite, whatever the time. */
function invitedOf(people: Directory<number>['people']): readonly DirectoryPerson[] {
  const found = invited.get(people) ?? [...people.values()].filter(hasInvite);
  invited.set(people, found);
  return found;
}
