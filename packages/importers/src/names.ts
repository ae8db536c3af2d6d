/** What can be imported, by its name on the wire. Apart from the importers, which bring price tables, so that naming them costs nothing. */
export const importerNames = ['claude-code', 'claude-export', 'claude-admin', 'directory'] as const;
export type ImporterName = (typeof importerNames)[number];
