import { pageIds, type PageId } from './view-state.js';

/** What keys can be pressed in: the browser, or the screens of the terminal. */
export type KeyClient = 'web' | 'terminal';

/** The groups of the help, in their order. */
export const actionGroups = ['go', 'move', 'time', 'panel', 'take', 'data', 'app'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/**
 * The keys of something that can be asked for, the one that is shown first; where a client has none, it does not do it.
 * A key is written as `KeyboardEvent.key` names it: capital letters are typed with Shift, `Mod` is Ctrl, and ⌘ on a Mac.
 * Several keys one after the other stand apart: `g o`.
 */
export type Binding = { readonly group: ActionGroup } & { readonly [Client in KeyClient]?: readonly string[] };

const both = (group: ActionGroup, ...keys: readonly string[]) => ({ group, web: keys, terminal: keys });
const web = (group: ActionGroup, ...keys: readonly string[]) => ({ group, web: keys });
const terminal = (group: ActionGroup, ...keys: readonly string[]) => ({ group, terminal: keys });

const pageKeys = pageIds.map((_, index) => String(index + 1));
/** The page that a key leads to. */
export const pageOfKey = (key: string): PageId => pageIds[pageKeys.indexOf(key)] ?? 'overview';

const bindings = {
  'page.choose': terminal('go', ...pageKeys),
  'page.overview': web('go', '1', 'g o'),
  'page.activity': web('go', '2', 'g a'),
  'page.adoption': web('go', '3', 'g d'),
  'page.spend': web('go', '4', 'g s'),
  'page.exports': web('go', '5', 'g e'),
  'page.sources': web('go', '6', 'g r'),
  'page.settings': web('go', '7', 'g ,'),
  palette: web('go', 'Mod+k', ':'),
  'panel.next': { group: 'move', web: ['Alt+ArrowDown'], terminal: ['Tab'] },
  'panel.previous': { group: 'move', web: ['Alt+ArrowUp'], terminal: ['Shift+Tab'] },
  'row.next': web('move', 'j'),
  'row.previous': web('move', 'k'),
  'point.next': web('move', 'l'),
  'point.previous': web('move', 'h'),
  'ends.last': web('move', 'G'),
  'time.menu': web('time', 't'),
  'time.today': web('time', 't t'),
  'time.yesterday': web('time', 't d'),
  'time.7d': web('time', 't 7'),
  'time.28d': web('time', 't 4'),
  'time.90d': web('time', 't 9'),
  'time.mtd': web('time', 't m'),
  'time.qtd': web('time', 't q'),
  'time.ytd': web('time', 't y'),
  'time.12m': web('time', 't l'),
  'time.custom': web('time', 't c'),
  'time.previous': web('time', ',', '['),
  'time.next': web('time', '.', ']'),
  'time.reset': web('time', '0'),
  'time.pin': web('time', 'P', 't a'),
  'comparison.cycle': web('time', 'c'),
  'grain.cycle': web('time', 'i'),
  'spend.window': web('time', 'm'),
  'panel.table': both('panel', 'v'),
  'panel.enlarge': { group: 'panel', web: ['f', '+'], terminal: ['f'] },
  'panel.explain': both('panel', 'e'),
  'panel.zoom': web('panel', 'z'),
  'list.filter': web('panel', '/'),
  'copy.markdown': both('take', 'y'),
  'copy.link': web('take', 'Y'),
  'export.csv': both('take', 'x'),
  'open.other': web('take', 'o'),
  'group.choose': web('data', 'b'),
  'group.clear': web('data', 'B'),
  'purpose.choose': terminal('data', 'u'),
  'live.pause': both('data', 'p'),
  'data.refresh': { group: 'data', web: ['r', 'R'], terminal: ['r'] },
  'language.toggle': both('app', 'L'),
  'theme.cycle': both('app', 'T'),
  help: both('app', '?', 'F1'),
  quit: terminal('app', 'q'),
} as const satisfies Readonly<Record<string, Binding>>;

/** What a key press can ask for. */
export type Action = keyof typeof bindings;

/** Every action's keys. None needs AltGr for its first, so all work on a German keyboard. */
export const keymap: Readonly<Record<Action, Binding>> = bindings;

/** In the order of the help. */
export const actions = Object.keys(bindings) as readonly Action[]; // Object.keys forgets the literal keys.

/** Those that a client has keys for. */
export const actionsOf = (client: KeyClient): readonly Action[] => actions.filter((action) => keymap[action][client] !== undefined);

/** The action of a key in a client, if it has one. */
export const actionOf = (key: string, client: KeyClient): Action | null => actionsOf(client).find((action) => keymap[action][client]?.includes(key)) ?? null;

const names: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Mod: 'Ctrl', Alt: 'Alt' };

/** How one key is written for people: `⇧L`, `Ctrl+K`, `g o`. */
export function keyText(keys: string, isMac = false): string {
  return keys.split(' ').map((stroke) => {
    if (stroke === 'Shift+Tab') return '⇧Tab';
    const [key = '', ...modifiers] = stroke === '+' ? ['+'] : stroke.split('+').toReversed();
    const shown = names[key] ?? (modifiers.length === 0 && isCapital(key) ? `⇧${key}` : key);
    return [...modifiers.toReversed().map((modifier) => (isMac ? (macNames[modifier] ?? modifier) : (names[modifier] ?? modifier))), modifiers.length > 0 && shown.length === 1 ? shown.toUpperCase() : shown].join(isMac ? '' : '+');
  }).join(' ');
}

const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥' };
const isCapital = (key: string): boolean => key.length === 1 && key !== key.toLowerCase();

/** An action's first key in a client, as it is written for people. */
export const shownKey = (action: Action, client: KeyClient): string => (action === 'page.choose' ? `1–${pageKeys.length}` : keyText(keymap[action][client]?.[0] ?? ''));
