import {
  calendar, directoryFields, directoryOf, handleOf, hasInvite, hasSeat, isInvited, membershipsOf,
  type Day, type Directory, type DirectoryField, type DirectoryPerson, type Handle, type Membership, type MembershipSegment, type Organisation, type Period, type SourcedSnapshot,
} from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { belongingsOf, type Belonging } from './belonging.js';
import type { Ledger } from './ledger.js';
import { snapshotsIn, type SnapshotHead } from './snapshots.js';
import type { Words } from './words.js';

/** An organisation's directories of all days, as known at one moment. */
export interface DirectoryHistory {
  /** Another text whenever anything that it says may be something else. */
  readonly version: string;
  of(day: Day): Directory;
  /** Its totals, without the people. */
  totalsOf(day: Day): Omit<Directory, 'people'>;
  /** What everybody belonged to over some days, or when they had a seat. */
  belongings(dimension: Membership | 'seat', days: Period): readonly Belonging[];
  /** All that everybody belonged to over some days. */
  segments(days: Period): readonly MembershipSegment[];
  /** How the ledger tells somebody apart. */
  personOf(handle: Handle): string | null;
}

/** A directory that was made once, and who of it may have an invite, whatever the time. */
interface Kept {
  readonly directory: Directory;
  readonly invited: readonly DirectoryPerson[];
}

type Said = Omit<MembershipSegment, 'person' | 'days'>;

/** How many entries of directories are kept in memory: a year of a small organisation, a day of the largest. */
const peopleMax = 300_000;

/** How many answers about memberships are kept: those of one page of a dashboard. */
const belongingsMax = 8;

/** Histories, kept until a snapshot or a link between people changes them. */
export function directoryHistories(database: Database, words: Words): (organisation: Organisation, ledger: Ledger) => DirectoryHistory {
  const snapshots = snapshotsIn(database, words);
  const references = database
    .prepare<[number], readonly [reference: number, source: string, person: number]>('SELECT r.id, s.name, r.person FROM person_references r JOIN sources s ON s.id = r.source WHERE r.organisation = ?')
    .raw();
  const known = new Map<number, { readonly version: string; readonly history: DirectoryHistory }>();

  function make({ timeZone }: Organisation, ledger: Ledger, version: string): DirectoryHistory {
    const heads = snapshots.heads(ledger.id);
    const zone = calendar(timeZone);
    const handles = new Map<Handle, Handle>();
    const people = new Map<Handle, number>();
    words.openAll(ledger.id);
    for (const [reference, source, person] of references.all(ledger.id)) {
      const handle = words.handleOf(person);
      handles.set(handleOf(source, words.of(reference)), handle);
      people.set(handle, person);
    }
    const endOf = (day: Day) => zone.intervalOf(day, day).to;
    const positionOf = (day: Day) => countBefore(heads, endOf(day));
    const kept = new Map<number, Kept>();
    let peopleKept = 0;

    function of(day: Day): Directory {
      const position = positionOf(day);
      const known = kept.get(position);
      if (known !== undefined) return onDayEnding(endOf(day), known);
      const directory = directoryOf(day, load(heads.slice(0, position)), handles, zone);
      if (peopleKept + directory.people.size > peopleMax) {
        kept.clear();
        peopleKept = 0;
      }
      kept.set(position, { directory, invited: [...directory.people.values()].filter(hasInvite) });
      peopleKept += directory.people.size;
      return directory;
    }
    const totals = new Map<Day, Omit<Directory, 'people'>>();
    const belongings = new Map<string, readonly Belonging[]>();
    return {
      version,
      of,
      totalsOf(day) {
        const known = totals.get(day);
        if (known !== undefined) return known;
        const { seats, pendingInvites, seatsByPerson, invitesByPerson } = of(day);
        const found = { seats, pendingInvites, seatsByPerson, invitesByPerson };
        totals.set(day, found);
        return found;
      },
      belongings(dimension, days) {
        const asked = `${dimension} ${days.from} ${days.to}`;
        const found = belongings.get(asked) ?? belongingsOf({ of, positionOf, personOf: (handle) => people.get(handle) }, (person) => (dimension === 'seat' ? (hasSeat(person) ? [dimension] : []) : membershipsOf(person, dimension)), days);
        const oldest = belongings.keys().next().value;
        if (belongings.size >= belongingsMax && oldest !== undefined) belongings.delete(oldest);
        belongings.set(asked, found);
        return found;
      },
      segments(during) {
        const said = ({ status, groups, department, costCentre }: DirectoryPerson): Said => ({ isListed: status !== 'removed', groups: [...new Set(groups)], department, costCentre });
        // What somebody belonged to is one text here, so that days are joined on which nothing of it changed.
        const found = belongingsOf({ of, positionOf, personOf: (handle) => people.get(handle) }, (person) => [JSON.stringify(said(person))], during);
        return found.map(({ person, keys: [text = ''], days }) => ({ person: String(person), days, ...(JSON.parse(text) as Said) })); // It was written three lines above.
      },
      personOf(handle) {
        const person = people.get(handle);
        return person === undefined ? null : String(person);
      },
    };
  }

  /** Of snapshots that nothing shows of any more, all but the people. */
  const load = (heads: readonly SnapshotHead[]): SourcedSnapshot[] => {
    const shows = showing(heads);
    return heads.map(({ id, source, takenAt, isComplete, fields, hasPeople, totals }, at) => ({
      source,
      snapshot: { takenAt, complete: isComplete, fields, people: hasPeople ? (shows[at] === true ? snapshots.people(id) : []) : null, totals },
    }));
  };

  return (organisation, ledger) => {
    const version = `${ledger.directoryVersion} ${ledger.identityVersion} ${organisation.timeZone}`;
    const kept = known.get(ledger.id);
    if (kept?.version === version) return kept.history;
    const history = make(organisation, ledger, version);
    known.set(ledger.id, { version, history });
    return history;
  };
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
const onDayEnding = (end: number, { directory, invited }: Kept): Directory =>
  directory.invitesByPerson ? { ...directory, pendingInvites: invited.filter((person) => isInvited(person, end)).length } : directory;
