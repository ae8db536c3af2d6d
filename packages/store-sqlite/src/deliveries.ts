import type { Database } from '@pegel/sqlite';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { deliveries } from './schema.js';

/** Writes down what became of a delivery, in the same transaction as the delivery itself. */
export function recordDelivery(database: Database): (account: typeof deliveries.$inferInsert) => void {
  const tables = drizzle(database);
  return (account) => {
    tables.insert(deliveries).values(account).run();
  };
}
