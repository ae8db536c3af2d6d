import type { Database } from '@pegel/sqlite';

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
