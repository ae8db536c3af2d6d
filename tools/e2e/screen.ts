import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary } from './binary.js';
import type { Served } from './served.js';

let opened = 0;

/** A real terminal of a size with the Overview in it. The shell stays behind, so that what it looks like afterwards can be seen.
 * A build server says CI, where the screen is plain on purpose; a person’s terminal does not. */
export class Screen {
  /** A terminal server of its own: a shared one ends with its last screen, while the next test already asks it for another. */
  readonly #socket = `pegel-e2e-${process.pid}-${(opened += 1)}`;
  readonly #name: string;
  /** What one screen has seen, the next one does not know. */
  readonly #cache = mkdtempSync(join(tmpdir(), 'pegel-e2e-cache-'));
  constructor(server: Served, name: string, columns: number, rows: number, env: Readonly<Record<string, string>> = {}, cwd = server.folder, words: readonly string[] = [], bytesTo?: string, program = binary) {
    this.#name = name;
    const variables = Object.entries({ ...server.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TERM: 'screen-256color', XDG_CACHE_HOME: this.#cache, ...env }).map(([key, value]) => `${key}='${value}'`).join(' ');
    this.#tmux('new-session', '-d', '-s', name, '-x', String(columns), '-y', String(rows), '-c', cwd, `${bytesTo === undefined ? '' : 'sleep 1; '}env -u CI ${variables} '${process.execPath}' '${program}' ${words.join(' ')}; echo "ended with $?"; sleep 60`);
    // Whoever wants every byte waits a second with the first.
    if (bytesTo !== undefined) this.#tmux('pipe-pane', '-t', name, `cat > '${bytesTo}'`);
  }

  #tmux(...args: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, '-f', '/dev/null', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }

  /** Gives the terminal a background, which it then answers when it is asked. */
  paint(background: string): void {
    this.#tmux('set-option', '-w', '-t', this.#name, 'window-style', `bg=${background}`);
  }

  read(): string {
    return this.#tmux('capture-pane', '-p', '-t', this.#name);
  }

  /** Whether the program has the mouse of its terminal. */
  hasMouse(): boolean {
    return this.#tmux('display-message', '-p', '-t', this.#name, '#{mouse_standard_flag}#{mouse_sgr_flag}').trim() === '11';
  }

  /** Presses a cell with the mouse, counted from 1, as a terminal tells of it. */
  click(column: number, row: number): void {
    this.#tmux('send-keys', '-t', this.#name, '-l', `\x1B[<0;${column};${row}M\x1B[<0;${column};${row}m`);
  }

  press(...keys: readonly string[]): void {
    this.#tmux('send-keys', '-t', this.#name, ...keys);
  }

  /** Makes the terminal larger or smaller, as somebody does with a window. */
  resize(columns: number, rows: number): void {
    this.#tmux('resize-window', '-t', this.#name, '-x', String(columns), '-y', String(rows));
  }

  /** Kills the program without a chance to tidy up; the shell that started it stays. */
  kill(): void {
    const shell = this.#tmux('list-panes', '-t', this.#name, '-F', '#{pane_pid}').trim();
    const program = execFileSync('ps', ['-o', 'pid=', '--ppid', shell], { encoding: 'utf8' }).trim().split(/\s+/)[0] ?? '';
    process.kill(Number(program), 'SIGKILL');
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
    this.#tmux('kill-server');
    rmSync(this.#cache, { recursive: true, force: true, maxRetries: 5 });
  }
}
