import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ImportError, type Problem } from './importer.js';

export interface FoundFile {
  readonly path: string;
  /** The folders between the given path and the file, outermost first. */
  readonly folders: readonly string[];
  readonly bytes: number;
}

/**
 * Every file below a path whose name ends as given, ordered by path; the path may itself be such a file.
 * Links are reported instead of followed: they may lead out, or round in a circle.
 */
export async function findFiles(path: string, ending: string, onProblem: (problem: Problem) => void): Promise<FoundFile[]> {
  const root = resolve(path);
  const found: FoundFile[] = [];
  const information = await stat(root).catch(() => null);
  if (!information) throw new ImportError(`There is nothing to read at ${root}: it does not exist, or may not be read.`);
  if (information.isFile()) {
    if (!root.endsWith(ending)) throw new ImportError(`${root} is not a ${ending} file.`);
    return [{ path: root, folders: [], bytes: information.size }];
  }
  if (!information.isDirectory()) throw new ImportError(`${root} is neither a file nor a folder.`);

  async function visit(folder: string, folders: readonly string[]): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
    if (!entries) {
      onProblem({ file: folder, line: null, reason: 'unreadable', message: 'The folder cannot be read.' });
      return;
    }
    for (const entry of entries) {
      const at = join(folder, entry.name);
      if (entry.isDirectory()) await visit(at, [...folders, entry.name]);
      else if (entry.isSymbolicLink()) {
        const isFolder = await stat(at).then((target) => target.isDirectory(), () => false);
        if (isFolder || entry.name.endsWith(ending)) onProblem({ file: at, line: null, reason: 'link', message: 'Links are not followed; give the folder it points to.' });
      } else if (entry.isFile() && entry.name.endsWith(ending)) {
        const size = await stat(at).then((file) => file.size, () => 0);
        found.push({ path: at, folders, bytes: size });
      } else if (entry.name.endsWith(ending)) {
        onProblem({ file: at, line: null, reason: 'not-a-file', message: 'This is a pipe, a socket or a device, and no file.' });
      }
    }
  }

  await visit(root, []);
  if (found.length === 0) throw new ImportError(`There is no ${ending} file below ${root}. Links are not followed.`);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
