import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machine } from '../src/bench/results.js';
import { suiteNames, type FaultResults } from './suites.js';

/** Gathers what every suite of a run has recorded into the file that the page is made from. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder that the suites recorded their figures in.');

const figuresIn = (path: string): Record<string, number> | null => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>; // `record` wrote it.
  } catch {
    return null;
  }
};

const { load: _, ...measured } = machine();
const results: FaultResults = {
  date: new Date().toISOString().slice(0, 10),
  machine: measured,
  suites: Object.fromEntries(
    suiteNames.flatMap((suite) => {
      const figures = figuresIn(join(folder, `${suite}.json`));
      return figures === null ? [] : [[suite, figures]];
    }),
  ),
};
const file = fileURLToPath(new URL('../../docs/results/reliability.json', import.meta.url));
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
console.log(`${Object.keys(results.suites).length} of ${suiteNames.length} suites recorded their figures.`);
