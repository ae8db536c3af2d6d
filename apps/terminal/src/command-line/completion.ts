import type { Language } from '@pegel/domain';
import { Option } from 'commander';
import type { ArgumentDeclaration, CommandDeclaration, OptionDeclaration } from './declaration.js';

/** What can stand where somebody presses Tab: words to choose from, or what the shell itself knows best. */
export interface Completion {
  readonly kind: 'words' | 'files' | 'folders';
  readonly candidates: readonly { readonly word: string; readonly says: string }[];
}

/** Completes the last of the words of a command line, from what the commands declare. */
export function complete(words: readonly string[], commands: readonly CommandDeclaration[], language: Language): Completion {
  const current = words.at(-1) ?? '';
  const { command, among, rest } = descend(words.slice(0, -1), commands);
  const named = (): Completion => beginning(among.filter(({ hidden }) => hidden !== true).map(({ name, does }) => ({ word: name, says: does[language] })), current);
  if (command === undefined) {
    if (!current.startsWith('-')) return named();
    // Options alone belong to the Overview.
    const overview = commands.find(({ name }) => name === defaultCommand);
    return overview === undefined ? nothing : within(overview, rest, current, language);
  }
  return among.length > 0 && !current.startsWith('-') ? named() : within(command, rest, current, language);
}

/** What runs where no command is named. */
export const defaultCommand = 'overview';

const nothing: Completion = { kind: 'words', candidates: [] };

/** The command that words lead to, the commands below it, and the words after it. */
function descend(words: readonly string[], commands: readonly CommandDeclaration[]): { command: CommandDeclaration | undefined; among: readonly CommandDeclaration[]; rest: readonly string[] } {
  const [word] = words;
  const found = word === undefined ? undefined : commands.find(({ name, also }) => name === word || also === word);
  if (found === undefined) return { command: undefined, among: words.length === 0 ? commands : [], rest: words };
  const below = descend(words.slice(1), found.commands ?? []);
  return below.command === undefined ? { command: found, among: words.length === 1 ? (found.commands ?? []) : [], rest: words.slice(1) } : below;
}

function within(command: CommandDeclaration, before: readonly string[], current: string, language: Language): Completion {
  const options = (command.options ?? []).map((declaration) => ({ declaration, option: new Option(declaration.flags) }));
  const optionNamed = (word: string | undefined) => options.find(({ option }) => word !== undefined && (option.long === word || option.short === word));
  const isEnded = before.includes('--');

  const awaiting = isEnded ? undefined : optionNamed(before.at(-1));
  if (awaiting?.option.required === true) return valueOf(awaiting.declaration, awaiting.option.flags, current, '');
  const [, name, value] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  const joined = isEnded ? undefined : optionNamed(name);
  if (joined !== undefined && value !== undefined) return valueOf(joined.declaration, joined.option.flags, value, `${name}=`);
  if (!isEnded && current.startsWith('-')) {
    const used = (option: Option) => before.some((word) => word === option.long || word.startsWith(`${option.long}=`));
    const left = options.filter(({ option, declaration }) => declaration.repeatable === true || !used(option));
    return beginning([...left.map(({ option, declaration }) => ({ word: option.long ?? option.flags, says: declaration.says[language] })), { word: '--help', says: '' }], current);
  }
  if (awaiting?.option.optional === true) return valueOf(awaiting.declaration, awaiting.option.flags, current, '');

  const declared = command.arguments ?? [];
  const argument = declared[positionAfter(before, (word) => optionNamed(word)?.option.required === true)] ?? declared.findLast((one) => one.name.includes('...'));
  return argument === undefined ? nothing : valueOf(argument, argument.name, current, '');
}

/** How many arguments stand before: words that are neither options nor their values. */
function positionAfter(before: readonly string[], takesValue: (word: string) => boolean): number {
  const end = before.indexOf('--');
  return before.filter((word, index) => (end !== -1 && index > end) || (index !== end && !word.startsWith('-') && !takesValue(before[index - 1] ?? ''))).length;
}

/** The values of an option or argument; where none are declared, its name says whether it is a file or a folder. */
function valueOf(declaration: OptionDeclaration | ArgumentDeclaration, shape: string, current: string, prefix: string): Completion {
  const { suggests, choices = typeof suggests === 'function' ? suggests() : suggests, list } = declaration;
  if (choices === undefined) return { kind: /<folder>/.test(shape) ? 'folders' : /<(file|path)>/.test(shape) ? 'files' : 'words', candidates: [] };
  const comma = list === true ? current.lastIndexOf(',') + 1 : 0;
  const chosen = current.slice(0, comma).split(',');
  return beginning(choices.filter((choice) => !chosen.includes(choice)).map((choice) => ({ word: `${prefix}${current.slice(0, comma)}${choice}`, says: '' })), prefix + current);
}

const beginning = (candidates: Completion['candidates'], current: string): Completion => ({ kind: 'words', candidates: candidates.filter(({ word }) => word.startsWith(current)) });
