import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { readEnvironment, type Environment } from './environment.js';
import type { Sentences } from './words.js';
import type { World } from './world.js';

/** A program that puts what it reads on the clipboard of this machine. */
interface Tool {
  readonly command: string;
  readonly options: readonly string[];
}

const toolMilliseconds = 2_000;

/**
 * Puts a text on the clipboard and says how: by a program of this machine, or else by asking the terminal, which does not
 * answer whether it did. So that nothing is lost, the text is also kept in a file that only its owner can read.
 */
export async function copyToClipboard(text: string, world: Pick<World, 'variables' | 'stdout'>, words: Sentences, platform: NodeJS.Platform = process.platform): Promise<string> {
  const environment = readEnvironment(world.variables);
  const tool = toolFor(environment, platform);
  const isCopied = tool !== null && (await ranWith(tool, text, world.variables));
  if (!isCopied) world.stdout.write(`\x1B]52;c;${Buffer.from(text, 'utf8').toString('base64')}\x07`);
  try {
    const file = await kept(text, environment);
    const place = file.startsWith(homedir() + sep) ? `~${file.slice(homedir().length)}` : file;
    return isCopied ? words.copied(tool.command, place) : words.sentToTerminal(place);
  } catch (error) {
    return words.notKept(error);
  }
}

function toolFor({ remote, display }: Environment, platform: NodeJS.Platform): Tool | null {
  if (remote) return null;
  if (platform === 'darwin') return { command: 'pbcopy', options: [] };
  if (platform === 'win32') return { command: 'clip.exe', options: [] };
  if (display === 'wayland') return { command: 'wl-copy', options: [] };
  return display === 'x11' ? { command: 'xclip', options: ['-selection', 'clipboard'] } : null;
}

/** Whether the program took the text. One that is not there, or waits for something, did not. */
function ranWith({ command, options }: Tool, text: string, variables: World['variables']): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, options, { env: { ...variables }, stdio: ['pipe', 'ignore', 'ignore'], timeout: toolMilliseconds });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
    child.stdin.on('error', () => resolve(false));
    // Windows takes other bytes than UTF-16 for the letters of its own code page.
    child.stdin.end(command === 'clip.exe' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : text);
  });
}

async function kept(text: string, { stateFolder }: Environment): Promise<string> {
  const folder = join(stateFolder ?? join(homedir(), '.local', 'state'), 'pegel');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'clipboard.md');
  await writeFile(file, text, { mode: 0o600 });
  return file;
}
