import type { Instant } from './calendar.js';
import type { PersonReference } from './events.js';
import { emailHandle, erasedWord, handleOf, idHandle, isErasedWord, type Handle } from './identity.js';

/*
 * Somebody is erased by forgetting every word for them and keeping a mark of each: marks say with the organisation's key
 * whether a word is one of them, and nothing without it. Whatever arrives is brought into the form in which it would be
 * kept before anything else looks at it, so a repeat of what was erased is a repeat, and no word comes back.
 */

/** Who was erased, as far as it takes to recognise them. */
export interface ErasedPeople {
  /** Nobody was: nothing has to be looked up. */
  readonly isEmpty: boolean;
  /** Whether it is a word of somebody who was erased, or whose time was over when it was said. */
  has(handle: Handle): boolean;
  /** Whether it is one for good: whoever's time was over may come back, and with them their words. */
  isForGood(handle: Handle): boolean;
  /** Whether somebody who was not erased is known by it. */
  isSomebodyElses(handle: Handle): boolean;
  markOf(text: string): string;
}

/** How a person is kept whom a source names. */
export interface KeptPerson {
  readonly person: PersonReference;
  /** Where it is somebody who was erased: the handles they are recognised by, the most exact first, and what else they were called beside these. */
  readonly erased: { readonly by: readonly Handle[]; readonly beside: readonly Handle[] } | null;
}

/**
 * The words to keep of those that a source says. An id says most exactly who is meant: whoever is known by one that is
 * not erased stays who they are, also beside the address of somebody who was, and only that address goes. All words
 * beside a word of somebody who was erased are theirs too, unless somebody else is known by them.
 */
export function asKept(source: string, said: PersonReference, people: ErasedPeople): KeptPerson {
  if (said.id !== null && isErasedWord(said.id)) return { person: { ...said, email: null, name: null }, erased: { by: [handleOf(source, said)], beside: [] } };
  if (people.isEmpty) return { person: said, erased: null };
  const id = said.id === null ? null : idHandle(source, said.id);
  const email = said.email === null || isErasedWord(said.email) ? null : emailHandle(said.email);
  const byId = id !== null && people.has(id);
  const byEmail = email !== null && people.has(email);
  if (!byId && !byEmail) return { person: said, erased: null };
  if (!byId && id !== null && people.isSomebodyElses(id)) return { person: email !== null && people.isForGood(email) ? { ...said, email: emailWord(said.email, people) } : said, erased: null };
  const others = [id, email].filter((handle) => handle !== null && !people.has(handle) && !people.isSomebodyElses(handle)) as Handle[]; // The filter has removed the nulls.
  return { person: nameless(source, said, people), erased: { by: [id, email].filter((handle) => handle !== null && people.has(handle)) as Handle[], beside: others } }; // As above.
}

/** One word for all words of a reference: other words are another one, as they were before. */
function nameless(source: string, { id, email, name }: PersonReference, people: Pick<ErasedPeople, 'markOf'>): PersonReference {
  const word = people.markOf(JSON.stringify([source, id, emailWord(email, people), name]));
  return { kind: 'person', id: erasedWord(word), email: null, name: null };
}

const emailWord = (email: string | null, { markOf }: Pick<ErasedPeople, 'markOf'>): string | null =>
  email === null || isErasedWord(email) ? email : erasedWord(markOf(emailHandle(email)));

/** Parts of the organisation's own words for things, in which a word for somebody can hide; no erasure reaches into them. */
export const mentionPlaces = ['event', 'chat', 'project', 'artifact', 'connector', 'model', 'service', 'group', 'department', 'costCentre', 'reason'] as const;
export type MentionPlace = (typeof mentionPlaces)[number];

/** How many things of a kind are called by what has a person's word in it. */
export type Mentions = Readonly<Partial<Record<MentionPlace, number>>>;

/** What is held of a person that an erasure takes away, and what it does not reach. */
export interface HeldWords {
  readonly ids: readonly string[];
  readonly emails: readonly string[];
  readonly names: readonly string[];
  /** Contents that wait, or waited, for a decision. */
  readonly quarantined: number;
  /** Not taken away: what sources call things is the sources', and changing it would count them twice. */
  readonly mentions: Mentions;
}

/** Why somebody is erased, and when. */
export interface ErasureNote {
  readonly reason: string;
  readonly at: Instant;
}

/** Shorter ones are found in anything. */
const wordMin = 4;

/** The words of a person that are looked for in what things are called, in lower case. */
export const wordsToFind = (words: Iterable<string>): readonly string[] =>
  [...new Set([...words].map((word) => word.normalize('NFC').trim().toLowerCase()))].filter((word) => [...word].length >= wordMin && !isErasedWord(word));
