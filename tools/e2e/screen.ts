import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary } from './binary.js';
import type { Served } from './served.js';

let opened = 0;

interface Opening {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  /** Where the shell starts. */
  readonly folder: string;
  /** What it runs. */
  readonly line: string;
  /** A file for every byte that is sent to the terminal. */
  readonly bytesTo?: string | undefined;
}

/** A real terminal of a size. */
export class Terminal {
  /** A terminal server of its own: a shared one ends with its last screen, while the next test already asks it for another. */
  readonly #socket = `pegel-e2e-${process.pid}-${(opened += 1)}`;
  readonly #name: string;
  constructor({ name, columns, rows, folder, line, bytesTo }: Opening) {
    this.#name = name;
    // Whoever wants every byte waits with the first until the file for them is there.
    this.#tmux('new-session', '-d', '-s', name, '-x', String(columns), '-y', String(rows), '-c', folder, `${bytesTo === undefined ? '' : `until [ -e '${bytesTo}' ]; do sleep 0.05; done; `}${line}`);
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

  /** What a program can leave behind: whether the cursor is seen, whether another screen is, whether the mouse is asked for. */
  modes(): { readonly cursor: boolean; readonly alternate: boolean; readonly mouse: boolean } {
    const [cursor, alternate, mouse] = this.#tmux('display-message', '-p', '-t', this.#name, '#{cursor_flag} #{alternate_on} #{mouse_any_flag}').trim().split(' ').map((flag) => flag === '1');
    return { cursor: cursor === true, alternate: alternate === true, mouse: mouse === true };
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

  /** The program that the shell runs. */
  program(): number {
    return childrenOf(Number(this.#tmux('list-panes', '-t', this.#name, '-F', '#{pane_pid}').trim()))[0] ?? NaN;
  }

  /** Kills the program without a chance to tidy up; the shell that started it stays. */
  kill(): void {
    process.kill(this.program(), 'SIGKILL');
  }

  async until(pattern: RegExp): Promise<string> {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      const screen = this.read();
      if (pattern.test(screen)) return screen;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The screen never showed ${String(pattern)}:\n${this.read()}`);
  }

  close(): void {
    this.#tmux('kill-server');
  }
}

/** What starts a program in a terminal, quoted for a shell. */
export const started = (program = binary, words: readonly string[] = []): string => `'${process.execPath}' '${program}' ${words.join(' ')}`;

/** Puts variables around a command. A build server says CI, where the screen is plain on purpose; a person’s terminal does not. */
export const surrounded = (variables: Readonly<Record<string, string>>, command: string): string =>
  `env -u CI ${Object.entries({ LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TERM: 'screen-256color', ...variables }).map(([key, value]) => `${key}='${value}'`).join(' ')} ${command}`;

/** A real terminal of a size with the Overview in it. The shell stays behind, so that what it looks like afterwards can be seen. */
export class Screen extends Terminal {
  /** What one screen has seen, the next one does not know. */
  readonly #cache: string;
  constructor(server: Served, name: string, columns: number, rows: number, env: Readonly<Record<string, string>> = {}, folder = server.folder, words: readonly string[] = [], bytesTo?: string, program = binary) {
    const cache = mkdtempSync(join(tmpdir(), 'pegel-e2e-cache-'));
    super({ name, columns, rows, folder, bytesTo, line: `${surrounded({ ...server.env, XDG_CACHE_HOME: cache, ...env }, started(program, words))}; echo "ended with $?"; sleep 60` });
    this.#cache = cache;
  }

  override close(): void {
    super.close();
    rmSync(this.#cache, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The processes that a process has started and not lost. */
export const childrenOf = (parent: number): readonly number[] => processes(['--ppid', String(parent)]).map(({ pid }) => pid);

/** Whether a process is still there; one that has ended and that nobody asked for is not. */
export const isRunning = (pid: number): boolean => processes(['-p', String(pid)]).some(({ state }) => !state.startsWith('Z'));

function processes(which: readonly string[]): readonly { readonly pid: number; readonly state: string }[] {
  // It fails where there is none.
  const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=', ...which], { encoding: 'utf8' });
  return stdout.trim().split('\n').filter(Boolean).map((line) => {
    const [pid, state = ''] = line.trim().split(/\s+/);
    return { pid: Number(pid), state };
  });
}
