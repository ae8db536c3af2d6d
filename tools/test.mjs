// `npm test`: installs what is missing and passes everything, in a browser and in a terminal too.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureChromium, ensureShells, ensureStrace, ensureTmux } from './ensure.mjs';
import { build, docs, install, installed, migration, run, steps } from './steps.mjs';

await install();
const chromium = await ensureChromium();
await ensureTmux();
await ensureShells();
await ensureStrace();
await steps([
  { name: 'types', command: installed('tsc'), args: ['-b'] },
  { name: 'lint and boundaries', command: installed('oxlint'), args: ['--deny-warnings', '.'] },
  { name: 'dead code', command: installed('knip'), args: [] },
  docs(true),
  migration('--check'),
  build,
]);

const folder = mkdtempSync(join(tmpdir(), 'pegel-test-'));
const results = join(folder, 'results.json');
const code = await run(installed('vitest'), ['run', '--config', 'vitest.workspace.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`], { env: { CHROMIUM_PATH: chromium } });
const { numPassedTests, numFailedTests, numPendingTests, numTotalTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
rmSync(folder, { recursive: true });
const times = testResults.map(({ name, startTime, endTime }) => ({ name: relative(process.cwd(), name), seconds: (endTime - startTime) / 1000 })).sort((a, b) => b.seconds - a.seconds);
console.log(`\nWhat takes longest, in seconds:\n${times.slice(0, 40).map(({ name, seconds }) => `${seconds.toFixed(0).padStart(5)} ${name}`).join('\n')}`);
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed`);
if (numTotalTests === 0 || numPendingTests > 0) {
  console.error(numTotalTests === 0 ? 'No test was run.' : `${numPendingTests} tests were skipped; every test has to run.`);
  process.exitCode = 1;
}
if (code !== 0) process.exitCode = code;
