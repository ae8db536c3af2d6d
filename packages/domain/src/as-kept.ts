import type { Instant } from './calendar.js';
import { instantOf, type DirectorySnapshot, type PersonReference, type UsageEvent } from './events.js';
import { compareText, emailHandle, erasedWord, handleOf, idHandle, isErasedWord, type Handle, type Identities, type Sighting } from './identity.js';
import { ended } from './steps.js';
import type { Delivery } from './store.js';

/*
 * Somebody is erased by forgetting every word for them and keeping a mark of each: marks say with the organisation's key
 * whether a word is one of them, and nothing without it. Whatever arrives is brought into the form in which it would be
 * kept before anything else looks at it, so a repeat of what was erased is a repeat, and no word comes back.
 *
 * A mark is of one nameless person and holds until an instant, or for good; whoever's time was over may come back after it.
 *
 *  1. An id says most exactly who is meant. A word is somebody's who is not erased, if what was kept before says so.
 *     Whoever has such an id stays who they are, also beside a marked address, of which only the mark is kept.
 *  2. Whatever else has a marked word is said of somebody who was erased: of whom its id is, or else its address.
 *  3. All words beside a marked one are theirs too and are marked for as long, unless they are somebody else's. This chains.
 *
 * The third is decided for all that arrives together and all that waits for a decision before any of it is kept. So it
 * depends on what was kept before, and on no order within a delivery.
 */

/** What a source once said of a person. */
export interface Said {
  readonly source: string;
  readonly person: PersonReference;
  readonly at: Instant;
}

/** Words under which a source named somebody, and when it last did. */
export type Named = Pick<Sighting, 'source' | 'id' | 'email' | 'lastAt'>;

/** Who was erased, as far as it takes to recognise them, and who else there is. */
export interface ErasedPeople {
  /** Nobody was: nothing has to be looked up. */
  readonly isEmpty: boolean;
  /** Until when a word is one of somebody who was erased: `Infinity` for good, `null` where it never was. */
  readonly until: (handle: Handle) => Instant | null;
  /** All words that are kept with an id in them, */
  withId(source: string, id: string): Iterable<Named>;
  /** and with an address. */
  withEmail(email: string): Iterable<Named>;
  markOf(text: string): string;
}

/** How a person is kept whom a source names. */
export interface KeptPerson {
  readonly person: PersonReference;
  /** Where it is somebody who was erased: the marked handles they are recognised by, the most exact first. */
  readonly erased: readonly Handle[] | null;
}

/** A handle that was found to be one more of somebody who was erased, by another of theirs that had a mark before. */
export interface Found {
  readonly handle: Handle;
  readonly of: Handle;
  readonly until: Instant;
}

/** The words to keep of those that a source says. */
export function asKept({ source, person: said, at }: Said, people: ErasedPeople): KeptPerson {
  if (said.id !== null && isErasedWord(said.id)) return { person: { ...said, email: null, name: null }, erased: [handleOf(source, said)] };
  if (people.isEmpty) return { person: said, erased: null };
  const words = wordsIn(source, said);
  const marked = words.filter(({ handle }) => people.until(handle) !== null);
  if (marked.length === 0) return { person: said, erased: null };
  if (goneOf(words, at, people.until, knownIn(people)).length > 0) return { person: nameless(source, said, people), erased: marked.map(({ handle }) => handle) };
  const isWithout = marked.some(({ kind, handle }) => kind === 'email' && people.until(handle) === Infinity);
  return { person: isWithout ? { ...said, email: emailWord(said.email, people) } : said, erased: null };
}

/** What is found out of the words of those who were erased by what is said together. */
export const foundBeside = (all: readonly Said[], people: ErasedPeople): readonly Found[] => ended(findingBeside(all, people));

/** So much that is said of people is looked at in a millisecond. */
const saidAStep = 50;

