// `npm run bench`: builds, then measures what is claimed beside its opponents. `-- import data-export ingest streams columns start reports page terminal` for a part, `-- --small` to see that it works.
import { ensureChromium } from './ensure.mjs';
import { build, install, run, sourced, steps } from './steps.mjs';

await install();
const chromium = await ensureChromium();
await steps([build]);
process.exitCode = await run(process.execPath, sourced('bench/main.ts', ...process.argv.slice(2)), { env: { CHROMIUM_PATH: chromium } });
