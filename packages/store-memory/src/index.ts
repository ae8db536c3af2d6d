import { bases, calendar, compareText, countsInvites, countsSeats, directoryOf, handleOf, inOrderOfUse, isErasedWord, saidOf, whoIn, type Day, type DirectorySnapshot, type Interval, type KnownPerson, type LedgerState, type Organisation, type Period, type Person, type PersonWords, type SourceStore, type SpendByUser, type UsageStore } from '@pegel/domain';
import { service, unattributed } from '@pegel/domain';
import { pseudonymOf } from '@pegel/domain/pseudonym';
import { heldOf, peopleCalled, personWithKey } from './erasing.js';
import { Ledger } from './ledger.js';
import { answer, columnOf, contributions, membershipSegments, openInvites, spendLines } from './read.js';
import { reportedAnswers, reportedSpend } from './reported.js';
import { deliveriesOf, inOrder, sourceRecords } from './sources.js';
import { countingLines } from './spend.js';

/** A store that keeps everything in memory and looks at all of it for every question: the specification of the others. */
export function memoryStore(): UsageStore & SourceStore {
  const ledgers = new Map<string, Ledger>();
  const ledgerOf = ({ slug }: Organisation): Ledger => {
    const known = ledgers.get(slug) ?? new Ledger();
    ledgers.set(slug, known);
    return known;
  };
  return {
    append: async (organisation, delivery) => ledgerOf(organisation).append(organisation, delivery),
    read: async (question) => answer(ledgerOf(question.organisation), question, stateOf(ledgerOf(question.organisation))),
    reported: async (question) => reportedAnswers(ledgerOf(question.organisation), question),
    reportedSpend: async (question) => reportedSpend(ledgerOf(question.organisation), question),
    people: async (organisation, keys) => new Map(peopleOf(ledgerOf(organisation), organisation).filter(({ key }) => keys.includes(key)).map((person) => [person.key, person])),
    personWithEmail: async (organisation, email, day) => personWithEmail(ledgerOf(organisation), organisation, email, day),
    state: async (organisation) => stateOf(ledgerOf(organisation)),
    memberships: async (organisation, days) => membershipSegments(ledgerOf(organisation), organisation, days),
    versionOf: async () => null,
    openInvites: async (organisation, day) => openInvites(ledgerOf(organisation), organisation, day),
    contributions: async (question) => contributions(ledgerOf(question.organisation), question, stateOf(ledgerOf(question.organisation))),
    peopleCalled: async (organisation, text) => peopleCalled(ledgerOf(organisation), organisation, text),
    async held(organisation, key) {
      const person = personWithKey(ledgerOf(organisation), organisation, key);
      return person === null ? null : heldOf(ledgerOf(organisation), person);
    },
    async erase(organisation, key, { reason }, witness = () => undefined) {
      const ledger = ledgerOf(organisation);
      const person = personWithKey(ledger, organisation, key);
      if (person === null) return null;
      const held = heldOf(ledger, person);
      witness(held, ledger.erasures.length + 1);
      ledger.erase(person);
      ledger.erasures.push(reason);
      return held;
    },
    async expire(organisation, before, today, witness = () => undefined) {
      const ledger = ledgerOf(organisation).copy();
      const { people } = directoryOf(today, ledger.directory(), whoIn(ledger.identities()), calendar(organisation.timeZone));
      const over = ledger.expire(before, new Set([...people].flatMap(([handle, { status }]) => (status === 'removed' ? [] : [handle]))));
      if (over === 0) return 0;
      witness(over);
      ledgers.set(organisation.slug, ledger);
      return over;
    },
    erasureReasons: async (organisation) => [...ledgerOf(organisation).erasures],
    async *spendByUser(organisation, period, since = null) {
      yield spendByUser(ledgerOf(organisation), organisation, period, since);
    },
    sourceRecords: async (organisation, days) => sourceRecords(ledgerOf(organisation), days),
    deliveries: async (organisation, question) => deliveriesOf(ledgerOf(organisation), question),
    quarantined: async (organisation, { source, code, state, ids, before, limit }) =>
      ledgerOf(organisation)
        .quarantine()
        .filter((item) => (source === undefined || item.source === source) && (code === undefined || item.code === code))
        .filter((item) => (state === undefined || (item.decided?.state ?? 'waiting') === state) && (ids === undefined || ids.includes(item.id)))
        .filter((item) => before === undefined || item.id < before)
        .slice(0, limit),
    async decide(organisation, decision, witness) {
      if (witness === undefined) return ledgerOf(organisation).decide(organisation, decision);
      // On a copy, which becomes the ledger once the witness has nothing against it.
      const ledger = ledgerOf(organisation).copy();
      const results = ledger.decide(organisation, decision);
      witness(results);
      ledgers.set(organisation.slug, ledger);
      return results;
    },
  };
}

