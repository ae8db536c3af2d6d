import { CommanderError } from 'commander';
import { sentenceIn } from './causes.js';
import { defaultCommand } from './command-line/completion.js';
import type { CommandDeclaration } from './command-line/declaration.js';
import { parserOf, type Act } from './command-line/parser.js';
import { completeCommand, completionCommand } from './commands/completion.js';
import { demoCommand } from './commands/demo.js';
import { doctorCommand } from './commands/doctor.js';
import { eraseCommand } from './commands/erase.js';
import { explainCommand } from './commands/explain.js';
import { exportCommand } from './commands/export.js';
import { helpCommand } from './commands/help.js';
import { importCommand } from './commands/import.js';
import { initCommand } from './commands/init.js';
import { invitesCommand } from './commands/invites.js';
import { journalCommand } from './commands/journal.js';
import { keysCommand } from './commands/keys.js';
import { loginCommand } from './commands/login.js';
import { logoutCommand } from './commands/logout.js';
import { membersCommand } from './commands/members.js';
import { metricsCommand } from './commands/metrics.js';
import { myDataCommand } from './commands/my-data.js';
import { openCommand } from './commands/open.js';
import { overviewCommand } from './commands/overview.js';
import { passwordCommand } from './commands/password.js';
import { privacyReportCommand } from './commands/privacy-report.js';
import { reportCommand } from './commands/report.js';
import { serveCommand } from './commands/serve.js';
import { settingsCommand } from './commands/settings.js';
import { sparkCommand } from './commands/spark.js';
import { sourcesCommand } from './commands/sources.js';
import { tablesCommands } from './commands/tables.js';
import { unmaskCommand } from './commands/unmask.js';
import { urlCommand } from './commands/url.js';
import { verifyCommand } from './commands/verify.js';
import { whoAmICommand } from './commands/whoami.js';
import { exitCodeOf, exitCodes } from './failure.js';
import { languageIn } from './language.js';
import { say, type World } from './world.js';

/** Everything `pegel` can be told to do. Parser, help, completion and manual are derived from this. */
export const commands: readonly CommandDeclaration[] = [
  overviewCommand,
  ...tablesCommands,
  openCommand,
  urlCommand,
  reportCommand,
  explainCommand,
  sparkCommand,
  metricsCommand,
  invitesCommand,
  exportCommand,
  importCommand,
  sourcesCommand,
  settingsCommand,
  keysCommand,
  membersCommand,
  journalCommand,
  unmaskCommand,
  eraseCommand,
  privacyReportCommand,
  myDataCommand,
  initCommand,
  serveCommand,
  passwordCommand,
  verifyCommand,
  demoCommand,
  loginCommand,
  logoutCommand,
  whoAmICommand,
  doctorCommand,
  completionCommand,
  helpCommand(() => commands),
  completeCommand(() => commands),
];

/** Runs one command line and returns what the process exits with. */
export async function run(words: readonly string[], world: World): Promise<number> {
  // TRICKY: the types of a command's options and values are its own claim about its flags; the parser knows them as `object`.
  const act: Act = ({ run: does }, options, values) => does?.(world, options, ...(values as never[]));
  try {
    await parserOf(commands, world, languageIn(words, world), act).parseAsync(withDefault(words), { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    // Help and the version are no mistakes, and were printed.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.wrongArguments;
    say(world, sentenceIn(error, languageIn(words, world)));
    return exitCodeOf(error);
  }
}

/** Options alone belong to the Overview, except those that ask about the program itself. */
function withDefault(words: readonly string[]): string[] {
  const first = words[0];
  const asksOverview = first === undefined || (first.startsWith('-') && !['-h', '--help', '-V', '--version'].includes(first));
  return asksOverview ? [defaultCommand, ...words] : [...words];
}
