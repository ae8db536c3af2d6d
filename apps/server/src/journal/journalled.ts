import type { Entrance } from '@pegel/api';
import { journalView, type HappeningName, type Instant, type JournalParticulars, type JournalQuery, type JournalStore, type JournalView } from '@pegel/domain';
import type { Notebook } from './notebook.js';

/** What answers are made of that must be in the journal before anybody has them. */
interface Means {
  readonly notebook: Notebook;
  readonly now: () => Instant;
}

const happened = ({ actor }: Entrance, happening: HappeningName, at: Instant, about: JournalParticulars) => ({ happening, at, by: { kind: actor.kind, id: actor.id, address: actor.address }, about });

/** A page of the journal; that it was looked at stands in it from then on. */
export function journalFor({ accounts, notebook, now }: Means & { readonly accounts: JournalStore }, entrance: Entrance, query: JournalQuery): JournalView {
  const view = journalView(entrance.reader, accounts, query);
  notebook.writeOnce(entrance.reader.organisation.slug, happened(entrance, 'journal-viewed', now(), aboutJournal(query)));
  return view;
}

/** Which part of the journal was asked for. Paging through it is one question. */
const aboutJournal = ({ happening, actor, actorId, from, to }: JournalQuery): JournalParticulars =>
  Object.fromEntries(Object.entries({ happening, actor, actorId, from, to }).flatMap(([name, value]) => (value === undefined ? [] : [[name === 'happening' ? 'only' : name, value]])));
