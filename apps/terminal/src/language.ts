import { languages, type Language } from '@pegel/domain';
import type { OptionDeclaration } from './command-line/declaration.js';
import { readEnvironment } from './environment.js';
import { sentences, type Sentences } from './words.js';
import type { World } from './world.js';

export interface WithLanguage {
  readonly lang?: Language;
}

export const languageOption: OptionDeclaration = {
  flags: '--lang <language>',
  says: {
    en: 'The language of messages, tables and help.',
    de: 'Die Sprache von Meldungen, Tabellen und Hilfe.',
  },
  choices: languages,
  variable: 'LC_ALL',
  shared: true,
};

/** The language asked for, or the terminal's own. */
export const languageFor = (world: World, options: WithLanguage): Language => options.lang ?? readEnvironment(world.variables).language;

export const wordsFor = (world: World, options: WithLanguage): Sentences => sentences[languageFor(world, options)];

/** The language in which to speak of a command line, before it is known whether it can be read. */
export function languageIn(words: readonly string[], world: World): Language {
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  const at = options.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = options[at]?.startsWith('--lang=') === true ? options[at].slice('--lang='.length) : options[at + 1];
  return (at === -1 ? undefined : languages.find((language) => language === asked)) ?? readEnvironment(world.variables).language;
}
