import { lengthInDays, memberships, type Period } from '@pegel/domain';
import { groupFromText, isRangeOfDays, rangeChoices, type GroupFilter, type RangeChoice, type ViewState } from '@pegel/presentation';
import { Unreadable, type OptionDeclaration } from '../command-line/declaration.js';
import type { VariableName } from '../command-line/variables.js';
import type { Environment } from '../environment.js';
import { failStaleOption, type WithFreshness } from '../freshness.js';
import { purposeOption, type WithPurpose } from '../purpose.js';
import { readerOptions, type ReaderOptions } from '../reader.js';
import type { World } from '../world.js';

/** What every command takes that shows a page: a screen on a terminal, text anywhere else. */
export interface PageOptions extends ViewOptions, WithFreshness {
  readonly range: RangeChoice | Period;
  readonly where?: GroupFilter;
}

/** How a page is shown, whatever it is of. */
export interface ViewOptions extends ReaderOptions, WithPurpose {
  readonly plain: boolean;
  readonly ascii: boolean;
  readonly color: boolean;
  readonly screenReader: boolean;
}

/** Days by name, or the first and the last of them. */
export function rangeFrom(text: string): RangeChoice | Period {
  const named = rangeChoices.find((choice) => choice === text);
  const [from = '', to = '', ...rest] = text.split('..');
  if (named !== undefined) return named;
  if (rest.length === 0 && isRangeOfDays(from, to)) return { from, to };
  throw new Unreadable({ en: `It must be one of ${rangeChoices.join(', ')}, or two days such as 2026-10-26..2026-11-22, at most 400 days apart.`, de: `Es muss eines von ${rangeChoices.join(', ')} sein oder zwei Tage wie 2026-10-26..2026-11-22, höchstens 400 Tage auseinander.` });
}

/** Whose numbers, as a report and a link say it. */
export const groupOption: OptionDeclaration = {
  flags: '--where <dimension:value>',
  says: { en: 'Only the numbers of one group, department or cost centre, such as department:Sales.', de: 'Nur die Zahlen einer Gruppe, Abteilung oder Kostenstelle, etwa department:Vertrieb.' },
  suggests: memberships.map((dimension) => `${dimension}:`),
  parse(text) {
    const group = groupFromText(text);
    if (group !== undefined) return group;
    throw new Unreadable({ en: `It must be one of ${memberships.join(', ')}, a colon and a name.`, de: `Es muss eines von ${memberships.join(', ')} sein, ein Doppelpunkt und ein Name.` });
  },
};

export const viewOptions: readonly OptionDeclaration[] = [
  { flags: '--plain', says: { en: 'Print a table also on a terminal.', de: 'Auch im Terminal eine Tabelle ausgeben.' } },
  { flags: '--ascii', says: { en: 'Draw with ASCII characters alone.', de: 'Nur mit ASCII-Zeichen zeichnen.' } },
  { flags: '--no-color', says: { en: 'Draw without colour, as NO_COLOR does.', de: 'Ohne Farbe zeichnen, wie mit NO_COLOR.' } },
  { flags: '--screen-reader', says: { en: 'On a terminal: lines to be read aloud and a prompt, as with INK_SCREEN_READER=true.', de: 'Im Terminal: Zeilen zum Vorlesen und eine Eingabezeile, wie mit INK_SCREEN_READER=true.' } },
  purposeOption,
  ...readerOptions,
];

/** The range first, then what is a page's own, then how it is shown. */
export const pageOptions = (...own: readonly OptionDeclaration[]): readonly OptionDeclaration[] => [
  { flags: '--range <range>', says: { en: 'Which days: a name for days up to the last complete one, or two days such as 2026-10-26..2026-11-22.', de: 'Welche Tage: ein Name für Tage bis zum letzten vollständigen, oder zwei Tage wie 2026-10-26..2026-11-22.' }, suggests: rangeChoices, parse: rangeFrom, default: '28d' },
  ...own,
  groupOption,
  ...viewOptions.slice(0, 4),
  purposeOption,
  failStaleOption,
  ...readerOptions,
];

export const pageVariables: readonly VariableName[] = ['NO_COLOR', 'TERM', 'COLORFGBG', 'CI', 'INK_SCREEN_READER', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'SSH_CONNECTION', 'WAYLAND_DISPLAY', 'DISPLAY'];

/** Whether somebody looks at it. Whoever asks to fail for stale data is a script, also on a terminal. */
export const isScreen = (world: World, options: ViewOptions & WithFreshness, environment: Environment): boolean =>
  world.stdout.isTTY === true && world.stdin.isTTY === true && !options.plain && options.failStale === undefined && !environment.unattended;

/** Days of long ranges would not fit beside each other. */
export function grainOf(range: RangeChoice | Period): ViewState['grain'] {
  if (typeof range !== 'string') return lengthInDays(range) > 62 ? 'week' : 'day';
  if (range === 'ytd' || range === '12m') return 'month';
  return range === '90d' || range === 'qtd' ? 'week' : 'day';
}
