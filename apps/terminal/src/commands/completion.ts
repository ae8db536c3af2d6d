import { complete } from '../command-line/completion.js';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { shellNames, shells, type Shell } from '../command-line/shells.js';
import { cut } from '../fit.js';
import { languageFor, languageOption } from '../language.js';
import type { World } from '../world.js';

export const completionCommand: CommandDeclaration = {
  name: 'completion',
  group: 'program',
  does: { en: 'A script that lets a shell complete commands, options and values with Tab.', de: 'Ein Skript, mit dem eine Shell Befehle, Optionen und Werte mit der Tabulatortaste ergänzt.' },
  details: [
    {
      en: 'For good: source <(pegel completion bash) in ~/.bashrc, the same with zsh in ~/.zshrc after compinit, pegel completion fish | source in ~/.config/fish/config.fish. What is completed comes from the program itself, so an upgrade needs no new script.',
      de: 'Auf Dauer: source <(pegel completion bash) in ~/.bashrc, dasselbe mit zsh in ~/.zshrc nach compinit, pegel completion fish | source in ~/.config/fish/config.fish. Was ergänzt wird, sagt das Programm selbst; eine neue Version braucht kein neues Skript.',
    },
  ],
  arguments: [{ name: '<shell>', says: { en: 'For which shell.', de: 'Für welche Shell.' }, choices: shellNames }],
  options: [languageOption],
  ends: [],
  examples: [
    { line: 'source <(pegel completion bash)', says: { en: 'In this shell.', de: 'In dieser Shell.' } },
    { line: 'pegel completion zsh > _pegel', says: { en: 'As a file for a folder in fpath.', de: 'Als Datei für einen Ordner in fpath.' } },
  ],
  run(world: World, _options: object, shell: Shell) {
    world.stdout.write(shells[shell]);
  },
};

/** What the scripts of shells ask; `commands` is asked when they do. */
export const completeCommand = (commands: () => readonly CommandDeclaration[]): CommandDeclaration => ({
  name: 'complete',
  group: 'program',
  hidden: true,
  does: { en: 'What can stand in the place of the last word.', de: 'Was anstelle des letzten Wortes stehen kann.' },
  arguments: [{ name: '[words...]', says: { en: 'The words after pegel, the unfinished one last.', de: 'Die Wörter nach pegel, das unfertige zuletzt.' } }],
  ends: [],
  examples: [{ line: "pegel complete -- report --range ''", says: { en: 'The ranges there are.', de: 'Die Zeiträume, die es gibt.' } }],
  run(world: World, _options: object, words: readonly string[]) {
    const { kind, candidates } = complete(words, commands(), languageFor(world, {}));
    world.stdout.write([kind, ...candidates.map(({ word, says }) => `${word}\t${cut(says, 70)}`)].map((line) => `${line}\n`).join(''));
  },
});
