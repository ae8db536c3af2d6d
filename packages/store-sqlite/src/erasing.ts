import {
  compareText, emailHandle, ended, erasedWord, handleOf, isErasedWord, isPersonKey, linkIdentities, normaliseEmail, notSeenSince, seenFirstBeside, unattributed,
  type ErasureNote, type Handle, type HeldWords, type Identities, type Instant, type Organisation, type Said,
} from '@pegel/domain';
import { noteErasure, sealOf, type Database } from '@pegel/sqlite';
import { asidesIn, saidAside } from './aside.js';
import { contentHashes } from './content.js';
import { handlesIn, isNameless, type Erased, type MarkedLedger } from './erased.js';
import { sealedIn, type Ledgers } from './ledger.js';
import { mentionsReader } from './mentions.js';
import { eventOf, storedAt, storedColumns, type StoredRow } from './read-stored.js';
import { fieldsOf, snapshotsIn } from './snapshots.js';
import type { PersonWords, Words } from './words.js';

interface Reference extends PersonWords {
  readonly reference: number;
  readonly sourceId: number;
  readonly source: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly person: number;
}

interface Everybody {
  readonly references: readonly Reference[];
  readonly identities: Identities;
}

export interface Erasing {
  called(organisation: Organisation, text: string): readonly string[];
  held(organisation: Organisation, key: string): HeldWords | null;
  /** Whoever calls it holds a transaction around it. Answers with what was held, and which erasure it is. */
  erase(organisation: Organisation, key: string, note: ErasureNote): { readonly held: HeldWords; readonly number: number } | null;
  reasons(organisation: Organisation): readonly string[];
  /** Takes away the words of people whose time is over and who are not listed. Whoever calls it holds a transaction. */
  expire(organisation: Organisation, before: Instant, listed: ReadonlySet<Handle>): number;
  /** Takes away what an older file has of people whose marks the key file has, and tells of each; answers how many they were. Whoever calls it holds a transaction. */
  catchUp(again: (organisation: string, held: HeldWords) => void): number;
}

