import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { Instant } from '@pegel/domain';
import { findFiles, type FoundFile } from '../files.js';
import { ImportError, type Problem } from '../importer.js';
import { dayIn, noonOf } from './dates.js';
import { reasons } from './reasons.js';

interface ListFile extends FoundFile {
  readonly kind: 'table' | 'scim';
}

/** The files of one date, which are one list together. */
export interface DatedFiles {
  readonly takenAt: Instant;
  readonly files: readonly ListFile[];
}

const kinds: Readonly<Record<string, ListFile['kind'] | undefined>> = { '.csv': 'table', '.json': 'scim' };
const kindOf = (path: string): ListFile['kind'] | undefined => kinds[extname(path).toLowerCase()];

/**
 * The tables and pages below a path by their dates, oldest first: the date that was given, or else that of the file's
 * name, of the folder it lies in, or of its last change, which is an instant. When they are imported says nothing.
 */
export async function datedFiles(path: string, taken: Instant | null, onProblem: (problem: Problem) => void): Promise<DatedFiles[]> {
  const all = await findFiles(path, '', onProblem);
  const files = all.flatMap((file): ListFile[] => {
    const kind = kindOf(file.path);
    if (kind === undefined && !basename(file.path).startsWith('.')) onProblem({ file: file.path, line: null, reason: 'other-file', message: reasons['other-file'] });
    return kind === undefined ? [] : [{ ...file, kind }];
  });
  if (files.length === 0) throw new ImportError({ en: `There is no .csv and no .json file at ${path}.`, de: `Unter ${path} gibt es weder eine .csv- noch eine .json-Datei.` });

  const root = resolve(path);
  const own = basename(files.some((file) => file.path === root) ? dirname(root) : root);
  const lists = new Map<string, { readonly named: Instant[]; readonly changed: Instant[]; readonly files: ListFile[] }>();
  for (const file of files) {
    const day = taken === null ? ([basename(file.path), ...file.folders.toReversed(), own].map(dayIn).find((found) => found !== null) ?? null) : null;
    const at = taken ?? (day === null ? Math.trunc((await stat(file.path)).mtimeMs) : noonOf(day));
    const key = new Date(at).toISOString().slice(0, 10);
    const list = lists.get(key) ?? { named: [], changed: [], files: [] };
    (day === null ? list.changed : list.named).push(at);
    list.files.push(file);
    lists.set(key, list);
  }
  // A date that was written stands before an instant that a file system kept.
  return [...lists.values()].map(({ named, changed, files: own }) => ({ takenAt: newest(named.length > 0 ? named : changed), files: own })).sort((a, b) => a.takenAt - b.takenAt);
}

const newest = (instants: readonly Instant[]): Instant => instants.reduce((a, b) => Math.max(a, b));
