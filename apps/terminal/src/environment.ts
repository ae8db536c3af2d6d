import { join } from 'node:path';
import { languageOf, type Language } from '@pegel/domain';

/** What the variables around the process say, read once. */
export interface Environment {
  readonly url: string | undefined;
  readonly token: string | undefined;
  readonly ingestKey: string | undefined;
  /** What numbers by person are looked at for. */
  readonly purpose: string | undefined;
  readonly language: Language;
  /** Whether the terminal is known to draw box and block characters. */
  readonly unicode: boolean;
  /** Whether the terminal is known to draw braille dots one cell wide. */
  readonly braille: boolean;
  /** Where ambiguous characters such as ▲ are two cells wide. */
  readonly wideAmbiguous: boolean;
  readonly colour: boolean;
  /** Whether somebody wants strong contrasts instead of colours that say what is what; no terminal says so. */
  readonly contrast: boolean;
  /** What the terminal says of its background, where it says anything. */
  readonly background: 'dark' | 'light' | 'unknown';
  /** A place where nobody could press a key. */
  readonly unattended: boolean;
  /** Whether somebody listens to the terminal. */
  readonly screenReader: boolean;
  /** Where programs keep what is this user's alone; usually not said. */
  readonly stateFolder: string | undefined;
  /** Where programs keep what this user has set up. */
  readonly configFolder: string | undefined;
  /** Where programs keep what they can do without. */
  readonly cacheFolder: string | undefined;
  /** Whether somebody sits at another machine, whose clipboard no program of this one reaches. */
  readonly remote: boolean;
  /** What draws windows, where anything does. */
  readonly display: 'wayland' | 'x11' | null;
}

const filled = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const locale = filled(variables['LC_ALL']) ?? filled(variables['LC_MESSAGES']) ?? filled(variables['LANG']) ?? '';
  const characters = filled(variables['LC_ALL']) ?? filled(variables['LC_CTYPE']) ?? filled(variables['LANG']) ?? '';
  const terminal = variables['TERM'] ?? '';
  const unicode = /utf-?8/i.test(characters) && terminal !== 'dumb';
  return {
    url: filled(variables['PEGEL_URL']),
    token: filled(variables['PEGEL_TOKEN']),
    ingestKey: filled(variables['PEGEL_INGEST_KEY']),
    purpose: filled(variables['PEGEL_PURPOSE']),
    language: languageOf(locale),
    unicode,
    braille: unicode && terminal !== 'linux' && terminal !== '',
    wideAmbiguous: /^(zh|ja|ko)(?![a-z])/i.test(characters),
    colour: filled(variables['NO_COLOR']) === undefined && terminal !== 'dumb',
    contrast: false,
    background: backgroundOf(variables['COLORFGBG']),
    unattended: filled(variables['CI']) !== undefined || terminal === 'dumb',
    screenReader: variables['INK_SCREEN_READER'] === 'true',
    stateFolder: filled(variables['XDG_STATE_HOME']),
    configFolder: folderOf(variables, 'XDG_CONFIG_HOME', '.config'),
    cacheFolder: folderOf(variables, 'XDG_CACHE_HOME', '.cache'),
    remote: filled(variables['SSH_CONNECTION']) !== undefined,
    display: filled(variables['WAYLAND_DISPLAY']) !== undefined ? 'wayland' : filled(variables['DISPLAY']) !== undefined ? 'x11' : null,
  };
}

/** Without a home there is no such place. */
function folderOf(variables: Readonly<Record<string, string | undefined>>, name: string, usual: string): string | undefined {
  const home = filled(variables['HOME']) ?? filled(variables['USERPROFILE']);
  return filled(variables[name]) ?? (home === undefined ? undefined : join(home, usual));
}

/** `COLORFGBG` is foreground and background as numbers of the 16 colours, such as `15;0`. */
function backgroundOf(text: string | undefined): Environment['background'] {
  const last = /;(\d+)$/.exec(text ?? '')?.[1];
  if (last === undefined) return 'unknown';
  return Number(last) === 7 || Number(last) >= 9 ? 'light' : 'dark';
}
