import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const folders = ['apps', 'packages', 'tools', 'docs'];
const made: ReadonlySet<string> = new Set(['node_modules', 'dist', '.nx', 'coverage']);

interface Finished {
  readonly code: number;
  readonly output: string;
}

/** The sources of the whole workspace in a folder of their own, where they can be changed and built. */
export interface WorkspaceCopy {
  readonly folder: string;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Runs a program that npm has installed, from the top of the copy. */
  run(program: string, args: readonly string[]): Promise<Finished>;
  remove(): void;
}

/** Packages from npm are linked; those of the workspace are the copy's own. What was type-checked before is not checked again. */
export function copyWorkspace(): WorkspaceCopy {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-copy-'));
  for (const name of folders) cpSync(join(top, name), join(folder, name), { recursive: true, preserveTimestamps: true, filter: (path) => !made.has(basename(path)) });
  for (const entry of readdirSync(top, { withFileTypes: true })) if (entry.isFile()) cpSync(join(top, entry.name), join(folder, entry.name), { preserveTimestamps: true });
  linkModules('.', folder);
  const members = ['tools', ...['apps', 'packages'].flatMap((parent) => readdirSync(join(folder, parent)).map((name) => join(parent, name)))];
  for (const member of members) linkModules(member, folder);
  mkdirSync(join(folder, 'node_modules', '@pegel'));
  for (const member of members) if (existsSync(join(folder, member, 'package.json'))) symlinkSync(join(folder, member), join(folder, 'node_modules', '@pegel', basename(member)), 'junction');

  return {
    folder,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    run: (program, args) =>
      new Promise((resolve) => {
        execFile(join(folder, 'node_modules', '.bin', program), args, { cwd: folder, env: ownEnvironment(), maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
        });
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A folder of links, so that what belongs to the workspace can be left out and caches of tools stay where they are. */
function linkModules(member: string, folder: string): void {
  const from = join(top, member, 'node_modules');
  if (!existsSync(from)) return;
  const to = join(folder, member, 'node_modules');
  mkdirSync(to);
  for (const name of readdirSync(from)) if (name !== '@pegel' && (name === '.bin' || !name.startsWith('.'))) symlinkSync(join(from, name), join(to, name), 'junction');
}

/** Without what a test runner tells its workers, since another one may be run inside, and without colour. */
const ownEnvironment = (): NodeJS.ProcessEnv => ({ ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|FORCE_COLOR)/.test(name))), NO_COLOR: '1' });
