import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day, Instant } from '@pegel/domain';
import { demoOrganisation, demoStart } from '@pegel/tools/demo';
import { exitCodes, Failure } from '../failure.js';
import type { Sentences } from '../words.js';
import type { ServerPackage } from '../world.js';

/** What a demo folder remembers of itself. The people are invented, so the password may lie beside them. */
export interface DemoRecord {
  readonly organisation: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly ingestKey: string;
  /** The first day of the invented history. */
  readonly from: Day;
  /** Up to when it is loaded; null until the first loading has ended. */
  readonly loadedUntil: Instant | null;
}

const fileName = 'demo.json';

/** The key of the demo lies in its folder, whatever the environment says of the key of a server. */
export const demoKeyFile = (data: string): string => join(data, 'identities.key');

/** The demo of a folder; a new one where there is none yet. A folder with anything else in it stays as it is. */
export async function openDemo(data: string, { initialise }: Pick<ServerPackage, 'initialise'>, words: Sentences): Promise<DemoRecord> {
  await mkdir(data, { recursive: true }).catch((error: unknown) => {
    throw new Failure(exitCodes.failed, words.noDemoFolder(data, error));
  });
  const kept = await readFile(join(data, fileName), 'utf8').catch(() => null);
  if (kept !== null) return recordIn(kept, data, words);
  if ((await readdir(data)).length > 0) throw new Failure(exitCodes.wrongArguments, words.notADemo(data));

  const password = randomBytes(15).toString('base64url');
  const { name, timeZone, ownerEmail, names, extraUsage, currency } = demoOrganisation;
  const made = await initialise({ data, keyFile: demoKeyFile(data), organisation: name, timeZone, ownerEmail, ownerPassword: password, names, namesReason: words.demoNames, extraUsage, currency, demo: true });
  const record: DemoRecord = { organisation: made.organisation, email: ownerEmail, password, token: made.ownerToken, ingestKey: made.ingestKey, from: demoStart(Date.now()), loadedUntil: null };
  await saveDemo(data, record);
  return record;
}

/** Written beside and moved into place, so that an interruption leaves the old record or the new one. */
export async function saveDemo(data: string, record: DemoRecord): Promise<void> {
  const file = join(data, fileName);
  await writeFile(`${file}.part`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

function recordIn(text: string, data: string, words: Sentences): DemoRecord {
  try {
    const record: unknown = JSON.parse(text);
    // This program alone writes the file, whole; whoever edits it by hand starts again with an empty folder.
    if (record !== null && typeof record === 'object' && 'token' in record && 'loadedUntil' in record) return record as DemoRecord;
  } catch {
    // Falls through to the sentence below.
  }
  throw new Failure(exitCodes.failed, words.brokenDemo(join(data, fileName)));
}
