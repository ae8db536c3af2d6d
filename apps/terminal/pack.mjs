// `npm run pack --workspace apps/terminal -- FOLDER`: what somebody installs who has no workspace. The build has everything in it
// but the server, so the package names no dependency; the workspace's own package.json cannot say that of itself.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('./', import.meta.url));
// npm runs this in the folder of the package, and keeps where it was asked from.
const into = resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2] ?? '.');
const staged = mkdtempSync(join(tmpdir(), 'pegel-pack-'));
try {
  const read = (path) => JSON.parse(readFileSync(join(here, path), 'utf8'));
  const { name, version, description, license, type, bin } = read('package.json');
  const { engines } = read('../../package.json');
  writeFileSync(join(staged, 'package.json'), `${JSON.stringify({ name, version, description, license, type, bin, engines }, null, 2)}\n`);
  for (const part of ['bin', 'README.md']) cpSync(join(here, part), join(staged, part), { recursive: true });
  cpSync(join(here, '../../LICENSE'), join(staged, 'LICENSE'));
  cpSync(join(here, 'dist'), join(staged, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') });
  mkdirSync(into, { recursive: true });
  process.exitCode = spawnSync('npm', ['pack', '--pack-destination', into], { cwd: staged, stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
} finally {
  rmSync(staged, { recursive: true });
}
