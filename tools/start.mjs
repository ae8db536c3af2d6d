// `npm start`: from a fresh clone to a demo organisation in the browser.
import { build, install, run, steps, top } from './steps.mjs';

await install();
await steps([build]);
process.exitCode = await run(process.execPath, [`${top}apps/terminal/bin/pegel.js`, 'demo', ...process.argv.slice(2)]);
