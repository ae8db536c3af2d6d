// `npm run verify`: everything that takes seconds, to be run all day.
import { existsSync } from 'node:fs';
import { install, installed, steps, top } from './steps.mjs';

await install();
const quick = ['domain', 'sqlite', 'store-memory', 'store-sqlite', 'importers', 'accounts', 'presentation', 'api', 'client', 'server', 'terminal', 'web', 'tools'];
await steps([
  { name: 'types', command: installed('tsc'), args: ['-b'] },
  { name: 'lint and boundaries', command: installed('oxlint'), args: ['--deny-warnings', '.'] },
  { name: 'dead code', command: installed('knip'), args: [] },
  ...(existsSync(`${top}tools/docs.ts`) ? [{ name: 'generated docs', command: installed('tsx'), args: ['tools/docs.ts', '--check'] }] : []),
  { name: 'fast tests', command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', ...quick.flatMap((project) => ['--project', project])], env: { PEGEL_RUNS: '25' } },
]);
