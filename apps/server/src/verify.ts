import { organisationsIn } from '@pegel/accounts';
import { databaseFileIn, DataFolderError, openReader } from '@pegel/sqlite';
import { verifyLedger, type Verdict } from '@pegel/store-sqlite';
import { schemaDifferences } from './components.js';
import { codeIn } from './log.js';
import { SetupError } from './setup-error.js';

/** What was found in a data folder. */
export interface Verified extends Verdict {
  /** The path of the database file. */
  readonly file: string;
}

/** Recomputes everything in a data folder from its ledger. It reads alone, also while a server uses the folder. */
export function verify({ data }: { readonly data: string }): Verified {
  const file = fileIn(data);
  try {
    demandOwnSchema(file);
    const reader = openReader(file);
    try {
      return { file, ...verifyLedger(reader, organisationsIn(reader)) };
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
