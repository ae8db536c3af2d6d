import { exampleMetrics } from '@pegel/presentation';
import { Command, CommanderError } from 'commander';
import { addDemo } from './commands/demo.js';
import { addExport } from './commands/export.js';
import { addImport } from './commands/import.js';
import { addInit } from './commands/init.js';
import { addOverview } from './commands/overview.js';
import { addReport } from './commands/report.js';
import { addServe } from './commands/serve.js';
import { exitCodeOf, exitCodes, sentenceOf } from './failure.js';
import { say, type World } from './world.js';

/** Runs one command line and returns what the process exits with. */
export async function run(words: readonly string[], world: World): Promise<number> {
  try {
    await createProgram(world).parseAsync(withDefault(words), { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    // Commander has said what was wrong; help and the version are no mistakes.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.wrongArguments;
    say(world, sentenceOf(error));
    return exitCodeOf(error);
  }
}

function createProgram(world: World): Command {
  const program = new Command('pegel')
    .description('Usage analytics for organisations that give their people an AI assistant.')
    .version(world.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
      getOutHelpWidth: () => world.stdout.columns ?? 80,
      getErrHelpWidth: () => world.stderr.columns ?? 80,
    })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Without a command: the Overview.

Examples:
  $ pegel demo
  $ PEGEL_URL=https://pegel.example PEGEL_TOKEN=… pegel
  $ pegel report --metrics ${exampleMetrics.use.join()} --range 28d --format csv > use.csv

Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 not signed in or not permitted, 5 switched off or no data.`,
    );
  // Commands made by now inherit what is set above.
  addOverview(program, world);
  addReport(program, world);
  addExport(program, world);
  addImport(program, world);
  addInit(program, world);
  addServe(program, world);
  addDemo(program, world);
  return program;
}

/** Options alone belong to the Overview, except those that ask about the program itself. */
function withDefault(words: readonly string[]): string[] {
  const first = words[0];
  const asksOverview = first === undefined || (first.startsWith('-') && !['-h', '--help', '-V', '--version'].includes(first));
  return asksOverview ? ['overview', ...words] : [...words];
}
