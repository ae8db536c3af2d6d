// `npm run test:deep`: the stores against each other on ten thousand random histories, upgrades killed at every statement, and every CSV opened in LibreOffice; takes about ten minutes.
import { ensureLibreOffice } from './ensure.mjs';
import { build, install, installed, steps } from './steps.mjs';

await install();
const soffice = await ensureLibreOffice();
await steps([
  { name: 'stores, deeply', command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', '--project', 'tools', 'src/checks/stores.test.ts', '--testTimeout=3600000'], env: { PEGEL_RUNS: '10000' } },
  { name: 'upgrades, killed at every statement', command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', '--project', 'server', 'src/upgrade-killed.test.ts'], env: { PEGEL_EVERY_MOMENT: '1' } },
  build,
  { name: 'no formula runs in LibreOffice', command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', '--project', 'spreadsheets'], env: { PEGEL_SPREADSHEETS: '1', SOFFICE_PATH: soffice } },
]);