/** Everybody who was ever named: all their ids, the e-mail seen last, the name used last. */
function peopleOf(ledger: Ledger, { pseudonymSecret }: Organisation): Person[] {
  const identities = ledger.identities();
  const handles = new Set([...identities.values()].filter((handle) => !isErasedWord(handle)));
  return [...handles].map((handle) => {
    const sightings = ledger.sightings.filter((sighting) => identities.get(handleOf(sighting.source, sighting)) === handle);
    const names = ledger.names.filter(({ source, person }) => identities.get(handleOf(source, person)) === handle);
    return {
      key: pseudonymOf(pseudonymSecret, handle),
      ids: [...new Set(sightings.flatMap(({ id }) => (id === null ? [] : [id])))].sort(compareText),
      email: newest(sightings.flatMap(({ email, lastAt }) => (email === null || isErasedWord(email) ? [] : [{ text: email, at: lastAt }]))),
      name: newest(names.flatMap(({ person: { name }, at }) => (name === null ? [] : [{ text: name, at }]))),
    };
  });
}

const newest = (said: readonly { text: string; at: number }[]): string | null =>
  said.toSorted((a, b) => b.at - a.at || compareText(a.text, b.text))[0]?.text ?? null;

function personWithEmail(ledger: Ledger, { pseudonymSecret, timeZone }: Organisation, email: string, day: Day): KnownPerson | null {
  const identities = ledger.identities();
  const handle = identities.get(handleOf('', { id: null, email }));
  if (handle === undefined) return null;
  const words = new Map<string, PersonWords>();
  for (const { source, person, at } of ledger.names.filter(({ source, person }) => identities.get(handleOf(source, person)) === handle)) {
    const { id, email, name } = person;
    const place = JSON.stringify([source, id, email, name]);
    const known = words.get(place);
    words.set(place, { source, id, email, name, firstAt: Math.min(at, known?.firstAt ?? at), lastAt: Math.max(at, known?.lastAt ?? at) });
  }
  const listed = directoryOf(day, ledger.directory(), whoIn(identities), calendar(timeZone)).people.get(handle);
  return { key: pseudonymOf(pseudonymSecret, handle), words: [...words.values()].map((said) => (said.email !== null && isErasedWord(said.email) ? { ...said, email: null } : said)).sort(inOrderOfUse), listed: listed === undefined ? null : saidOf(listed) };
}

function stateOf(ledger: Ledger): LedgerState {
  const snapshots = ledger.directory().map(({ snapshot }) => snapshot).toSorted((a, b) => a.takenAt - b.takenAt);
  const since = (total: 'assigned' | 'pendingInvites', countsThem: (snapshot: DirectorySnapshot) => boolean) =>
    snapshots.find((snapshot) => (snapshot.people === null ? snapshot.totals[total] !== null : countsThem(snapshot)))?.takenAt ?? null;
  return {
    sources: [...ledger.sources.values()]
      .map(({ source, runs, dailyRuns, lastDeliveryAt }) => ({ name: source.name, kind: source.kind, feeds: source.feeds, spans: [...runs.values()].map((run): Interval => ({ ...run })), dailyRuns: inOrder(dailyRuns), lastDeliveryAt }))
      .sort((a, b) => compareText(a.name, b.name)),
    seatsKnownSince: since('assigned', countsSeats),
    invitesKnownSince: since('pendingInvites', countsInvites),
  };
}

function spendByUser(ledger: Ledger, organisation: Organisation, period: Period, since: Day | null): SpendByUser[] {
  const identities = ledger.identities();
  const rows = new Map<string, SpendByUser>();
  for (const { source, event, days } of countingLines(spendLines(ledger, organisation.timeZone), period).lines) {
    const { person, model, basis } = event;
    const handle = person.kind === 'person' && (since === null || days.from >= since) ? handleOf(source, person) : null;
    const key = handle === null ? (person.kind === 'service' ? service : unattributed) : pseudonymOf(organisation.pseudonymSecret, identities.get(handle) ?? handle);
    const place = `${key}\n${model ?? ''}\n${basis}`;
    const known = rows.get(place);
    const add = (column: Parameters<typeof columnOf>[1]) => (known?.[column] ?? 0n) + columnOf(event, column);
    rows.set(place, {
      key, model, basis,
      amount: add('amount'), listAmount: add('listAmount'), credits: add('credits'), requests: add('requests'),
      inputTokens: add('inputTokens'), outputTokens: add('outputTokens'), cacheReadTokens: add('cacheReadTokens'), cacheWriteTokens: add('cacheWriteTokens'),
    });
  }
  return [...rows.values()].sort((a, b) => compareText(a.key, b.key) || compareText(a.model ?? '', b.model ?? '') || bases.indexOf(a.basis) - bases.indexOf(b.basis));
}
