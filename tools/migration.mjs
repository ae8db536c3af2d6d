// `npm run migration -- name`: writes the step from what the steps make to what the tables say; with --check it only says where they disagree.
import { install, migration, steps } from './steps.mjs';

await install();
await steps([migration(process.argv[2] ?? '')]);
