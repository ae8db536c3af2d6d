import type { Language } from '@pegel/domain';
import { Argument, Command, Option, type HelpContext } from 'commander';
import { exitCodes, Failure } from '../failure.js';
import type { World } from '../world.js';
import { Unreadable, type ArgumentDeclaration, type CommandDeclaration, type OptionDeclaration } from './declaration.js';
import { helpOf } from './help.js';
import { meant, mistake, quoted, unknownCommand } from './mistakes.js';
import { commandLineWords } from './words.js';

/** Does what a command line asks for, or only looks at it. */
export type Act = (declaration: CommandDeclaration, options: object, values: readonly unknown[]) => Promise<void> | void;

/** The parser of the declared commands, which refuses in the language of whoever typed. */
export function parserOf(declarations: readonly CommandDeclaration[], world: World, language: Language, act: Act): Command {
  const program = new SpeakingCommand('pegel', language);
  const words = commandLineWords[language];
  program
    .version(world.version, '-V, --version', words.versionOption)
    .helpOption('-h, --help', words.helpOption)
    .exitOverride()
    // What stands behind the name of a command is that command's, also where one above it knows the option too.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
      getOutHelpWidth: () => world.stdout.columns ?? 80,
      getErrHelpWidth: () => world.stderr.columns ?? 80,
    })
    .configureHelp({ formatHelp: (_, { helpWidth }) => helpOf({ path: ['pegel'], commands: declarations }, language, helpWidth) })
    .helpCommand(false);
  for (const declaration of declarations) add(program, declaration, ['pegel'], language, act);
  return program;
}

function add(parent: Command, declaration: CommandDeclaration, above: readonly string[], language: Language, act: Act): void {
  const path = [...above, declaration.name];
  // Made by the parent, so that it inherits what is set there.
  const command = parent.command(declaration.name, { hidden: declaration.hidden === true });
  if (declaration.also !== undefined) command.alias(declaration.also);
  command.configureHelp({ formatHelp: (_, { helpWidth }) => helpOf({ path, declaration }, language, helpWidth) }).helpCommand(false);
  for (const argument of declaration.arguments ?? []) command.addArgument(argumentOf(argument, language));
  for (const option of declaration.options ?? []) command.addOption(optionOf(option, language));
  if (declaration.commands !== undefined) command.enablePositionalOptions();
  for (const child of declaration.commands ?? []) add(command, child, path, language, act);
  command.action(async (...given: unknown[]) => {
    // After the values commander hands over the options and the command itself.
    const values = given.slice(0, -2);
    const children = (declaration.commands ?? []).map(({ name }) => name);
    if (declaration.run === undefined) throw mistake(commandLineWords[language].commandMissing(path.join(' '), children), path.join(' '), language);
    await act(declaration, command.opts(), values);
  });
}

function argumentOf(declaration: ArgumentDeclaration, language: Language): Argument {
  const argument = new Argument(declaration.name, declaration.says[language]);
  const { choices } = declaration;
  if (choices !== undefined) argument.argParser((text: string) => chosen(declaration.name, text, choices, language));
  return argument;
}

function optionOf(declaration: OptionDeclaration, language: Language): Option {
  const option = new Option(declaration.flags, declaration.says[language]);
  const name = option.long ?? declaration.flags;
  option.makeOptionMandatory(declaration.required === true);
  if (declaration.repeatable === true) option.default([]);
  else if (declaration.default !== undefined) option.default(declaration.default);
  else if (!option.required && !option.optional && !option.negate) option.default(false);
  if (!option.required && !option.optional) return option;
  return option.argParser((text: string, before: unknown) => {
    const value = read(name, text, declaration, language);
    return declaration.repeatable === true && Array.isArray(before) ? [...before, value] : value;
  });
}