/** How people are erased: every row that names them is brought into the form in which it would be kept if it came now. */
export function erasingIn(database: Database, ledgers: Ledgers, words: Words, erased: Erased): Erasing {
  const key = sealOf(database);
  const hashes = contentHashes(database);
  const asides = asidesIn(database);
  const snapshots = snapshotsIn(database, words);
  const mentionsOf = mentionsReader(database);
  const references = database.prepare<[number], Omit<Reference, keyof PersonWords>>(
    `SELECT r.id AS reference, s.id AS sourceId, s.name AS source, r.first_at AS firstAt, r.last_at AS lastAt, r.person FROM person_references r JOIN sources s ON s.id = r.source WHERE r.organisation = ? ORDER BY r.id`,
  );
  const personWith = database.prepare<[number, string], number>('SELECT DISTINCT p.id FROM people p JOIN person_references r ON r.person = p.id WHERE p.organisation = ? AND p.key = ?').pluck();
  const keyOf = database.prepare<[number], string>('SELECT key FROM people WHERE id = ?').pluck();
  const peopleIn = database.prepare<[number], number>('SELECT id FROM people WHERE organisation = ?').pluck();
  const rename = database.prepare<[Buffer, string, number]>('UPDATE people SET handle = ?, key = ? WHERE id = ?');
  const taken = database.prepare<[number, Buffer], 0 | 1>('SELECT EXISTS (SELECT 1 FROM people WHERE organisation = ? AND handle = ?)').pluck();
  const sameWords = database.prepare<[number, Buffer], number>(`SELECT id FROM person_references WHERE source = ? AND coalesce(external_id, '') = ? AND email IS NULL AND name IS NULL`).pluck();
  const pointing = ['events', 'event_history', 'directory_people'].map((table) => database.prepare<[number, number]>(`UPDATE ${table} SET reference = ? WHERE reference = ?`));
  const widen = database.prepare<[number, number, number]>(
    'UPDATE person_references SET first_at = min(first_at, (SELECT first_at FROM person_references WHERE id = ?)), last_at = max(last_at, (SELECT last_at FROM person_references WHERE id = ?)) WHERE id = ?',
  );
  const reword = database.prepare<[Buffer | null, Buffer | null, Buffer | null, number]>('UPDATE person_references SET external_id = ?, email = ?, name = ? WHERE id = ?');
  const seenEarlier = database.prepare<[Instant, number]>('UPDATE person_references SET first_at = ? WHERE id = ?');
  const noteReason = database.prepare<[number, number, Buffer]>('INSERT INTO erasures (organisation, number, reason) VALUES (?, ?, ?)');
  const lastNumber = database.prepare<[number], number>('SELECT coalesce(max(number), 0) FROM erasures WHERE organisation = ?').pluck();
  const reasons = database.prepare<[number], string>('SELECT unsealed(reason) FROM erasures WHERE organisation = ? ORDER BY number').pluck();
  const naming = database.prepare<[string], number>('SELECT DISTINCT snapshot FROM directory_people WHERE reference IN (SELECT value FROM json_each(?))').pluck();
  const head = database.prepare<[number], { takenAt: number; complete: number; fields: string | null; purchased: number | null; assigned: number | null; pendingInvites: number | null; hash: Buffer | null }>(
    'SELECT taken_at AS takenAt, complete, fields, purchased, assigned, pending_invites AS pendingInvites, content_hash AS hash FROM directory_snapshots WHERE id = ?',
  );
  const rehashSnapshot = database.prepare<[Buffer, number]>('UPDATE directory_snapshots SET content_hash = ? WHERE id = ?');
  const somebodyElse = database.prepare<[number, number]>('UPDATE ledgers SET identity_version = identity_version + 1, has_contested_links = ? WHERE id = ?');
  const ledgerNames = database.prepare<[], MarkedLedger>('SELECT id, slug FROM ledgers ORDER BY id');
  const events = (['events', 'event_history'] as const).map((table) => ({
    read: database.prepare<[number, string], StoredRow>(`SELECT ${storedColumns}, e.source FROM ${table} e WHERE e.organisation = ? AND e.reference IN (SELECT value FROM json_each(?))`).raw(),
    write: database.prepare<[Buffer, number, number, string, number]>(`UPDATE ${table} SET content_hash = ? WHERE organisation = ? AND source = ? AND id = ? AND revision = ?`),
  }));

  function everybodyIn({ id: ledger }: MarkedLedger): Everybody {
    ended(words.openAll(ledger));
    const found = references.all(ledger).map((row): Reference => ({ ...row, ...words.of(row.reference) }));
    return { references: found, identities: linkIdentities(found.filter((one) => !isNameless(one))) };
  }

  const hasContestedLinks = ({ references: all, identities }: Everybody): boolean =>
    all.some(({ source, id, email }) => id !== null && !isNameless({ id }) && email !== null && !isErasedWord(email) && identities.get(handleOf(source, { id, email })) !== identities.get(emailHandle(email)));

  const markedLedger = (organisation: Organisation): MarkedLedger => ({ id: ledgers.of(organisation).id, slug: organisation.slug });

  function called(organisation: Organisation, text: string): readonly string[] {
    const ledger = markedLedger(organisation);
    const { references: all, identities } = everybodyIn(ledger);
    const owner = identities.get(emailHandle(normaliseEmail(text)));
    const found = all.filter((one) => !isNameless(one) && (one.id === text || (owner !== undefined && identities.get(handleOf(one.source, one)) === owner))).map(({ person }) => person);
    const byKey = isPersonKey(text) && personWith.get(ledger.id, text) !== undefined ? [text] : [];
    return [...new Set([...byKey, ...found.flatMap((person) => keyOf.get(person) ?? [])])].sort();
  }

  function heldOf(ledger: MarkedLedger, everybody: Everybody, person: number): HeldWords {
    const handle = words.handleOf(person);
    const distinct = (texts: readonly (string | null)[]) => [...new Set(texts.flatMap((text) => (text === null || isErasedWord(text) ? [] : [text])))].sort(compareText);
    const own = everybody.references.filter((one) => one.person === person);
    const aside = asides.in(ledger);
    const emails = distinct(everybody.references.map(({ email }) => email)).filter((email) => everybody.identities.get(emailHandle(email)) === handle);
    const [ids, names] = [distinct(own.map(({ id }) => id)), distinct(own.map(({ name }) => name))];
    const areTheirs = (item: (typeof aside)[number]) => saidAside([item]).some(({ source, person: said }) => handlesIn(source, said).some((one) => everybody.identities.get(one) === handle));
    const quarantined = aside.filter(areTheirs).length;
    return { ids, emails, names, quarantined, mentions: mentionsOf(ledger.id, [...ids, ...emails, ...names]) };
  }

  /** Takes away the words of some people, and every marked one. With an instant their time was over then. */
  function takeAway(ledger: MarkedLedger, { references: all, identities }: Everybody, people: readonly number[], until: Instant): void {
    const gone = new Set<Handle>();
    for (const person of people) {
      const handle = words.handleOf(person);
      const handles = [...identities].flatMap(([one, of]) => (of === handle ? [one] : [])).sort(compareText);
      const marks = handles.map((one) => erased.markOf(ledger, one));
      for (const one of handles) gone.add(one);
      // Whoever had come back after their time was over is who they were; where they were two until then, they were one.
      const [known = person, ...others] = erased.peopleBehind(marks);
      for (const other of new Set([...others, person])) if (other !== known) erased.join(known, other);
      erased.add(marks, known, until);
    }
    const aside = asides.in(ledger);
    // What was set aside can say more of what they were called, which nobody has seen yet.
    erased.find(ledger, [...all.map(saidBy), ...saidAside(aside)]);
    const isMarked = (handle: Handle) => erased.until(ledger, handle) === Infinity;
    const seenFirst = seenFirstBeside(all, identities, (handle) => erased.until(ledger, handle));
    const keep = erased.keeping(ledger);
    // All of it before any is written: what is kept of one goes by what there is of the others.
    const kept = new Map(all.map((one) => [one.reference, keep(saidBy(one))]));
    asides.keep(ledger, aside, keep, (address) => erased.addressAsKept(ledger, address));
    for (const { row, firstAt } of seenFirst) seenEarlier.run(firstAt, row.reference);
    const changed: number[] = [];
    for (const { reference, sourceId, id, email, name } of all) {
      const now = kept.get(reference);
      if (now === undefined || (now.id === id && now.email === email && now.name === name)) continue;
      const [sealedId = null, sealedEmail = null, sealedName = null] = [now.id, now.email, now.name].map((text) => (text === null ? null : key.seal(text, sealedIn(ledger))));
      const same = sealedId === null || !isNameless(now) ? undefined : sameWords.get(sourceId, sealedId);
      if (same === undefined) {
        reword.run(sealedId, sealedEmail, sealedName, reference);
        changed.push(reference);
        continue;
      }
      // The same words from before their time was over stand there already. Rows are never removed, so this one names nothing any more.
      for (const point of pointing) point.run(same, reference);
      widen.run(reference, reference, same);
      reword.run(key.seal(`${now.id}.${reference}`, sealedIn(ledger)), null, null, reference);
      changed.push(same);
    }
    for (const person of peopleIn.all(ledger.id)) {
      const handle = words.handleOf(person);
      // A row for each name that somebody was first seen under stays, so that keys stay; those of whoever is gone say nothing.
      if (isErasedWord(handle) || !(gone.has(handle) || isMarked(handle))) continue;
      const word = key.seal(erasedWord(erased.markOf(ledger, handle)), sealedIn(ledger));
      // Whoever had come back after their time was over is another row, and has another word.
      const isTaken = taken.get(ledger.id, word) === 1;
      rename.run(isTaken ? key.seal(erasedWord(`${erased.markOf(ledger, handle)}.${person}`), sealedIn(ledger)) : word, unattributed, person);
    }
    words.forget();
    rehashEvents(ledger, changed);
    rehashSnapshots(changed);
    somebodyElse.run(hasContestedLinks(everybodyIn(ledger)) ? 1 : 0, ledger.id);
  }

  function rehashEvents({ id: ledger }: MarkedLedger, changed: readonly number[]): void {
    for (const { read, write } of events) {
      // A statement that is being read lets nobody write.
      const found = read.all(ledger, JSON.stringify(changed)).map((row) => ({ row, hash: hashes.of(eventOf(row, words)) }));
      for (const { row, hash } of found) write.run(hash, ledger, Number(row.at(-1)), String(row[storedAt.id]), Number(row[storedAt.revision]));
    }
  }

  function rehashSnapshots(changed: readonly number[]): void {
    for (const id of naming.all(JSON.stringify(changed))) {
      const said = head.get(id);
      if (said === undefined || said.hash === null) continue;
      const { takenAt, complete, fields, purchased, assigned, pendingInvites } = said;
      rehashSnapshot.run(hashes.of({ takenAt, complete: complete === 1, fields: fieldsOf(fields), people: snapshots.people(id), totals: { purchased, assigned, pendingInvites } }), id);
    }
  }

  function find(organisation: Organisation, of: string): { readonly ledger: MarkedLedger; readonly everybody: Everybody; readonly person: number } | null {
    const ledger = markedLedger(organisation);
    const person = isPersonKey(of) ? personWith.get(ledger.id, of) : undefined;
    return person === undefined ? null : { ledger, everybody: everybodyIn(ledger), person };
  }

  /** Whom of those in a file the marks are of. An address can have been somebody else's in it, and so erases alone only whoever has no id. */
  function markedIn(ledger: MarkedLedger, { references: all, identities }: Everybody, marks: ReadonlySet<string>): number[] {
    const personOf = new Map(all.filter((one) => !isNameless(one)).map((one) => [identities.get(handleOf(one.source, one)), one.person]));
    const handles = new Map<number, Handle[]>();
    for (const [handle, of] of identities) {
      const person = personOf.get(of);
      if (person !== undefined) handles.set(person, [...(handles.get(person) ?? []), handle]);
    }
    return [...handles].flatMap(([person, own]) => {
      const ids = own.filter((handle) => handle.startsWith('id:'));
      return (ids.length > 0 ? ids : own).some((handle) => marks.has(erased.markOf(ledger, handle))) ? [person] : [];
    });
  }

  return {
    called,
    held(organisation, of) {
      const found = find(organisation, of);
      return found === null ? null : heldOf(found.ledger, found.everybody, found.person);
    },
    expire(organisation, before, listed) {
      const ledger = markedLedger(organisation);
      const everybody = everybodyIn(ledger);
      const people = new Map(everybody.references.filter((one) => !isNameless(one)).map(({ person }) => [words.handleOf(person), person]));
      const over = notSeenSince(before, everybody.references, everybody.identities, listed).flatMap((person) => people.get(person) ?? []);
      if (over.length === 0) return 0;
      noteErasure(database);
      takeAway(ledger, everybody, over, before);
      return over.length;
    },
    reasons: (organisation) => reasons.all(ledgers.of(organisation).id),
    erase(organisation, of, { reason }) {
      const found = find(organisation, of);
      if (found === null) return null;
      const held = heldOf(found.ledger, found.everybody, found.person);
      noteErasure(database);
      takeAway(found.ledger, found.everybody, [found.person], Infinity);
      const number = (lastNumber.get(found.ledger.id) ?? 0) + 1;
      noteReason.run(found.ledger.id, number, key.seal(reason, sealedIn(found.ledger)));
      return { held, number };
    },
    catchUp(again) {
      const missing = new Set(key.marks().filter((mark) => !erased.isKnown(mark)));
      if (missing.size === 0) return 0;
      let people = 0;
      for (const ledger of ledgerNames.all()) {
        const everybody = everybodyIn(ledger);
        const marked = markedIn(ledger, everybody, missing);
        people += marked.length;
        if (marked.length > 0) noteErasure(database);
        for (const person of marked) again(ledger.slug, heldOf(ledger, everybody, person));
        // Those of whom nothing is here yet are known from now on, too.
        for (const mark of missing) erased.add([mark], null, Infinity);
        takeAway(ledger, everybody, marked, Infinity);
      }
      for (const mark of missing) erased.add([mark], null, Infinity);
      return people;
    },
  };
}

const saidBy = ({ source, id, email, name, lastAt: at }: Reference): Said => ({ source, person: { kind: 'person', id, email, name }, at });
