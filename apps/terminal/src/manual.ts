import { languages, type Language } from '@pegel/domain';
import type { CommandDeclaration } from './command-line/declaration.js';
import { helpContent, type Section } from './command-line/help.js';
import { commandLineWords } from './command-line/words.js';
import { commands } from './program.js';

/** `docs/command-line.md`, from what the commands declare; whoever makes the pages runs this and keeps what it prints. */
function page(language: Language): string {
  const words = commandLineWords[language];
  const program = helpContent({ path: ['pegel'], commands }, language);
  return [
    `# ${words.manual}`,
    languages.filter((other) => other !== language).map((other) => `[${commandLineWords[other].manual}](#${commandLineWords[other].manual.toLowerCase().replaceAll(' ', '-')})`).join(' · '),
    ...program.paragraphs,
    codeOf([program.usage]),
    examplesOf(program.examples),
    ...program.sections.slice(0, -1).map(({ heading, items }) => `**${heading}**\n\n${items.map(({ term, says }) => `- [\`${term}\`](#${anchorOf(term, language)}): ${says}`).join('\n')}`),
    `## ${words.exitCodes}`,
    words.streams,
    tableOf(program.exitCodes),
    `## ${words.variables}`,
    tableOf(program.variables),
    ...runnable(commands).map(({ path, declaration }) => commandPage(path, declaration, language)),
  ].join('\n\n');
}

function commandPage(path: readonly string[], declaration: CommandDeclaration, language: Language): string {
  const words = commandLineWords[language];
  const { usage, paragraphs, sections, examples, exitCodes } = helpContent({ path, declaration }, language);
  return [
    `## ${path.join(' ')}`,
    ...paragraphs,
    codeOf([usage]),
    ...sections.filter(({ items }) => items.length > 0).map((section) => `**${section.heading}**\n\n${tableOf(section)}`),
    `**${words.examples}**\n\n${examplesOf(examples)}`,
    `${words.exitCodes}: ${exitCodes.items.map(({ term }) => term).join(', ')}`,
  ].join('\n\n');
}

/** The commands that can be run and are for people, each with its words. */
const runnable = (declarations: readonly CommandDeclaration[], above: readonly string[] = ['pegel']): { path: readonly string[]; declaration: CommandDeclaration }[] =>
  declarations
    .filter(({ hidden }) => hidden !== true)
    .flatMap((declaration) => {
      const path = [...above, declaration.name];
      return [...(declaration.run === undefined ? [] : [{ path, declaration }]), ...runnable(declaration.commands ?? [], path)];
    });

/** Commands are called the same in every language, so renderers of Markdown number the headings of the later ones. */
const anchorOf = (term: string, language: Language): string => ['pegel', ...term.split(' '), ...(language === languages[0] ? [] : [languages.indexOf(language)])].join('-');
const codeOf = (lines: readonly string[]): string => ['```sh', ...lines, '```'].join('\n');
const examplesOf = (examples: readonly { readonly line: string; readonly says: string }[]): string => codeOf(examples.flatMap(({ line, says }) => [`# ${says}`, line]));
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const tableOf = ({ items }: Section): string => ['| | |', '|---|---|', ...items.map(({ term, says }) => `| \`${term.replaceAll('|', '\\|')}\` | ${cell(says)} |`)].join('\n');

process.stdout.write(`${languages.map(page).join('\n\n')}\n`);
