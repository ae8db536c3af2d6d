import { readFile } from 'node:fs/promises';
import { nameChoices, type NameChoice } from '@pegel/domain';
import { Option, type Command } from 'commander';
import { exitCodes, Failure } from '../failure.js';
import { languageOption, wordsFor, type WithLanguage } from '../language.js';
import type { Sentences } from '../words.js';
import type { World } from '../world.js';

interface InitOptions extends WithLanguage {
  readonly data: string;
  readonly organisation: string;
  readonly timeZone: string;
  readonly ownerEmail: string;
  readonly ownerPasswordFile: string;
  readonly names: NameChoice;
  readonly extraUsage: boolean;
  readonly currency: string;
  readonly json: boolean;
}

export function addInit(program: Command, world: World): void {
  program
    .command('init')
    .description('Create an organisation in a data folder, with its owner and its keys.')
    .requiredOption('--data <folder>', 'where Pegel keeps its data; made if it does not exist')
    .requiredOption('--organisation <name>', 'the name, such as "Nordwind AG"')
    .requiredOption('--time-zone <zone>', 'an IANA time zone, such as Europe/Berlin: days are its days')
    .requiredOption('--owner-email <address>', 'who signs in as the Primary Owner')
    .requiredOption('--owner-password-file <file>', 'a file that holds the password')
    .addOption(
      new Option('--names <choice>', "how people's names appear: a decision for you, and your works council; there is no default")
        .choices(nameChoices)
        .makeOptionMandatory(),
    )
    .option('--extra-usage', 'the organisation pays for use beyond its seats, so there is spend to report', false)
    .option('--currency <code>', 'the currency of spend', 'USD')
    .option('--json', 'print one JSON object', false)
    .addOption(languageOption())
    .addHelpText(
      'after',
      `
Example:
  $ pegel init --data ./data --organisation "Nordwind AG" --time-zone Europe/Berlin \\
      --owner-email h@nordwind.example --owner-password-file ./password --names full --extra-usage`,
    )
    .action(async (options: InitOptions) => {
      const words = wordsFor(world, options);
      const ownerPassword = await passwordIn(options.ownerPasswordFile, words);
      const { initialise } = await world.loadServer();
      const { data, organisation, timeZone, ownerEmail, names, extraUsage, currency } = options;
      const made = await initialise({ data, organisation, timeZone, ownerEmail, ownerPassword, names, extraUsage, currency });
      world.stdout.write(options.json ? `${JSON.stringify(made)}\n` : `${words.initialised(made, data)}\n`);
    });
}

/** A file ends with a line break that is no part of the password. */
async function passwordIn(file: string, words: Sentences): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch {
    throw new Failure(exitCodes.wrongArguments, words.noPasswordFile(file));
  }
}
