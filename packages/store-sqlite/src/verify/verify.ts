import type { Organisation } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { verifyAccounts } from './accounts.js';
import { verifyCoverage } from './coverage.js';
import { verifyDirectory } from './directory.js';
import { verifyFile } from './file.js';
import { Findings, type CheckName, type Verdict } from './findings.js';
import { namedSources } from './ledger-names.js';
import { verifyPeople } from './people.js';
import { verifyQuarantine } from './quarantine.js';
import { verifyRows } from './rows.js';

/**
 * Recomputes everything that a ledger says of itself, and names what is not so. It only reads, and sees one moment of a
 * file that may be in use.
 */
export function verifyLedger(database: Database, organisations: readonly Pick<Organisation, 'slug' | 'pseudonymSecret'>[]): Verdict {
  const findings = new Findings();
  /** What cannot even be read is a finding; the rest is still looked at. */
  const attempt = <T>(name: CheckName, verify: () => T): T | null => {
    try {
      return verify();
    } catch (error) {
      findings.offends(name, `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
      return null;
    }
  };
  const isOwnMoment = !database.inTransaction;
  if (isOwnMoment) database.exec('BEGIN');
  try {
    attempt('file', () => verifyFile(database, findings));
    const sources = attempt('file', () => namedSources(database));
    if (sources === null) return findings.verdict();
    attempt('directory', () => verifyDirectory(database, sources, findings));
    attempt('quarantine', () => verifyQuarantine(database, sources, findings));
    const counted = attempt('content', () => verifyRows(database, sources, findings));
    if (counted === null) return findings.verdict();
    attempt('account', () => verifyAccounts(database, sources, counted, findings));
    attempt('coverage', () => verifyCoverage(database, sources, counted, findings));
    attempt('people', () => verifyPeople(database, organisations, counted, findings));
    return findings.verdict();
  } finally {
    // There is nothing to keep, and a damaged file lets nothing be committed.
    if (isOwnMoment) database.exec('ROLLBACK');
  }
}
