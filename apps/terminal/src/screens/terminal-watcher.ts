import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { World } from '../world.js';
import { leaveAlternateScreen } from './alternate-screen.js';

/** Another process that puts a terminal back for ours, should that be killed. */
export interface TerminalWatcher {
  /** Said before the alternate screen is entered: nobody may leave one who is not on it, which would move the cursor. */
  entered(): void;
  /** Said when the terminal is another's for a while, since ours is stopped. */
  away(): void;
  /** Said when everything is back; the watcher ends, as it does with ours. */
  left(): void;
}

/**
 * Reads what ours says, line by line, until it has left or is gone: the pipe closes with a process, however it ends.
 *
 * TRICKY: the shell that started ours wakes at the same moment. What it has made of the terminal a tenth of a second later
 * says whose it is:
 * - without signals, but with line ends, as Node leaves it: nobody's yet, and it gets its settings from before;
 * - without lines, but with signals: somebody edits one. A prompt that was faster than us stands on the screen that was left,
 *   and is drawn again only where the size is another: for a moment it is one column less;
 * - anything else is right, or another program's.
 */
const script = `
trap '' HUP INT QUIT TERM
settings=$(stty -g <&4)
echo
exec >&-
screen=
while read -r said; do
  case $said in
    entered) screen=$1 ;;
    away) screen= ;;
    left) exit ;;
  esac
done
printf %s "$screen" >&3
sleep 0.1 || sleep 1
case $(stty -a <&4) in
  *-opost*) ;;
  *-isig*) stty "$settings" <&4 ;;
  *-icanon*)
    size=$(stty size <&4)
    columns=\${size#* }
    stty columns $((columns - 1)) <&4
    sleep 0.1 || sleep 1
    stty columns "$columns" <&4
    ;;
esac
`;

const nobody: TerminalWatcher = { entered: () => undefined, away: () => undefined, left: () => undefined };

/** Has the terminal of this process watched, from its settings of now on. Where there is no shell to do so, as on Windows, nobody does. */
export function watchTerminal({ variables, stdin, stdout }: World, platform: NodeJS.Platform = process.platform): Promise<TerminalWatcher> {
  if (platform === 'win32' || stdin.isTTY !== true || stdout.isTTY !== true) return Promise.resolve(nobody);
  // A session of its own: what is typed or sent to ours does not reach it. Of our variables it has none that is a secret.
  const child = spawn('/bin/sh', ['-c', script, 'pegel-watcher', leaveAlternateScreen], { detached: true, cwd: '/', env: { PATH: variables['PATH'], LC_ALL: 'C' }, stdio: ['pipe', 'pipe', 'ignore', 1, 0] });
  const { stdin: lifeline, stdout: ready } = child;
  // Where it cannot be had, everything is as it was: a kill leaves something behind, and nothing else does.
  lifeline?.on('error', () => undefined);
  // Nobody waits for it to end, nor for more to say to it.
  child.unref();
  if (lifeline instanceof Socket) lifeline.unref();
  const tell = (said: string): void => void lifeline?.write(`${said}\n`);
  const left = (): void => {
    process.off('exit', left);
    tell('left');
  };
  // A crash ends in `exit` too, and puts everything back itself.
  process.on('exit', left);
  return new Promise((resolve) => {
    const go = (): void => resolve({ entered: () => tell('entered'), away: () => tell('away'), left });
    child.once('error', go);
    ready?.once('close', go).resume();
  });
}
