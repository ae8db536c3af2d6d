/** Every kind of fault that is done, in the order of the page, and how it is done. */
export const suites = {
  'kill-ingest': ['`kill -9` while four senders send', 'Batches of 1 to 400 events in three forms, revisions, repeats, conflicts, rejected items and directories; the kill comes 0 to 150 ms after the first request. Restart, comparison, and what was unheard is sent again.'],
  'kill-import': ['`kill -9` during `pegel import`', 'The importer, the server or both, at a random moment, over transcripts that have grown since an earlier import; run again until it ends. The content of all tables must then be that of an undisturbed import, byte for byte.'],
  'kill-at-statement-events': ['`kill -9` at every statement of a delivery of events', 'Before the first, the second, … and after the commit, of a delivery in which everything happens that can.'],
  'kill-at-statement-directory': ['`kill -9` at every statement of a directory', 'The same for a snapshot that replaces another.'],
  'kill-at-sync': ['`kill -9` instead of a sync', 'In place of the n-th `fsync`, from the start of the server to its end.'],
  'kill-at-write': ['`kill -9` instead of a write', 'In place of the n-th `pwrite`.'],
  'power-cuts': ['Power cuts', 'What the server wrote and synced is recorded and replayed up to a random point. A third of the disks keeps only what was synced, the others keep any part of the rest, in sectors of 4096 or 512 bytes and in any order. The built server opens what is left.'],
  'power-cuts-control': ['Power cuts, control', 'The same with commits that are not synced: here something must be lost, or the method sees nothing.'],
  'full-tmpfs': ['A disk that is full', 'A file system of 6 MB, filled to the last byte, then enlarged under the running server.'],
  'full-limit': ['A limit on the size of files', 'As for a disk that is full, for any user: 3 MB, lifted later.'],
  'write-full': ['A write finds the disk full', '`ENOSPC` for the n-th `pwrite`.'],
  'writes-full': ['The disk stays full', '`ENOSPC` for every `pwrite` from the n-th on.'],
  'write-fails': ['A write fails', '`EIO` for the n-th `pwrite`.'],
  'sync-fails': ['A sync fails', '`EIO` for the n-th `fsync`.'],
  'syncs-fail': ['The disk syncs nothing any more', '`EIO` for every `fsync` from the n-th on.'],
  'statement-fails-events': ['Every statement of a delivery of events fails', 'With four codes of SQLite, one statement at a time; the same delivery again is taken.'],
  'statement-fails-directory': ['Every statement of a directory fails', 'The same for a snapshot.'],
  rollouts: ['SIGTERM under load', 'The next server starts as soon as the folder is free.'],
  'two-servers': ['Two servers on one folder', 'A second `serve`, an `init` and a `verify` while four senders send.'],
  batches: ['Batches of every size', '0, 1, 99, 100, 101, 999, 1,000, 1,001, the limit, and one more, which is refused; then a kill.'],
} as const satisfies Readonly<Record<string, readonly [name: string, how: string]>>;

export type Suite = keyof typeof suites;
export const suiteNames = Object.keys(suites) as Suite[]; // Object.keys forgets the literal keys.

/** What `npm run test:faults` keeps: the figures of each suite in one run. */
export interface FaultResults {
  readonly date: string;
  readonly machine: { readonly cores: number; readonly processor: string; readonly memoryGibibytes: number; readonly system: string; readonly node: string; readonly sqlite: string };
  readonly suites: Readonly<Partial<Record<Suite, Readonly<Record<string, number>>>>>;
}
