import { openAccounts, type Accounts, type OidcOptions, type SessionTime } from '@pegel/accounts';
import type { HeldWords, Instant, SourceStore, UsageStore } from '@pegel/domain';
import { DataFolderError, filesInPlace, isOpenToOthers, MigrationError, openDataFolder, openReader, openUpToDate, sealOf, type DataFolder, type UpgradeNews } from '@pegel/sqlite';
import { sqliteStore, type SqliteStore } from '@pegel/store-sqlite';
import { components } from './components.js';
import { folderWords } from './data-folder-words.js';
import { decidingBeside } from './deciding/beside.js';
import { identityKeyFile } from './environment.js';
import { inPlaceOnly } from './in-place.js';
import { interruptible } from './interruptible.js';
import { announcing } from './live/announcing.js';
import { limits } from './limits.js';
import { makeChanges, type Changes } from './live/changes.js';
import { patient } from './patient.js';
import { SetupError } from './setup-error.js';
import { version } from './version.js';

/** What one installation knows, opened by this process alone. */
export interface OpenFolder {
  readonly accounts: Accounts;
  /** Every delivery to it is told to `changes`. */
  readonly store: UsageStore;
  readonly sources: SourceStore;
  readonly changes: Changes;
  readonly columns: SqliteStore['columns'];
  readonly sealDays: SqliteStore['sealDays'];
  readonly prepareBeforehand: SqliteStore['prepareBeforehand'];
  /** Whether what is written goes where the next start looks for it. */
  isInPlace(): boolean;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Makes the folder where there is none; a database also where other things lie already, or only where nothing does. */
  readonly create: boolean | 'where-empty';
  readonly publicUrl?: string | undefined;
  readonly browserSessions?: Partial<SessionTime>;
  /** The identity provider that people may sign in through. */
  readonly oidc?: OidcOptions | null;
  /** Hears what whoever runs the server should know. */
  readonly warn?: (sentence: string) => void;
  /** How much memory columns of facts may take. */
  readonly cubeBytes?: number | undefined;
  /** How long a report waits for what it is counted from, if not as long as usual. */
  readonly preparingMilliseconds?: number | undefined;
  /** What decides in a thread of its own what of groups is hidden; missing: that is decided here. */
  readonly decidingFile?: URL | undefined;
  /** By which keys expire. */
  readonly now?: (() => Instant) | undefined;
  /** Where the key of the names lies, if not in the folder or where the environment says. */
  readonly keyFile?: string | undefined;
  /** Hears what happens to a database of an earlier version before it can be used. */
  readonly announce?: ((news: UpgradeNews) => void) | undefined;
}

/** Takes a data folder, brings its database up to date and opens what lies in it. */
export async function openFolder(path: string, { create, ...options }: OpenOptions): Promise<OpenFolder> {
  try {
    return openIn(openDataFolder(path, { create }), options);
  } catch (error) {
    if (error instanceof DataFolderError) throw new SetupError(1, folderWords(error));
    if (error instanceof MigrationError) throw new SetupError(1, error.message);
    throw error;
  }
}

function openIn(folder: DataFolder, { publicUrl, browserSessions = {}, oidc = null, warn = () => undefined, now = Date.now, announce = () => undefined, cubeBytes, decidingFile, preparingMilliseconds = limits.preparingMilliseconds, keyFile = identityKeyFile() }: Omit<OpenOptions, 'create'>): OpenFolder {
  const open: { close(): void }[] = [folder];
  const opened = <T extends { close(): void }>(connection: T): T => {
    open.unshift(connection);
    return connection;
  };
  // The last one opened goes first; the writer's end moves its log into the file.
  const close = (): void => {
    for (const connection of open.splice(0)) connection.close();
  };
  try {
    const database = opened(openUpToDate(folder.file, components, { program: version, announce, keyFile }));
    const { file: key } = sealOf(database);
    if (key !== null && isOpenToOthers(key)) warn(`${key}, the key of all names, can be read by other users of this machine; take that from them with "chmod 600"`);
    const accounts = openAccounts(database, { now, browserSessions, warn, ...(publicUrl === undefined ? {} : { publicUrl }), ...(oidc === null ? {} : { oidc }) });
    const changes = makeChanges();
    const erasedAgain = (organisation: string, held: HeldWords): void => {
      accounts.forgetAddresses(organisation, held, true);
      warn(`the database is a copy from before somebody of ${organisation} was erased; the key file knows it, so they were erased from this copy too, before anything was answered`);
    };
    const isInPlace = filesInPlace(folder.file);
    const reading = () => opened(openReader(folder.file, keyFile));
    const inFile = sqliteStore({ database, answers: reading(), reader: reading(), erasedAgain, ...(cubeBytes === undefined ? {} : { cubeBytes }) });
    const deciding = decidingFile === undefined ? null : decidingBeside(decidingFile);
    const ledger = announcing(inPlaceOnly({ ...patient(inFile, preparingMilliseconds), ...(deciding === null ? {} : { deciding }) }, isInPlace), changes);
    const { store, interrupt } = interruptible(ledger);
    return {
      accounts,
      store,
      sources: ledger,
      changes,
      columns: () => inFile.columns(),
      sealDays: (at) => inFile.sealDays(at),
      prepareBeforehand: (organisation) => inFile.prepareBeforehand(organisation),
      isInPlace,
      async close() {
        changes.end();
        await interrupt();
        await deciding?.close();
        close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}
