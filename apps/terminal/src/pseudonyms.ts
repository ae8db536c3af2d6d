import type { OptionDeclaration } from './command-line/declaration.js';

export interface WithPseudonyms {
  readonly names?: 'pseudonyms';
}

/** For every command that can write names of people. */
export const namesOption: OptionDeclaration = {
  flags: '--names <names>',
  says: { en: 'Pseudonyms in place of names, whatever you may see.', de: 'Pseudonyme statt Namen, was immer Sie sehen dürfen.' },
  choices: ['pseudonyms'],
};
