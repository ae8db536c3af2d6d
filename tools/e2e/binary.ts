import type { NameChoice } from '@pegel/domain';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The binary as it is built, run the way a person runs it. */
export const binary = fileURLToPath(new URL('../../apps/terminal/bin/pegel.js', import.meta.url));

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `pegel` to its end. */
export function pegel(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd?: string): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(process.execPath, [binary, ...args], { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

/** An organisation in a data folder, and what opens its doors. */
export interface Founded {
  readonly data: string;
  readonly slug: string;
  readonly ownerEmail: string;
  readonly ownerPassword: string;
  readonly ownerToken: string;
  readonly ingestKey: string;
}

export interface FoundingChoices {
  readonly timeZone?: string;
  readonly extraUsage?: boolean;
  readonly organisation?: string;
  readonly names?: NameChoice;
}

/** The arguments of an `init` whose data folder is `data` below a folder that exists, with the password beside it. */
export function initArguments(folder: string, { timeZone = 'UTC', extraUsage = true, organisation = 'Example AG', names = 'full' }: FoundingChoices = {}): readonly string[] {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${ownerPassword}\n`);
  return [
    'init', '--data', join(folder, 'data'), '--organisation', organisation, '--time-zone', timeZone, '--owner-email', ownerEmail, '--owner-password-file', passwordFile,
    '--names', names, ...(extraUsage ? ['--extra-usage'] : []), '--json',
  ];
}

const ownerEmail = 'owner@example.com';
const ownerPassword = 'correct horse battery';

/** Sets an organisation up below a folder, through the binary. */
export async function foundIn(folder: string, choices?: FoundingChoices): Promise<Founded> {
  const made = await pegel(initArguments(folder, choices));
  if (made.code !== 0) throw new Error(`pegel init ended with ${made.code}: ${made.stderr}`);
  return foundedBy(folder, made.stdout);
}

/** What an `init` printed. */
export function foundedBy(folder: string, stdout: string): Founded {
  const { organisation: slug, ownerToken, ingestKey } = JSON.parse(stdout) as { organisation: string; ownerToken: string; ingestKey: string }; // What `init` promises.
  return { data: join(folder, 'data'), slug, ownerEmail, ownerPassword, ownerToken, ingestKey };
}
