import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const made = /^(node_modules|dist|out-tsc|coverage|\..*)$/;

interface Source {
  /** Below the top of the workspace. */
  readonly path: string;
  readonly lines: readonly string[];
}

/** Every file of ours that a program is made of. */
export function sources(folder = ''): Source[] {
  return readdirSync(`${top}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return made.test(entry.name) ? [] : sources(path);
    return /\.(ts|tsx|js|mjs|css|html)$/.test(entry.name) ? [{ path, lines: readFileSync(`${top}${path}`, 'utf8').split('\n') }] : [];
  });
}
