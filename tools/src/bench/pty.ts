import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a program did in a terminal of 80 × 24 cells. */
interface Drawn {
  /** From the start to what was waited for, in milliseconds. */
  readonly until: number;
  /** How often it drew, and how much it sent, from then to its end. */
  readonly frames: number;
  readonly bytes: number;
  /** Processor time over its whole life, in milliseconds. */
  readonly processor: number;
}

/** Where a frame begins: a terminal shows what follows at once. */
const frame = '\x1B[?2026h';

/**
 * Runs a program of Node in a terminal of its own until it has shown something, perhaps goes on looking, and leaves it with `q`.
 * A program that shows nothing is waited for to its end.
 */
export async function drawnBy(words: readonly string[], env: NodeJS.ProcessEnv, folder: string, shows: RegExp | null, look?: () => Promise<unknown>): Promise<Drawn> {
  const own = mkdtempSync(join(folder, 'terminal-'));
  const [probe, spent] = [join(own, 'probe.mjs'), join(own, 'processor')];
  writeFileSync(probe, `import { writeFileSync } from 'node:fs';\nprocess.on('exit', () => { const { user, system } = process.cpuUsage(); writeFileSync(${JSON.stringify(spent)}, String((user + system) / 1_000)); });\n`);
  const quoted = [process.execPath, ...words].map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const command = `stty rows 24 cols 80; exec ${quoted}`;
  // A build server says CI, where a screen is plain on purpose.
  const { CI: _, ...variables } = env;
  const started = performance.now();
  // What gives a program a terminal takes its words otherwise on BSD.
  const args = process.platform === 'linux' ? ['-qfc', command, '/dev/null'] : ['-q', '/dev/null', 'sh', '-c', command];
  const terminal = spawn('script', args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...variables, TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', NODE_OPTIONS: `--import=${pathToFileURL(probe).href}` } });
  const ended = new Promise<void>((resolve, reject) => {
    terminal.once('error', reject);
    terminal.once('exit', () => resolve());
  });
  let said = '';
  const shown = new Promise<void>((resolve) => {
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (shows?.test(said) === true) resolve();
    });
  });
  await Promise.race([shown, ended]);
  const until = performance.now() - started;
  if (shows !== null && !shows.test(said)) throw new Error(`${words.join(' ')} ended without showing ${String(shows)}: ${JSON.stringify(said.slice(-500))}`);
  const from = said.length;
  await look?.();
  const seen = said.slice(from);
  if (shows !== null) terminal.stdin.write('q');
  await ended;
  return { until, frames: seen.split(frame).length - 1, bytes: Buffer.byteLength(seen), processor: Number(readFileSync(spent, 'utf8')) };
}
