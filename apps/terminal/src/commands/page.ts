import { rangeChoices, type RangeChoice, type ViewState } from '@pegel/presentation';
import type { OptionDeclaration } from '../command-line/declaration.js';
import type { VariableName } from '../command-line/variables.js';
import type { Environment } from '../environment.js';
import { failStaleOption, type WithFreshness } from '../freshness.js';
import { purposeOption, type WithPurpose } from '../purpose.js';
import { readerOptions, type ReaderOptions } from '../reader.js';
import type { World } from '../world.js';

/** What every command takes that shows a page: a screen on a terminal, text anywhere else. */
export interface PageOptions extends ReaderOptions, WithFreshness, WithPurpose {
  readonly range: RangeChoice;
  readonly plain: boolean;
  readonly ascii: boolean;
  readonly color: boolean;
}

/** The range first, then what is a page's own, then how it is shown. */
export const pageOptions = (...own: readonly OptionDeclaration[]): readonly OptionDeclaration[] => [
  { flags: '--range <range>', says: { en: 'Which days, ending at the last complete one.', de: 'Welche Tage, bis zum letzten vollständigen.' }, choices: rangeChoices, default: '28d' },
  ...own,
  { flags: '--plain', says: { en: 'Print a table also on a terminal.', de: 'Auch im Terminal eine Tabelle ausgeben.' } },
  { flags: '--ascii', says: { en: 'Draw with ASCII characters alone.', de: 'Nur mit ASCII-Zeichen zeichnen.' } },
  { flags: '--no-color', says: { en: 'Draw without colour, as NO_COLOR does.', de: 'Ohne Farbe zeichnen, wie mit NO_COLOR.' } },
  purposeOption,
  failStaleOption,
  ...readerOptions,
];

export const pageVariables: readonly VariableName[] = ['NO_COLOR', 'TERM', 'COLORFGBG', 'CI', 'INK_SCREEN_READER', 'XDG_STATE_HOME', 'SSH_CONNECTION', 'WAYLAND_DISPLAY', 'DISPLAY'];

/** Whether somebody looks at it. Whoever asks to fail for stale data is a script, also on a terminal. */
export const isScreen = (world: World, options: PageOptions, environment: Environment): boolean =>
  world.stdout.isTTY === true && world.stdin.isTTY === true && !options.plain && options.failStale === undefined && !environment.unattended;

/** Days of long ranges would not fit beside each other. */
export function grainOf(range: RangeChoice): ViewState['grain'] {
  if (range === 'ytd' || range === '12m') return 'month';
  return range === '90d' || range === 'qtd' ? 'week' : 'day';
}
