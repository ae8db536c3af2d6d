// `npm run screenshots -- <folder>`: every page of the demo organisation, by theme, language and width, as pictures in a folder outside of the project; `--page overview` for one. `--docs` makes the pictures of docs/ anew.
import { ensureChromium } from './ensure.mjs';
import { build, install, run, sourced, steps } from './steps.mjs';

await install();
const chromium = await ensureChromium();
await steps([build]);
process.exitCode = await run(process.execPath, sourced('screenshots/main.ts', ...process.argv.slice(2)), { env: { CHROMIUM_PATH: chromium } });
