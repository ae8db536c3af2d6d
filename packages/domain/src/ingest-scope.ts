/** What may be sent with an ingest key. */
export const ingestScopes = ['events', 'directory'] as const;
export type IngestScope = (typeof ingestScopes)[number];
