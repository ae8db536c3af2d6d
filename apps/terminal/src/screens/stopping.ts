import type { SentChanges } from './changed-lines.js';
import { enterAlternateScreen, leaveAlternateScreen } from './alternate-screen.js';
import type { TerminalWatcher } from './terminal-watcher.js';

/** Ctrl+Z as a terminal sends it to whoever reads every key. */
export const stopKey = '\x1A';

/** Longer than a signal needs that the system lets through at all. */
const stoppedMilliseconds = 100;

export interface Stopping {
  /** Stops as Ctrl+Z does: ours and whoever it was started by, such as `npx`. */
  stop(): void;
  end(): void;
}

/**
 * Gives the terminal back while ours is stopped, by Ctrl+Z or by anybody's SIGTSTP, and draws everything again once it goes
 * on, in whatever size the terminal has then. There is none of this on Windows.
 *
 * TRICKY: the system itself decides whether there is a shell that could have ours go on, and drops the signal otherwise. So
 * it is sent once more with nobody of ours listening, and who is not stopped by it soon draws again.
 */
export function makeStopping(screen: SentChanges, watcher: TerminalWatcher, { stdin, stdout, platform }: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'platform'> = process): Stopping {
  if (platform === 'win32') return { stop: () => undefined, end: () => undefined };
  let isAway = false;
  let timer: NodeJS.Timeout | undefined;
  const goAway = (): void => {
    isAway = true;
    screen.hold();
    stdout.write(leaveAlternateScreen);
    stdin.setRawMode(false);
    watcher.away();
    process.off('SIGTSTP', goAway);
    process.kill(process.pid, 'SIGTSTP');
    timer = setTimeout(comeBack, stoppedMilliseconds);
  };
  const comeBack = (): void => {
    clearTimeout(timer);
    // Twice, since Node believes a terminal to be as it left it; in the background the system stops ours here, until it is asked for again.
    stdin.setRawMode(false);
    stdin.setRawMode(true);
    if (isAway) process.on('SIGTSTP', goAway);
    isAway = false;
    watcher.entered();
    stdout.write(enterAlternateScreen);
    screen.drawAgain();
    // Nobody told ours of another size meanwhile.
    process.kill(process.pid, 'SIGWINCH');
  };
  process.on('SIGTSTP', goAway);
  process.on('SIGCONT', comeBack);
  return {
    stop: () => void process.kill(0, 'SIGTSTP'),
    end() {
      clearTimeout(timer);
      process.off('SIGTSTP', goAway);
      process.off('SIGCONT', comeBack);
    },
  };
}
