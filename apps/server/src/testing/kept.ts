import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder that is there as long as tests run. */
    readonly kept: string;
  }
}

/** Done by Vitest before the first file and after the last: the files of a process share what one of them has made, so none of them may take it away. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-kept-'));
  project.provide('kept', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** A folder for what takes its time to make, and is copied from then on. It is gone after the last test of all. */
export const keptFolder = (): string => mkdtempSync(join(inject('kept'), 'made-'));
