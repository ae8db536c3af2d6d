import { createHash } from 'node:crypto';
import { NotJournalled, type Happening, type Instant, type Journal } from '@pegel/domain';
import { desc, eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { auditJournal } from './tables.js';

/** The chain of what belongs to no organisation. */
const noOrganisation = '';

export const chainOf = (organisation: string | null): string => organisation ?? noOrganisation;
export const organisationOf = (chain: string): string | null => (chain === noOrganisation ? null : chain);

/** What a chain begins with, where there is no entry before. */
export const beginning = '0'.repeat(64);

/** What a row says, as it is kept. */
type Said = Readonly<Record<'chain' | 'happening' | 'actor' | 'actorId' | 'address' | 'about', string | null>> & { readonly number: number; readonly at: Instant };

/** SHA-256 over the hash before and everything that the row says, to the byte: none can be another without all later hashes being others. */
export const hashOfRow = (before: string, { chain, number, at, happening, actor, actorId, address, about }: Said): string =>
  createHash('sha256').update(`${JSON.stringify([before, chain, number, at, happening, actor, actorId, address]).slice(0, -1)},${about}]`).digest('hex');

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
    const row = { chain, number: (last?.number ?? 0) + 1, happening, actor: by.kind, actorId: by.id, address: by.address };
    const hash = hashOfRow(last?.hash ?? beginning, { ...row, at, about: JSON.stringify(about) });
    within.insert(auditJournal).values({ ...row, at: new Date(at), about, hash }).run();
  });
}

function written(write: () => void): void {
  try {
    write();
  } catch (error) {
    throw error instanceof NotJournalled ? error : new NotJournalled(error);
  }
}
