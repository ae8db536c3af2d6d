import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { settings } from './tables.js';

/** The secret that signs this data folder's sessions, made when it is first needed. */
export function sessionSecret(tables: Tables): string {
  const name = 'session-secret';
  tables.insert(settings).values({ name, value: randomBytes(32).toString('hex') }).onConflictDoNothing().run();
  const row = tables.select().from(settings).where(eq(settings.name, name)).get();
  if (row === undefined) throw new Error('The session secret was not kept.');
  return row.value;
}
