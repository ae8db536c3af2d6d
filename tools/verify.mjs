// `npm run verify`: what takes seconds, to be run all day.
import { docs, install, installed, migration, steps } from './steps.mjs';

await install();
// What everything stands on, in one process a core. Servers, screens and the demo are left to `npm test`.
const quick = ['domain', 'sqlite', 'store-memory', 'store-sqlite', 'importers', 'accounts', 'presentation'];
await steps([
  { name: 'types', command: installed('tsc'), args: ['-b'] },
  { name: 'lint and boundaries', command: installed('oxlint'), args: ['--deny-warnings', '.'] },
  { name: 'dead code', command: installed('knip'), args: [] },
  docs(true),
  migration('--check'),
  { name: 'fast tests', command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', ...quick.flatMap((project) => ['--project', project])] },
]);
