import type { CommandDeclaration } from '../command-line/declaration.js';
import { helpOf } from '../command-line/help.js';
import { unknownCommand } from '../command-line/mistakes.js';
import { languageFor, languageOption, type WithLanguage } from '../language.js';
import type { World } from '../world.js';

/** Says of a command what `--help` says; which ones there are is asked when somebody asks. */
export const helpCommand = (commands: () => readonly CommandDeclaration[]): CommandDeclaration => ({
  name: 'help',
  group: 'program',
  does: { en: 'What a command does, with examples.', de: 'Was ein Befehl tut, mit Beispielen.' },
  arguments: [{ name: '[command...]', says: { en: 'Which one; without any, all of them.', de: 'Welcher; ohne Angabe alle.' }, suggests: () => commands().filter(({ hidden }) => hidden !== true).map(({ name }) => name) }],
  options: [languageOption],
  ends: [],
  examples: [
    { line: 'pegel help report', says: { en: 'How to ask for numbers.', de: 'Wie man nach Zahlen fragt.' } },
    { line: 'pegel help export spend-by-user --lang de | less', says: { en: 'A command below another, in German.', de: 'Ein Befehl unter einem anderen, auf Deutsch.' } },
  ],
  run(world: World, options: WithLanguage, names: readonly string[]) {
    const language = languageFor(world, options);
    let among = commands();
    let found: CommandDeclaration | undefined;
    for (const name of names) {
      found = among.find((command) => command.name === name);
      if (found === undefined) throw unknownCommand(name, among.filter(({ hidden }) => hidden !== true).map((command) => command.name), 'pegel', language);
      among = found.commands ?? [];
    }
    const path = ['pegel', ...names];
    world.stdout.write(helpOf(found === undefined ? { path, commands: among } : { path, declaration: found }, language, world.stdout.columns));
  },
});