function read(name: string, text: string, { choices, list, parse, suggests }: OptionDeclaration, language: Language): unknown {
  if (choices !== undefined && list === true) {
    const parts = text.split(',').map((word) => word.trim()).filter((word) => word !== '');
    if (parts.length === 0) throw new Failure(exitCodes.wrongArguments, commandLineWords[language].notAChoice(name, quoted(text), choices, ''));
    for (const part of parts) chosen(name, part, choices, language);
    return text;
  }
  if (choices !== undefined) return chosen(name, text, choices, language);
  if (parse === undefined) return text;
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof Unreadable) {
      // What goes on after a colon is only the beginning of a value.
      const whole = (typeof suggests === 'function' ? suggests() : (suggests ?? [])).filter((word) => !word.endsWith(':'));
      throw new Failure(exitCodes.wrongArguments, commandLineWords[language].unreadable(name, quoted(text), error.says[language], meant(text, whole, language)));
    }
    throw error;
  }
}

function chosen(name: string, text: string, choices: readonly string[], language: Language): string {
  if (choices.includes(text)) return text;
  throw new Failure(exitCodes.wrongArguments, commandLineWords[language].notAChoice(name, quoted(text), choices, meant(text, choices, language)));
}

/** A command whose mistakes are said in one language. Commander calls these methods by name; its own speak English alone. */
class SpeakingCommand extends Command {
  readonly #language: Language;

  constructor(name: string, language: Language) {
    super(name);
    this.#language = language;
  }

  override createCommand(name: string): Command {
    return new SpeakingCommand(name, this.#language);
  }

  /** Help for a command that does not exist is a mistake too, and not help for another. */
  override helpInformation(context?: HelpContext): string {
    const [first] = this.args;
    if (this.commands.length > 0 && first?.startsWith('-') === false) this.unknownCommand();
    return super.helpInformation(context);
  }

  unknownOption(flag: string): never {
    // What is wrong first: a command that does not exist has no options.
    if (this.commands.length > 0 && this.args[0]?.startsWith('-') === false) this.unknownCommand();
    const known = this.createHelp().visibleOptions(this).flatMap(({ long }) => (long === undefined ? [] : [long]));
    throw this.#mistake(this.#words.unknownOption(quoted(flag), this.#path, meant(flag, known, this.#language)));
  }

  unknownCommand(): never {
    throw unknownCommand(this.args[0] ?? '', visibleNames(this), this.#path, this.#language);
  }

  missingArgument(name: string): never {
    throw this.#mistake(this.#words.missingArgument(`<${name}>`, this.#path));
  }

  optionMissingArgument({ flags }: Option): never {
    throw this.#mistake(this.#words.missingValue(flags));
  }

  missingMandatoryOptionValue({ flags }: Option): never {
    // Whoever mistyped it has more from hearing that.
    const known = this.options.flatMap(({ long, short }) => [long, short]);
    const mistyped = this.args.find((word) => /^-./.test(word) && word !== '--' && !known.includes(word));
    if (mistyped !== undefined) this.unknownOption(mistyped);
    throw this.#mistake(this.#words.missingOption(flags, this.#path));
  }

  _excessArguments(given: readonly string[]): never {
    const extra = given[this.registeredArguments.length] ?? '';
    const siblings = this.parent === null ? [] : visibleNames(this.parent);
    // Whoever names a command below another one does not mean one beside it.
    if (this.commands.length > 0) throw unknownCommand(extra, visibleNames(this), this.#path, this.#language);
    // `pegel --url … report`: options alone belong to the Overview.
    if (siblings.includes(extra)) throw this.#mistake(this.#words.commandFirst(extra));
    throw this.#mistake(this.#words.tooMany(quoted(extra), this.#path));
  }

  get #words() {
    return commandLineWords[this.#language];
  }

  get #path(): string {
    return pathOf(this);
  }

  #mistake(sentence: string): Failure {
    return mistake(sentence, this.#path, this.#language);
  }
}

const visibleNames = (command: Command): string[] => command.createHelp().visibleCommands(command).map((child) => child.name());

const pathOf = (command: Command): string => (command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`);
