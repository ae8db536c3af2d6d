import type { Database } from '@pegel/sqlite';
import type { Cube } from './cube/cube.js';

/** The spelling to show for a connector: of all that were sent and not retracted, the first in code-point order, which is SQLite's order of UTF-8. */
export function connectorLabels(database: Database, cube: Pick<Cube, 'versionOf'> | null): (organisation: number) => ReadonlyMap<string, string> {
  const from = 'FROM events INDEXED BY events_connectors WHERE organisation = :organisation AND retracted = 0';
  // From one connector to the next, and not through all that was ever done with each.
  const spellings = database
    .prepare<[{ organisation: number }], [string, string]>(
      `WITH RECURSIVE used (key) AS (
         SELECT min(connector_key) ${from} AND connector_key IS NOT NULL
         UNION ALL SELECT (SELECT min(connector_key) ${from} AND connector_key > used.key) FROM used WHERE used.key IS NOT NULL
       )
       SELECT key, (SELECT min(connector) ${from} AND connector_key = used.key) FROM used WHERE key IS NOT NULL`,
    )
    .raw();
  const known = new Map<number, { readonly version: number; readonly labels: ReadonlyMap<string, string> }>();
  return (organisation) => {
    const version = cube?.versionOf(organisation) ?? null;
    const kept = known.get(organisation);
    if (kept !== undefined && kept.version === version) return kept.labels;
    const labels = new Map(spellings.all({ organisation }));
    if (version !== null) known.set(organisation, { version, labels });
    return labels;
  };
}
