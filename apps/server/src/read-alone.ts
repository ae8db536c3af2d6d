import { databaseFileIn, DataFolderError, IdentityKeyError, openReader, type Database } from '@pegel/sqlite';
import { schemaDifferences } from './components.js';
import { folderWords } from './data-folder-words.js';
import { identityKeyFile } from './environment.js';
import { codeIn } from './log.js';
import { SetupError } from './setup-error.js';

/** Reads the database of a data folder that may be in use, and writes nothing. What cannot be read is said in words. */
export function readAlone<T>(data: string, read: (reader: Database, file: string) => T): T {
  const file = fileIn(data);
  try {
    demandOwnSchema(file);
    const reader = openReader(file, identityKeyFile());
    try {
      return read(reader, file);
    } finally {
      reader.close();
    }
  } catch (error) {
    if (error instanceof IdentityKeyError) throw new SetupError(1, folderWords(error));
    switch (codeIn(error)) {
      case 'SQLITE_NOTADB':
        throw new SetupError(1, { en: `${file} is not a database: it is damaged, or something else.`, de: `${file} ist keine Datenbank: beschädigt oder etwas anderes.` });
      case 'SQLITE_CORRUPT':
        throw new SetupError(1, {
          en: `${file} is damaged: ${error instanceof Error ? error.message : 'its schema cannot be read'}.`,
          de: `${file} ist beschädigt: ${error instanceof Error ? error.message : 'Das Schema lässt sich nicht lesen'}.`,
        });
      case 'SQLITE_CANTOPEN':
      case 'SQLITE_READONLY_DIRECTORY':
        throw new SetupError(1, {
          en: `${file} cannot be opened. This user must be able to read it, and to write into its folder while no server runs.`,
          de: `${file} lässt sich nicht öffnen. Dieser Benutzer muss sie lesen und, während kein Server läuft, in ihren Ordner schreiben können.`,
        });
      default:
        throw error;
    }
  }
}

function fileIn(data: string): string {
  try {
    return databaseFileIn(data);
  } catch (error) {
    if (error instanceof DataFolderError) throw new SetupError(1, folderWords(error));
    throw error;
  }
}

/** What another version wrote cannot be judged by this one. */
function demandOwnSchema(file: string): void {
  const { unknownSteps, missingSteps } = schemaDifferences(file);
  const [unknown, missing] = [unknownSteps.join(', '), missingSteps.join(', ')];
  if (unknown !== '') throw new SetupError(1, { en: `${file} was written by a newer Pegel: it has ${unknown}. Use that version.`, de: `${file} hat ein neueres Pegel geschrieben: Darin ist ${unknown}. Nehmen Sie diese Version.` });
  if (missing !== '') throw new SetupError(1, { en: `${file} was written by an earlier Pegel: it lacks ${missing}. Start the server once, which brings it up to date.`, de: `${file} hat ein früheres Pegel geschrieben: Es fehlt ${missing}. Starten Sie den Server einmal; er bringt sie auf den Stand.` });
}
