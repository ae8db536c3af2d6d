import { createHash } from 'node:crypto';
import { NotJournalled, type Happening, type Journal } from '@pegel/domain';
import { desc, eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { auditJournal } from './tables.js';

/** The chain of what belongs to no organisation. */
const noOrganisation = '';

export const chainOf = (organisation: string | null): string => organisation ?? noOrganisation;
export const organisationOf = (chain: string): string | null => (chain === noOrganisation ? null : chain);

/** What a chain begins with, where there is no entry before. */
const beginning = '0'.repeat(64);

type Row = typeof auditJournal.$inferSelect;

/** SHA-256 over the hash before and everything that the row says: no byte of a chain can be another without all later hashes being others. */
const hashOfEntry = (before: string, { chain, number, at, happening, actor, actorId, address, about }: Omit<Row, 'hash'>): string =>
  createHash('sha256').update(JSON.stringify([before, chain, number, at.getTime(), happening, actor, actorId, address, about])).digest('hex');

/** The audit journal of one database; entries stand when `record` returns, and not before the transaction around it has been committed. */
export const journalIn = (tables: Tables): Journal => ({
  record: (organisation, entry) => written(() => tables.transaction((within) => recordIn(within, organisation, entry), { behavior: 'immediate' })),
});

/**
 * The same within a transaction, together with what the entry tells of: both stand, or neither. It must hold the write lock.
 * Throws `NotJournalled` where no entry can be written; what it tells of must not be done then.
 */
export function recordIn(within: Pick<Tables, 'select' | 'insert'>, organisation: string | null, { happening, at, by, about }: Happening): void {
  const chain = chainOf(organisation);
  written(() => {
    const last = within.select({ number: auditJournal.number, hash: auditJournal.hash }).from(auditJournal).where(eq(auditJournal.chain, chain)).orderBy(desc(auditJournal.number)).limit(1).get();
    const row = { chain, number: (last?.number ?? 0) + 1, at: new Date(at), happening, actor: by.kind, actorId: by.id, address: by.address, about };
    within.insert(auditJournal).values({ ...row, hash: hashOfEntry(last?.hash ?? beginning, row) }).run();
  });
}

function written(write: () => void): void {
  try {
    write();
  } catch (error) {
    throw error instanceof NotJournalled ? error : new NotJournalled(error);
  }
}
