// `npm run gallery`: the dashboard in every state that it can be in, from loading to a session that is over, one link each.
import { build, install, run, sourced, steps } from './steps.mjs';

await install();
await steps([build]);
process.exitCode = await run(process.execPath, sourced('gallery/main.ts'));
