import type { Organisation } from '@pegel/domain';
import { asc, eq, sql } from 'drizzle-orm';
import type { Database } from '@pegel/sqlite';
import { tablesIn, type Tables } from './database.js';
import { organisations } from './tables.js';

export function organisationNamed(tables: Pick<Tables, 'select'>, slug: string): Organisation | null {
  const row = tables.select().from(organisations).where(eq(organisations.slug, slug)).get();
  return row === undefined ? null : organisationOf(row);
}

/** The same, for whoever asks often: the question is put together once. */
export function organisationsNamed(tables: Tables): (slug: string) => Organisation | null {
  const named = tables.select().from(organisations).where(eq(organisations.slug, sql.placeholder('slug'))).prepare();
  return (slug) => {
    const row = named.get({ slug });
    return row === undefined ? null : organisationOf(row);
  };
}

export const allOrganisations = (tables: Tables): Organisation[] =>
  tables.select().from(organisations).orderBy(asc(organisations.slug)).all().map(organisationOf);

/** All of them, through a connection that may only read. */
export const organisationsIn = (database: Database): Organisation[] => allOrganisations(tablesIn(database));

const organisationOf = ({ createdAt: _createdAt, ...organisation }: typeof organisations.$inferSelect): Organisation => organisation;
