// `npm run test:faults`: many times the faults of `npm test`, about half an hour; keeps what they found in docs/results/reliability.json.
// `-- --kills 10000 --import-kills 60 --cuts 2000 --injections 50` sets how many, `-- --seed 7` which.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureStrace } from './ensure.mjs';
import { build, docs, install, installed, node, steps } from './steps.mjs';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '2000' },
    'import-kills': { type: 'string', default: '60' },
    cuts: { type: 'string', default: '300' },
    injections: { type: 'string', default: '25' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

await install();
await ensureStrace();
const folder = mkdtempSync(join(tmpdir(), 'pegel-faults-'));
console.log(`Seed ${values.seed}: the same faults again with --seed ${values.seed}.`);
await steps([
  build,
  {
    name: 'faults',
    command: installed('vitest'),
    args: ['run', '--config', 'vitest.workspace.ts', '--project', 'faults'],
    env: {
      PEGEL_EVERYTHING: '1', PEGEL_KILLS: values.kills, PEGEL_IMPORT_KILLS: values['import-kills'], PEGEL_CUTS: values.cuts, PEGEL_INJECTIONS: values.injections,
      PEGEL_SEED: values.seed, PEGEL_FAULT_RESULTS: folder,
    },
  },
  { name: 'results', command: process.execPath, args: node('faults/gather.ts', folder) },
  docs(false),
]);
rmSync(folder, { recursive: true });
