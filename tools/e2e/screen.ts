import { execFileSync } from 'node:child_process';
import { binary } from './binary.js';
import type { Served } from './served.js';

const socket = `pegel-e2e-${process.pid}`;

const tmux = (...args: readonly string[]): string => execFileSync('tmux', ['-L', socket, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** A real terminal of a size with the Overview in it. The shell stays behind, so that what it looks like afterwards can be seen.
 * A build server says CI, where the screen is plain on purpose; a person’s terminal does not. */
export class Screen {
  readonly #name: string;
  constructor(server: Served, name: string, columns: number, rows: number, env: Readonly<Record<string, string>> = {}, cwd = server.folder, words: readonly string[] = []) {
    this.#name = name;
    const variables = Object.entries({ ...server.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TERM: 'screen-256color', ...env }).map(([key, value]) => `${key}='${value}'`).join(' ');
    tmux('new-session', '-d', '-s', name, '-x', String(columns), '-y', String(rows), '-c', cwd, `env -u CI ${variables} '${process.execPath}' '${binary}' ${words.join(' ')}; echo "ended with $?"; sleep 60`);
  }

  /** Gives the terminal a background, which it then answers when it is asked. */
  paint(background: string): void {
    tmux('set-option', '-w', '-t', this.#name, 'window-style', `bg=${background}`);
  }

  read(): string {
    return tmux('capture-pane', '-p', '-t', this.#name);
  }

  press(...keys: readonly string[]): void {
    tmux('send-keys', '-t', this.#name, ...keys);
  }

  async until(pattern: RegExp): Promise<string> {
    for (let attempt = 0; attempt < 150; attempt += 1) {
      const screen = this.read();
      if (pattern.test(screen)) return screen;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The screen never showed ${String(pattern)}:\n${this.read()}`);
  }

  close(): void {
    tmux('kill-session', '-t', this.#name);
  }
}
