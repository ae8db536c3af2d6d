import type { Database } from '@pegel/sqlite';

/** A source with the names that people know it by. */
export interface NamedSource {
  readonly id: number;
  readonly organisation: number;
  readonly slug: string;
  readonly name: string;
}

/** `nordwind-ag/live`: how a finding names a source. */
export const placeOf = ({ slug, name }: Pick<NamedSource, 'slug' | 'name'>): string => `${slug}/${name}`;

export function namedSources(database: Database): ReadonlyMap<number, NamedSource> {
  const rows = database.prepare<[], NamedSource>('SELECT s.id, s.organisation, l.slug, s.name FROM sources s JOIN ledgers l ON l.id = s.organisation ORDER BY s.id').all();
  return new Map(rows.map((row) => [row.id, row]));
}
