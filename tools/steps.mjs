import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The top of the workspace, with a slash at its end. */
export const top = fileURLToPath(new URL('../', import.meta.url));

/** Runs a program from the top of the workspace and resolves with its exit code. */
export function run(command, args, { env = {}, quiet = false, asks = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: top, stdio: [asks ? 'inherit' : 'ignore', quiet ? 'ignore' : 'inherit', 'inherit'], env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs steps in order and ends the process with the first failure, saying how long each took. */
export async function steps(list) {
  for (const { name, command, args, env, asks } of list) {
    const started = performance.now();
    console.log(`\n▸ ${name}`);
    const code = await run(command, args, { env, asks });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (code !== 0) {
      console.error(`✗ ${name} failed after ${seconds} s`);
      process.exit(code);
    }
    console.log(`✓ ${name} (${seconds} s)`);
  }
}

/** A program that npm has installed into the workspace. */
export const installed = (name) => `${top}node_modules/.bin/${name}`;

/** Installs what package-lock.json says, unless that has been done since the lock last changed. */
export async function install() {
  const marker = `${top}node_modules/.package-lock.json`;
  const lock = `${top}package-lock.json`;
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs - 1000) return;
  console.log('Installing what package-lock.json names; the first time this takes a minute or two.');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund']);
  if (code !== 0) {
    console.error('npm ci failed; see above. Nothing was started.');
    process.exit(code);
  }
}

/** Quiet, local Nx, whatever the shell has set. */
export const nxEnvironment = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };

export const build = { name: 'build', command: installed('nx'), args: ['run-many', '-t', 'build', '--outputStyle=static'], env: nxEnvironment };

/** The arguments that run a source of the tools as it is. */
export const sourced = (path, ...args) => node(`src/${path}`, ...args);

/** The same for any file of tools/. */
export const node = (path, ...args) => ['--conditions=pegel-source', '--import', 'tsx', `${top}tools/${path}`, ...args];

/** The pages of docs/ that are made from the code, written or only compared. */
export const docs = (check) => ({
  name: check ? 'generated pages' : 'pages',
  command: process.execPath,
  args: sourced('docs/main.ts', ...(check ? ['--check'] : [])),
});

/** The steps of the schema, compared with the tables that Drizzle has, or the next one written. */
export const migration = (nameOrCheck) => ({
  name: nameOrCheck === '--check' ? 'steps of the schema' : 'next step of the schema',
  command: process.execPath,
  args: sourced('migration/main.ts', nameOrCheck),
  // Whether a column was renamed is for a person to say.
  asks: true,
});
