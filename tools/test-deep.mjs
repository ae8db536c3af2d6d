// `npm run test:deep`: the stores against each other on ten thousand random histories, every number of the whole demo counted again, a million lines of
// money, upgrades and erasures killed at every statement, every panel in every client, every page in every look and without names, every exit code as a program's, and every CSV opened in
// LibreOffice; takes about an hour. What is random or many here, `npm test` does less of: each with `runs`, `isEverything` or `everyMoment`.
import { ensureChromium, ensureLibreOffice } from './ensure.mjs';
import { build, install, installed, steps } from './steps.mjs';

await install();
const soffice = await ensureLibreOffice();
const chromium = await ensureChromium();
const vitest = (project, ...args) => ({ command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', '--project', project, ...args, '--testTimeout=3600000', '--hookTimeout=3600000'] });
await steps([
  { name: 'stores, deeply', command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', '--project', 'tools', 'src/checks/stores.test.ts', '--testTimeout=3600000'], env: { PEGEL_RUNS: '10000' } },
  { name: 'what must hold between reports, deeply', ...vitest('tools', 'src/proofs/sums', 'src/proofs/order', 'src/proofs/consistency'), env: { PEGEL_RUNS: '8000' } },
  { name: 'what is kept and erased, and numbers out of columns, deeply', ...vitest('store-sqlite', 'src/contract.test.ts', 'src/cube/cube.test.ts'), env: { PEGEL_RUNS: '500' } },
  { name: 'what is said of the erased, deeply', ...vitest('domain', 'src/as-kept.test.ts'), env: { PEGEL_RUNS: '5000' } },
  { name: 'hidden numbers of small organisations, deeply', ...vitest('domain', 'src/suppression.test.ts'), env: { PEGEL_RUNS: '2000' } },
  { name: 'hidden numbers of people, counted once, deeply', ...vitest('domain', 'src/suppression-people.test.ts'), env: { PEGEL_RUNS: '2000' } },
  { name: 'worlds that show hidden numbers of people to be open, deeply', ...vitest('domain', 'src/suppression-windows.test.ts'), env: { PEGEL_RUNS: '500' } },
  { name: 'names shown for a while, deeply', ...vitest('server', 'src/unmaskings-model'), env: { PEGEL_RUNS: '5000' } },
  { name: 'every number of the whole demo', ...vitest('tools', 'src/proofs/recount', 'src/proofs/reference', 'src/proofs/groups'), env: { PEGEL_EVERYTHING: '1' } },
  { name: 'upgrades and erasures, killed at every statement', ...vitest('server', 'src/upgrade-killed', 'src/erasure-killed'), env: { PEGEL_EVERY_MOMENT: '1' } },
  build,
  { name: 'a million lines of money', ...vitest('e2e', 'e2e/money'), env: { PEGEL_LINES: '1000000', CHROMIUM_PATH: chromium } },
  { name: 'every panel in every client, every page in every look and without names, every exit code as that of a program', ...vitest('e2e', 'e2e/clients', 'e2e/pages', 'e2e/settings', 'e2e/names', 'e2e/exit-codes'), env: { PEGEL_EVERYTHING: '1', CHROMIUM_PATH: chromium } },
  { name: 'no formula runs in LibreOffice', command: installed('vitest'), args: ['run', '--config', 'vitest.workspace.ts', '--project', 'spreadsheets'], env: { PEGEL_SPREADSHEETS: '1', SOFFICE_PATH: soffice } },
]);
