import { render } from 'ink';
import type { PagesScreenProps } from './screen-props.js';
import { PagesScreen } from './PagesScreen.js';
import { enterAlternateScreen, leaveAlternateScreen } from './alternate-screen.js';
import { sentChanges } from './changed-lines.js';
import { makeStopping } from './stopping.js';
import type { TerminalWatcher } from './terminal-watcher.js';

/** Shows pages until somebody quits. Whatever was on the terminal before is back afterwards, however it ends. */
export async function openPages(props: PagesScreenProps, watcher: TerminalWatcher): Promise<void> {
  let isOpen = true;
  const restore = () => {
    if (isOpen) process.stdout.write(leaveAlternateScreen);
    isOpen = false;
  };
  // A crash ends in `exit` too.
  process.on('exit', restore);
  watcher.entered();
  process.stdout.write(enterAlternateScreen);
  const sent = sentChanges(process.stdout);
  const stopping = makeStopping(sent, watcher);
  const screen = render(<PagesScreen {...props} stop={stopping.stop} />, { stdout: sent.stdout, maxFps: 10, patchConsole: false });
  const leave = () => screen.unmount();
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, leave);
  try {
    await screen.waitUntilExit();
  } finally {
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.off(signal, leave);
    stopping.end();
    process.off('exit', restore);
    restore();
    watcher.left();
  }
}
