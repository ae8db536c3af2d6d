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
  // Every report begins with them.
  const sourcesIn = tables.select().from(sources).where(and(eq(sources.organisation, sql.placeholder('organisation')), isNotNull(sources.kind))).orderBy(asc(sources.name)).prepare();
  const spansOf = tables.select({ from: runs.firstAt, to: runs.lastAt }).from(runs).where(eq(runs.source, sql.placeholder('source'))).orderBy(asc(runs.id)).prepare();
  const seatsKnownSince = knownSince(directorySnapshots.assigned, fieldsOfSeats);
  const invitesKnownSince = knownSince(directorySnapshots.pendingInvites, fieldsOfInvites);

  function sourcesOf(organisation: number): SourceState[] {
    return sourcesIn.all({ organisation }).flatMap(({ id, name, kind, feeds, lastDeliveryAt }): SourceState[] => {
      if (kind === null || lastDeliveryAt === null) return []; // The query has left them out; the compiler does not know.
      return [{ name, kind, feeds, spans: spansOf.all({ source: id }), dailyRuns: dailyRunsOf(id), lastDeliveryAt }];
    });
  }

  /** When a snapshot first said something: a complete one whose people can be counted, or one with this total alone. */
  function knownSince(total: typeof directorySnapshots.assigned | typeof directorySnapshots.pendingInvites, fields: readonly DirectoryField[]): (organisation: number) => number | null {
    const speaksOf = (field: DirectoryField) => sql`EXISTS (SELECT 1 FROM json_each(${directorySnapshots.fields}) WHERE value = ${field})`;
    const isComplete = and(eq(directorySnapshots.hasPeople, 1), eq(directorySnapshots.complete, 1), or(isNull(directorySnapshots.fields), and(...fields.map(speaksOf))));
    const saysTotal = and(eq(directorySnapshots.hasPeople, 0), isNotNull(total));
    const first = tables.select({ since: min(directorySnapshots.takenAt) }).from(directorySnapshots).where(and(eq(directorySnapshots.organisation, sql.placeholder('organisation')), or(isComplete, saysTotal))).prepare();
    return (organisation) => first.get({ organisation })?.since ?? null;
  }

  return (organisation) => ({
    sources: sourcesOf(organisation),
    seatsKnownSince: seatsKnownSince(organisation),
    invitesKnownSince: invitesKnownSince(organisation),
  });
}
