import { fieldsOfInvites, fieldsOfSeats, type DirectoryField, type LedgerState, type SourceState } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { and, asc, eq, isNotNull, isNull, min, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { dailyRunReader } from './daily-runs.js';
import { directorySnapshots, runs, sources } from './schema.js';

/** What is known of an organisation's sources and directories. */
export function stateReader(database: Database): (organisation: number) => LedgerState {
  const tables = drizzle(database);
  const dailyRunsOf = dailyRunReader(database);

  function sourcesOf(organisation: number): SourceState[] {
    const rows = tables.select().from(sources).where(and(eq(sources.organisation, organisation), isNotNull(sources.kind))).orderBy(asc(sources.name)).all();
    return rows.flatMap(({ id, name, kind, feeds, lastDeliveryAt }): SourceState[] => {
      if (kind === null || lastDeliveryAt === null) return []; // The query has left them out; the compiler does not know.
      const spans = tables.select({ from: runs.firstAt, to: runs.lastAt }).from(runs).where(eq(runs.source, id)).orderBy(asc(runs.id)).all();
      return [{ name, kind, feeds, spans, dailyRuns: dailyRunsOf(id), lastDeliveryAt }];
    });
  }

  /** When a snapshot first said something: a complete one whose people can be counted, or one with this total alone. */
  function knownSince(organisation: number, total: typeof directorySnapshots.assigned | typeof directorySnapshots.pendingInvites, fields: readonly DirectoryField[]): number | null {
    const speaksOf = (field: DirectoryField) => sql`EXISTS (SELECT 1 FROM json_each(${directorySnapshots.fields}) WHERE value = ${field})`;
    const isComplete = and(eq(directorySnapshots.hasPeople, 1), eq(directorySnapshots.complete, 1), or(isNull(directorySnapshots.fields), and(...fields.map(speaksOf))));
    const saysTotal = and(eq(directorySnapshots.hasPeople, 0), isNotNull(total));
    const row = tables.select({ since: min(directorySnapshots.takenAt) }).from(directorySnapshots).where(and(eq(directorySnapshots.organisation, organisation), or(isComplete, saysTotal))).get();
    return row?.since ?? null;
  }

  return (organisation) => ({
    sources: sourcesOf(organisation),
    seatsKnownSince: knownSince(organisation, directorySnapshots.assigned, fieldsOfSeats),
    invitesKnownSince: knownSince(organisation, directorySnapshots.pendingInvites, fieldsOfInvites),
  });
}
