import type { JournalEntry, JournalHead, JournalName, JournalParticulars, JournalQuestion, JournalStore } from '@pegel/domain';
import { and, asc, desc, eq, gte, lt, sql, type Column } from 'drizzle-orm';
import type { Database } from '@pegel/sqlite';
import { tablesIn, type Tables } from './database.js';
import { idOf } from './keys.js';
import { chainOf, organisationOf } from './journal.js';
import { auditJournal, ingestKeys, invitations, readerTokens, user } from './tables.js';

/** The audit journal of one database, to be read. */
export const entriesIn = (tables: Tables): Omit<JournalStore, 'record'> => ({
  journalEntries: (organisation, question) => entries(tables, organisation, question),
  journalNames: (organisation, ids) => names(tables, organisation, ids),
  journalHeads: () => heads(tables),
});

function entries(tables: Tables, organisation: string | null, { before, limit, happening, actor, actorId, during }: JournalQuestion): JournalEntry[] {
  // The first and the last day that can be written have no beginning and no end.
  const instant = (at: number) => new Date(Math.min(Math.max(at, -8.64e15), 8.64e15));
  const { chain, number, at } = auditJournal;
  const conditions = [
    eq(chain, chainOf(organisation)),
    before === undefined ? undefined : lt(number, before),
    happening === undefined ? undefined : eq(auditJournal.happening, happening),
    actor === undefined ? undefined : eq(auditJournal.actor, actor),
    actorId === undefined ? undefined : eq(auditJournal.actorId, actorId),
    ...(during === undefined ? [] : [gte(at, instant(during.from)), lt(at, instant(during.to))]),
  ];
  return tables.select().from(auditJournal).where(and(...conditions)).orderBy(desc(number)).limit(limit).all().map(entryOf);
}

const entryOf = ({ number, at, happening, actor, actorId, address, about, hash }: typeof auditJournal.$inferSelect): JournalEntry => ({
  number, at: at.getTime(), happening, by: { kind: actor, id: actorId, address }, about: about as JournalParticulars, hash, // Only `recordIn` writes them.
});

/** Only of accounts that entries name, and of keys of the organisation itself; the operator, who reads what belongs to none, is told of all. */
function names(tables: Tables, organisation: string | null, ids: readonly string[]): Map<string, JournalName> {
  const found = new Map<string, JournalName>();
  // SQLite takes a list as one parameter, however long it is.
  const among = (column: Column) => sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const here = (column: Column) => (organisation === null ? undefined : eq(column, organisation));
  for (const { id, email } of tables.select({ id: user.id, email: user.email }).from(user).where(among(user.id)).all()) found.set(id, { kind: 'member', name: email });
  for (const { id, email } of tables.select({ id: invitations.id, email: invitations.email }).from(invitations).where(and(here(invitations.organisation), among(invitations.id))).all()) found.set(id, { kind: 'member', name: email });
  for (const keys of [readerTokens, ingestKeys]) {
    const rows = tables.select({ hash: keys.hash, label: keys.label }).from(keys).where(here(keys.organisation)).all();
    for (const row of rows) if (ids.includes(idOf(row))) found.set(idOf(row), { kind: 'key', name: row.label });
  }
  return found;
}

/** The audit journal, through a connection that may only read. */
export const journalReader = (database: Database): Omit<JournalStore, 'record'> => entriesIn(tablesIn(database));

/** The heads of all chains, through a connection that may only read. */
export const journalHeadsIn = (database: Database): JournalHead[] => heads(tablesIn(database));

function heads(tables: Tables): JournalHead[] {
  const { chain, number, hash } = auditJournal;
  // Of a chain's rows SQLite takes the one with the highest number where the maximum of it is asked for.
  return tables
    .select({ chain, number: sql<number>`max(${number})`, hash })
    .from(auditJournal).groupBy(chain).orderBy(asc(chain)).all()
    .map((head) => ({ organisation: organisationOf(head.chain), number: head.number, hash: head.hash }));
}
