import type { Words } from '@pegel/domain';
import type { CommonExitCode, ExitCode } from '../failure.js';
import type { World } from '../world.js';
import type { VariableName } from './variables.js';

/** Where a command stands in the list of all of them, in this order. */
export const groups = {
  read: { en: 'Reading numbers', de: 'Zahlen lesen' },
  data: { en: 'Bringing in data', de: 'Daten hereinholen' },
  server: { en: 'Running a server', de: 'Einen Server betreiben' },
  program: { en: 'About this program', de: 'Über dieses Programm' },
} as const satisfies Record<string, Words>;
export type GroupName = keyof typeof groups;

interface Value {
  readonly says: Words;
  /** The only values there are: others are refused, and these are completed and named in the help. */
  readonly choices?: readonly string[];
  /** Several of the choices, separated by commas. */
  readonly list?: boolean;
  /** How a value can begin, for completion alone. */
  readonly suggests?: readonly string[] | (() => readonly string[]);
}

export interface ArgumentDeclaration extends Value {
  /** `<path>` is required, `[command...]` is not and may be several. */
  readonly name: string;
}

export interface OptionDeclaration extends Value {
  /** `--from <day>`, `--json`, `--no-color`, `--fail-stale [age]`. */
  readonly flags: string;
  readonly required?: boolean;
  readonly repeatable?: boolean;
  readonly default?: string | number | boolean;
  /** Reads the value, or throws an `Unreadable`. */
  readonly parse?: (text: string) => unknown;
  /** What is taken where the option is not given, and what where the variable is not there either. */
  readonly variable?: VariableName;
  readonly otherwise?: string;
  /** Stands below the options that are a command's own. */
  readonly shared?: boolean;
}

/** A value that cannot be read, with what would be right. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  constructor(readonly says: Words) {
    super(says.en);
  }
}

/** Something to type, and what it is good for. Every example is run by a test. */
export interface Example {
  /** A line of a shell. */
  readonly line: string;
  readonly says: Words;
}

/** A command as data: help, completion, the manual and the parser are derived from it. */
export interface CommandDeclaration {
  readonly name: string;
  /** What it is called too. */
  readonly also?: string;
  /** Of a command at the top; those below one stand with it. */
  readonly group?: GroupName;
  readonly does: Words;
  /** What else somebody should know, a paragraph each. */
  readonly details?: readonly Words[];
  readonly arguments?: readonly ArgumentDeclaration[];
  readonly options?: readonly OptionDeclaration[];
  /** What the process can end with, besides what every command can. */
  readonly ends: readonly Exclude<ExitCode, CommonExitCode>[];
  /** Variables that matter here and belong to no option. */
  readonly variables?: readonly VariableName[];
  readonly examples: readonly [Example, ...Example[]];
  readonly commands?: readonly CommandDeclaration[];
  /** Not listed: for programs, not for people. */
  readonly hidden?: boolean;
  /** The options as the flags name them; a method, so that each command says which those are. */
  run?(world: World, options: object, ...values: never[]): Promise<void> | void;
}
