import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { WriteStream } from 'node:tty';
import type { Language } from '@pegel/domain';
import { askTerminal, type TerminalAnswers } from '../ask-terminal.js';
import { readEnvironment } from '../environment.js';
import type { World } from '../world.js';
import { findingsOf, type Finding } from './finding.js';
import { doctorWords } from './words.js';

const { ok, note } = findingsOf('terminal');

/** What the screen would look like on this terminal, and why. Nothing here is a problem: there is a plain form for every case. */
export async function lookAtTerminal(world: World, language: Language): Promise<Finding[]> {
  const answers = await askTerminal(world, { widths: true, lateMilliseconds: 1_000 });
  return [terminal(world, language), colours(world, language), ...background(world, answers, language), glyphs(world, answers, language), clipboard(world, language), speech(world, language)];
}

const smallest = { columns: 40, rows: 12 };

function terminal({ stdin, stdout, variables }: World, language: Language): Finding {
  const words = doctorWords[language];
  const kind = variables['TERM'] ?? '';
  const inside = multiplexers.filter(({ variable }) => filled(variables[variable])).map(({ name }) => name);
  if (stdout.isTTY !== true || stdin.isTTY !== true) return note('terminal', words.noTerminal, words.noTerminalAdvice);
  if (kind === '' || kind === 'dumb') return note('terminal', words.dumbTerminal(kind), words.dumbTerminalAdvice);
  if (filled(variables['CI'])) return note('terminal', words.unattended, words.unattendedAdvice);
  const { columns = 0, rows = 0 } = stdout;
  const says = words.terminal(kind, columns, rows, inside);
  return columns < smallest.columns || rows < smallest.rows ? note('terminal', says, words.tooSmallAdvice(smallest.columns, smallest.rows)) : ok('terminal', says);
}

const multiplexers = [{ variable: 'TMUX', name: 'tmux' }, { variable: 'STY', name: 'screen' }, { variable: 'ZELLIJ', name: 'zellij' }, { variable: 'SSH_CONNECTION', name: 'ssh' }];

function colours({ variables }: World, language: Language): Finding {
  const words = doctorWords[language];
  if (filled(variables['NO_COLOR'])) return note('colours', words.noColour, words.noColourAdvice);
  const { NO_COLOR: _none, ...rest } = variables;
  // Node knows what terminals can do by their names; no stream is needed to ask it.
  const depth = WriteStream.prototype.getColorDepth(rest);
  return ok('colours', words.colours({ 1: 0, 4: 16, 8: 256, 24: 16_777_216 }[depth] ?? 0));
}

function background({ stdout, variables }: World, answers: TerminalAnswers, language: Language): Finding[] {
  const words = doctorWords[language];
  if (answers.background !== null) return [ok('background', words.backgroundAnswered(answers.background))];
  const said = readEnvironment(variables).background;
  if (said !== 'unknown') return [ok('background', words.backgroundSaid(said))];
  // What is no terminal has no background.
  return stdout.isTTY === true ? [note('background', words.backgroundUnknown, words.backgroundUnknownAdvice)] : [];
}

function glyphs({ variables }: World, answers: TerminalAnswers, language: Language): Finding {
  const words = doctorWords[language];
  const { unicode, braille, wideAmbiguous } = readEnvironment(variables);
  if (!unicode) return note('glyphs', words.noUnicode, words.noUnicodeAdvice);
  if (answers.umlaut !== null && answers.umlaut !== 1) return note('glyphs', words.brokenUnicode(answers.umlaut), words.brokenUnicodeAdvice);
  if (answers.ambiguous === 2 && !wideAmbiguous) return note('glyphs', words.wideAmbiguous, words.wideAmbiguousAdvice);
  if (answers.braille !== null && answers.braille !== 1) return note('glyphs', words.wideBraille(answers.braille), words.wideBrailleAdvice);
  return ok('glyphs', words.glyphs(braille, answers.ambiguous !== null));
}

/** What copies to the clipboard of this machine, and what has to be there for it. */
const clipboardTools = [
  { tool: 'pbcopy', needs: null },
  { tool: 'wl-copy', needs: 'WAYLAND_DISPLAY' },
  { tool: 'xclip', needs: 'DISPLAY' },
  { tool: 'xsel', needs: 'DISPLAY' },
  { tool: 'clip.exe', needs: null },
] as const;

function clipboard({ variables, stdout }: World, language: Language): Finding {
  const words = doctorWords[language];
  const found = clipboardTools.find(({ tool, needs }) => (needs === null || filled(variables[needs])) && isOnPath(tool, variables['PATH']));
  const isRemote = filled(variables['SSH_CONNECTION']);
  if (found !== undefined && !isRemote) return ok('clipboard', words.clipboardTool(found.tool));
  if (found !== undefined) return note('clipboard', words.clipboardRemote(found.tool), words.clipboardAdvice);
  return note('clipboard', stdout.isTTY === true ? words.clipboardTerminal : words.clipboardNone, words.clipboardAdvice);
}

function isOnPath(tool: string, path = ''): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

function speech({ variables }: World, language: Language): Finding {
  const words = doctorWords[language];
  const said = ['LC_ALL', 'LC_MESSAGES', 'LANG'].find((name) => filled(variables[name]));
  const own = readEnvironment(variables).language;
  if (own !== language) return ok('language', words.languageAsked(language));
  return said === undefined ? note('language', words.languageUnsaid, words.languageUnsaidAdvice) : ok('language', words.language(language, said, variables[said] ?? ''));
}

const filled = (text: string | undefined): boolean => text !== undefined && text !== '';