/** The same in steps. */
export function* findingBeside(all: readonly Said[], people: ErasedPeople): Generator<void, readonly Found[]> {
  if (people.isEmpty) return [];
  const pairs = new Map<string, { readonly words: readonly Word[]; readonly firstAt: Instant }>();
  for (const [place, { source, person, at }] of all.entries()) {
    if (place % saidAStep === 0) yield;
    const words = wordsIn(source, person);
    if (words.length < 2) continue;
    const pair = words.map(({ handle }) => handle).join('\n');
    pairs.set(pair, { words, firstAt: Math.min(at, pairs.get(pair)?.firstAt ?? at) });
  }
  const found = new Map<Handle, Found>();
  const until = (handle: Handle) => found.get(handle)?.until ?? people.until(handle);
  const isKnown = knownIn(people);
  for (;;) {
    // All at once, so that it does not matter which is looked at first.
    const more = new Map<Handle, Found>();
    let looked = 0;
    for (const { words, firstAt } of pairs.values()) {
      if ((looked += 1) % saidAStep === 0) yield;
      const longest = longestOf(goneOf(words, firstAt, until, isKnown).map(({ handle }) => until(handle)));
      const whose = words.find(({ handle }) => until(handle) !== null)?.handle;
      for (const word of words) {
        const { handle } = word;
        if (whose === undefined || longest <= longestOf([until(handle)]) || isKnown(word)) continue;
        // Whose a mark is stays so.
        const of = people.until(handle) !== null ? handle : (found.get(handle)?.of ?? found.get(whose)?.of ?? whose);
        const other = more.get(handle);
        if (other === undefined || longest > other.until || (longest === other.until && compareText(of, other.of) < 0)) more.set(handle, { handle, of, until: longest });
      }
    }
    if (more.size === 0) return [...found.values()];
    for (const [handle, one] of more) found.set(handle, one);
  }
}

/** Whether words that are kept name somebody who was not erased. */
export function areNamed({ source, id, email, lastAt }: Named, until: ErasedPeople['until']): boolean {
  const said = id ?? email;
  if (said === null || isErasedWord(said)) return false;
  return lastAt >= longestOf([until(handleOf(source, { id, email }))]);
}

/**
 * Somebody else's address can have been seen first beside words that go, and who they are goes by when that was: which
 * of the words that stay count as seen at that time too.
 */
export function seenFirstBeside<Row extends Sighting>(rows: readonly Row[], identities: Identities, until: ErasedPeople['until']): readonly { readonly row: Row; readonly firstAt: Instant }[] {
  const first = new Map<string, Instant>();
  for (const row of rows) {
    const { id, email, firstAt } = row;
    if (id === null || email === null || isErasedWord(id) || isErasedWord(email) || areNamed(row, until) || firstAt < longestOf([until(emailHandle(email))])) continue;
    first.set(email, Math.min(firstAt, first.get(email) ?? firstAt));
  }
  return [...first].flatMap(([email, firstAt]) => {
    const owner = identities.get(emailHandle(email));
    const theirs = rows.filter((row) => row.email === email && areNamed(row, until) && identities.get(handleOf(row.source, row)) === owner);
    const [row] = theirs.toSorted((a, b) => a.firstAt - b.firstAt || compareText(handleOf(a.source, a), handleOf(b.source, b)));
    return row === undefined || row.firstAt <= firstAt ? [] : [{ row, firstAt }];
  });
}

/**
 * Who was seen last before an instant, and is not listed. Whose address stands beside somebody else's words too would have
 * to be taken out of those, and stays.
 */
export function notSeenSince(before: Instant, rows: readonly Named[], identities: Identities, listed: ReadonlySet<Handle>): readonly Handle[] {
  const last = new Map<Handle, Instant>();
  const contested = new Set<Handle>();
  for (const { source, id, email, lastAt } of rows) {
    const person = identities.get(handleOf(source, { id, email }));
    if (person === undefined || isErasedWord(person)) continue;
    last.set(person, Math.max(lastAt, last.get(person) ?? lastAt));
    const owner = email === null ? undefined : identities.get(emailHandle(email));
    if (owner !== undefined && owner !== person) contested.add(owner);
  }
  return [...last].flatMap(([person, at]) => (at < before && !contested.has(person) && !listed.has(person) ? [person] : []));
}

/** Everybody whom an event names, as its source says it; */
export const saidOfPerson = (source: string, event: UsageEvent): readonly Said[] => (event.person.kind === 'person' ? [{ source, person: event.person, at: instantOf(event) }] : []);

