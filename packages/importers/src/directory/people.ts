import type { Entry } from './entry.js';

/** Where something stands: a line of a table, or the number of a resource in its list. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
  readonly element: number | null;
}

export interface Placed {
  readonly entry: Entry;
  readonly place: Place;
}

/** People as all rows about each of them say it together, and where rows do not go together. */
export interface Gathered {
  readonly people: readonly Entry[];
  /** Somebody of whom two rows say different things, by the place of the second; nobody knows which is right. */
  readonly contradicted: readonly { readonly place: Place; readonly before: Place }[];
  /** An account that has an address which another account has too. */
  readonly sharing: readonly Place[];
}

/**
 * Makes people of rows: an id is one person, and so is an address, which belongs to the account that has it where one does.
 * What two accounts claim goes to the one that may sign in, to the one that does so with it, or to the first by id.
 */
export function gather(rows: readonly Placed[]): Gathered {
  const accounts = new Map<string, Placed[]>();
  for (const row of rows) if (row.entry.id !== null) add(accounts, row.entry.id, row);

  const owners = new Map<string, string>();
  const sharing = new Map<string, Place>();
  for (const { id, email, place } of [...accounts].flatMap(claimsOf).sort(inOrder)) {
    const owner = owners.get(email) ?? id;
    owners.set(email, owner);
    if (owner !== id) sharing.set(id, place);
  }

  const persons = new Map<string, Placed[]>([...accounts].map(([id, own]) => [`id ${id}`, [...own]]));
  for (const row of rows) {
    const [email = ''] = row.entry.emails;
    const owner = owners.get(email);
    if (row.entry.id === null) add(persons, owner === undefined ? `email ${email}` : `id ${owner}`, row);
  }

  const people: Entry[] = [];
  const contradicted: { place: Place; before: Place }[] = [];
  for (const own of persons.values()) {
    const merged = merge(own);
    if ('entry' in merged) people.push({ ...merged.entry, emails: merged.entry.emails.filter((email) => (owners.get(email) ?? merged.entry.id) === merged.entry.id) });
    else contradicted.push(merged);
  }
  return { people: people.sort((a, b) => compare(nameOf(a), nameOf(b))), contradicted, sharing: [...sharing.values()] };
}

function add(map: Map<string, Placed[]>, key: string, row: Placed): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [row]);
  else known.push(row);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const nameOf = ({ id, emails }: Entry): string => id ?? emails[0] ?? '';

/** That an address is an account's. */
interface Claim {
  readonly id: string;
  readonly email: string;
  readonly place: Place;
  readonly isOff: boolean;
  readonly isLogin: boolean;
}

const claimsOf = ([id, rows]: readonly [string, readonly Placed[]]): Claim[] =>
  rows.flatMap(({ entry, place }) => entry.emails.map((email) => ({ id, email, place, isOff: entry.enabled === false || entry.isGuest, isLogin: entry.login === email })));

const inOrder = (a: Claim, b: Claim): number => Number(a.isOff) - Number(b.isOff) || Number(b.isLogin) - Number(a.isLogin) || compare(a.id, b.id);

/** One thing said, or nothing; `undefined` where two different ones are. */
function one<T>(said: readonly (T | null)[]): T | null | undefined {
  const values = [...new Set(said.filter((value) => value !== null))];
  return values.length > 1 ? undefined : (values[0] ?? null);
}

function merge(rows: readonly Placed[]): { readonly entry: Entry } | { readonly place: Place; readonly before: Place } {
  const [first, ...others] = rows;
  if (first === undefined) throw new Error('Nobody has no row.'); // They are made from rows.
  let entry = first.entry;
  for (const { entry: other, place } of others) {
    const [department, costCentre, status, enabled] = [one([entry.department, other.department]), one([entry.costCentre, other.costCentre]), one([entry.status, other.status]), one([entry.enabled, other.enabled])];
    const seat = entry.seat === undefined ? other.seat : other.seat === undefined ? entry.seat : one([entry.seat, other.seat]);
    const isSeatLost = seat === undefined && entry.seat !== undefined;
    if (department === undefined || costCentre === undefined || status === undefined || enabled === undefined || isSeatLost) return { place, before: first.place };
    entry = { ...entry, id: entry.id ?? other.id, isGuest: entry.isGuest || other.isGuest, enabled, status, seat, department, costCentre };
  }
  // Which of several names and addresses comes first is not left to the order of rows.
  const said = rows.map((row) => row.entry).sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
  const named = said.find(({ name }) => name !== null)?.name ?? null;
  return { entry: { ...entry, name: named, emails: [...new Set(said.flatMap(({ emails }) => emails))], groups: [...new Set(said.flatMap(({ groups }) => groups))].sort() } };
}
