import type { Database } from '@pegel/sqlite';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';

/** The tables of this package, in a database file that others keep theirs in too. */
export type Tables = BetterSQLite3Database;

export const tablesIn = (database: Database): Tables => drizzle(database);
