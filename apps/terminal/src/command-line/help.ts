import type { Language } from '@pegel/domain';
import { exampleMetrics } from '@pegel/presentation';
import { commonExitCodes, exitCodes, exitWords, type ExitCode } from '../failure.js';
import { padEnd, widthOf, wrap } from '../fit.js';
import { groups, type ArgumentDeclaration, type CommandDeclaration, type Example, type GroupName, type OptionDeclaration } from './declaration.js';
import { variables, type VariableName } from './variables.js';
import { commandLineWords } from './words.js';

/** The program itself, or one of its commands. */
export type Helped =
  | { readonly path: readonly string[]; readonly commands: readonly CommandDeclaration[] }
  | { readonly path: readonly string[]; readonly declaration: CommandDeclaration };

/** A heading with items below it, each a term and what it means; texts and examples have no terms. */
export interface Section {
  readonly heading: string;
  readonly items: readonly { readonly term: string; readonly says: string }[];
}

/** What the help of a command consists of; the terminal and the manual draw it each in their way. */
interface HelpContent {
  readonly usage: string;
  readonly paragraphs: readonly string[];
  readonly sections: readonly Section[];
  readonly examples: readonly { readonly line: string; readonly says: string }[];
  readonly exitCodes: Section;
  readonly variables: Section;
}

export function helpContent(helped: Helped, language: Language): HelpContent {
  return 'declaration' in helped ? commandContent(helped.path, helped.declaration, language) : programContent(helped.commands, language);
}

function programContent(declarations: readonly CommandDeclaration[], language: Language): HelpContent {
  const words = commandLineWords[language];
  const listed = declarations.filter(({ hidden }) => hidden !== true);
  return {
    usage: `pegel ${words.usageCommand} ${words.usageOptions}`,
    paragraphs: [words.product, words.withoutCommand],
    sections: [
      ...groupNames.map((group) => ({ heading: groups[group][language], items: listed.filter((one) => one.group === group).flatMap((one) => listOf(one, [], language)) })),
      { heading: words.options, items: ownOptions(language, true) },
    ],
    examples: programExamples.map((example) => exampleIn(example, language)),
    exitCodes: exitSection(codes, language),
    variables: variableSection(variableNames, language),
  };
}

const groupNames = Object.keys(groups) as GroupName[]; // Object.keys forgets the literal keys.
const variableNames = Object.keys(variables) as VariableName[]; // Likewise.
const codes = Object.values(exitCodes);

/** What somebody types first. */
export const programExamples: readonly Example[] = [
  { line: 'pegel demo', says: { en: 'Look around in an invented organisation.', de: 'Sich in einer erfundenen Organisation umsehen.' } },
  { line: 'PEGEL_URL=https://pegel.example PEGEL_TOKEN=… pegel', says: { en: 'The Overview of a server.', de: 'Die Übersicht eines Servers.' } },
  {
    line: `pegel report --metrics ${exampleMetrics.use.join()} --range 28d --format csv > use.csv`,
    says: { en: 'Two metrics of four weeks as a file.', de: 'Zwei Kennzahlen aus vier Wochen als Datei.' },
  },
  { line: 'pegel doctor', says: { en: 'What is missing, and what to do about it.', de: 'Was fehlt und was zu tun ist.' } },
];

/** A command where it can be run, and those below it. */
const listOf = ({ name, does, run, commands = [] }: CommandDeclaration, above: readonly string[], language: Language): Section['items'] => [
  ...(run === undefined && commands.length > 0 ? [] : [{ term: [...above, name].join(' '), says: does[language] }]),
  ...commands.flatMap((child) => listOf(child, [...above, name], language)),
];

function commandContent(path: readonly string[], declaration: CommandDeclaration, language: Language): HelpContent {
  const words = commandLineWords[language];
  const { does, details = [], run, commands = [], options = [], ends, examples } = declaration;
  const given = declaration.arguments ?? [];
  const named = options.flatMap(({ variable }) => (variable === undefined ? [] : [variable]));
  return {
    usage: [...path, ...(commands.length === 0 ? [words.usageOptions, ...given.map(({ name }) => name)] : [words.usageCommand, ...(run === undefined ? [] : [words.usageOptions])])].join(' '),
    paragraphs: [does, ...details].map((text) => text[language]),
    sections: [
      { heading: words.commands, items: commands.flatMap((child) => listOf(child, [], language)) },
      { heading: words.arguments, items: given.map((argument) => ({ term: argument.name, says: saidOf(argument, language) })) },
      { heading: words.options, items: options.filter(({ shared }) => shared !== true).map((option) => optionItem(option, language)) },
      { heading: words.sharedOptions, items: [...options.filter(({ shared }) => shared === true).map((option) => optionItem(option, language)), ...ownOptions(language, false)] },
    ],
    examples: examples.map((example) => exampleIn(example, language)),
    exitCodes: exitSection(codes.filter((code) => [...commonExitCodes, ...ends].includes(code)), language),
    variables: variableSection([...new Set([...named, ...(declaration.variables ?? [])])], language),
  };
}

