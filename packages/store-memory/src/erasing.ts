import { compareText, emailHandle, handleOf, isActivity, isErasedWord, isPersonKey, isSpend, normaliseEmail, wordsToFind, type Handle, type HeldWords, type MentionPlace, type Mentions, type Organisation } from '@pegel/domain';
import { pseudonymOf } from '@pegel/domain/pseudonym';
import type { Ledger } from './ledger.js';

/** The keys of everybody whose key, id or address a text is. */
export function peopleCalled(ledger: Ledger, { pseudonymSecret }: Organisation, text: string): string[] {
  const identities = ledger.identities();
  const named = ledger.sightings.filter(({ id }) => id !== null && id === text).map((one) => handleOf(one.source, one));
  const found = [...named, emailHandle(normaliseEmail(text))].flatMap((handle) => identities.get(handle) ?? []);
  const byKey = isPersonKey(text) ? [...identities.values()].filter((person) => pseudonymOf(pseudonymSecret, person) === text) : [];
  return [...new Set([...byKey, ...found].filter((person) => !isErasedWord(person)).map((person) => pseudonymOf(pseudonymSecret, person)))].sort();
}

/** Who has a key. */
export function personWithKey(ledger: Ledger, { pseudonymSecret }: Organisation, key: string): Handle | null {
  return [...ledger.identities().values()].find((person) => !isErasedWord(person) && pseudonymOf(pseudonymSecret, person) === key) ?? null;
}

/** What is held of a person that an erasure takes away, and where their words stand in what things are called. */
export function heldOf(ledger: Ledger, person: Handle): HeldWords {
  const identities = ledger.identities();
  const own = ledger.sightings.map((sighting, at) => ({ ...sighting, name: ledger.names[at]?.person.name ?? null })).filter((sighting) => identities.get(handleOf(sighting.source, sighting)) === person);
  const distinct = (words: readonly (string | null)[]) => [...new Set(words.flatMap((word) => (word === null || isErasedWord(word) ? [] : [word])))].sort(compareText);
  const emails = distinct(ledger.sightings.map(({ email }) => email)).filter((email) => identities.get(emailHandle(email)) === person);
  const [ids, names] = [distinct(own.map(({ id }) => id)), distinct(own.map(({ name }) => name))];
  return { ids, emails, names, quarantined: ledger.timesSetAside(person), mentions: mentionsIn(ledger, [...ids, ...emails, ...names]) };
}

/** How many things are called by what has one of the words in it. */
function mentionsIn(ledger: Ledger, words: readonly string[]): Mentions {
  const wanted = wordsToFind(words);
  const found = new Map<MentionPlace, Set<string>>();
  const look = (place: MentionPlace, text: string | null, source = '') => {
    const lower = text?.normalize('NFC').toLowerCase() ?? '';
    if (wanted.some((word) => lower.includes(word))) found.set(place, (found.get(place) ?? new Set()).add(`${source}\n${text}`));
  };
  for (const { source, event } of ledger.revisions()) {
    look('event', event.id, source);
    if (event.person.kind === 'service') look('service', event.person.name);
    if (isSpend(event) || isActivity(event)) look('model', event.model);
    if (isActivity(event)) for (const place of ['chat', 'project', 'artifact', 'connector'] as const) look(place, event[place]);
  }
  for (const { snapshot } of ledger.directory()) {
    for (const { groups, department, costCentre } of snapshot.people ?? []) {
      for (const group of groups) look('group', group);
      look('department', department);
      look('costCentre', costCentre);
    }
  }
  for (const [at, reason] of ledger.reasons().entries()) look('reason', reason, String(at));
  return Object.fromEntries([...found].map(([place, things]) => [place, things.size]));
}
