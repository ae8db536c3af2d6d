import type { Entrance } from '@pegel/api';
import {
  isPersonKey, journalView, looksAtPeople, namesPeople, quarantineView, report, service, unattributed,
  type HappeningName, type Happening, type Instant, type JournalParticulars, type JournalQuery, type JournalStore, type JournalView, type QuarantineQuery, type QuarantineView, type Report,
  type ReportQuery, type SourceStore, type UsageStore,
} from '@pegel/domain';
import { askerOf } from '../entrance.js';
import type { Notebook } from './notebook.js';

/* What must be in the journal before anybody has it. Every route that answers with one of these gets it here. */

interface Means {
  readonly notebook: Notebook;
  readonly now: () => Instant;
}

const happened = (entrance: Entrance, happening: HappeningName, at: Instant, about: JournalParticulars): Happening => ({ happening, at, by: askerOf(entrance).by, about });

/** How a report leaves: to look at or compute with, or as a file. */
export type ReportFormat = 'screen' | 'csv' | 'md';

/** A report for somebody. Files are written down each time, and so is whoever looks at numbers of people, once for a question in ten minutes. */
export async function reportFor({ store, notebook, now }: Means & { readonly store: UsageStore }, entrance: Entrance, query: ReportQuery, as: ReportFormat): Promise<Report> {
  const made = await report(entrance.reader, store, query, now(), as === 'screen' ? 'view' : 'export');
  const rows = { rows: made.rows.length };
  if (as !== 'screen') writeExport({ notebook, now }, entrance, { what: 'report', format: as, ...aboutReport(made), ...rows });
  else if (looksAtPeople(query)) notebook.writeOnce(entrance.reader.organisation.slug, happened(entrance, 'people-viewed', now(), { what: 'report', ...aboutReport(made) }), rows);
  return made;
}

/** Which question it was. Of filters only what they are by, and whom they single out: groups and projects are called by names of people, too. */
function aboutReport({ query: { metrics, from, to, grain, by, where = [] } }: Report): JournalParticulars {
  const people = where.flatMap(({ dimension, key }) => (dimension === 'person' ? [known.includes(key) || isPersonKey(key) ? key : 'unknown'] : []));
  return {
    metrics, from, to,
    ...(grain === undefined ? {} : { grain }),
    ...(by === undefined ? {} : { by }),
    ...(where.length === 0 ? {} : { filters: [...new Set(where.map(({ dimension }) => dimension))] }),
    ...(people.length === 0 ? {} : { people: [...new Set(people)] }),
  };
}

const known: readonly string[] = [service, unattributed];

/** That somebody takes something along, before its first byte. */
export function writeExport({ notebook, now }: Means, entrance: Entrance, about: JournalParticulars): void {
  notebook.write(entrance.reader.organisation.slug, happened(entrance, 'exported', now(), about));
}

/** Items that were set aside, for somebody; where they name people, that is looking at people. */
export async function quarantineFor({ sources, notebook, now }: Means & { readonly sources: SourceStore }, entrance: Entrance, query: QuarantineQuery): Promise<QuarantineView> {
  const view = await quarantineView(entrance.reader, sources, query);
  if (namesPeople(view)) notebook.writeOnce(entrance.reader.organisation.slug, happened(entrance, 'people-viewed', now(), { what: 'quarantine' }), { rows: view.items.length });
  return view;
}

/** A page of the journal, for somebody. */
export function journalFor({ accounts, notebook, now }: Means & { readonly accounts: JournalStore }, entrance: Entrance, query: JournalQuery): JournalView {
  const view = journalView(entrance.reader, accounts, query);
  notebook.writeOnce(entrance.reader.organisation.slug, happened(entrance, 'journal-viewed', now(), aboutJournal(accounts, entrance.reader.organisation.slug, query)));
  return view;
}

/** Which part of the journal was asked for, and nothing that is missing. Paging through it is one question; what somebody writes in the place of an id can be a name, or an account that is at home elsewhere. */
export function aboutJournal(store: JournalStore, organisation: string, { happening, actor, actorId, from, to }: JournalQuery): JournalParticulars {
  const id = actorId === undefined || store.journalEntries(organisation, { actorId, limit: 1 }).length > 0 ? actorId : 'unknown';
  return Object.fromEntries(Object.entries({ only: happening, actor, actorId: id, from, to }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
