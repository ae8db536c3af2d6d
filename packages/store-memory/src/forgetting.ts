import {
  eventAsKept, saidOfPerson, seenFirstBeside, snapshotAsKept,
  type Handle, type Identities, type Instant, type PersonReference, type Said, type Sighting, type SourcedSnapshot,
} from '@pegel/domain';
import type { Erased } from './erased.js';
import type { Kept, NameSighting, SetAside } from './ledger.js';

/** All places where people are named. */
export interface Named {
  readonly kept: Map<string, Kept>;
  readonly snapshots: Map<string, SourcedSnapshot>;
  readonly sightings: Sighting[];
  readonly names: NameSighting[];
  readonly aside: SetAside[];
}

/**
 * Forgets what people were called: everything that was ever kept is brought into the form in which it would be kept if it
 * came now. With an instant their time was over then, and what they were called is forgotten where it was said before.
 */
export function forget(erased: Erased, named: Named, identities: Identities, people: readonly Handle[], until: Instant): void {
  for (const person of people) erased.add([...identities].flatMap(([handle, of]) => (of === person ? [handle] : [])), until);
  const before = [...named.sightings];
  // What was set aside can say more of what they were called, which nobody has seen yet.
  erased.find([...named.names, ...saidAside(named.aside)], before);
  const keep = erased.keeping(before);
  const rows = rowsOf(named.names);
  const firstSeen = seenFirstBeside([...rows.values()], identities, (handle) => erased.until(handle));

  for (const { source, revisions } of named.kept.values()) for (const [revision, event] of revisions) revisions.set(revision, eventAsKept(source, event, keep));
  for (const [key, { source, snapshot }] of named.snapshots) named.snapshots.set(key, { source, snapshot: snapshotAsKept(source, snapshot, keep) });
  const names = named.names.map(({ source, person, at }) => ({ source, person: keep({ source, person, at: rows.get(rowOf(source, person))?.lastAt ?? at }), at }));
  names.push(...firstSeen.map(({ row: { source, person }, firstAt }) => ({ source, person, at: firstAt })));
  named.names.splice(0, Infinity, ...names);
  named.sightings.splice(0, Infinity, ...names.map(sightingOf));
  keepAside(erased, named.aside, keep);
}

/** Brings what was set aside into the form in which it would be set aside now. */
export function keepAside(erased: Erased, aside: SetAside[], keep: (said: Said) => PersonReference): void {
  for (const [at, { event, decided, ...item }] of aside.entries()) {
    const source = item.source.name;
    const settled = decided === null ? null : { ...decided, by: erased.addressAsKept(decided.by), replaced: decided.replaced === null ? null : eventAsKept(source, decided.replaced, keep) };
    aside[at] = { ...item, event: eventAsKept(source, event, keep), decided: settled };
  }
}

export const saidAside = (aside: readonly SetAside[]): readonly Said[] => aside.flatMap(({ source: { name }, event, decided }) => [event, decided?.replaced].flatMap((said) => (said == null ? [] : saidOfPerson(name, said))));

export const sightingOf = ({ source, person: { id, email }, at }: NameSighting): Sighting => ({ source, id, email, firstAt: at, lastAt: at });

const rowOf = (source: string, { id, email, name }: PersonReference): string => JSON.stringify([source, id, email, name]);

/** When each source first and last used the same words. */
function rowsOf(names: readonly NameSighting[]): ReadonlyMap<string, Sighting & { readonly person: PersonReference }> {
  const rows = new Map<string, Sighting & { readonly person: PersonReference }>();
  for (const said of names) {
    const known = rows.get(rowOf(said.source, said.person));
    rows.set(rowOf(said.source, said.person), { ...sightingOf(said), person: said.person, firstAt: Math.min(said.at, known?.firstAt ?? said.at), lastAt: Math.max(said.at, known?.lastAt ?? said.at) });
  }
  return rows;
}
