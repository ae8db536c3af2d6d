import { journalHeadsIn, organisationsIn, verifyJournal } from '@pegel/accounts';
import { journalHeadText, type JournalHead } from '@pegel/domain';
import { databaseFileIn, DataFolderError, openReader } from '@pegel/sqlite';
import { verifyLedger, type CheckName as LedgerCheck, type CheckResult } from '@pegel/store-sqlite';
import { schemaDifferences } from './components.js';
import { codeIn } from './log.js';
import { SetupError } from './setup-error.js';

/** What was found in a data folder. */
export interface Verified {
  /** The path of the database file. */
  readonly file: string;
  readonly isSound: boolean;
  readonly checks: readonly (Omit<CheckResult, 'name'> & { readonly name: CheckName })[];
  /** The last entry of every chain of the audit journal. Whoever keeps them elsewhere can show later that none was cut off. */
  readonly heads: readonly string[];
}

export type CheckName = LedgerCheck | 'journal';

export interface VerifyOptions {
  readonly data: string;
  /** Heads of chains from before, each of which must still be part of its chain. */
  readonly heads?: readonly JournalHead[];
}

/** Recomputes everything in a data folder from its ledger. It reads alone, also while a server uses the folder. */
export function verify({ data, heads = [] }: VerifyOptions): Verified {
  const file = fileIn(data);
  try {
    demandOwnSchema(file);
    const reader = openReader(file);
    try {
      const ledger = verifyLedger(reader, organisationsIn(reader));
      const journal = { name: 'journal', ...verifyJournal(reader, heads) } as const;
      return { file, isSound: ledger.isSound && journal.offending === 0, checks: [...ledger.checks, journal], heads: journalHeadsIn(reader).map(journalHeadText) };
    } finally {
      reader.close();
    }
  } catch (error) {
    switch (codeIn(error)) {
      case 'SQLITE_NOTADB':
        throw new SetupError(1, `${file} is not a database: it is damaged, or something else.`);
      case 'SQLITE_CORRUPT':
        throw new SetupError(1, `${file} is damaged: ${error instanceof Error ? error.message : 'its schema cannot be read'}.`);
      case 'SQLITE_CANTOPEN':
      case 'SQLITE_READONLY_DIRECTORY':
        throw new SetupError(1, `${file} cannot be opened. This user must be able to read it, and to write into its folder while no server runs.`);
      default:
        throw error;
    }
  }
}

function fileIn(data: string): string {
  try {
    return databaseFileIn(data);
  } catch (error) {
    if (error instanceof DataFolderError) throw new SetupError(1, error.message);
    throw error;
  }
}

/** What another version wrote cannot be judged by this one. */
function demandOwnSchema(file: string): void {
  const { unknownSteps, missingSteps } = schemaDifferences(file);
  if (unknownSteps.length > 0) throw new SetupError(1, `${file} was written by a newer Pegel: it has ${unknownSteps.join(', ')}. Verify it with that version.`);
  if (missingSteps.length > 0) throw new SetupError(1, `${file} was written by an earlier Pegel: it lacks ${missingSteps.join(', ')}. Start the server once, which brings it up to date.`);
}
