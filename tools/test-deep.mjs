// `npm run test:deep`: the stores against each other on ten thousand random histories, and upgrades killed at every statement; takes about ten minutes.
import { install, installed, steps } from './steps.mjs';

await install();
await steps([
  { name: 'stores, deeply', command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', '--project', 'tools', 'src/checks/stores.test.ts', '--testTimeout=3600000'], env: { PEGEL_RUNS: '10000' } },
  { name: 'upgrades, killed at every statement', command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', '--project', 'server', 'src/upgrade-killed.test.ts'], env: { PEGEL_EVERY_MOMENT: '1' } },
]);
