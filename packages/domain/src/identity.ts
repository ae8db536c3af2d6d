import type { Instant } from './calendar.js';
import type { PersonReference } from './events.js';
import type { PersonWords } from './store.js';

/**
 * Something one source calls a person by: an id, which is unique within the source, or an e-mail address, which is the
 * same person's in every source. As text, so that it can be a key of a map.
 */
export type Handle = string;

/** Which person a handle belongs to. People are named by the handle of theirs that was seen first. */
export type Identities = ReadonlyMap<Handle, Handle>;

/** One source once named a person by this id and this e-mail address, together or alone. */
export interface Sighting {
  readonly source: string;
  readonly id: string | null;
  readonly email: string | null;
  /** When it was first and last said. */
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

const erasedPrefix = '@erased:';

/** What stands in place of a word of somebody who was erased. No address looks like it, and whoever sends an id like it names nobody. */
export const erasedWord = (mark: string): string => `${erasedPrefix}${mark}`;

/** Whether a word, or the handle of a person, is what an erasure has left. */
export const isErasedWord = (word: string): boolean => word.startsWith(erasedPrefix);

/** The mark that an erasure has left in the place of an address, where a handle is of one. */
export const markLeftIn = (handle: Handle): string | null => (handle.startsWith(emailHandle(erasedPrefix)) ? handle.slice(emailHandle(erasedPrefix).length) : null);

/** Whether a text has the form of a key that stands for a person in reports. */
export const isPersonKey = (text: string): boolean => /^p_[0-9a-f]{20}$/.test(text);

/** What stands in place of somebody's name where people have pseudonyms. */
export const pseudonymLabel = (key: string): string => `Person ${key.slice(2, 8).toUpperCase()}`;

export const idHandle = (source: string, id: string): Handle => `id:${source}:${id}`;
export const emailHandle = (email: string): Handle => `email:${email}`;

/** The handle that says most exactly who is meant: the id where there is one, since an e-mail address can move on. */
export function handleOf(source: string, person: Pick<PersonReference, 'id' | 'email'>): Handle {
  if (person.id !== null) return idHandle(source, person.id);
  if (person.email !== null) return emailHandle(person.email);
  throw new RangeError('A person needs an id or an e-mail address.'); // The parser has refused it.
}

/** The form in which e-mail addresses are compared. */
export const normaliseEmail = (email: string): string => email.normalize('NFC').trim().toLowerCase();

/**
 * Joins handles into people. Two sightings are one person if they share an id within a source or an e-mail address
 * anywhere, and this chains. Two ids of one source are never one person: links are made newest first, and one that
 * would join two such ids is left out, so that a shared address follows the newest. The result depends on what was
 * seen, never on the order in which it arrived. What is left of somebody who was erased is linked with nothing.
 */
export function linkIdentities(sightings: Iterable<Sighting>): Identities {
  const firstSeen = new Map<Handle, Instant>();
  const links = new Map<string, { id: Handle; email: Handle; source: string; lastAt: Instant }>();

  const see = (handle: Handle, at: Instant) => firstSeen.set(handle, Math.min(at, firstSeen.get(handle) ?? at));

  for (const { source, id, email: said, firstAt, lastAt } of sightings) {
    // What an erasure has left of an address links nobody.
    const email = said !== null && isErasedWord(said) ? null : said;
    if (id !== null) see(idHandle(source, id), firstAt);
    if (email !== null) see(emailHandle(email), firstAt);
    if (id === null || email === null) continue;
    const link = { id: idHandle(source, id), email: emailHandle(email), source, lastAt };
    const key = `${link.id}\n${link.email}`;
    const known = links.get(key);
    if (known === undefined || known.lastAt < lastAt) links.set(key, link);
  }

  const parents = new Map<Handle, Handle>();
  const root = (handle: Handle): Handle => {
    let at = handle;
    for (let parent = parents.get(at); parent !== undefined; parent = parents.get(at)) at = parent;
    if (at !== handle) parents.set(handle, at);
    return at;
  };
  // For each joined set, which id each source gave it.
  const idsOf = new Map<Handle, Map<string, Handle>>();
  const ids = (handle: Handle) => idsOf.get(handle) ?? new Map<string, Handle>();

  const newestFirst = [...links.values()].sort((a, b) => b.lastAt - a.lastAt || compareText(a.id, b.id) || compareText(a.email, b.email));
  for (const link of newestFirst) {
    const left = root(link.id);
    const right = root(link.email);
    if (left === right) continue;
    const joined = new Map(ids(left)).set(link.source, link.id);
    let agree = (ids(left).get(link.source) ?? link.id) === link.id;
    for (const [source, id] of ids(right)) {
      if ((joined.get(source) ?? id) !== id) agree = false;
      joined.set(source, id);
    }
    if (!agree) continue;
    parents.set(right, left);
    idsOf.set(left, joined);
  }

  const names = new Map<Handle, Handle>();
  const older = (a: Handle, b: Handle) => (firstSeen.get(a) ?? 0) - (firstSeen.get(b) ?? 0) || compareText(a, b);
  for (const handle of firstSeen.keys()) {
    const name = names.get(root(handle));
    if (name === undefined || older(handle, name) < 0) names.set(root(handle), handle);
  }
  return new Map([...firstSeen.keys()].map((handle) => [handle, names.get(root(handle)) ?? handle]));
}

/** Order by code points, the same in every language and engine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  // UTF-16 order differs from code-point order only where surrogates meet characters above them.
  const left = Array.from(a);
  const right = Array.from(b);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The words by which somebody was named, those used last first. */
export const inOrderOfUse = (a: PersonWords, b: PersonWords): number =>
  b.lastAt - a.lastAt || compareText(a.source, b.source) || compareText(a.id ?? '', b.id ?? '') || compareText(a.email ?? '', b.email ?? '') || compareText(a.name ?? '', b.name ?? '');
