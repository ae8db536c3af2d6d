import type { Language } from '@pegel/domain';
import { exitCodes, Failure } from '../failure.js';
import { cut } from '../fit.js';
import { safeText } from '../safe-text.js';
import { nearest } from '@pegel/presentation';
import { commandLineWords } from './words.js';

/** What somebody typed, as it may be repeated to them: no escape sequence, and not a screen of it. */
export const quoted = (text: string): string => cut(safeText(text.slice(0, 1000)), 60);

export function meant(typed: string, known: readonly string[], language: Language): string {
  const near = nearest(typed, known);
  return near === null ? '' : commandLineWords[language].didYouMean(near);
}

/** A command line that cannot be followed, and where to read how it could. */
export const mistake = (sentence: string, path: string, language: Language): Failure =>
  new Failure(exitCodes.wrongArguments, `${sentence} ${commandLineWords[language].see(path)}`);

export const unknownCommand = (typed: string, known: readonly string[], path: string, language: Language): Failure =>
  mistake(commandLineWords[language].unknownCommand(quoted(typed), meant(typed, known, language), known), path, language);
