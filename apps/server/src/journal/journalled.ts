import type { Entrance } from '@pegel/api';
import {
  disclosureOf, erasureView, invitesView, isPersonKey, journalView, looksAtPeople, namesPeople, permissionsFor, purposeFor, quarantineView, report, service, unattributed, ownData,
  type AddressStore, type Disclosure, type ErasureView, type HappeningName, type Happening, type Instant, type InvitesView, type JournalParticulars, type JournalQuery, type JournalStore, type JournalView, type Period, type Permission, type QuarantineQuery, type QuarantineView, type Report, type OwnData, type OwnDataSources,
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
export type ReportFormat = 'screen' | 'csv' | 'md' | 'json';

/** What somebody asks for a report: the question, and what for where it is about people. */
export interface Asked {
  readonly query: ReportQuery;
  readonly purpose: string | undefined;
}

/** A report for somebody. Files are written down each time, and so is whoever looks at numbers of people, once for a question in ten minutes. */
export async function reportFor({ store, notebook, now }: Means & { readonly store: UsageStore }, entrance: Entrance, { query, purpose: given }: Asked, as: ReportFormat): Promise<Report> {
  const { reader, actor } = entrance;
  const { organisation } = reader;
  const at = now();
  const isAboutPeople = looksAtPeople(query);
  const needed: readonly Permission[] = [...permissionsFor(query), ...(as === 'screen' ? [] : ['export:usage' as const])];
  // Whoever may not have the numbers is refused them by the report, and hears nothing of what others look at them for.
  const purpose = needed.every((permission) => reader.permissions.has(permission)) ? purposeFor(organisation, isAboutPeople, given) : null;
  const made = await report(reader, store, query, at, as === 'screen' ? 'view' : 'export');
  const about = { what: 'report', ...aboutReport(made), ...said(purpose), ...shownBy(entrance, made.rows.flatMap(({ key, person }) => (person === undefined || key === null ? [] : key))) };
  const rows = { rows: made.rows.length };
  if (as !== 'screen') writeExport({ notebook, now }, entrance, { format: as, ...about, ...(isAboutPeople ? { names: organisation.names } : {}), ...rows });
  else if (isAboutPeople) notebook.writeOnce(organisation.slug, happened(entrance, 'people-viewed', at, about), rows);
  return isAboutPeople ? { ...made, contract: { ...made.contract, disclosure: disclosureOf(organisation, actor.name, at, purpose) } } : made;
}

const said = (purpose: string | null): JournalParticulars => (purpose === null ? {} : { purpose });

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

/** By which requests names of these people are shown to this reader alone. */
function shownBy({ unmaskedBy = new Map<string, string>() }: Entrance, people: Iterable<string>): JournalParticulars {
  const requests = new Set([...people].flatMap((key) => unmaskedBy.get(key) ?? []));
  return requests.size === 0 ? {} : { unmasking: [...requests] };
}

const known: readonly string[] = [service, unattributed];

/** What somebody asks for spend by person. */
export interface SpendAsked {
  readonly period: Period;
  readonly purpose: string | undefined;
}

/** That somebody looks at the first rows of it, before they see them; once in ten minutes. */
export function writeLookAtSpendByUser({ notebook, now }: Means, entrance: Entrance, { period, purpose: given }: SpendAsked): void {
  const { organisation, unmasked } = entrance.reader;
  const purpose = purposeFor(organisation, true, given);
  notebook.writeOnce(organisation.slug, happened(entrance, 'people-viewed', now(), { what: 'spend-by-user', ...period, ...said(purpose), ...shownBy(entrance, unmasked) }));
}

/** That somebody takes the spend of every person along, and what for, before its first byte. */
export function writeSpendByUser(means: Means, entrance: Entrance, { period, purpose: given, format }: SpendAsked & { readonly format: 'csv' | 'json' }): Disclosure {
  const { organisation } = entrance.reader;
  const purpose = purposeFor(organisation, true, given);
  // Who has a row in it is not known yet: everybody whose name it could show.
  writeExport(means, entrance, { what: 'spend-by-user', format, ...period, ...said(purpose), names: organisation.names, ...shownBy(entrance, entrance.reader.unmasked) });
  return disclosureOf(organisation, entrance.actor.name, means.now(), purpose);
}

/** Who has an invite, for somebody: a look at people, or a file of them. */
export async function invitesFor({ store, notebook, now }: Means & { readonly store: UsageStore }, entrance: Entrance, given: string | undefined, as: 'screen' | 'csv', first?: number): Promise<InvitesView> {
  const { reader, actor } = entrance;
  const { organisation } = reader;
  const at = now();
  // Whoever may not see them is refused first, and hears nothing of what others look for.
  const made = await invitesView(reader, store, at, as === 'screen' ? 'view' : 'export', first);
  const purpose = purposeFor(organisation, true, given);
  const about = { what: 'invites', from: made.day, to: made.day, ...said(purpose), ...shownBy(entrance, (made.invites ?? []).flatMap(({ key, person }) => (person === undefined ? [] : key))) };
  const rows = { rows: made.invites?.length ?? 0 };
  if (as === 'screen') notebook.writeOnce(organisation.slug, happened(entrance, 'people-viewed', at, about), rows);
  else writeExport({ notebook, now }, entrance, { format: as, ...about, ...rows });
  return { ...made, disclosure: disclosureOf(organisation, actor.name, at, purpose) };
}

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

/** What an erasure of somebody would take away, for an owner: it confirms whom there are numbers of. */
export async function erasurePreviewFor({ store, accounts, notebook, now }: Means & { readonly store: UsageStore; readonly accounts: AddressStore }, entrance: Entrance, person: string): Promise<ErasureView> {
  const { key, view } = await erasureView(entrance.reader, { store, accounts }, person);
  notebook.writeOnce(entrance.reader.organisation.slug, happened(entrance, 'people-viewed', now(), { what: 'erasure', people: [key] }));
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

/** What is held of somebody, for themselves: a look is written down once in ten minutes, a file each time. Of whom it is says the account alone. */
export async function ownDataFor({ notebook, now, ...sources }: Means & OwnDataSources, entrance: Entrance, as: 'screen' | 'json' | 'csv'): Promise<OwnData> {
  const made = await ownData(entrance.reader, entrance.actor, sources, now());
  const { slug } = entrance.reader.organisation;
  if (as === 'screen') notebook.writeOnce(slug, happened(entrance, 'own-data-viewed', now(), {}));
  else notebook.write(slug, happened(entrance, 'own-data-viewed', now(), { format: as }));
  return made;
}
