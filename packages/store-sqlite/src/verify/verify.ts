import { ended, type Organisation } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { verifyAccounts } from './accounts.js';
import { verifyCoverage } from './coverage.js';
import { verifyDirectory } from './directory.js';
import { verifyFile } from './file.js';
import { wordsIn, type Words } from '../words.js';
import { Findings, type CheckName, type Verdict } from './findings.js';
import { namedSources } from './ledger-names.js';
import { verifyPeople } from './people.js';
import { verifyQuarantine } from './quarantine.js';
import { verifyRows } from './rows.js';
import { verifySealedDays } from './sealed-days.js';

/**
 * Recomputes everything that a ledger says of itself, and names what is not so. It only reads, and sees one moment of a
 * file that may be in use. `begins` hears of each check before it is made.
 */
export function verifyLedger(database: Database, organisations: readonly Pick<Organisation, 'slug' | 'pseudonymSecret' | 'timeZone'>[], begins: (name: CheckName) => void = () => undefined): Verdict {
  const findings = new Findings();
  /** What cannot even be read is a finding; the rest is still looked at. */
  const attempt = <T>(name: CheckName, verify: () => T): T | null => {
    begins(name);
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
    const words = attempt('people', () => openedWords(database, findings));
    if (words === null) return findings.verdict();
    attempt('directory', () => verifyDirectory(database, sources, words, findings));
    attempt('quarantine', () => verifyQuarantine(database, sources, words, findings));
    const counted = attempt('content', () => verifyRows(database, sources, words, findings));
    if (counted === null) return findings.verdict();
    attempt('account', () => verifyAccounts(database, sources, counted, findings));
    attempt('coverage', () => verifyCoverage(database, sources, counted, findings));
    attempt('people', () => verifyPeople(database, organisations, counted, words, findings));
    attempt('sealed-days', () => verifySealedDays(database, organisations, findings));
    return findings.verdict();
  } finally {
    // There is nothing to keep, and a damaged file lets nothing be committed.
    if (isOwnMoment) database.exec('ROLLBACK');
  }
}

/** What people are called, opened once. What cannot be opened is named, and the rest is still looked at. */
function openedWords(database: Database, findings: Findings): Words {
  const words = wordsIn(database, (what, error) => findings.offends('people', `What ${what} is called cannot be read: ${error instanceof Error ? error.message : String(error)}`));
  for (const ledger of database.prepare<[], number>('SELECT DISTINCT organisation FROM person_references').pluck().all()) ended(words.openAll(ledger));
  return words;
}
