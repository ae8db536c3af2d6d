import { languages, type Language } from '@pegel/domain';
import { Option } from 'commander';
import { readEnvironment } from './environment.js';
import { sentences, type Sentences } from './words.js';
import type { World } from './world.js';

export interface WithLanguage {
  readonly lang?: Language;
}

export const languageOption = (): Option =>
  new Option('--lang <language>', 'language of messages and tables; otherwise that of LC_ALL, LC_MESSAGES or LANG').choices(languages);

/** The language asked for, or the terminal's own. */
export const languageFor = (world: World, options: WithLanguage): Language => options.lang ?? readEnvironment(world.variables).language;

export const wordsFor = (world: World, options: WithLanguage): Sentences => sentences[languageFor(world, options)];