/** and a delivery. */
export function saidTogether(delivery: Delivery): readonly Said[] {
  const { name: source } = delivery.source;
  if (delivery.kind === 'events') return delivery.items.flatMap(({ event }) => saidOfPerson(source, event));
  const { people, takenAt: at } = delivery.snapshot;
  return (people ?? []).map(({ person }) => ({ source, person, at }));
}

type Keep = (said: Said) => PersonReference;

export const eventAsKept = (source: string, event: UsageEvent, keep: Keep): UsageEvent =>
  event.person.kind === 'person' ? { ...event, person: keep({ source, person: event.person, at: instantOf(event) }) } : event;

export const snapshotAsKept = (source: string, snapshot: DirectorySnapshot, keep: Keep): DirectorySnapshot => ended(keepingSnapshot(source, snapshot, keep));

function* keepingSnapshot(source: string, snapshot: DirectorySnapshot, keep: Keep): Generator<void, DirectorySnapshot> {
  const { people, takenAt: at } = snapshot;
  return { ...snapshot, people: people === null ? null : yield* mapped(people, (one) => ({ ...one, person: keep({ source, person: one.person, at }) })) };
}

/** All that arrives, in steps. */
export function* deliveryAsKept<D extends Delivery>(delivery: D, keep: Keep): Generator<void, D> {
  const { name } = delivery.source;
  return delivery.kind === 'events'
    ? { ...delivery, items: yield* mapped(delivery.items, ({ index, event }) => ({ index, event: eventAsKept(name, event, keep) })) }
    : { ...delivery, snapshot: yield* keepingSnapshot(name, delivery.snapshot, keep) };
}

function* mapped<Item, Made>(items: readonly Item[], make: (item: Item) => Made): Generator<void, readonly Made[]> {
  const made: Made[] = [];
  for (const [place, item] of items.entries()) {
    if (place % saidAStep === 0) yield;
    made.push(make(item));
  }
  return made;
}

/** One of the words that a source has for somebody. */
interface Word {
  readonly kind: 'id' | 'email';
  readonly source: string;
  readonly text: string;
  readonly handle: Handle;
}

/** The most exact first. */
function wordsIn(source: string, { id, email }: Pick<PersonReference, 'id' | 'email'>): readonly Word[] {
  if (id !== null && isErasedWord(id)) return [];
  const words: readonly (Word | null)[] = [
    id === null ? null : { kind: 'id', source, text: id, handle: idHandle(source, id) },
    email === null ? null : { kind: 'email', source, text: email, handle: emailHandle(email) },
  ];
  return words.filter((word) => word !== null);
}

/** Those of the words by which somebody who was erased is recognised; none where an id is somebody else's. */
function goneOf(words: readonly Word[], at: Instant, until: ErasedPeople['until'], isKnown: (word: Word) => boolean): readonly Word[] {
  const gone = words.filter(({ handle }) => at < longestOf([until(handle)]));
  const id = words.find(({ kind }) => kind === 'id');
  return id === undefined || gone.length === 0 || gone.includes(id) || !isKnown(id) ? gone : [];
}

/** Whether somebody who was not erased is known by a word. */
function knownIn(people: ErasedPeople): (word: Word) => boolean {
  const known = new Map<Handle, boolean>();
  return ({ kind, source, text, handle }) => {
    const is = known.get(handle) ?? [...(kind === 'id' ? people.withId(source, text) : people.withEmail(text))].some((one) => areNamed(one, people.until));
    known.set(handle, is);
    return is;
  };
}

const longestOf = (those: readonly (Instant | null)[]): Instant => Math.max(...those.map((until) => until ?? -Infinity));

/** One word for all words of a reference: other words are another one, as they were before. */
function nameless(source: string, { id, email, name }: PersonReference, people: ErasedPeople): PersonReference {
  const word = people.markOf(JSON.stringify([source, id, emailWord(email, people), name]));
  return { kind: 'person', id: erasedWord(word), email: null, name: null };
}

const emailWord = (email: string | null, { markOf }: ErasedPeople): string | null =>
  email === null || isErasedWord(email) ? email : erasedWord(markOf(emailHandle(email)));
