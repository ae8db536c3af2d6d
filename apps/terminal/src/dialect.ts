import { dialects, type Dialect } from '@pegel/presentation';
import type { OptionDeclaration } from './command-line/declaration.js';
import { exitCodes, Failure } from './failure.js';
import { wordsFor, type WithLanguage } from './language.js';
import type { World } from './world.js';

export interface WithDialect extends WithLanguage {
  readonly dialect?: Dialect;
}

/** For every command that can print CSV. */
export const dialectOption: OptionDeclaration = {
  flags: '--dialect <dialect>',
  says: {
    en: 'How CSV is written: standard for programs, or excel-de for Excel in German, with semicolons, decimal commas, days such as 22.11.2026 and German headers. Otherwise standard.',
    de: 'Wie CSV geschrieben wird: standard für Programme, oder excel-de für deutsches Excel, mit Semikolons, Dezimalkommas, Tagen wie 22.11.2026 und deutschen Überschriften. Sonst standard.',
  },
  choices: dialects,
};

/** What an address of the server needs for it: nothing where the file is written as ever. */
export const dialectParameter = (dialect: Dialect): { readonly dialect?: Dialect } => (dialect === 'standard' ? {} : { dialect });

/** How a file is written; a dialect of what is no CSV is a mistake, and not passed over. */
export function dialectOf(world: World, options: WithDialect, format = 'csv'): Dialect {
  if (options.dialect !== undefined && format !== 'csv') throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).dialectWithoutCsv(options.dialect, format));
  return options.dialect ?? 'standard';
}
