import type { Database } from '@pegel/sqlite';
import type { Cube } from './cube/cube.js';

/** The spelling to show for a connector: of all that were sent and not retracted, the first in code-point order, which is SQLite's order of UTF-8. */
export function connectorLabels(database: Database, cube: Pick<Cube, 'versionOf'> | null): (organisation: number) => ReadonlyMap<string, string> {
  const spellings = database
    .prepare<[number], [string, string]>(
      `SELECT connector_key, min(connector) FROM events INDEXED BY events_connectors
       WHERE organisation = ? AND retracted = 0 AND connector_key IS NOT NULL GROUP BY connector_key`,
    )
    .raw();
  const known = new Map<number, { readonly version: number; readonly labels: ReadonlyMap<string, string> }>();
  return (organisation) => {
    const version = cube?.versionOf(organisation) ?? null;
    const kept = known.get(organisation);
    if (kept !== undefined && kept.version === version) return kept.labels;
    const labels = new Map(spellings.all(organisation));
    if (version !== null) known.set(organisation, { version, labels });
    return labels;
  };
}
