import type { Database } from '@pegel/sqlite';

export const millisecondsAnHour = 3_600_000;

/** What is different since somebody last asked. */
export interface Changes {
  /** Hours since 1970 in which an organisation's facts came, went or became others, cut towards 1970; `null`: any. */
  readonly hours: readonly (readonly [organisation: number, hour: number])[] | null;
  /** Organisations in which somebody became somebody else, or is called otherwise. */
  readonly people: readonly number[];
}

/**
 * Has the database itself note what is changed: triggers of this connection alone write into tables of its own, which are
 * rolled back with what they tell of. So nobody who writes has to think of whoever keeps something of what is written.
 */
export function changesIn(database: Database): () => Changes {
  const noted = (when: string, row: 'new' | 'old') => `
    CREATE TEMP TRIGGER IF NOT EXISTS note_${when.toLowerCase()}_of_${row} AFTER ${when} ON main.events WHEN ${row}.count IS NOT NULL OR ${row}.amount IS NOT NULL BEGIN
      INSERT INTO changed_hours (organisation, hour) VALUES (${row}.organisation, ${row}.at / ${millisecondsAnHour}) ON CONFLICT DO NOTHING;
    END;`;
  const renamed = (name: string, columns: string, table: string) => `
    CREATE TEMP TRIGGER IF NOT EXISTS note_${name} AFTER UPDATE OF ${columns} ON main.${table} BEGIN
      INSERT INTO changed_people (organisation) VALUES (new.organisation) ON CONFLICT DO NOTHING;
    END;`;
  database.exec(`
    CREATE TEMP TABLE IF NOT EXISTS changed_hours (organisation INTEGER NOT NULL, hour INTEGER NOT NULL, PRIMARY KEY (organisation, hour)) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS changed_people (organisation INTEGER PRIMARY KEY) STRICT;
    ${noted('INSERT', 'new')}${noted('UPDATE', 'new')}${noted('UPDATE', 'old')}${noted('DELETE', 'old')}
    ${renamed('links', 'person', 'person_references')}${renamed('names', 'key', 'people')}`);
  const hours = database.prepare<[], readonly [number, number]>('SELECT organisation, hour FROM temp.changed_hours').raw();
  const clearHours = database.prepare('DELETE FROM temp.changed_hours');
  const people = database.prepare<[], number>('SELECT organisation FROM temp.changed_people').pluck();
  const clearPeople = database.prepare('DELETE FROM temp.changed_people');
  // Raised by whoever else commits to the file, of whom no trigger of this connection hears.
  const versionOf = database.prepare<[], number>('PRAGMA data_version').pluck();
  let version = versionOf.get();

  return () => {
    const [found, others] = [hours.all(), people.all()];
    if (found.length > 0) clearHours.run();
    if (others.length > 0) clearPeople.run();
    const before = version;
    version = versionOf.get();
    return { hours: version === before ? found : null, people: others };
  };
}
