import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { foundIn, pegel, type Founded } from '../e2e/binary.js';
import { loadDays } from './load/items.js';
import { Load } from './load/load.js';
import { audit } from './oracle/audit.js';
import type { Complaint } from './oracle/complaint.js';
import { readLedger } from './oracle/ledger.js';
import { sumsThatDisagree } from './oracle/sums.js';
import { Connection } from './process/request.js';
import { startServer, type ServeChoices, type ServerProcess } from './process/server-process.js';

/** A data folder that faults are done to, with everything that was ever sent to it. */
export interface Installation extends Founded {
  /** Holds the data folder; gone at the end. */
  readonly folder: string;
  readonly file: string;
  /** What its senders have written down, on another disk where the folder lies on one of its own. */
  readonly journal: string;
  readonly load: Load;
  serve(choices?: Omit<ServeChoices, 'data'>): Promise<ServerProcess>;
  /** Holds the ledger to what its senders were told. What nobody heard the end of is sent once more, and must be taken. */
  examine(server: Pick<ServerProcess, 'url'>, choices?: { readonly thorough?: boolean }): Promise<readonly Complaint[]>;
  /** Ends what still runs on it, and takes it off the disk. */
  remove(): Promise<void>;
}

/** Does something with a new organisation in a folder of its own, which is gone afterwards. */
export async function withInstallation<Result>(seed: number, use: (installation: Installation) => Promise<Result>): Promise<Result> {
  const installation = await install(seed);
  try {
    return await use(installation);
  } finally {
    await installation.remove();
  }
}

/** A new organisation in a folder of its own; `below` names where that folder is made. */
export async function install(seed: number, below: string = tmpdir()): Promise<Installation> {
  const folder = mkdtempSync(join(below, 'pegel-fault-'));
  const founded = await foundIn(folder);
  const file = join(founded.data, 'pegel.sqlite');
  const driver = mkdtempSync(join(tmpdir(), 'pegel-driver-'));
  const journal = join(driver, 'journal.ndjson');
  const load = new Load(seed, founded.ingestKey, journal);
  const servers: ServerProcess[] = [];
  return {
    ...founded, folder, file, journal, load,
    async serve(choices) {
      const server = await startServer({ data: founded.data, ...choices });
      servers.push(server);
      return server;
    },
    examine: (server, { thorough = false } = {}) => examine({ load, file, url: server.url, ownerToken: founded.ownerToken, thorough }),
    async remove() {
      for (const server of servers) await server.kill();
      load.close();
      for (const path of [folder, driver]) rmSync(path, { recursive: true, force: true });
    },
  };
}

interface Examination {
  readonly load: Load;
  readonly file: string;
  readonly url: string;
  readonly ownerToken: string;
  /** Also reads every page, asks for the sums and for the product's own verdict, and looks again after what was unheard was sent again. */
  readonly thorough: boolean;
}

async function examine({ load, file, url, ownerToken, thorough }: Examination): Promise<readonly Complaint[]> {
  const { complaints, settled } = audit(load.claims, readLedger(file, { integrity: thorough }));
  const found = [...complaints];
  const again = load.settle(settled);
  const connection = new Connection(url);
  try {
    for (const prepared of again) {
      const { outcome } = await load.deliver(connection, prepared);
      if (outcome !== 'acked') found.push({ kind: 'unaccounted', what: `a delivery that was sent again is ${outcome}` });
    }
  } finally {
    connection.close();
  }
  if (!thorough) return found;
  found.push(...audit(load.claims, readLedger(file)).complaints, ...(await sumsThatDisagree({ file, url, ownerToken, ...loadDays })));
  const verified = await pegel(['verify', '--data', dirname(file)]);
  if (verified.code !== 0) found.push({ kind: 'corrupt', what: verified.stdout + verified.stderr });
  return found;
}
