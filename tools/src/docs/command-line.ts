import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { madeBy, type Document } from './document.js';

const manual = fileURLToPath(new URL('../../../apps/terminal/src/manual.ts', import.meta.url));

/** Every command with its options and examples. The terminal stands on these tools, so it is run here and not imported. */
export const commandLineDocument: Document = {
  path: 'docs/command-line.md',
  text: () => `${madeBy('what `apps/terminal/src/commands` declares')}\n\n${execFileSync(process.execPath, ['--conditions=pegel-source', '--import', 'tsx', manual], { encoding: 'utf8' })}`,
};
