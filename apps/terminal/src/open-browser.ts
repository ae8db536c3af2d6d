import { spawn } from 'node:child_process';
import type { World } from './world.js';

const patienceMilliseconds = 3_000;

/** The program that opens an address the way this machine opens them. */
function openerOf(platform: NodeJS.Platform): readonly [command: string, ...options: string[]] {
  if (platform === 'darwin') return ['open'];
  // `start` is no program, and would take the first quoted text for a title.
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
}

/** Opens an address in a browser; resolves to whether the program that does so took it. */
export function openBrowser(address: string, world: Pick<World, 'variables'>, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [command, ...options] = openerOf(platform);
  return new Promise((resolve) => {
    const child = spawn(command, [...options, address], { env: { ...world.variables }, stdio: 'ignore', detached: true });
    // A browser that stays open is one that has opened.
    const timer = setTimeout(() => resolve(true), patienceMilliseconds);
    const end = (opened: boolean) => {
      clearTimeout(timer);
      resolve(opened);
    };
    child.on('error', () => end(false));
    child.on('exit', (code) => end(code === 0));
    child.unref();
  });
}
