import type { DirectorySnapshot } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { contentHashes } from '../content.js';
import { fieldsOf, snapshotsIn } from '../snapshots.js';
import type { Words } from '../words.js';
import type { Findings } from './findings.js';
import { placeOf, type NamedSource } from './ledger-names.js';

interface Row {
  readonly id: number;
  readonly source: number;
  readonly organisation: number;
  readonly takenAt: number;
  readonly complete: number;
  readonly fields: string | null;
  readonly hasPeople: number;
  readonly purchased: number | null;
  readonly assigned: number | null;
  readonly pendingInvites: number | null;
  readonly hash: Buffer | null;
}

/** Every snapshot says what it said when it was taken; those from before snapshots were hashed are only looked at. */
export function verifyDirectory(database: Database, sources: ReadonlyMap<number, NamedSource>, words: Words, findings: Findings): void {
  const hashes = contentHashes(database);
  const { people } = snapshotsIn(database, words);
  const rows = database
    .prepare<[], Row>(
      `SELECT id, source, organisation, taken_at AS takenAt, complete, fields, has_people AS hasPeople, purchased, assigned, pending_invites AS pendingInvites, content_hash AS hash
       FROM directory_snapshots ORDER BY id`,
    )
    .all();
  const delivered = database.prepare<[number], 0 | 1>(`SELECT EXISTS (SELECT 1 FROM deliveries WHERE source = ? AND kind = 'directory')`).pluck();
  const isNumbered = database.prepare<[number], 0 | 1 | null>('SELECT min(position) = 0 AND max(position) = count(*) - 1 FROM directory_people WHERE snapshot = ?').pluck();
  for (const { id, source, organisation, takenAt, complete, fields, hasPeople, purchased, assigned, pendingInvites, hash } of rows) {
    const place = sources.get(source);
    const at = `The snapshot of ${place === undefined ? `source ${source}` : placeOf(place)} at ${new Date(takenAt).toISOString()}`;
    findings.demand('directory', place?.organisation === organisation, () => `${at} belongs to another organisation than its source.`);
    const named = people(id);
    findings.demand('directory', delivered.get(source) === 1, () => `${at} is of a source that delivered none.`);
    findings.demand('directory', isNumbered.get(id) !== 0, () => `${at} has people that are not numbered from 0 on.`);
    findings.demand('directory', hasPeople === 1 || named.length === 0, () => `${at} has people, and says that it has none.`);
    const snapshot: DirectorySnapshot = { takenAt, complete: complete === 1, fields: fieldsOf(fields), people: hasPeople === 1 ? named : null, totals: { purchased, assigned, pendingInvites } };
    findings.demand('directory', hash === null || hashes.of(snapshot).equals(hash), () => `${at} is not what its hash was made of.`);
  }

  // Every snapshot raises it, whatever became of the snapshot.
  const versions = database
    .prepare<[], { slug: string; said: number; taken: number }>(
      `SELECT slug, directory_version AS said, (SELECT count(*) FROM deliveries WHERE organisation = ledgers.id AND kind = 'directory') AS taken FROM ledgers ORDER BY id`,
    )
    .all();
  for (const { slug, said, taken } of versions) findings.demand('directory', said === taken, () => `${slug} says that ${said} directories were delivered; the account has ${taken}.`);
}
