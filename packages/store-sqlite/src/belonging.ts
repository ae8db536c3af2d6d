import { daysOf, type Day, type Directory, type DirectoryPerson, type Handle, type Period } from '@pegel/domain';

/** For how long somebody belonged to the same groups, departments or cost centres; people without any have no entry. */
export interface Belonging {
  /** As the ledger numbers people. */
  readonly person: number;
  readonly keys: readonly string[];
  readonly days: Period;
}

/** The directories of all days; days with equal positions have the same people in theirs. */
export interface Directories {
  of(day: Day): Directory;
  positionOf(day: Day): number;
  personOf(handle: Handle): number | undefined;
}

/** What everybody belonged to on the days from `from` to `to`, as the directory of each day has it. */
export function belongingsOf(directories: Directories, keysOf: (person: DirectoryPerson) => readonly string[], days: Period): Belonging[] {
  const ended: Belonging[] = [];
  const open = new Map<Handle, { readonly keys: readonly string[]; readonly from: Day }>();
  const end = (handle: Handle, to: Day) => {
    const last = open.get(handle);
    const person = directories.personOf(handle);
    if (last !== undefined && person !== undefined && last.keys.length > 0) ended.push({ person, keys: last.keys, days: { from: last.from, to } });
    open.delete(handle);
  };

  let position = -1;
  let before = days.from;
  for (const day of daysOf(days)) {
    if (directories.positionOf(day) !== position) {
      position = directories.positionOf(day);
      const { people } = directories.of(day);
      for (const handle of open.keys()) if (!people.has(handle)) end(handle, before);
      for (const [handle, person] of people) {
        const keys = [...new Set(keysOf(person))];
        if (isSame(open.get(handle)?.keys, keys)) continue;
        end(handle, before);
        open.set(handle, { keys, from: day });
      }
    }
    before = day;
  }
  for (const handle of open.keys()) end(handle, days.to);
  return ended;
}

const isSame = (before: readonly string[] | undefined, now: readonly string[]): boolean => before?.length === now.length && before.every((key, at) => key === now[at]);
