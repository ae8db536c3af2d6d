import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './steps.mjs';

const canUseApt = () => process.platform === 'linux' && process.getuid?.() === 0 && find('apt-get') !== null;

function find(program) {
  try {
    return execFileSync('which', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null;
  } catch {
    return null;
  }
}

async function aptInstall(...names) {
  console.log(`Installing ${names.join(' and ')} with apt-get.`);
  await run('apt-get', ['update', '-qq'], { quiet: true });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
}

/** The path of a Chromium to test in: the one named, one installed, one from apt, or the one that npm brought. Fails loudly. */
export async function ensureChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
  }
  const known = () => ['chromium', 'google-chrome', 'chromium-browser'].map(find).find((path) => path !== null) ?? macChrome();
  if (known()) return known();
  if (canUseApt()) {
    await aptInstall('chromium');
    if (known()) return known();
  }
  const bundled = await import('@sparticuz/chromium').then((module) => module.default.executablePath()).catch(() => null);
  if (bundled) return bundled;
  throw new Error('The browser tests need Chromium: install it, or set CHROMIUM_PATH to it.');
}

function macChrome() {
  const path = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return existsSync(path) ? path : null;
}

/** The terminal tests read a real screen through tmux. */
export async function ensureTmux() {
  if (find('tmux')) return;
  if (canUseApt()) await aptInstall('tmux');
  if (!find('tmux')) throw new Error('The terminal tests need tmux: install it and run npm test again.');
}

/**
 * Completion is tried by pressing Tab in zsh and fish, where they are or can be had; elsewhere what each would be told is
 * checked without it, by other tests.
 */
export async function ensureShells() {
  const missing = ['zsh', 'fish'].filter((shell) => find(shell) === null);
  if (missing.length > 0 && canUseApt()) await aptInstall(...missing);
  const still = missing.filter((shell) => find(shell) === null);
  if (still.length > 0) console.log(`Without ${still.join(' and ')}, completion is not tried by pressing Tab there.`);
}

/** Power cuts and failing disks are made with strace, which only Linux has; elsewhere those suites do not exist. */
export async function ensureStrace() {
  if (process.platform !== 'linux' || find('strace')) return;
  if (canUseApt()) await aptInstall('strace');
  if (!find('strace')) throw new Error('The tests of power cuts need strace: install it and run npm test again.');
}

/** The path of LibreOffice, in which downloaded files are opened: the one named, one installed, or one from apt. Fails loudly. */
export async function ensureLibreOffice() {
  const named = process.env.SOFFICE_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`SOFFICE_PATH names ${named}, which does not exist.`);
  }
  const known = () => find('soffice') ?? find('libreoffice') ?? (existsSync(macOffice) ? macOffice : null);
  if (known()) return known();
  if (canUseApt()) await aptInstall('libreoffice-calc');
  if (known()) return known();
  throw new Error('test:deep opens downloaded files in LibreOffice: install it, or set SOFFICE_PATH to its soffice.');
}

const macOffice = '/Applications/LibreOffice.app/Contents/MacOS/soffice';
