import { fileURLToPath } from 'node:url';
import { described } from './described.js';
import { nextStep, note, standingOf, write } from './step.js';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const [title = ''] = process.argv.slice(2);

/** Says where tables and steps disagree. */
async function check(): Promise<void> {
  for (const one of described) {
    const { differences, isNoted } = await standingOf(top, one);
    for (const difference of differences) console.error(difference);
    if (differences.length > 0) console.error(`The tables of ${one.component.name} say something that no step does; run "npm run migration -- name-of-the-change".`);
    else if (!isNoted) console.error(`${one.source}/migrations/tables.json is not what the tables say; run "npm run migration -- name-of-the-change", which writes no step where none is needed.`);
    if (differences.length > 0 || !isNoted) process.exitCode = 1;
  }
}

/** Writes the step that each component needs, and what its tables are after it. */
async function make(): Promise<void> {
  for (const one of described) {
    const { differences, isNoted } = await standingOf(top, one);
    if (differences.length === 0) {
      if (!isNoted) await note(top, one);
      console.log(`The steps of ${one.component.name} make what its tables say.`);
      continue;
    }
    const step = await nextStep(top, one, title);
    console.log(`Written: ${write(top, one, step)}. Read it, say what it does to rows in "changes", and add it to the list in apps/server/src/upgrade.test.ts.`);
    await note(top, one);
    for (const difference of step.left) console.error(difference);
    if (step.left.length > 0) {
      console.error('drizzle-kit has no statement for these; finish the step by hand.');
      process.exitCode = 1;
    }
  }
}

if (title === '--check') await check();
else if (/^[a-z]+(-[a-z]+)*$/.test(title)) {
  try {
    await make();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('Interactive prompts require a TTY')) throw error;
    console.error('Where a column or table goes and another comes, drizzle-kit asks whether it was renamed; run this in a terminal. Nothing was written.');
    process.exitCode = 1;
  }
} else {
  console.error(`The change needs a name of small letters and hyphens, such as "npm run migration -- price-tables"; got "${title}".`);
  process.exitCode = 2;
}
