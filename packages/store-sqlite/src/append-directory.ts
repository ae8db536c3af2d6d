import { everythingUpTo, handleOf, type Delivery, type DirectoryPerson, type Handle, type Organisation, type Outcome, type Receipt } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { contentHashes } from './content.js';
import { deliveriesIn } from './deliveries.js';
import type { Erased } from './erased.js';
import type { Ledgers } from './ledger.js';
import { sightingsIn } from './sightings.js';
import { snapshotsIn } from './snapshots.js';
import type { Words } from './words.js';

type DirectoryDelivery = Extract<Delivery, { kind: 'directory' }>;

/** So many people are looked at in a few milliseconds. */
const peopleAtOnce = 500;
const peopleAStep = 50;

/** How directory snapshots are taken in, in steps. Whoever takes them holds a transaction around the whole delivery. */
export function directoryAppender(database: Database, ledgers: Ledgers, words: Words, erased: Erased): (organisation: Organisation, delivery: DirectoryDelivery) => Generator<void, Receipt> {
  const sightings = sightingsIn(database, words, erased);
  const snapshots = snapshotsIn(database, words);
  const deliveries = deliveriesIn(database);
  const hashes = contentHashes(database);

  return function* (organisation, arriving) {
    const { source: { name, run }, receivedAt } = arriving;
    const ledger = ledgers.openedFor(organisation);
    const source = { id: ledgers.sourceNamed(ledger, name), name };
    const { snapshot, droppedFields } = yield* erased.deliveryAsKept({ ...ledger, slug: organisation.slug }, arriving);
    const place = { organisation: ledger.id, source: source.id };
    const people = snapshot.people ?? [];
    const removed = yield* snapshots.remove(place, snapshot.takenAt);
    const replaced = yield* contentsByHandle(name, removed.people);
    const speaksAlike = String(removed.fields) === String(snapshot.fields);
    const counts: Record<Outcome, number> = { stored: 0, duplicate: 0, superseded: 0, quarantined: 0 };
    const seen = sightings(organisation, ledger, source);
    const references: number[] = [];
    for (let at = 0; at < people.length; at += peopleAtOnce) {
      const some = people.slice(at, at + peopleAtOnce);
      seen.expect(some.map(({ person }) => person));
      for (const [place, one] of some.entries()) {
        if (place % peopleAStep === 0) yield;
        counts[outcomeOf(replaced.get(handleOf(name, one.person)), speaksAlike, one)] += 1;
        references.push(seen.see(one.person, snapshot.takenAt));
      }
    }
    const isSomebodyElse = yield* seen.finish();
    yield* snapshots.add(place, snapshot, references);
    const about = { kind: 'directory', run, receivedAt } as const;
    deliveries.finish(deliveries.begin(place, about), { ...place, ...about, received: people.length, ...counts, rejected: 0, droppedFields });
    // It holds from then on, until another is laid over it.
    const to = Math.max(snapshot.takenAt, receivedAt);
    return { counts, errors: [], touched: isSomebodyElse ? everythingUpTo(to) : { facts: ['directory'], from: snapshot.takenAt, to } };
  };

  /** What the snapshot that is replaced said of everybody; one that names somebody twice said two things. */
  function* contentsByHandle(source: string, people: readonly DirectoryPerson[]): Generator<void, Map<Handle, Buffer[]>> {
    const contents = new Map<Handle, Buffer[]>();
    for (const [at, person] of people.entries()) {
      if (at % peopleAStep === 0) yield;
      const handle = handleOf(source, person.person);
      contents.set(handle, [...(contents.get(handle) ?? []), hashes.of(person)]);
    }
    return contents;
  }

  function outcomeOf(before: readonly Buffer[] | undefined, speaksAlike: boolean, person: DirectoryPerson): Outcome {
    if (before === undefined) return 'stored';
    if (!speaksAlike) return 'superseded';
    const hash = hashes.of(person);
    return before.some((other) => other.equals(hash)) ? 'duplicate' : 'superseded';
  }
}
