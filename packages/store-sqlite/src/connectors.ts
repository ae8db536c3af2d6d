import type { Database } from '@pegel/sqlite';

/** What a connector is told apart by: its name without case and surrounding space. No two names are merged otherwise. */
export const connectorKey = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** The spelling to show for a connector: of all that were sent and not retracted, the first in code-point order, which is SQLite's order of UTF-8. */
export function connectorLabels(database: Database): (organisation: number) => ReadonlyMap<string, string> {
  const spellings = database
    .prepare<[number], [string, string]>(
      `SELECT connector_key, min(connector) FROM events INDEXED BY events_connectors
       WHERE organisation = ? AND retracted = 0 AND connector_key IS NOT NULL GROUP BY connector_key`,
    )
    .raw();
  return (organisation) => new Map(spellings.all(organisation));
}
