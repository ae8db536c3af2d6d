import type { Language, Words } from '@pegel/domain';
import { actionWords, pageIds, shownKey, tablePages, wordsIn, type Action, type Freshness, type FreshnessKind, type PageFrame } from '@pegel/presentation';
import { atMost, folded, widthOf } from '../fit.js';
import { drawn, line, span, spread, widthOfLine, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { placeIds, placeTabs, type PlaceId, type Shown } from './places.js';
import { hintWords, shortWords } from './hint-words.js';
import { sentences } from '../words.js';

/** What the screen says of itself. */
export interface Status {
  /** "Live · 12 sec ago", or why it is not newer. */
  readonly freshness: string;
  /** Null before there is anything to be fresh. */
  readonly kind: FreshnessKind | null;
  /** What came of the last thing asked for; empty where nothing was. */
  readonly message: string;
  /** Whether letters, digits and marks are keys here. */
  readonly singleKeys: boolean;
}

/** The pages there are, which of them this is, and that an organisation is invented. */
export function tabLine({ demoBanner }: Pick<PageFrame, 'demoBanner'>, current: Shown, width: number, language: Language, { glyphs }: Theme): Line {
  const tabs = shownPages.map((page, index) => ({ page, name: `${index + 1} ${shortTitle(page, language)}` }));
  const joinedBy = (gap: string): Line => [span(' '), ...tabs.flatMap(({ page, name }) => (page === current ? [span(`[${name}]`, 'accent')] : [span(`${gap}${name}${gap}`)]))];
  const loose = joinedBy(' ');
  const left = widthOfLine(loose, glyphs) <= width ? loose : [span(' '), ...tabs.flatMap(({ page, name }, index) => [span(index === 0 ? '' : ' '), page === current ? span(`[${name}]`, 'accent') : span(name)])];
  if (demoBanner === null) return left;
  const whole = line(`${demoBanner} `, 'warn');
  return widthOfLine([...left, ...whole], glyphs) < width ? spread(left, whole, width, glyphs) : left;
}

/** Which page's name is at a column of such a line. */
export function tabAt(tabs: Line, column: number): Shown | null {
  let end = 0;
  for (const { text } of tabs) {
    end += widthOf(text);
    const found = /^[[\s]?(\d) /.exec(text)?.[1];
    if (column < end) return found === undefined ? null : (shownPages[Number(found) - 1] ?? null);
  }
  return null;
}

export const placeTabLine = (place: PlaceId, isDemo: boolean, width: number, language: Language, theme: Theme): Line => tabLine({ demoBanner: isDemo ? wordsIn(language).data.demo : null }, place, width, language, theme);

/** In the order of the digits that lead to them. */
const shownPages: readonly Shown[] = [...pageIds, ...placeIds];

function shortTitle(page: Shown, language: Language): string {
  const place = placeIds.find((id) => id === page);
  return place !== undefined ? placeTabs[place][language] : (tablePages.find(({ id }) => id === page)?.short[language] ?? wordsIn(language).nav.overview);
}

/** Whose page it is; there is seldom room for the whole banner of a demo. */
export const shownName = (name: string, isDemo: boolean): string => (isDemo ? `${name} (Demo)` : name);

/** Whose numbers these are, of which days, and how fresh. */
export function headerLine({ organisation: name, demoBanner, narrowed, rangeLabel, period, compared }: PageFrame, { freshness, kind }: Status, width: number, { glyphs }: Theme): Line {
  const organisation = shownName(name, demoBanner !== null);
  const days = period === '' ? rangeLabel : `${rangeLabel} (${period})`;
  const stateAs = (text: string): Line => (kind === null ? [] : isAlarming(kind) ? line(`${glyphs.warning} ${text} `, 'warn') : line(`${markOf(kind, glyphs)}${text} `));
  const state = stateAs(freshness);
  // "Live" alone where there is no room for how long ago.
  const brief = stateAs(freshness.split(' · ')[0] ?? freshness);
  const dot = ` ${glyphs.separator} `;
  // Whose numbers they are is never left out for want of room.
  const whose = narrowed === null ? organisation : `${organisation}${dot}${narrowed}`;
  const ranged = line(` ${whose}${dot}${rangeLabel}`);
  const alone = line(` ${whose}`);
  const besides = compared === '' ? [] : [line(` ${whose}${dot}${days}${dot}${compared}`)];
  const candidates: [Line, Line][] = [...besides.map((one): [Line, Line] => [one, state]), [line(` ${whose}${dot}${days}`), state], [ranged, state], [ranged, brief], [alone, state], [alone, brief]];
  const [left, right] = candidates.find(([one, other]) => widthOfLine([...one, ...other], glyphs) < width) ?? [line(` ${narrowed ?? organisation}`), brief];
  return spread(left, right, width, glyphs);
}

const isAlarming = (kind: FreshnessKind): boolean => kind === 'silent' || kind === 'offline';

/** One mark for numbers that flow, and one for numbers that may still be revised; none for what is as it is. */
export function markOf(kind: FreshnessKind | undefined, { live, provisional }: Theme['glyphs']): string {
  return kind === 'live' ? `${live} ` : kind === 'provisional' ? `${provisional} ` : '';
}

/** What stands in the edge of a panel about its numbers. */
export const noteOf = (freshness: Freshness | null | undefined, { glyphs }: Theme): string => (!freshness ? '' : `${markOf(freshness.kind, glyphs)}${freshness.text}`);

/** How many panels Tab leads to that are not on the screen. */
export interface OffScreen {
  readonly before: number;
  readonly after: number;
}

export const offScreenText = ({ before, after }: OffScreen): string => [...(before > 0 ? [`↑ ${before}`] : []), ...(after > 0 ? [`↓ ${after}`] : [])].join('  ');

/** What can be done where somebody is, the most wanted first. */
export interface Hints {
  readonly explain: boolean;
  /** Something stands in place of the page, or over it. */
  readonly isOpen: boolean;
  /** Whether the arrows go through the points of a picture. */
  readonly points: boolean;
  readonly actions: readonly Action[];
}

/** While a page is narrowed, the key that ends it stands first. */
export const narrowedHints = ({ narrowed }: Pick<PageFrame, 'narrowed'>, hints: Hints): Hints => (narrowed === null ? hints : { ...hints, actions: ['group.clear', ...hints.actions] });

/** More of a message than this would hide what it is about. */
const messageLinesMost = 8;

/** A message on as many lines as it needs, each of which leaves room for help; they stand over the end of the page until the next key. */
export function messageLines({ message, singleKeys }: Status, width: number, language: Language, { glyphs }: Theme): readonly Line[] {
  const room = width - widthOf(hintOf('help', singleKeys, language, glyphs.tab) ?? '') - 3;
  return atMost(folded(drawn(message, glyphs), room), messageLinesMost, room, glyphs.ellipsis).map((text) => line(` ${text}`));
}

/** The keys, help first: it is never left out. A message takes their place until the next key. */
export function hintLine(status: Status, { explain, isOpen, points, actions }: Hints, width: number, language: Language, theme: Theme): Line {
  const { glyphs } = theme;
  const { singleKeys } = status;
  const hint = (action: Action): string | null => hintOf(action, singleKeys, language, glyphs.tab);
  const helpHint = hint('help') ?? '';
  const right = line(`${helpHint} `);
  const said = messageLines(status, width, language, theme).at(-1);
  if (said !== undefined) return spread(said, right, width, glyphs);
  const words = sentences[language];
  const others = [...(isOpen ? [`esc ${words.back}`] : []), ...(explain ? [`↑↓ ${words.scroll}`] : []), ...(points ? [`←→ ${hintWords.point[language]}`] : [])];
  const wanted: readonly Action[] = explain ? ['copy.markdown', 'copy.link', 'panel.next', 'language.toggle', 'quit'] : actions;
  const pages = isOpen || !singleKeys ? [] : [`1–${shownPages.length} ${hintWords.page[language]}`];
  const wide = width >= 100;
  const hints = [...(wide ? pages : []), ...others, ...wanted.flatMap((action) => hint(action) ?? []), ...(wide ? [] : pages)];
  let shown = '';
  for (const next of hints) {
    const longer = shown === '' ? ` ${next}` : `${shown}  ${next}`;
    if (widthOfLine(line(longer), glyphs) + widthOfLine(line(helpHint), glyphs) + 3 > width) break;
    shown = longer;
  }
  return spread(line(shown), right, width, glyphs);
}

/** Where two actions belong together, one hint shows both of their keys. */
const together: Partial<Record<Action, string>> = { 'time.previous': ', .' };

/** Nothing where no key does it. */
function hintOf(action: Action, singleKeys: boolean, language: Language, tab: string): string | null {
  const shown = (singleKeys ? together[action] : undefined) ?? shownKey(action, 'terminal', language, singleKeys);
  if (shown === '') return null;
  const words: Partial<Record<Action, Words>> = shortWords;
  return `${shown === 'Tab' ? tab : shown} ${(words[action] ?? actionWords[action])[language]}`;
}
