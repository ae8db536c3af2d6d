// `npm run docs`: writes the pages of docs/ that are made from the code; with --check it only says which are not up to date.
import { docs, install, steps } from './steps.mjs';

await install();
await steps([docs(process.argv.includes('--check'))]);