const optionItem = (option: OptionDeclaration, language: Language) => ({ term: option.flags, says: saidOf(option, language) });

const exampleIn = ({ line, says }: Example, language: Language) => ({ line, says: says[language] });

function ownOptions(language: Language, withVersion: boolean): Section['items'] {
  const words = commandLineWords[language];
  return [...(withVersion ? [{ term: '-V, --version', says: words.versionOption }] : []), { term: '-h, --help', says: words.helpOption }];
}

const exitSection = (ends: readonly ExitCode[], language: Language): Section => ({
  heading: commandLineWords[language].exitCodes,
  items: ends.map((code) => ({ term: String(code), says: exitWords[code][language] })),
});

const variableSection = (names: readonly VariableName[], language: Language): Section => ({
  heading: commandLineWords[language].variables,
  items: names.map((name) => ({ term: name, says: variables[name][language] })),
});

/** What an option says, with what is known of its values. */
function saidOf(declaration: OptionDeclaration | ArgumentDeclaration, language: Language): string {
  const words = commandLineWords[language];
  const { says, choices, list } = declaration;
  const option = 'flags' in declaration ? declaration : undefined;
  const otherwise = [option?.variable, option?.otherwise, option?.default].filter((one) => one !== undefined && typeof one !== 'boolean').map(String);
  const more = [
    ...(choices === undefined ? [] : [list === true ? words.choicesOfList(choices) : words.choices(choices)]),
    ...(option?.required === true ? [words.required] : []),
    ...(option?.repeatable === true ? [words.repeatable] : []),
    ...(otherwise.length === 0 ? [] : [words.otherwise(otherwise)]),
  ];
  return more.length === 0 ? says[language] : [`${says[language].replace(/\.$/, '')}.`, ...more].join(' ');
}

const widthMax = 80;
const termMax = 26;

/** The help as a terminal shows it, at most 80 cells wide. */
export function helpOf(helped: Helped, language: Language, columns = widthMax): string {
  const words = commandLineWords[language];
  const width = Math.max(40, Math.min(widthMax, columns));
  const content = helpContent(helped, language);
  const sections = [...content.sections, content.exitCodes, content.variables].filter(({ items }) => items.length > 0);
  const isProgram = !('declaration' in helped);
  const listed = content.sections.flatMap(({ items }) => items);
  const drawn = sections.map((section) => drawSection(section, content.sections.includes(section) ? listed : section.items, width));
  const examples = content.examples.flatMap(({ line, says }) => [...indented(says, 2, width), `    $ ${folded(line, width - 6).join('\n        ')}`]);
  return `${[
    wrap(`${words.usage}: ${content.usage}`, width).join('\n'),
    ...content.paragraphs.map((text) => wrap(text, width).join('\n')),
    ...drawn,
    // Last, because that is what stays on the screen.
    `${words.examples}:\n${examples.join('\n')}`,
    ...(isProgram ? [wrap(words.more, width).join('\n')] : []),
  ].join('\n\n')}\n`;
}

/** Draws a section whose texts line up with those of others beside it. */
function drawSection({ heading, items }: Section, beside: Section['items'], width: number): string {
  const termWidth = Math.min(termMax, Math.max(...beside.map(({ term }) => widthOf(term))));
  const lines = items.flatMap(({ term, says }) => {
    const [first = '', ...rest] = wrap(says, width - termWidth - 4);
    const hanging = rest.map((line) => ' '.repeat(termWidth + 4) + line);
    if (widthOf(term) > termWidth) return [`  ${term}`, ' '.repeat(termWidth + 4) + first, ...hanging];
    return [`  ${padEnd(term, termWidth)}  ${first}`, ...hanging];
  });
  return `${heading}:\n${lines.join('\n')}`;
}

const indented = (text: string, by: number, width: number): string[] => wrap(text, width - by).map((line) => ' '.repeat(by) + line);

/** A line of a shell on several, where a backslash says that it goes on. */
function folded(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  // Between options alone: breaking inside quotes would change what is said.
  for (const part of line.split(/ (?=--|\||>)/)) {
    const longer = current === '' ? part : `${current} ${part}`;
    if (current !== '' && widthOf(longer) > width - 2) {
      lines.push(`${current} \\`);
      current = part;
    } else current = longer;
  }
  return [...lines, current];
}
