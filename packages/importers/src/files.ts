import { constants } from 'node:fs';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ImportError, type Problem } from './importer.js';

export interface FoundFile {
  readonly path: string;
  /** The folders between the given path and the file, outermost first. */
  readonly folders: readonly string[];
  readonly bytes: number;
}

/**
 * Every file below a path whose name ends as given (every file at all for an empty ending), ordered by path; the path may itself be such a file.
 * Links are reported instead of followed: they may lead out, or round in a circle.
 */
export async function findFiles(path: string, ending: string, onProblem: (problem: Problem) => void): Promise<FoundFile[]> {
  const root = resolve(path);
  const found: FoundFile[] = [];
  const information = await stat(root).catch(() => null);
  if (!information) throw new ImportError({ en: `There is nothing to read at ${root}: it does not exist, or may not be read.`, de: `Unter ${root} ist nichts zu lesen: Es gibt das nicht, oder es darf nicht gelesen werden.` });
  if (information.isFile()) {
    if (!root.endsWith(ending)) throw new ImportError({ en: `${root} is not a ${ending} file.`, de: `${root} ist keine ${ending}-Datei.` });
    return [{ path: root, folders: [], bytes: information.size }];
  }
  if (!information.isDirectory()) throw new ImportError({ en: `${root} is neither a file nor a folder.`, de: `${root} ist weder eine Datei noch ein Ordner.` });

  async function visit(folder: string, folders: readonly string[]): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
    if (!entries) {
      onProblem({ file: folder, line: null, reason: 'unreadable', message: { en: 'The folder cannot be read.', de: 'Der Ordner lässt sich nicht lesen.' } });
      return;
    }
    for (const entry of entries) {
      const at = join(folder, entry.name);
      if (entry.isDirectory()) await visit(at, [...folders, entry.name]);
      else if (entry.isSymbolicLink()) {
        const isFolder = await stat(at).then((target) => target.isDirectory(), () => false);
        if (isFolder || entry.name.endsWith(ending)) onProblem({ file: at, line: null, reason: 'link', message: { en: 'Links are not followed; give the folder it points to.', de: 'Verknüpfungen wird nicht gefolgt; geben Sie den Ordner an, auf den sie zeigt.' } });
      } else if (entry.isFile() && entry.name.endsWith(ending)) {
        const size = await stat(at).then((file) => file.size, () => 0);
        found.push({ path: at, folders, bytes: size });
      } else if (entry.name.endsWith(ending)) {
        onProblem({ file: at, line: null, reason: 'not-a-file', message: { en: 'This is a pipe, a socket or a device, and no file.', de: 'Das ist eine Pipe, ein Socket oder ein Gerät und keine Datei.' } });
      }
    }
  }

  await visit(root, []);
  if (found.length === 0) throw new ImportError({ en: `There is no ${`${ending} file`.trim()} below ${root}. Links are not followed.`, de: `Unter ${root} gibt es keine ${ending === '' ? '' : `${ending}-`}Datei. Verknüpfungen wird nicht gefolgt.` });
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Opens a file, and nothing else that has come into its place since it was found: a pipe would be waited for without end. */
export async function openFile(path: string): Promise<FileHandle> {
  // Windows has no such pipes, and no name for not waiting.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw Object.assign(new Error(`${path} is no file.`), { syscall: 'open' });
}
